import { isWorkingDay, zonedTime } from '#workspace';
import { type Chance, chance } from './chance.ts';
import { clock, type Days } from './days.ts';
import type { Facts } from './facts.ts';
import { bookingQuestion, showroom } from './words/booking.ts';
import type { Example, ExampleContact, ExampleInvitation, ExampleMeeting, ExampleStep } from './types.ts';

const zone = 'Europe/Berlin';
const minute = 60_000;

type Told = Pick<Example, 'contacts' | 'calls' | 'steps'>;
type Way = Pick<ExampleMeeting, 'way' | 'location'> & { minutes: number };

/**
 * The meetings of the stories: each has its next step already. Where a colleague has two at once, one of them begins later or ends sooner.
 * Chance of its own, so that the stories stay as they are.
 */
export function meetingsOf(
  { contacts, calls, steps }: Told,
  invitations: ReadonlyMap<number, ExampleInvitation>,
  { facts, calendar, seed }: { facts: readonly Facts[]; calendar: Days; seed: number },
) {
  const by = chance(seed + 4);
  const meetings = steps.flatMap((step, index): ExampleMeeting[] => {
    const contact = contacts[step.contact];
    if (step.kind !== 'meeting' || !contact || step.dueTime === null) return [];
    const invitation = invitations.get(index) ?? null;
    const { way, location, minutes } = wayOf(step, contact, invitation !== null);
    const took = step.closed?.at;
    const startsAt = took ?? calendar.instant(step.dueOn, step.dueTime);
    const endsAt = new Date(startsAt.getTime() + minutes * minute);
    const came = step.closed?.call == null || calls[step.closed.call]?.meaning !== 'no_answer';
    const settled = took && new Date(Math.min(endsAt.getTime(), calendar.now.getTime()));
    const booked = way === 'video' && took && contact.source === 'Webformular' && by.likely(0.4);
    const email = contact.emails[0]?.value;
    return [
      {
        step: index,
        contact: step.contact,
        deal: step.deal,
        hosts: [step.owner],
        title: step.title,
        way,
        location,
        startsAt,
        endsAt,
        state: took ? (came ? 'held' : 'no_show') : 'planned',
        createdAt: step.createdAt,
        settledAt: settled ?? null,
        booked:
          booked && email
            ? {
                email,
                answers: [{ label: bookingQuestion, answer: `${facts[step.contact]?.words['kwh'] ?? '4.000'} kWh` }],
              }
            : null,
        invitation,
      },
    ];
  });
  keepApart(meetings, steps);
  bringTheLead(meetings, by);
  return [...meetings, ...calledOff(meetings, by, calendar)];
}

function wayOf({ title }: ExampleStep, { addresses: [address] }: ExampleContact, invited: boolean): Way {
  if (title.includes('Schauraum')) return { way: 'place', location: showroom, minutes: 60 };
  if (title.startsWith('Telefon')) return { way: 'phone', location: null, minutes: 30 };
  if (address && (invited || /Dachbegehung|Steuerberater/.test(title))) {
    const { street, houseNumber, postalCode, city } = address;
    const location = [
      [street, houseNumber],
      [postalCode, city],
    ]
      .map((part) => part.filter(Boolean).join(' '))
      .join(', ');
    return { way: 'place', location, minutes: 60 };
  }
  return { way: 'video', location: null, minutes: 45 };
}

function keepApart(meetings: readonly ExampleMeeting[], steps: readonly ExampleStep[]): void {
  for (const own of Map.groupBy(meetings, ({ hosts }) => hosts[0]).values()) {
    const inOrder = own.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    for (const [at, meeting] of inOrder.entries()) {
      const before = inOrder[at - 1];
      const length = meeting.endsAt.getTime() - meeting.startsAt.getTime();
      if (before && before.endsAt > meeting.startsAt) {
        const later = new Date(Math.ceil(before.endsAt.getTime() / (15 * minute)) * 15 * minute);
        const evening = zonedTime(later, zone).hour >= 19;
        if (meeting.state !== 'planned' || evening) endBy(before, meeting.startsAt);
        else Object.assign(meeting, { startsAt: later, endsAt: new Date(later.getTime() + length) });
      }
      // What was planned for a time is what took place at it.
      const { hour, minute: past } = zonedTime(meeting.startsAt, zone);
      const step = steps[meeting.step ?? -1];
      if (step) step.dueTime = clock(hour * 60 + past);
    }
  }
}

/** At least five minutes: it had begun. */
function endBy(meeting: ExampleMeeting, end: Date): void {
  meeting.endsAt = new Date(Math.max(end.getTime(), meeting.startsAt.getTime() + 5 * minute));
}

/** To who decides in a firm, the head of sales came along, where she had nothing else. Of what lies ahead she would be told by mail. */
function bringTheLead(meetings: readonly ExampleMeeting[], by: Chance): void {
  for (const meeting of meetings) {
    const wanted =
      meeting.state !== 'planned' && /Geschäftsführung|Wirtschaftlichkeit/.test(meeting.title) && by.likely(0.6);
    const busy = meetings.some(
      ({ hosts, startsAt, endsAt }) => hosts.includes(1) && startsAt < meeting.endsAt && meeting.startsAt < endsAt,
    );
    if (wanted && !busy && !meeting.hosts.includes(1)) meeting.hosts.push(1);
  }
}

/** Some were agreed for an earlier day, called off, and agreed anew. */
function calledOff(meetings: readonly ExampleMeeting[], by: Chance, { now }: Days): ExampleMeeting[] {
  return meetings.flatMap((meeting): ExampleMeeting[] => {
    const { createdAt, startsAt, endsAt, booked, invitation } = meeting;
    const days = Math.floor((startsAt.getTime() - createdAt.getTime()) / (2 * 86_400_000));
    if (booked || invitation || days < 1 || !by.likely(0.14)) return [];
    const earlier = new Date(startsAt.getTime() - days * 86_400_000);
    const on = zonedTime(earlier, zone).toPlainDate().toString();
    const until = Math.min(now.getTime(), earlier.getTime());
    if (!isWorkingDay(on, { place: 'DE-HE' }) || until <= createdAt.getTime()) return [];
    const settledAt = new Date(createdAt.getTime() + Math.floor((until - createdAt.getTime()) * 0.6));
    meeting.createdAt = settledAt;
    return [
      {
        ...meeting,
        step: null,
        startsAt: earlier,
        endsAt: new Date(earlier.getTime() + (endsAt.getTime() - startsAt.getTime())),
        state: 'cancelled',
        createdAt,
        settledAt,
      },
    ];
  });
}
