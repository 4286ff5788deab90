import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
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

/** All open deals, added up by stage, day of closing and currency; reads the index deal_open alone. */
export async function sumOpenDeals(db: Db<DealsTables>, workspaceId: string, share: Share): Promise<DaySum[]> {
  const found = await sql<DaySum>`
    select stage.id as stage_id, sums.*
    from stage cross join lateral (
      select deal.close_on, deal.currency, count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents,
        sum((deal.value_cents * stage.probability + 50) / 100)::bigint as weighted_cents
      from deal
      where deal.workspace_id = ${workspaceId} and deal.pipeline_id = stage.pipeline_id and deal.stage_id = stage.id
        and deal.won_at is null and deal.lost_at is null and deal.removed_at is null ${ownedBy(share)}
      group by deal.close_on, deal.currency
    ) sums
    where stage.workspace_id = ${workspaceId} ${inPipeline(share)}
  `.execute(db);
  return found.rows;
}

/** The open deals of one stage as they would weigh with another chance, by day of closing. */
export async function weighOpenDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  share: Share & { pipelineId: string; stageId: string; currency: string },
  probability: number,
): Promise<{ closeOn: string | null; weightedCents: number }[]> {
  const found = await sql<{ closeOn: string | null; weightedCents: number }>`
    select deal.close_on, sum((deal.value_cents * ${probability}::bigint + 50) / 100)::bigint as weighted_cents
    from deal
    where deal.workspace_id = ${workspaceId} and deal.pipeline_id = ${share.pipelineId} and deal.stage_id = ${share.stageId}
      and deal.won_at is null and deal.lost_at is null and deal.removed_at is null
      and deal.currency = ${share.currency} ${ownedBy(share)}
    group by deal.close_on
  `.execute(db);
  return found.rows;
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
      and coalesce(deal.won_at, deal.lost_at) >= ${from} ${pipeline} ${ownedBy(share)}
    group by deal.currency
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
  const key = sql`coalesce(deal.close_on, date '9999-12-31')`;
  let query = dealsAtStage(db, workspaceId)
    .where('deal.wonAt', 'is', null)
    .where('deal.lostAt', 'is', null)
    .where('deal.currency', '=', share.currency)
    .where(sql<boolean>`${key} >= ${days.from}::date and ${key} < ${days.before}::date`);
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
