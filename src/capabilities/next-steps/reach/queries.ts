import { sql } from 'kysely';
import { answeredMeanings, type CallsTables } from '#calls';
import type { DealsTables } from '#deals';
import type { MeetingsTables } from '#meetings';
import type { Db } from '#platform/db';
import type { ReachModel } from './learn.ts';
import type { Arm, OrderExperimentRow, ReachTables, TouchRow } from './schema.ts';

export type Learned = { model: ReachModel | null; learnedAt: Date | null; experiment: OrderExperimentRow | null };

/** What was learned last, and the experiment that runs: one statement for all that Heute asks. */
export async function findLearned(db: Db<ReachTables>, workspaceId: string): Promise<Learned> {
  const { rows } = await sql<Learned>`
    select r.model, r.learned_at,
      (select json_build_object('workspaceId', e.workspace_id, 'id', e.id, 'startedAt', e.started_at, 'startedBy', e.started_by,
         'endedAt', null, 'endedBy', null)
       from order_experiment e where e.workspace_id = ${workspaceId} and e.ended_at is null) as experiment
    from (select 1) one left join reach r on r.workspace_id = ${workspaceId}
  `.execute(db);
  const [found] = rows;
  const experiment = found?.experiment ?? null;
  return {
    model: found?.model ?? null,
    learnedAt: found?.learnedAt ?? null,
    experiment: experiment && { ...experiment, startedAt: new Date(experiment.startedAt) },
  };
}

export async function keepReach(
  db: Db<ReachTables>,
  workspaceId: string,
  model: ReachModel,
  learnedAt: Date,
): Promise<void> {
  const text = JSON.stringify(model, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(5)) : value,
  );
  await db
    .insertInto('reach')
    .values({ workspaceId, learnedAt, model: text })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ learnedAt, model: text }))
    .execute();
}

/** People whom somebody reached for the first time within a span: who of them has bought since, and how long we have talked and met with all of them. */
export async function countFirstReached(
  db: Db<CallsTables & DealsTables & MeetingsTables>,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<ReachModel['firstReached']> {
  const { rows } = await sql<ReachModel['firstReached']>`
    select count(*)::int as people,
      (count(*) filter (where exists (
        select 1 from deal d where d.workspace_id = ${workspaceId} and d.contact_id = f.contact_id
          and d.removed_at is null and d.won_at > f.reached_at)))::int as won,
      coalesce(sum((select sum(c.duration_seconds) from call c where c.workspace_id = ${workspaceId} and c.contact_id = f.contact_id
          and c.removed_at is null and c.started_at >= f.reached_at)), 0)::float8
        + coalesce(sum((select sum(extract(epoch from m.ends_at - m.starts_at)) from meeting m
          where m.workspace_id = ${workspaceId} and m.contact_id = f.contact_id and m.state = 'held')), 0)::float8 as seconds
    from (
      select c.contact_id, min(c.started_at) as reached_at from call c
      join disposition d on d.workspace_id = ${workspaceId} and d.id = c.disposition_id and d.meaning = any(${answeredMeanings}::text[])
      where c.workspace_id = ${workspaceId} and c.direction = 'outbound' and c.removed_at is null
      group by c.contact_id
    ) f
    where f.reached_at >= ${from} and f.reached_at < ${to}
  `.execute(db);
  return rows[0] ?? { people: 0, won: 0, seconds: 0 };
}

/** The one that runs, or else the last. */
export function findLatestExperiment(
  db: Db<ReachTables>,
  workspaceId: string,
): Promise<OrderExperimentRow | undefined> {
  return db
    .selectFrom('orderExperiment')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** `false` where one runs already. */
export async function insertExperiment(db: Db<ReachTables>, row: OrderExperimentRow): Promise<boolean> {
  const made = await db
    .insertInto('orderExperiment')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').where('endedAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export function endExperiment(
  db: Db<ReachTables>,
  workspaceId: string,
  end: { endedAt: Date; endedBy: string },
): Promise<OrderExperimentRow | undefined> {
  return db
    .updateTable('orderExperiment')
    .set(end)
    .where('workspaceId', '=', workspaceId)
    .where('endedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** How many were new: a call is noted once, whoever asks again. As many as fit into one statement's parameters, again and again. */
export async function insertTouches(db: Db<ReachTables>, rows: readonly TouchRow[]): Promise<number> {
  let made = 0;
  for (let from = 0; from < rows.length; from += 1000) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('touch')
      .values(rows.slice(from, from + 1000))
      .onConflict((conflict) => conflict.columns(['workspaceId', 'callId']).doNothing())
      .executeTakeFirstOrThrow();
    made += Number(numInsertedOrUpdatedRows ?? 0);
  }
  return made;
}

export type ArmCount = { arm: Arm; touches: number; reached: number; won: number };

/** What became of the calls of an experiment: those whose end is known, and who of the people called bought afterwards. */
export async function countArms(
  db: Db<ReachTables & CallsTables & DealsTables>,
  workspaceId: string,
  experimentId: string,
): Promise<ArmCount[]> {
  const { rows } = await sql<ArmCount>`
    select t.arm, count(*)::int as touches,
      (count(*) filter (where d.meaning = any(${answeredMeanings}::text[])))::int as reached,
      (count(*) filter (where exists (
        select 1 from deal w where w.workspace_id = ${workspaceId} and w.contact_id = t.contact_id
          and w.removed_at is null and w.won_at > t.touched_at)))::int as won
    from touch t
    join call c on c.workspace_id = ${workspaceId} and c.id = t.call_id and c.removed_at is null
    join disposition d on d.workspace_id = ${workspaceId} and d.id = c.disposition_id
    where t.workspace_id = ${workspaceId} and t.experiment_id = ${experimentId}
    group by t.arm
  `.execute(db);
  return rows;
}
