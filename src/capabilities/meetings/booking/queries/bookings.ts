import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { MeetingsTables } from '../../schema.ts';
import type { Load } from '../rules/choose-host.ts';
import type { BookingRow } from '../schema.ts';

export async function insertBooking(db: Db<MeetingsTables>, row: BookingRow): Promise<void> {
  await db
    .insertInto('booking')
    .values({ ...row, answers: JSON.stringify(row.answers) })
    .execute();
}

export function findBooking(
  db: Db<MeetingsTables>,
  key: { workspaceId: string; meetingId: string },
): Promise<BookingRow | undefined> {
  return db
    .selectFrom('booking')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .executeTakeFirst();
}

export function findBookingOfForm(
  db: Db<MeetingsTables>,
  key: { workspaceId: string; formId: string },
): Promise<BookingRow | undefined> {
  return db
    .selectFrom('booking')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('formId', '=', key.formId)
    .executeTakeFirst();
}

/** When bookings of the page begin, for each of its hosts; those that were cancelled don't count. */
export async function findBookedTimes(
  db: Db<MeetingsTables>,
  {
    workspaceId,
    pageId,
    from,
    to,
    except,
  }: { workspaceId: string; pageId: string; from: Date; to: Date; except: string | null },
): Promise<{ userId: string; startsAt: Date }[]> {
  const { rows } = await sql<{ userId: string; startsAt: Date }>`
    select h.user_id, m.starts_at
    from booking b
    join meeting m on m.workspace_id = b.workspace_id and m.id = b.meeting_id
    join meeting_host h on h.workspace_id = m.workspace_id and h.meeting_id = m.id
    where b.workspace_id = ${workspaceId} and b.page_id = ${pageId}
      and m.starts_at >= ${from} and m.starts_at < ${to} and m.state <> 'cancelled' and m.id is distinct from ${except}::uuid
  `.execute(db);
  return rows;
}

/** How many bookings and wished calls of the page each host has got since then, and when the latest. */
export async function findLoads(
  db: Db<MeetingsTables>,
  { workspaceId, pageId, since }: { workspaceId: string; pageId: string; since: Date },
): Promise<Map<string, Load>> {
  const { rows } = await sql<Load & { userId: string }>`
    select user_id, count(*) as bookings, max(got_at) as last_at
    from (
      select h.user_id, b.booked_at as got_at
      from booking b
      join meeting m on m.workspace_id = b.workspace_id and m.id = b.meeting_id
      join meeting_host h on h.workspace_id = m.workspace_id and h.meeting_id = m.id
      where b.workspace_id = ${workspaceId} and b.page_id = ${pageId} and b.booked_at >= ${since} and m.state <> 'cancelled'
      union all
      select w.host_id, w.wished_at from call_wish w
      where w.workspace_id = ${workspaceId} and w.page_id = ${pageId} and w.wished_at >= ${since}
    ) turns
    group by user_id
  `.execute(db);
  return new Map(rows.map(({ userId, bookings, lastAt }) => [userId, { bookings, lastAt }]));
}
