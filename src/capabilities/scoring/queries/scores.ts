import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Target } from '../contract/shapes.ts';
import type { ScoreDueRow, ScoreOutcomeRow, ScoreRow, ScoreRunRow, ScoringTables } from '../schema.ts';

type Scores = Db<Pick<ScoringTables, 'score'>>;

export async function findScoreRows(
  db: Scores,
  workspaceId: string,
  target: Target,
  subjectIds: readonly string[],
): Promise<ScoreRow[]> {
  if (subjectIds.length === 0) return [];
  return db
    .selectFrom('score')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('target', '=', target)
    .where('subjectId', '=', sql<string>`any(${[...subjectIds]}::uuid[])`)
    .execute();
}

/** Writes only what is another score than before; how many. */
export async function upsertScores(db: Scores, rows: readonly ScoreRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into score (workspace_id, target, subject_id, model_id, probability, low, high, reasons, cases, computed_at)
    select r."workspaceId", r.target, r."subjectId", r."modelId", r.probability, r.low, r.high, r.reasons, r.cases, r."computedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("workspaceId" uuid, target text, "subjectId" uuid, "modelId" uuid,
      probability float8, low float8, high float8, reasons jsonb, cases integer, "computedAt" timestamptz)
    on conflict (workspace_id, target, subject_id) do update
      set model_id = excluded.model_id, probability = excluded.probability, low = excluded.low, high = excluded.high,
        reasons = excluded.reasons, cases = excluded.cases, computed_at = excluded.computed_at
      where (score.model_id, score.probability, score.low, score.high, score.cases, score.reasons)
        is distinct from (excluded.model_id, excluded.probability, excluded.low, excluded.high, excluded.cases, excluded.reasons)
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Locked in the order in which they are written, so that whoever scores them at the same time and we don't wait for each other in a ring. */
export async function deleteScores(
  db: Scores,
  workspaceId: string,
  target: Target,
  subjectIds: readonly string[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  const theirs = sql`workspace_id = ${workspaceId} and target = ${target}`;
  await sql`
    with leaving as (
      select subject_id from score where ${theirs} and subject_id = any(${[...subjectIds]}::uuid[]) order by subject_id for update)
    delete from score using leaving where ${theirs} and score.subject_id = leaving.subject_id
  `.execute(db);
}

/** Everything said of a target, a batch at a time; how many. */
export async function deleteScoresOf(db: Scores, workspaceId: string, target: Target, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from score where workspace_id = ${workspaceId} and target = ${target} and subject_id in (
      select subject_id from score where workspace_id = ${workspaceId} and target = ${target} order by subject_id limit ${limit})
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** How many scores of a model lie in each tenth. */
export async function sharesOf(db: Scores, workspaceId: string, target: Target, modelId: string): Promise<number[]> {
  const { rows } = await sql<{ tenth: number; scores: number }>`
    select least(9, floor(probability * 10))::integer as tenth, count(*) as scores from score
    where workspace_id = ${workspaceId} and target = ${target} and model_id = ${modelId} group by 1
  `.execute(db);
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { tenth, scores } of rows) counts[tenth] = scores;
  return counts;
}

export async function insertOutcomes(db: Db<ScoringTables>, rows: readonly ScoreOutcomeRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('scoreOutcome')
      .values([...rows])
      .execute();
}

/** One a subject and model: what is kept already stays as it is. */
export async function insertNewOutcomes(db: Db<ScoringTables>, rows: readonly ScoreOutcomeRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into score_outcome (workspace_id, id, target, subject_id, model_id, probability, happened, decided_at)
    select r."workspaceId", r.id, r.target, r."subjectId", r."modelId", r.probability, r.happened, r."decidedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("workspaceId" uuid, id uuid, target text, "subjectId" uuid, "modelId" uuid,
      probability float8, happened boolean, "decidedAt" timestamptz)
    where not exists (
      select 1 from score_outcome o
      where o.workspace_id = r."workspaceId" and o.subject_id = r."subjectId" and o.model_id = r."modelId")
  `.execute(db);
}

/** The latest first. */
export function findOutcomes(
  db: Db<ScoringTables>,
  workspaceId: string,
  modelId: string,
  limit: number,
): Promise<Pick<ScoreOutcomeRow, 'probability' | 'happened'>[]> {
  return db
    .selectFrom('scoreOutcome')
    .select(['probability', 'happened'])
    .where('workspaceId', '=', workspaceId)
    .where('modelId', '=', modelId)
    .orderBy('decidedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export function findRuns(db: Db<ScoringTables>, workspaceId: string): Promise<ScoreRunRow[]> {
  return db
    .selectFrom('scoreRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('subject', 'desc')
    .execute();
}

export async function upsertRun(db: Db<ScoringTables>, run: ScoreRunRow): Promise<void> {
  const { workspaceId: _, subject: __, ...rest } = run;
  await db
    .insertInto('scoreRun')
    .values(run)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'subject']).doUpdateSet(rest))
    .execute();
}

export async function insertDue(db: Db<Pick<ScoringTables, 'scoreDue'>>, due: readonly ScoreDueRow[]): Promise<void> {
  if (due.length === 0) return;
  await db
    .insertInto('scoreDue')
    .values([...due])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Taken off the list: whatever happens to them from here on puts them back. */
export async function takeDue(
  db: Db<Pick<ScoringTables, 'scoreDue'>>,
  workspaceId: string,
  limit: number,
): Promise<ScoreDueRow[]> {
  const { rows } = await sql<ScoreDueRow>`
    delete from score_due where workspace_id = ${workspaceId} and (subject, subject_id) in (
      select subject, subject_id from score_due where workspace_id = ${workspaceId} order by subject, subject_id limit ${limit} for update skip locked)
    returning workspace_id, subject, subject_id
  `.execute(db);
  return rows;
}

/** An answered call, or one in vain, against what was said of the person before it. */
export async function keepReachOutcome(
  db: Db<Pick<ScoringTables, 'score' | 'scoreOutcome'>>,
  { workspaceId, ...call }: { workspaceId: string; id: string; contactId: string; answered: boolean; at: Date },
): Promise<void> {
  await sql`
    insert into score_outcome (workspace_id, id, target, subject_id, model_id, probability, happened, decided_at)
    select workspace_id, ${call.id}, target, subject_id, model_id, probability, ${call.answered}, ${call.at} from score
    where workspace_id = ${workspaceId} and target = 'reach' and subject_id = ${call.contactId} and model_id is not null
    on conflict do nothing
  `.execute(db);
}
