import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { DealFilter, DealSort } from '../contract.ts';
import { closingOverdue, closingUndated } from '../contract.ts';
import { type Cursor, fieldOf, type SortField } from '../cursor.ts';
import type { DealRow, DealsTables } from '../schema.ts';
import { type DealAtStage, dealsAtStage } from './deals.ts';

export type Page = { sort: DealSort; limit: number; after?: Cursor | undefined };
/** The moment of the question and the day it is then in the workspace. */
export type Moment = { now: Date; today: string };

/** The day that stands for none: undated deals come after all others. */
const never = '9999-12-31';

/** One row more than the limit when there is another page. */
export function findDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  filter: DealFilter,
  page: Page,
  moment: Moment,
): Promise<DealAtStage[]> {
  const field = fieldOf(page.sort);
  const key = keys[field];
  const down = page.sort.startsWith('-');
  let query = dealsAtStage(db, workspaceId);
  if (filter.pipelineId) query = query.where('deal.pipelineId', '=', filter.pipelineId);
  if (filter.stageId) query = query.where('deal.stageId', '=', filter.stageId);
  if (filter.contactId) query = query.where('deal.contactId', '=', filter.contactId);
  if (filter.companyId) query = query.where('deal.companyId', '=', filter.companyId);
  if (filter.importId) query = query.where('deal.importId', '=', filter.importId);
  if (filter.ownerId === 'none') query = query.where('deal.ownerId', 'is', null);
  else if (filter.ownerId) query = query.where('deal.ownerId', '=', filter.ownerId);
  const open = filter.state === 'open' || filter.stale || filter.closing === closingOverdue;
  if (open) query = query.where('deal.wonAt', 'is', null).where('deal.lostAt', 'is', null);
  if (filter.state === 'won') query = query.where('deal.wonAt', 'is not', null);
  if (filter.state === 'lost') query = query.where('deal.lostAt', 'is not', null);
  if (filter.stale) query = query.where(isStaleAt(moment.now));
  if (filter.closing) query = query.where(closesIn(filter.closing, moment.today));
  if (field === 'endedAt') query = query.where(sql<boolean>`${key} is not null`);
  if (page.after) {
    const last = sql`(${page.after.value}::${casts[field]}, ${page.after.id}::uuid)`;
    query = query.where(down ? sql<boolean>`(${key}, deal.id) < ${last}` : sql<boolean>`(${key}, deal.id) > ${last}`);
  }
  const direction = down ? 'desc' : 'asc';
  return query
    .orderBy(key, direction)
    .orderBy('deal.id', direction)
    .limit(page.limit + 1)
    .execute();
}

/** What a list sorted so goes on after this row with. */
export function cursorOf(sort: DealSort, deal: DealRow): Cursor {
  const field = fieldOf(sort);
  const value = {
    createdAt: deal.createdAt.toISOString(),
    stageSince: deal.stageSince.toISOString(),
    endedAt: (deal.wonAt ?? deal.lostAt)?.toISOString() ?? '',
    closeOn: deal.closeOn ?? never,
    valueCents: deal.valueCents,
  }[field];
  return { value, id: deal.id };
}

// Spelled as in the indexes, so that a page is a range of one.
const keys: Record<SortField, RawBuilder<unknown>> = {
  createdAt: sql`deal.created_at`,
  stageSince: sql`deal.stage_since`,
  endedAt: sql`coalesce(deal.won_at, deal.lost_at)`,
  closeOn: sql`coalesce(deal.close_on, date '9999-12-31')`,
  valueCents: sql`deal.value_cents`,
};
const casts: Record<SortField, RawBuilder<unknown>> = {
  createdAt: sql`timestamptz`,
  stageSince: sql`timestamptz`,
  endedAt: sql`timestamptz`,
  closeOn: sql`date`,
  valueCents: sql`bigint`,
};

function isStaleAt(now: Date): RawBuilder<boolean> {
  return sql<boolean>`deal.stage_since < ${now}::timestamptz - stage.max_age_days * interval '24 hours'`;
}

function closesIn(closing: string, today: string): RawBuilder<boolean> {
  if (closing === closingOverdue) return sql<boolean>`${keys.closeOn} < ${today}::date`;
  if (closing === closingUndated) return sql<boolean>`${keys.closeOn} = ${never}::date`;
  const first = Temporal.PlainDate.from(`${closing}-01`);
  return sql<boolean>`${keys.closeOn} >= ${first.toString()}::date and ${keys.closeOn} < ${first.add({ months: 1 }).toString()}::date`;
}

export type BoardFilter = { pipelineId: string; ownerId?: string | undefined };
export type StageSum = {
  stageId: string;
  currency: string;
  deals: number;
  valueCents: number;
  weightedCents: number;
  stale: number;
};

/** The heads of the columns: one pass over the index deal_open, without touching the table. */
export async function sumStages(
  db: Db<DealsTables>,
  workspaceId: string,
  filter: BoardFilter,
  now: Date,
): Promise<StageSum[]> {
  const owner = ownedBy(filter.ownerId);
  const found = await sql<StageSum>`
    select stage.id as stage_id, sums.*
    from stage cross join lateral (
      select deal.currency, count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents,
        sum((deal.value_cents * stage.probability + 50) / 100)::bigint as weighted_cents,
        count(*) filter (where ${isStaleAt(now)})::bigint as stale
      from deal
      where deal.workspace_id = ${workspaceId} and deal.pipeline_id = ${filter.pipelineId} and deal.stage_id = stage.id
        and deal.won_at is null and deal.lost_at is null and deal.removed_at is null ${owner}
      group by deal.currency
    ) sums
    where stage.workspace_id = ${workspaceId} and stage.pipeline_id = ${filter.pipelineId}
  `.execute(db);
  return found.rows;
}

/** The first cards of every column at once, one more than the limit where the column goes on. */
export async function findTopCards(
  db: Db<DealsTables>,
  workspaceId: string,
  filter: BoardFilter,
  limit: number,
): Promise<DealAtStage[]> {
  const owner = ownedBy(filter.ownerId);
  const found = await sql<DealAtStage>`
    select cards.*, stage.name as stage_name, stage.probability, stage.max_age_days
    from stage cross join lateral (
      select deal.* from deal
      where deal.workspace_id = ${workspaceId} and deal.pipeline_id = ${filter.pipelineId} and deal.stage_id = stage.id
        and deal.won_at is null and deal.lost_at is null and deal.removed_at is null ${owner}
      order by deal.stage_since desc, deal.id desc
      limit ${limit + 1}
    ) cards
    where stage.workspace_id = ${workspaceId} and stage.pipeline_id = ${filter.pipelineId}
    order by cards.stage_since desc, cards.id desc
  `.execute(db);
  return found.rows;
}

function ownedBy(ownerId: string | undefined): RawBuilder<unknown> {
  if (ownerId === undefined) return sql``;
  return ownerId === 'none' ? sql`and deal.owner_id is null` : sql`and deal.owner_id = ${ownerId}`;
}

export type SubjectSum = {
  state: 'open' | 'won' | 'lost';
  currency: string;
  deals: number;
  valueCents: number;
  weightedCents: number;
};

/** All deals of one contact or company, added up by how they stand. */
export async function sumDealsOf(
  db: Db<DealsTables>,
  workspaceId: string,
  subject: { contactId?: string | undefined; companyId?: string | undefined },
): Promise<SubjectSum[]> {
  const mine = subject.contactId
    ? sql`deal.contact_id = ${subject.contactId}`
    : sql`deal.company_id = ${subject.companyId}`;
  const found = await sql<SubjectSum>`
    select case when deal.won_at is not null then 'won' when deal.lost_at is not null then 'lost' else 'open' end as state, deal.currency,
      count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents,
      sum((deal.value_cents * stage.probability + 50) / 100)::bigint as weighted_cents
    from deal join stage on stage.workspace_id = deal.workspace_id and stage.id = deal.stage_id
    where deal.workspace_id = ${workspaceId} and deal.removed_at is null and ${mine}
    group by 1, 2
  `.execute(db);
  return found.rows;
}

export function findDealsOf(
  db: Db<DealsTables>,
  workspaceId: string,
  subject: { contactId?: string | undefined; companyId?: string | undefined },
  limit: number,
): Promise<DealAtStage[]> {
  let query = dealsAtStage(db, workspaceId);
  if (subject.contactId) query = query.where('deal.contactId', '=', subject.contactId);
  if (subject.companyId) query = query.where('deal.companyId', '=', subject.companyId);
  return query
    .orderBy(sql`coalesce(deal.won_at, deal.lost_at)`, (order) => order.desc().nullsFirst())
    .orderBy('deal.createdAt', 'desc')
    .orderBy('deal.id', 'desc')
    .limit(limit)
    .execute();
}
