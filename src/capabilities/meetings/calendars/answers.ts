import type { Db } from '#platform/db';
import { type BusyTime, findBusyTimes } from './queries.ts';
import type { CalendarTables } from './schema.ts';

/** When these people are busy by their own calendars elsewhere, as far as we know, and as far as it touches the window. Of one person, times may overlap. */
export function busyTimesOf(
  db: Db<CalendarTables>,
  workspaceId: string,
  userIds: readonly string[],
  window: { from: Date; to: Date },
): Promise<BusyTime[]> {
  return findBusyTimes(db, workspaceId, userIds, window);
}
