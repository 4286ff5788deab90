import { type RawBuilder, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/db';
import type { DealsTables } from '../schema.ts';
import { type DealAtStage, dealsAtStage } from './deals.ts';

export type Share = { pipelineId?: string | undefined; ownerId?: string | undefined };
export type DaySum = {
  stageId: string;
  closeOn: string | null;
  currency: string;
  deals: number;
  valueCents: number;
  weightedCents: number;
};

/**
 * Adds up without sorting first: the planner takes row level security for a sieve that leaves few rows, and would sort all of them for nothing.
 */
export function inOnePass<Row>(db: Db<DealsTables>, statement: RawBuilder<Row>): Promise<Row[]> {
  return inTransaction(db, async (trx) => {
    await sql`set local enable_sort = off`.execute(trx);
    const { rows } = await statement.execute(trx);
    await sql`set local enable_sort = on`.execute(trx);
    return rows;
  });
}

/** All open deals, added up by stage, day of closing and currency; reads the index deal_open alone. */
export function sumOpenDeals(db: Db<DealsTables>, workspaceId: string, share: Share): Promise<DaySum[]> {
  return inOnePass(
    db,
    sql<DaySum>`
    select stage.id as stage_id, sums.*
    from stage cross join lateral (
      select deal.close_on, deal.currency, count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents,
        sum((deal.value_cents * stage.probability + 50) / 100)::bigint as weighted_cents
      from deal
      where deal.workspace_id = ${workspaceId} and deal.stage_id = stage.id
        and deal.won_at is null and deal.lost_at is null and deal.removed_at is null ${ownedBy(share)}
      group by deal.close_on, deal.currency
    ) sums
    where stage.workspace_id = ${workspaceId} ${inPipeline(share)}
  `,
  );
}

/** The open deals of one stage as they would weigh with another chance, by day of closing. */
export function weighOpenDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { stageId: string; currency: string },
  probability: number,
): Promise<{ closeOn: string | null; weightedCents: number }[]> {
  return inOnePass(
    db,
    sql<{ closeOn: string | null; weightedCents: number }>`
    select deal.close_on, sum((deal.value_cents * ${probability}::bigint + 50) / 100)::bigint as weighted_cents
    from deal
    where deal.workspace_id = ${workspaceId} and deal.stage_id = ${share.stageId}
      and deal.won_at is null and deal.lost_at is null and deal.removed_at is null
      and deal.currency = ${share.currency} ${ownedBy(share)}
    group by deal.close_on
  `,
  );
}

export type WonSum = { currency: string; deals: number; valueCents: number };

/** What was won from an instant on. */
export async function sumWonDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share,
  from: Date,
): Promise<WonSum[]> {
  const pipeline = share.pipelineId === undefined ? sql`` : sql`and deal.pipeline_id = ${share.pipelineId}`;
  const found = await sql<WonSum>`
    select deal.currency, count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents
    from deal
    where deal.workspace_id = ${workspaceId} and deal.removed_at is null and deal.won_at is not null
      and deal.ended_at >= ${from} ${pipeline} ${ownedBy(share)}
    group by deal.currency
  `.execute(db);
  return found.rows;
}

/** What was won from an instant on, by the month in which it was won where the workspace is. */
export async function sumWonByMonth(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { currency: string },
  { from, zone }: { from: Date; zone: string },
): Promise<{ month: string; deals: number; valueCents: number }[]> {
  const pipeline = share.pipelineId === undefined ? sql`` : sql`and deal.pipeline_id = ${share.pipelineId}`;
  const found = await sql<{ month: string; deals: number; valueCents: number }>`
    select to_char(deal.ended_at at time zone ${zone}, 'YYYY-MM') as month, count(*)::bigint as deals,
      sum(deal.value_cents)::bigint as value_cents
    from deal
    where deal.workspace_id = ${workspaceId} and deal.removed_at is null and deal.won_at is not null
      and deal.ended_at >= ${from} and deal.currency = ${share.currency} ${pipeline} ${ownedBy(share)}
    group by 1
  `.execute(db);
  return found.rows;
}

/** Open deals that were to close from one day on and before another. */
export function findOpenClosing(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { currency: string },
  days: { from: string; before: string },
): Promise<DealAtStage[]> {
  let query = dealsAtStage(db, workspaceId)
    .where('deal.wonAt', 'is', null)
    .where('deal.lostAt', 'is', null)
    .where('deal.currency', '=', share.currency)
    .where(sql<boolean>`deal.close_sort >= ${days.from}::date and deal.close_sort < ${days.before}::date`);
  if (share.pipelineId) query = query.where('deal.pipelineId', '=', share.pipelineId);
  if (share.ownerId) query = query.where('deal.ownerId', '=', share.ownerId);
  return query.execute();
}

function inPipeline({ pipelineId }: Share): RawBuilder<unknown> {
  return pipelineId === undefined ? sql`` : sql`and stage.pipeline_id = ${pipelineId}`;
}

function ownedBy({ ownerId }: Share): RawBuilder<unknown> {
  return ownerId === undefined ? sql`` : sql`and deal.owner_id = ${ownerId}`;
}
