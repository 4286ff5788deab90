import type { Chore } from '#platform/housekeeping';
import { defineJob } from '#platform/jobs';
import { dbOf } from '#platform/ground';
import type { CalendarsWorld } from './commands.ts';
import { findForgotten, updateCalendar } from './queries.ts';
import type { CalendarTables } from './schema.ts';
import { reading, readSoon } from './soon.ts';
import { readOnce } from './upkeep.ts';

/** Plans the next reading itself, whatever came of this one. */
export const readCalendarJob = defineJob({
  ...reading,
  run: (key, { ground, signal }) =>
    readOnce(dbOf<CalendarsWorld>(ground, { workspaceId: key.workspaceId }), ground, key, signal),
});

/** A job that was given up (a crash, thrice) would never come again. */
export const wakeCalendars: Chore<CalendarTables> = async (db, now, most) => {
  const forgotten = await findForgotten(db, new Date(now.getTime() - 4 * 3_600_000), most);
  for (const row of forgotten) {
    await updateCalendar(db, { workspaceId: row.workspaceId, calendarId: row.id }, { nextReadAt: now });
    await readSoon(db, row);
  }
  return forgotten.length;
};
