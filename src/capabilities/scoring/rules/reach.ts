import { cellsOf, personFeatures, storyFeatures } from './features.ts';
import type { PersonFacts } from './person.ts';
import { knownBefore, type StoryEvent, storyOf } from './story.ts';

/** An hour of a weekday, by the workspace's clock. 1: Monday. */
export type Slot = { weekday: number; hour: number };

export function slotOf(at: Date, zone: string): Slot {
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return { weekday: here.dayOfWeek, hour: here.hour };
}

/** What was known of a person just before a call to them. `mobile`: of the number that is dialled. */
export function reachRow(
  events: readonly StoryEvent[],
  person: PersonFacts,
  call: { at: Date; slot: Slot; mobile: boolean | null },
): string[] {
  return cellsOf('reach', {
    ...personFeatures(person),
    ...storyFeatures(storyOf(knownBefore(events, call.at), call.at)),
    mobile: call.mobile === null ? '' : call.mobile ? 'ja' : 'nein',
    hour: String(call.slot.hour),
    weekday: ['', 'mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'][call.slot.weekday] ?? '',
  });
}

/** When most calls are made; a score that knows no hour of its own is for this one. */
export function usualSlot(slots: readonly Slot[]): Slot {
  const counts = new Map<string, { slot: Slot; count: number }>();
  for (const slot of slots) {
    const key = `${slot.weekday} ${slot.hour}`;
    const known = counts.get(key) ?? { slot, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const [most] = [...counts.values()].toSorted(
    (a, b) => b.count - a.count || a.slot.weekday - b.slot.weekday || a.slot.hour - b.slot.hour,
  );
  return most?.slot ?? { weekday: 2, hour: 10 };
}
