import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { GoalTables, QuotaRow, SubmissionRow } from './schema.ts';

type Scope = { workspaceId: string; scopeId: string };
const shown = 100;

export async function insertSubmission(db: Db<GoalTables>, row: SubmissionRow): Promise<void> {
  await db.insertInto('forecastSubmission').values(row).execute();
}

/** The latest of each period that was submitted before a moment, and how many there are. */
export async function findSubmissions(
  db: Db<GoalTables>,
  { workspaceId, scopeId }: Scope,
  periods: readonly string[],
): Promise<Map<string, SubmissionRow & { versions: number }>> {
  const { rows } = await sql<SubmissionRow & { versions: number }>`
    select distinct on (period) *, count(*) over (partition by period)::integer as versions
    from forecast_submission
    where workspace_id = ${workspaceId} and scope_id = ${scopeId} and period = any(${[...periods]}::text[])
    order by period, submitted_at desc, id desc
  `.execute(db);
  return new Map(rows.map((row) => [row.period, row]));
}

/** What each period's last word was before its moment. */
export async function findLastWords(
  db: Db<GoalTables>,
  { workspaceId, scopeId }: Scope,
  until: readonly { period: string; before: Date }[],
): Promise<Map<string, number>> {
  const asked = JSON.stringify(until.map(({ period, before }) => ({ period, before: before.toISOString() })));
  const { rows } = await sql<{ period: string; commitCents: number }>`
    select r.period, last.commit_cents
    from jsonb_to_recordset(${asked}::jsonb) as r(period text, before timestamptz)
    join lateral (
      select commit_cents from forecast_submission s
      where s.workspace_id = ${workspaceId} and s.scope_id = ${scopeId} and s.period = r.period and s.submitted_at < r.before
      order by s.submitted_at desc, s.id desc limit 1
    ) last on true
  `.execute(db);
  return new Map(rows.map(({ period, commitCents }) => [period, commitCents]));
}

export function listVersions(
  db: Db<GoalTables>,
  { workspaceId, scopeId }: Scope,
  period: string,
): Promise<SubmissionRow[]> {
  return db
    .selectFrom('forecastSubmission')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('scopeId', '=', scopeId)
    .where('period', '=', period)
    .orderBy('submittedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(shown)
    .execute();
}

export function findQuotas(db: Db<GoalTables>, workspaceId: string, months: readonly string[]): Promise<QuotaRow[]> {
  return db
    .selectFrom('quota')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('month', '=', sql<string>`any(${[...months]}::text[])`)
    .execute();
}

export async function findQuota(
  db: Db<GoalTables>,
  { workspaceId, scopeId }: Scope,
  month: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('quota')
    .select('amountCents')
    .where('workspaceId', '=', workspaceId)
    .where('scopeId', '=', scopeId)
    .where('month', '=', month)
    .forUpdate()
    .executeTakeFirst();
  return row?.amountCents ?? null;
}

export async function upsertQuota(db: Db<GoalTables>, row: QuotaRow): Promise<void> {
  await db
    .insertInto('quota')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'scopeId', 'month'])
        .doUpdateSet({ amountCents: row.amountCents, setBy: row.setBy, setAt: row.setAt }),
    )
    .execute();
}

export async function deleteQuota(db: Db<GoalTables>, { workspaceId, scopeId }: Scope, month: string): Promise<void> {
  await db
    .deleteFrom('quota')
    .where('workspaceId', '=', workspaceId)
    .where('scopeId', '=', scopeId)
    .where('month', '=', month)
    .execute();
}
