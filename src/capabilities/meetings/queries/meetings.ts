import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { BookingAnswer, MeetingAt, MeetingState, MeetingWay } from '../contract.ts';
import { placeOf } from '../providers/queries.ts';
import type { InvitationRow, MeetingRow, MeetingsTables } from '../schema.ts';

export type HostedMeeting = MeetingRow & {
  hostIds: string[];
  answers: BookingAnswer[];
  invited: boolean;
  /** Where it takes place elsewhere. */
  place: MeetingAt | null;
};
type Key = { workspaceId: string; meetingId: string };

function hostedMeetings(db: Db<MeetingsTables>, workspaceId: string) {
  return db
    .selectFrom('meeting')
    .selectAll('meeting')
    .select([
      sql<string[]>`array(select h.user_id from meeting_host h
        where h.workspace_id = meeting.workspace_id and h.meeting_id = meeting.id order by h.user_id)`.as('hostIds'),
      sql<BookingAnswer[]>`coalesce((select b.answers from booking b
        where b.workspace_id = meeting.workspace_id and b.meeting_id = meeting.id), '[]')`.as('answers'),
      sql<boolean>`exists (select 1 from meeting_invitation i
        where i.workspace_id = meeting.workspace_id and i.meeting_id = meeting.id)`.as('invited'),
      placeOf.as('place'),
    ])
    .where('meeting.workspaceId', '=', workspaceId);
}

export function findMeeting(db: Db<MeetingsTables>, key: Key): Promise<HostedMeeting | undefined> {
  return hostedMeetings(db, key.workspaceId).where('meeting.id', '=', key.meetingId).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockMeeting(db: Db<MeetingsTables>, key: Key): Promise<HostedMeeting | undefined> {
  const held = await db
    .selectFrom('meeting')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.meetingId)
    .forUpdate()
    .executeTakeFirst();
  return held && findMeeting(db, key);
}

export type MeetingFilter = {
  contactId?: string | undefined;
  dealId?: string | undefined;
  userId?: string | undefined;
  state?: MeetingState | undefined;
  way?: MeetingWay | undefined;
  from?: string | undefined;
  to?: string | undefined;
  sort: 'startsAt' | '-startsAt';
};

/** The earliest or the latest first; begins behind the meeting at `after`. */
export function listMeetings(
  db: Db<MeetingsTables>,
  workspaceId: string,
  filter: MeetingFilter,
  page: { limit: number; after: readonly [startsAt: string, id: string] | undefined },
): Promise<HostedMeeting[]> {
  const { userId, from, to, sort } = filter;
  let query = hostedMeetings(db, workspaceId);
  for (const column of ['contactId', 'dealId', 'state', 'way'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(`meeting.${column}`, '=', wanted);
  }
  if (userId !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from meeting_host h
        where h.workspace_id = meeting.workspace_id and h.meeting_id = meeting.id and h.user_id = ${userId})`,
    );
  if (from !== undefined)
    query = query
      .where('meeting.endsAt', '>', new Date(from))
      .where('meeting.startsAt', '>', aDayBefore(new Date(from)));
  if (to !== undefined) query = query.where('meeting.startsAt', '<', new Date(to));
  if (page.after)
    query = query.where(
      sql<boolean>`(meeting.starts_at, meeting.id) ${sort === 'startsAt' ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`,
    );
  const direction = sort === 'startsAt' ? 'asc' : 'desc';
  return query.orderBy('meeting.startsAt', direction).orderBy('meeting.id', direction).limit(page.limit).execute();
}

/** No meeting is longer, so what reaches into a span began after this. */
const aDayBefore = (at: Date): Date => new Date(at.getTime() - 86_400_000);

export async function insertMeeting(
  db: Db<MeetingsTables>,
  row: MeetingRow,
  hostIds: readonly string[],
): Promise<void> {
  await db.insertInto('meeting').values(row).execute();
  await insertHosts(db, row, hostIds);
}

/** Each with at least one host. */
export async function insertMeetingRows(
  db: Db<MeetingsTables>,
  meetings: readonly { row: MeetingRow; hostIds: readonly string[] }[],
): Promise<void> {
  for (let from = 0; from < meetings.length; from += 500) {
    const part = meetings.slice(from, from + 500);
    await db
      .insertInto('meeting')
      .values(part.map(({ row }) => row))
      .execute();
    const hosts = part.flatMap(({ row: { workspaceId, id: meetingId }, hostIds }) =>
      hostIds.map((userId) => ({ workspaceId, meetingId, userId })),
    );
    await db.insertInto('meetingHost').values(hosts).execute();
  }
}

export async function insertInvitation(db: Db<MeetingsTables>, row: InvitationRow): Promise<void> {
  await db.insertInto('meetingInvitation').values(row).execute();
}

export function findInvitation(db: Db<MeetingsTables>, key: Key): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('meetingInvitation')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .executeTakeFirst();
}

export async function replaceHosts(
  db: Db<MeetingsTables>,
  meeting: MeetingRow,
  hostIds: readonly string[],
): Promise<void> {
  const { workspaceId, id } = meeting;
  // First who comes, then who goes: a host who sees only their own would lose sight of the meeting in between.
  await insertHosts(db, meeting, hostIds);
  await db
    .deleteFrom('meetingHost')
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', id)
    .where('userId', 'not in', [...hostIds])
    .execute();
}

async function insertHosts(
  db: Db<MeetingsTables>,
  { workspaceId, id: meetingId }: MeetingRow,
  hostIds: readonly string[],
): Promise<void> {
  await db
    .insertInto('meetingHost')
    .values(hostIds.map((userId) => ({ workspaceId, meetingId, userId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From the version that was read and no other; `undefined` when someone was faster. */
export async function updateMeeting(
  db: Db<MeetingsTables>,
  key: Key & { version: number },
  change: Partial<Omit<MeetingRow, 'workspaceId' | 'id'>>,
): Promise<HostedMeeting | undefined> {
  const changed = await db
    .updateTable('meeting')
    .set({ ...change, version: key.version + 1 })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.meetingId)
    .where('version', '=', key.version)
    .returning('id')
    .executeTakeFirst();
  return changed && findMeeting(db, key);
}

/**
 * Held until the transaction ends: whoever gives a time of these people away does it one after the other. In one order for all, so that two who want the same
 * people don't wait for each other; by the key and not by the user, because two users may share one.
 */
export async function lockTimesOf(
  trx: Db<MeetingsTables>,
  workspaceId: string,
  userIds: readonly string[],
): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(7246, k.key)
    from (select distinct hashtext(${workspaceId} || u) as key from unnest(${[...userIds]}::text[]) as u order by 1) k
  `.execute(trx);
}

export type BusyTime = { userId: string; startsAt: Date; endsAt: Date };

/** When these people are taken by meetings, as far as it touches the span. */
export async function findMeetingTimes(
  db: Db<MeetingsTables>,
  {
    workspaceId,
    userIds,
    from,
    to,
    except = null,
  }: { workspaceId: string; userIds: readonly string[]; from: Date; to: Date; except?: string | null },
): Promise<BusyTime[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<BusyTime>`
    select h.user_id, m.starts_at, m.ends_at
    from meeting m join meeting_host h on h.workspace_id = m.workspace_id and h.meeting_id = m.id
    where m.workspace_id = ${workspaceId} and m.starts_at > ${aDayBefore(from)} and m.starts_at < ${to} and m.ends_at > ${from}
      and m.state in ('planned', 'held') and h.user_id = any(${[...userIds]}::uuid[]) and m.id is distinct from ${except}::uuid
    order by m.starts_at, h.user_id
  `.execute(db);
  return rows;
}
