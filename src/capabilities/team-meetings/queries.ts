import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PointRow, TaskRow, TeamMeetingRow, TeamMeetingsTables } from './schema.ts';

type Own = TeamMeetingsTables;
type Key = { workspaceId: string; teamMeetingId: string };

export function findTeamMeeting(db: Db<Own>, { workspaceId, teamMeetingId }: Key): Promise<TeamMeetingRow | undefined> {
  return db
    .selectFrom('teamMeeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', teamMeetingId)
    .executeTakeFirst();
}

/** Held until the transaction ends: a meeting ends once, and its points come one after the other. */
export function lockTeamMeeting(db: Db<Own>, { workspaceId, teamMeetingId }: Key): Promise<TeamMeetingRow | undefined> {
  return db
    .selectFrom('teamMeeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', teamMeetingId)
    .forUpdate()
    .executeTakeFirst();
}

export function findRunning(db: Db<Own>, workspaceId: string, userId: string): Promise<TeamMeetingRow | undefined> {
  return db
    .selectFrom('teamMeeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('begunBy', '=', userId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
}

/** The latest that began before. */
export function findBefore(db: Db<Own>, workspaceId: string, before: Date): Promise<TeamMeetingRow | undefined> {
  return db
    .selectFrom('teamMeeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('begunAt', '<', before)
    .orderBy('begunAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** `false`: one of theirs is running already. */
export async function insertTeamMeeting(db: Db<Own>, row: TeamMeetingRow): Promise<boolean> {
  const inserted = await db
    .insertInto('teamMeeting')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateTeamMeeting(
  db: Db<Own>,
  { workspaceId, teamMeetingId }: Key,
  change: Pick<TeamMeetingRow, 'endedAt' | 'endedBy'>,
): Promise<void> {
  await db
    .updateTable('teamMeeting')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', teamMeetingId)
    .execute();
}

export type CountedMeeting = TeamMeetingRow & { points: number; decisions: number; tasks: number; openTasks: number };

/** The latest first; begins after the meeting at `after`. */
export async function listTeamMeetings(
  db: Db<Own>,
  workspaceId: string,
  page: { limit: number; after: readonly [begunAt: string, id: string] | undefined },
): Promise<CountedMeeting[]> {
  const { after, limit } = page;
  const { rows } = await sql<CountedMeeting>`
    select m.*, counts.*
    from team_meeting m
    cross join lateral (
      select count(distinct p.id)::int as points, count(distinct p.id) filter (where p.decision is not null)::int as decisions,
        count(s.id)::int as tasks, count(s.id) filter (where s.done_at is null and s.dropped_at is null)::int as open_tasks
      from team_meeting_point p
      left join team_meeting_task t on t.workspace_id = p.workspace_id and t.point_id = p.id
      left join next_step s on s.workspace_id = t.workspace_id and s.id = t.next_step_id
      where p.workspace_id = m.workspace_id and p.meeting_id = m.id
    ) counts
    where m.workspace_id = ${workspaceId}
      and ${after ? sql`(m.begun_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by m.begun_at desc, m.id desc
    limit ${limit}
  `.execute(db);
  return rows;
}

export function listPoints(db: Db<Own>, { workspaceId, teamMeetingId }: Key): Promise<PointRow[]> {
  return db
    .selectFrom('teamMeetingPoint')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', teamMeetingId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export function findPoint(
  db: Db<Own>,
  { workspaceId, pointId }: { workspaceId: string; pointId: string },
): Promise<PointRow | undefined> {
  return db
    .selectFrom('teamMeetingPoint')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', pointId)
    .executeTakeFirst();
}

export async function insertPoints(db: Db<Own>, rows: readonly PointRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('teamMeetingPoint')
    .values(rows.map((row) => ({ ...row, reasons: JSON.stringify(row.reasons) })))
    .execute();
}

export async function updatePoint(
  db: Db<Own>,
  { workspaceId, id }: PointRow,
  change: Partial<Omit<PointRow, 'workspaceId' | 'id' | 'reasons'>>,
): Promise<void> {
  await db
    .updateTable('teamMeetingPoint')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function insertTask(db: Db<Own>, row: TaskRow): Promise<void> {
  await db.insertInto('teamMeetingTask').values(row).execute();
}

export type AgreedRow = { nextStepId: string; pointId: string; title: string; begunAt: Date };

/** What was agreed on these points. */
export async function findTasksOf(
  db: Db<Own>,
  workspaceId: string,
  pointIds: readonly string[],
): Promise<Pick<TaskRow, 'pointId' | 'nextStepId'>[]> {
  if (pointIds.length === 0) return [];
  return db
    .selectFrom('teamMeetingTask')
    .select(['pointId', 'nextStepId'])
    .where('workspaceId', '=', workspaceId)
    .where('pointId', '=', sql<string>`any(${[...pointIds]}::uuid[])`)
    .orderBy('nextStepId')
    .execute();
}

/** What was agreed before this moment: in the meeting before all of it, of earlier ones what is still open. */
export async function findEarlierTasks(
  db: Db<Own>,
  workspaceId: string,
  before: Date,
  limit: number,
): Promise<AgreedRow[]> {
  const { rows } = await sql<AgreedRow>`
    select t.next_step_id, t.point_id, p.title, m.begun_at
    from team_meeting m
    join team_meeting_point p on p.workspace_id = m.workspace_id and p.meeting_id = m.id
    join team_meeting_task t on t.workspace_id = p.workspace_id and t.point_id = p.id
    join next_step s on s.workspace_id = t.workspace_id and s.id = t.next_step_id
    where m.workspace_id = ${workspaceId} and m.begun_at < ${before}
      and (s.done_at is null and s.dropped_at is null or m.id = (
        select l.id from team_meeting l where l.workspace_id = ${workspaceId} and l.begun_at < ${before} order by l.begun_at desc limit 1))
    order by m.begun_at desc, p.position, t.next_step_id
    limit ${limit}
  `.execute(db);
  return rows;
}
