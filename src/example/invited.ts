import { zonedTime } from '#workspace';
import { clock, type Days } from './days.ts';
import type { ExampleCall, ExampleContact, ExampleInvitation, ExampleStep, ExampleWord } from './types.ts';

const zone = 'Europe/Berlin';
const wishes = [
  'Dach und Zählerschrank ansehen',
  'Platz für den Speicher im Keller ansehen',
  'Wärmepumpe: Heizraum und Aufstellort ansehen',
  'Garage für die Wallbox ansehen',
];
const times = ['13:30', '15:00', '16:30', '17:45'] as const;

type Told = {
  contacts: readonly ExampleContact[];
  calls: readonly ExampleCall[];
  words: readonly ExampleWord[];
  steps: ExampleStep[];
};

/**
 * Some of those whom the owner reached lately asked to be visited, today or on the next working day: a next step for each of them, and the
 * invitation by its place among the steps.
 */
export function inviteUs({ contacts, calls, words, steps }: Told, calendar: Days): Map<number, ExampleInvitation> {
  const refused = new Set(words.filter(({ state }) => state === 'denied').map(({ contact }) => contact));
  const waiting = new Set(steps.filter(({ closed }) => !closed).map(({ contact }) => contact));
  const since = calendar.now.getTime() - 40 * 86_400_000;
  const day = calendar.on(calendar.todayWorks ? 0 : 1);
  // Nobody asks in the evening to be visited at noon.
  const until = calendar.instant(day, times[0]).getTime();
  const reached = calls
    .filter(
      ({ by, startedAt, meaning }) =>
        by === 0 &&
        ['connected', 'callback', 'appointment'].includes(meaning) &&
        startedAt.getTime() > since &&
        startedAt.getTime() < until,
    )
    .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const chosen = new Map<number, ExampleCall>();
  for (const call of reached) {
    const contact = contacts[call.contact];
    const fits = contact?.kind === 'private' && contact.addresses.length > 0 && contact.source !== 'Haustür';
    if (fits && !refused.has(call.contact) && !waiting.has(call.contact) && !chosen.has(call.contact))
      chosen.set(call.contact, call);
    if (chosen.size === times.length) break;
  }
  return new Map(
    [...chosen].map(([contact, { startedAt, deal }], at) => {
      const said = zonedTime(startedAt, zone);
      const on = `${String(said.day).padStart(2, '0')}.${String(said.month).padStart(2, '0')}.`;
      const about = wishes[at] ?? '';
      const proof = `Anruf vom ${on}, ${clock(said.hour * 60 + said.minute)} Uhr: „Kommen Sie doch vorbei.“`;
      const step = {
        kind: 'meeting' as const,
        title: `Hausbesuch: ${about}`,
        contact,
        deal,
        owner: 0,
        dueOn: day,
        dueTime: times[at] ?? '17:00',
        promised: true,
        note: null,
        createdAt: startedAt,
        fromCall: null,
      };
      return [steps.push(step) - 1, { at: startedAt, about, proof }];
    }),
  );
}
