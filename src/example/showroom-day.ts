import { chance } from './chance.ts';
import type { Days } from './days.ts';
import type { Example, ExampleMeeting } from './types.ts';
import { showroom, showroomPlace } from './words/booking.ts';

/** When people come to the showroom on an ordinary day; twice: at one time, to two of us. */
const times = ['09:30', '11:00', '11:00', '14:00', '16:00', '16:00'];
const hourMs = 3_600_000;
const title = 'Besuch im Schauraum';

type Told = Pick<Example, 'contacts' | 'calls' | 'words' | 'steps'>;

/**
 * Today's visitors of the showroom, on a day off those of the next: whom we have spoken with and do not meet anyway, each with somebody of us who is free then. Each is a next step.
 * Who has come had booked a time; who is still to come was planned by one of us, for whoever books is written to.
 */
export function showroomDay(
  { contacts, calls, words, steps }: Told,
  meetings: readonly ExampleMeeting[],
  { calendar, seed }: { calendar: Days; seed: number },
): ExampleMeeting[] {
  const today = calendar.on(calendar.todayWorks ? 0 : 1);
  const createdAt = calendar.instant(calendar.on(-2), '18:20');
  const busy = new Set([
    ...meetings.map(({ contact }) => contact),
    ...words.filter(({ state }) => state === 'denied').map(({ contact }) => contact),
    ...steps.filter(({ closed }) => !closed).map(({ contact }) => contact),
  ]);
  const spoken = new Set(calls.filter(({ startedAt }) => startedAt < createdAt).map(({ contact }) => contact));
  const known = [...spoken].flatMap((contact) => {
    const { kind, emails = [], status = null, createdAt: since = createdAt } = contacts[contact] ?? {};
    const email = emails[0]?.value;
    const fits = kind === 'private' && status !== 'kein Interesse' && since < createdAt && !busy.has(contact);
    return fits && email ? [{ contact, email }] : [];
  });
  const visitors = chance(seed + 5).shuffled(known);
  const taken = meetings.filter(({ state }) => state !== 'cancelled');
  return times.flatMap((time, at): ExampleMeeting[] => {
    const visitor = visitors[at];
    const startsAt = calendar.instant(today, time);
    const endsAt = new Date(startsAt.getTime() + hourMs);
    const meanwhile = taken.filter((other) => other.startsAt < endsAt && other.endsAt > startsAt);
    const host = [0, 1, 2, 3, 4].find((one) => meanwhile.every(({ hosts }) => !hosts.includes(one)));
    const full = meanwhile.filter(({ location }) => location === showroom).length >= showroomPlace.capacity;
    if (!visitor || host === undefined || full) return [];
    const { contact, email } = visitor;
    const came = startsAt <= calendar.now;
    steps.push({
      kind: 'meeting',
      title,
      contact,
      deal: null,
      owner: host,
      dueOn: today,
      dueTime: time,
      promised: true,
      note: null,
      createdAt,
      fromCall: null,
      ...(came && { closed: { as: 'done', at: startsAt, call: null } }),
    });
    const meeting: ExampleMeeting = {
      step: steps.length - 1,
      contact,
      deal: null,
      hosts: [host],
      title,
      way: 'place',
      location: showroom,
      startsAt,
      endsAt,
      state: came ? 'held' : 'planned',
      createdAt,
      settledAt: came ? startsAt : null,
      booked: came ? { email, answers: [] } : null,
      invitation: null,
    };
    taken.push(meeting);
    return [meeting];
  });
}
