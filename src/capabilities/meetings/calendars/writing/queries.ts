import type { Db } from '#platform/db';
import type { CalendarRow, CalendarTables } from '../schema.ts';

/** Into one of a user's calendars at most. */
export async function writeInto(
  trx: Db<CalendarTables>,
  { workspaceId, userId, id }: CalendarRow,
  since: Date | null,
): Promise<void> {
  const own = trx.updateTable('calendar').where('workspaceId', '=', workspaceId).where('userId', '=', userId);
  if (since) await own.set({ writingSince: null }).where('id', '<>', id).execute();
  await own.set({ writingSince: since }).where('id', '=', id).execute();
}

export async function findWritable(
  db: Db<CalendarTables>,
  workspaceId: string,
  userIds: readonly string[],
): Promise<CalendarRow[]> {
  if (userIds.length === 0) return [];
  return db
    .selectFrom('calendar')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('userId', 'in', [...userIds])
    .where('writingSince', 'is not', null)
    .execute();
}

type Key = { workspaceId: string; meetingId: string };
export type WrittenEntry = { calendar: CalendarRow; etag: string | null };

export async function listEntries(db: Db<CalendarTables>, { workspaceId, meetingId }: Key): Promise<WrittenEntry[]> {
  const rows = await db
    .selectFrom('calendarEntry')
    .innerJoin('calendar', (join) =>
      join
        .onRef('calendar.workspaceId', '=', 'calendarEntry.workspaceId')
        .onRef('calendar.id', '=', 'calendarEntry.calendarId'),
    )
    .selectAll('calendar')
    .select('calendarEntry.etag')
    .where('calendarEntry.workspaceId', '=', workspaceId)
    .where('calendarEntry.meetingId', '=', meetingId)
    .execute();
  return rows.map(({ etag, ...calendar }) => ({ calendar, etag }));
}

export async function keepEntry(
  db: Db<CalendarTables>,
  row: Key & { calendarId: string; etag: string | null; writtenAt: Date },
): Promise<void> {
  const { etag, writtenAt } = row;
  await db
    .insertInto('calendarEntry')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'meetingId', 'calendarId']).doUpdateSet({ etag, writtenAt }),
    )
    .execute();
}

export async function forgetEntry(db: Db<CalendarTables>, key: Key & { calendarId: string }): Promise<void> {
  await db
    .deleteFrom('calendarEntry')
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .where('calendarId', '=', key.calendarId)
    .execute();
}
