import type { Chance } from './chance.ts';
import type { Days } from './days.ts';
import { fill } from './facts.ts';
import type { Population } from './population.ts';
import type { ExampleVisit } from './types.ts';
import { doorNotes, type DoorResult, doorWords } from './words/doors.ts';

export type Doorstep = { contact: number; result: DoorResult; at: Date; offset: number; by: number };

const first: Record<DoorResult, number> = {
  not_home: 40,
  not_interested: 21,
  come_back: 12,
  callback: 6,
  appointment: 2.4,
  tenant: 5,
  do_not_knock: 3.6,
  other: 2.4,
  sold: 1,
  moved: 1.1,
};
const second: Record<DoorResult, number> = { ...first, not_home: 30, appointment: 7, sold: 2, come_back: 6, moved: 0 };

/** What was kept of doors at which nothing followed is long deleted. */
export const keptForLong: Record<DoorResult, number> = {
  not_home: 0,
  not_interested: 0,
  come_back: 0,
  callback: 30,
  appointment: 62,
  tenant: 0,
  do_not_knock: 0,
  other: 0,
  sold: 8,
  moved: 0,
};

/** Evenings on the doorstep, which ended three months ago. The last ring at each door. */
export function ringAtDoors(
  by: Chance,
  calendar: Days,
  people: Population,
  visits: ExampleVisit[],
  span: { count: number; from: number; to: number; results?: Record<DoorResult, number> },
): Doorstep[] {
  return Array.from({ length: span.count }, () => {
    const offset = by.between(span.from, span.to);
    const user = by.pick([0, 0, 2, 2, 2, 3, 4, 4, 4]);
    const evening = calendar.instant(calendar.on(offset), '20:40');
    const contact = people.addHousehold('Haustür', user, evening, 'door');
    const ring = (on: number, result: DoorResult): Doorstep => {
      const minutes = by.between(15 * 60 + 30, 20 * 60 + 10);
      const at = calendar.instant(
        calendar.on(on),
        `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      );
      const facts = people.facts[contact];
      visits.push({
        contact,
        visitedAt: at,
        dayOnly: by.likely(0.2),
        result,
        resultRaw: by.pick(doorWords[result]),
        by: user,
        note: (facts && fill(by.pick(doorNotes[result]), facts)) || null,
      });
      return { contact, result, at, offset: on, by: user };
    };
    const start = ring(offset, by.weighted(span.results ?? first));
    const again = start.result === 'come_back' || (start.result === 'not_home' && by.likely(0.45));
    return again && offset + 4 < span.to
      ? ring(by.between(offset + 2, Math.min(offset + 15, span.to)), by.weighted(second))
      : start;
  });
}
