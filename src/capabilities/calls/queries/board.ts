import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CallsTables } from '../schema.ts';

/** Somebody who reached a person, whatever came of it; no answer, busy, voicemail and a wrong number are none. */
const spoke = sql`d.meaning in ('connected', 'callback', 'appointment', 'refused', 'objected')`;

export type DayFigures = { userId: string; calls: number; reached: number; appointments: number };

export async function countDay(
  db: Db<CallsTables>,
  workspaceId: string,
  span: { from: Date; to: Date },
): Promise<DayFigures[]> {
  const { rows } = await sql<DayFigures>`
    select c.user_id, count(*) as calls, count(*) filter (where ${spoke}) as reached,
      count(*) filter (where d.meaning = 'appointment') as appointments
    from call c left join disposition d on d.workspace_id = c.workspace_id and d.id = c.disposition_id
    where c.workspace_id = ${workspaceId} and c.started_at >= ${span.from} and c.started_at < ${span.to} and c.removed_at is null
    group by c.user_id
  `.execute(db);
  return rows;
}

export type RunningCall = {
  userId: string;
  contactId: string;
  startedAt: Date;
  /** Null: no carrier tells us of it. */
  lineId: string | null;
  answeredAt: Date | null;
};

/** The latest call of each user that has begun since then and has no end yet. */
export async function findRunningCalls(db: Db<CallsTables>, workspaceId: string, since: Date): Promise<RunningCall[]> {
  const { rows } = await sql<RunningCall>`
    select distinct on (c.user_id) c.user_id, c.contact_id, c.started_at, l.line_id, l.answered_at
    from call c left join line_call l on l.workspace_id = c.workspace_id and l.call_id = c.id
    where c.workspace_id = ${workspaceId} and c.started_at >= ${since}
      and c.disposition_id is null and c.ended_at is null and c.removed_at is null
    order by c.user_id, c.started_at desc, c.id desc
  `.execute(db);
  return rows;
}

/** Who has a call list open: their page has been there since `seen`, or they pause since `paused` at the earliest. */
export async function findPresent(
  db: Db<CallsTables>,
  workspaceId: string,
  since: { seen: Date; paused: Date },
): Promise<{ userId: string; list: string; pausedAt: Date | null; startedAt: Date }[]> {
  const { rows } = await sql<{ userId: string; list: string; pausedAt: Date | null; startedAt: Date }>`
    select s.user_id, l.name as list, s.paused_at, s.started_at
    from dialer_session s join dialer_list l on l.workspace_id = s.workspace_id and l.id = s.list_id
    where s.workspace_id = ${workspaceId} and s.ended_at is null
      and case when s.paused_at is null then s.seen_at >= ${since.seen} else s.paused_at >= ${since.paused} end
  `.execute(db);
  return rows;
}
