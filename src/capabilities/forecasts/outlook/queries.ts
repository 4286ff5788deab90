import { sql } from 'kysely';
import { firstId, inBatches } from '#platform/batches';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { ForecastDealRow, OutlookTables, SnapshotRow } from './schema.ts';

type Events = Db<Pick<PlatformTables, 'event'>>;

export type FactsRow = {
  id: string;
  occurredAt: Date;
  dealId: string;
  version: number;
  /** Days since 1970-01-01 where the workspace is. */
  day: number;
  stageId: string;
  ownerId: string | null;
  cents: number;
  closeOn: number | null;
  currency: string;
  state: string;
};

const batch = 5000;

/** What each deal was after each of its events, from the first deal on, in batches. */
export function dealFacts(db: Events, workspaceId: string, zone: string): AsyncGenerator<FactsRow[]> {
  return inBatches<FactsRow>(batch, async (last) => {
    const after = last ?? { occurredAt: new Date(0), id: firstId };
    const { rows } = await sql<FactsRow>`
      select id, occurred_at, deal_id, (payload ->> 'version')::integer as version,
        (occurred_at at time zone ${zone})::date - date '1970-01-01' as day,
        payload #>> '{facts,stageId}' as stage_id, payload #>> '{facts,ownerId}' as owner_id,
        (payload #>> '{facts,valueCents}')::bigint as cents,
        (payload #>> '{facts,closeOn}')::date - date '1970-01-01' as close_on,
        payload #>> '{facts,currency}' as currency, payload #>> '{facts,state}' as state
      from event
      where workspace_id = ${workspaceId} and deal_id is not null and payload ? 'facts'
        and (occurred_at, id) > (${after.occurredAt}::timestamptz, ${after.id}::uuid)
      order by occurred_at, id
      limit ${batch}
    `.execute(db);
    return rows;
  });
}

type Kept = Pick<SnapshotRow, 'takenOn' | 'computedAt'>;
type Scope = { workspaceId: string; scopeId: string };

export function findLatestSnapshot(db: Db<OutlookTables>, scope: Scope): Promise<SnapshotRow | undefined> {
  return db
    .selectFrom('forecastSnapshot')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('scopeId', '=', scope.scopeId)
    .orderBy('takenOn', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findSnapshotsOf(
  db: Db<OutlookTables>,
  scope: Scope,
  days: readonly string[],
): Promise<(Kept & Pick<SnapshotRow, 'periods' | 'currency'>)[]> {
  return db
    .selectFrom('forecastSnapshot')
    .select(['takenOn', 'computedAt', 'periods', 'currency'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('scopeId', '=', scope.scopeId)
    .where('takenOn', '=', sql<string>`any(${[...days]}::date[])`)
    .execute();
}

/** Days from a first one on of which a snapshot is kept, the latest first. */
export function listSnapshotDays(db: Db<OutlookTables>, scope: Scope, from: string): Promise<Kept[]> {
  return db
    .selectFrom('forecastSnapshot')
    .select(['takenOn', 'computedAt'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('scopeId', '=', scope.scopeId)
    .where('takenOn', '>=', from)
    .orderBy('takenOn', 'desc')
    .execute();
}

export async function upsertSnapshots(db: Db<OutlookTables>, rows: readonly SnapshotRow[]): Promise<void> {
  for (const row of rows) {
    const written = { ...row, periods: JSON.stringify(row.periods), fan: JSON.stringify(row.fan) };
    await db
      .insertInto('forecastSnapshot')
      .values(written)
      .onConflict((conflict) => conflict.columns(['workspaceId', 'scopeId', 'takenOn']).doUpdateSet(written))
      .execute();
  }
}

export async function replaceForecastDeals(
  db: Db<OutlookTables>,
  workspaceId: string,
  rows: readonly Omit<ForecastDealRow, 'workspaceId'>[],
): Promise<void> {
  await db.deleteFrom('forecastDeal').where('workspaceId', '=', workspaceId).execute();
  // A deal whose import was undone meanwhile is not there any more.
  await sql`
    insert into forecast_deal (workspace_id, deal_id, worth_cents, chances)
    select deal.workspace_id, deal.id, r."worthCents", r.chances
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("dealId" uuid, "worthCents" bigint, chances real[])
    join deal on deal.workspace_id = ${workspaceId} and deal.id = r."dealId"
  `.execute(db);
}

export function listForecastDeals(db: Db<OutlookTables>, workspaceId: string): Promise<ForecastDealRow[]> {
  return db.selectFrom('forecastDeal').selectAll().where('workspaceId', '=', workspaceId).execute();
}

/** Deals that were won or lost since an instant. */
export async function countEnded(db: Events, workspaceId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from event
    where workspace_id = ${workspaceId} and deal_id is not null and occurred_at > ${since} and type in ('deals.won', 'deals.lost')
  `.execute(db);
  return rows[0]?.count ?? 0;
}
