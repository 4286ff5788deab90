import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { DealFilter, DealSort } from '../contract.ts';
import { closingOverdue, closingUndated } from '../contract.ts';
import { type Cursor, fieldOf, type SortField } from '../cursor.ts';
import type { DealRow, DealsTables } from '../schema.ts';
import { type DealAtStage, dealsAtStage } from './deals.ts';
import { inOnePass } from './sums.ts';

export type Page = { sort: DealSort; limit: number; after?: Cursor | undefined };
/** Since when a deal of the stage counts as stuck. */
export type StaleBefore = { stageId: string; before: Date };
/** What depends on the day: that day, and with the filter `stale` the moment for each stage. */
export type Moment = { today: string; staleBefore: readonly StaleBefore[] };

/** The day that stands for none: undated deals come after all others. */
const never = '9999-12-31';

/**
 * One row more than the limit when there is another page. The page is cut before the stage is joined: so it stays a range of the index of its
 * order, whatever the planner thinks that row level security leaves.
 */
export async function findDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  filter: DealFilter,
  page: Page,
  moment: Moment,
): Promise<DealAtStage[]> {
  const field = fieldOf(page.sort);
  const direction = page.sort.startsWith('-') ? sql`desc` : sql`asc`;
  const order = (row: RawBuilder<unknown>) => sql`${row}.${columns[field]} ${direction}, ${row}.id ${direction}`;
  const { rows } = await sql<DealAtStage>`
    select page.*, stage.name as stage_name, stage.probability, stage.max_age_days
    from (
      select deal.* from deal
      where deal.workspace_id = ${workspaceId} and deal.removed_at is null and ${sql.join(conditionsOf(filter, page, moment), sql` and `)}
      order by ${order(sql`deal`)}
      limit ${page.limit + 1}
    ) page
    join stage on stage.workspace_id = ${workspaceId} and stage.id = page.stage_id
    order by ${order(sql`page`)}
  `.execute(db);
  return rows;
}

function conditionsOf(filter: DealFilter, page: Page, moment: Moment): RawBuilder<unknown>[] {
  const field = fieldOf(page.sort);
  const conditions = [field === 'endedAt' ? sql`deal.ended_at is not null` : sql`true`];
  if (filter.pipelineId) conditions.push(sql`deal.pipeline_id = ${filter.pipelineId}`);
  if (filter.stageId) conditions.push(sql`deal.stage_id = ${filter.stageId}`);
  if (filter.contactId) conditions.push(sql`deal.contact_id = ${filter.contactId}`);
  if (filter.companyId) conditions.push(sql`deal.company_id = ${filter.companyId}`);
  if (filter.importId) conditions.push(sql`deal.import_id = ${filter.importId}`);
  if (filter.ownerId)
    conditions.push(filter.ownerId === 'none' ? sql`deal.owner_id is null` : sql`deal.owner_id = ${filter.ownerId}`);
  const open = filter.state === 'open' || filter.stale || filter.closing === closingOverdue;
  if (open) conditions.push(sql`deal.won_at is null and deal.lost_at is null`);
  if (filter.state === 'won') conditions.push(sql`deal.won_at is not null`);
  if (filter.state === 'lost') conditions.push(sql`deal.lost_at is not null`);
  if (filter.stale) conditions.push(isStaleAmong(moment.staleBefore));
  if (filter.closing) conditions.push(closesIn(filter.closing, moment.today));
  if (page.after) {
    const [row, last] = [
      sql`(deal.${columns[field]}, deal.id)`,
      sql`(${page.after.value}::${casts[field]}, ${page.after.id}::uuid)`,
    ];
    conditions.push(page.sort.startsWith('-') ? sql`${row} < ${last}` : sql`${row} > ${last}`);
  }
  return conditions;
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

const columns: Record<SortField, RawBuilder<unknown>> = {
  createdAt: sql`created_at`,
  stageSince: sql`stage_since`,
  endedAt: sql`ended_at`,
  closeOn: sql`close_sort`,
  valueCents: sql`value_cents`,
};
const casts: Record<SortField, RawBuilder<unknown>> = {
  createdAt: sql`timestamptz`,
  stageSince: sql`timestamptz`,
  endedAt: sql`timestamptz`,
  closeOn: sql`date`,
  valueCents: sql`bigint`,
};

function isStaleAmong(stages: readonly StaleBefore[]): RawBuilder<unknown> {
  if (stages.length === 0) return sql`false`;
  const each = stages.map(({ stageId, before }) => sql`(deal.stage_id = ${stageId} and deal.stage_since < ${before})`);
  return sql`(${sql.join(each, sql` or `)})`;
}

function closesIn(closing: string, today: string): RawBuilder<unknown> {
  if (closing === closingOverdue) return sql`deal.close_sort < ${today}::date`;
  if (closing === closingUndated) return sql`deal.close_sort = ${never}::date`;
  const first = Temporal.PlainDate.from(`${closing}-01`);
  return sql`deal.close_sort >= ${first.toString()}::date and deal.close_sort < ${first.add({ months: 1 }).toString()}::date`;
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
export function sumStages(
  db: Db<DealsTables>,
  workspaceId: string,
  filter: BoardFilter,
  staleBefore: readonly StaleBefore[],
): Promise<StageSum[]> {
  const owner = ownedBy(filter.ownerId);
  return inOnePass(
    db,
    sql<StageSum>`
    select stage.id as stage_id, sums.*
    from stage
    left join unnest(${staleBefore.map(({ stageId }) => stageId)}::uuid[], ${staleBefore.map(({ before }) => before)}::timestamptz[])
      as ages (stage_id, before) on ages.stage_id = stage.id
    cross join lateral (
      select deal.currency, count(*)::bigint as deals, sum(deal.value_cents)::bigint as value_cents,
        sum((deal.value_cents * stage.probability + 50) / 100)::bigint as weighted_cents,
        count(*) filter (where deal.stage_since < ages.before)::bigint as stale
      from deal
      where deal.workspace_id = ${workspaceId} and deal.stage_id = stage.id
        and deal.won_at is null and deal.lost_at is null and deal.removed_at is null ${owner}
      group by deal.currency
    ) sums
    where stage.workspace_id = ${workspaceId} and stage.pipeline_id = ${filter.pipelineId}
  `,
  );
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
      where deal.workspace_id = ${workspaceId} and deal.stage_id = stage.id
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
    .orderBy(sql`deal.ended_at`, (order) => order.desc().nullsFirst())
    .orderBy('deal.createdAt', 'desc')
    .orderBy('deal.id', 'desc')
    .limit(limit)
    .execute();
}
