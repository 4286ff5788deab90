import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CalendarRow, CalendarTables } from './schema.ts';

export type Key = { workspaceId: string; calendarId: string };

export function listCalendars(
  db: Db<CalendarTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<CalendarRow[]> {
  return db
    .selectFrom('calendar')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

function calendarOf(db: Db<CalendarTables>, { workspaceId, calendarId }: Key) {
  return db.selectFrom('calendar').selectAll().where('workspaceId', '=', workspaceId).where('id', '=', calendarId);
}

export function findCalendar(db: Db<CalendarTables>, key: Key): Promise<CalendarRow | undefined> {
  return calendarOf(db, key).executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockCalendar(trx: Db<CalendarTables>, key: Key): Promise<CalendarRow | undefined> {
  return calendarOf(trx, key).forUpdate().executeTakeFirst();
}

/** False: this user has it already. */
export async function insertCalendar(trx: Db<CalendarTables>, row: CalendarRow, sealed: Buffer): Promise<boolean> {
  const made = await trx
    .insertInto('calendar')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return false;
  const { workspaceId, id: calendarId } = row;
  await trx.insertInto('calendarSecret').values({ workspaceId, calendarId, sealed }).execute();
  return true;
}

export async function findSecret(
  db: Db<CalendarTables>,
  { workspaceId, calendarId }: Key,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('calendarSecret')
    .select('sealed')
    .where('workspaceId', '=', workspaceId)
    .where('calendarId', '=', calendarId)
    .executeTakeFirst();
  return row?.sealed;
}

export async function updateCalendar(
  db: Db<CalendarTables>,
  { workspaceId, calendarId }: Key,
  change: Partial<Omit<CalendarRow, 'workspaceId' | 'id' | 'userId'>>,
): Promise<void> {
  await db
    .updateTable('calendar')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', calendarId)
    .execute();
}

/** With its secret and its busy times. */
export async function deleteCalendar(trx: Db<CalendarTables>, { workspaceId, calendarId }: Key): Promise<void> {
  await trx.deleteFrom('calendar').where('workspaceId', '=', workspaceId).where('id', '=', calendarId).execute();
}

/** All at once: whoever looks sees the old ones or the new ones. `times`: beginning and end in turn, in milliseconds. */
export async function replaceBusyTimes(
  trx: Db<CalendarTables>,
  { workspaceId, id: calendarId, userId }: CalendarRow,
  times: Float64Array,
): Promise<void> {
  await trx
    .deleteFrom('busyTime')
    .where('workspaceId', '=', workspaceId)
    .where('calendarId', '=', calendarId)
    .execute();
  if (times.length === 0) return;
  const [starts, ends] = [0, 1].map((part) => Array.from(times.filter((_, index) => index % 2 === part)));
  await sql`
    insert into busy_time (workspace_id, calendar_id, user_id, starts_at, ends_at)
    select ${workspaceId}::uuid, ${calendarId}::uuid, ${userId}::uuid, to_timestamp(b.starts / 1000), to_timestamp(b.ends / 1000)
    from unnest(${starts}::float8[], ${ends}::float8[]) as b(starts, ends)
  `.execute(trx);
}

export type BusyTime = { userId: string; startsAt: Date; endsAt: Date };

/** When these people are busy by their own calendars, as far as it touches the span. */
export function findBusyTimes(
  db: Db<CalendarTables>,
  workspaceId: string,
  userIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<BusyTime[]> {
  if (userIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('busyTime')
    .select(['userId', 'startsAt', 'endsAt'])
    .where('workspaceId', '=', workspaceId)
    .where('userId', 'in', [...userIds])
    .where('startsAt', '<', to)
    .where('endsAt', '>', from)
    .orderBy('startsAt')
    .orderBy('userId')
    .execute();
}

/** Those whose reading is long overdue: its job is lost. */
export async function findForgotten(db: Db<CalendarTables>, before: Date, most: number): Promise<CalendarRow[]> {
  return db.selectFrom('calendar').selectAll().where('nextReadAt', '<', before).limit(most).execute();
}
