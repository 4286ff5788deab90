import { chance } from './chance.ts';
import type { Days } from './days.ts';
import type { ExampleContact, ExampleMeeting } from './types.ts';
import { showroom } from './words/booking.ts';

/** When people come to the showroom on an ordinary day; twice: at one time, to two of us. */
const times = ['09:30', '11:00', '11:00', '14:00', '16:00', '16:00'];
const hourMs = 3_600_000;

/** Today's visitors of the showroom, on a day off those of the next: whom we know and do not meet anyway, each with somebody of us who is free then. */
export function showroomDay(
  contacts: readonly ExampleContact[],
  meetings: readonly ExampleMeeting[],
  { calendar, seed }: { calendar: Days; seed: number },
): ExampleMeeting[] {
  const today = calendar.on(calendar.todayWorks ? 0 : 1);
  const met = new Set(meetings.map(({ contact }) => contact));
  const known = contacts.flatMap(({ kind, emails, lastTouchAt }, contact) => {
    const email = emails[0]?.value;
    return kind === 'private' && email && lastTouchAt && !met.has(contact) ? [{ contact, email }] : [];
  });
  const visitors = chance(seed + 5).shuffled(known);
  const taken = [...meetings];
  return times.flatMap((time, at): ExampleMeeting[] => {
    const visitor = visitors[at];
    const startsAt = calendar.instant(today, time);
    const endsAt = new Date(startsAt.getTime() + hourMs);
    const host = [0, 1, 2, 3, 4].find((one) =>
      taken.every(
        ({ hosts, state, ...other }) =>
          state === 'cancelled' || !hosts.includes(one) || other.startsAt >= endsAt || other.endsAt <= startsAt,
      ),
    );
    if (!visitor || host === undefined) return [];
    const came = startsAt <= calendar.now;
    const meeting: ExampleMeeting = {
      step: null,
      contact: visitor.contact,
      deal: null,
      hosts: [host],
      title: 'Besuch im Schauraum',
      way: 'place',
      location: showroom,
      startsAt,
      endsAt,
      state: came ? 'held' : 'planned',
      createdAt: calendar.instant(calendar.on(-2), '18:20'),
      settledAt: came ? startsAt : null,
      booked: { email: visitor.email, answers: [] },
      invitation: null,
    };
    taken.push(meeting);
    return [meeting];
  });
}
