import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CareTables, CustomerCareRow } from './schema.ts';

type Own = Db<CareTables>;
type Key = { workspaceId: string; customerId: string };

export function findCare(db: Own, { workspaceId, customerId }: Key): Promise<CustomerCareRow | undefined> {
  return db
    .selectFrom('customerCare')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('customerId', '=', customerId)
    .executeTakeFirst();
}

/** The day from which it counts stays when only the way or the words change. */
export function upsertCare(db: Own, row: CustomerCareRow): Promise<CustomerCareRow> {
  const { way, letter, decidedBy } = row;
  return db
    .insertInto('customerCare')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'customerId']).doUpdateSet({ way, letter, decidedBy }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteCare(db: Own, { workspaceId, customerId }: Key): Promise<void> {
  await db
    .deleteFrom('customerCare')
    .where('workspaceId', '=', workspaceId)
    .where('customerId', '=', customerId)
    .execute();
}

/** Some at a time, in the order of their ids. */
export function listCares(
  db: Own,
  workspaceId: string,
  page: { limit: number; after: string | undefined },
): Promise<CustomerCareRow[]> {
  let query = db.selectFrom('customerCare').selectAll().where('workspaceId', '=', workspaceId);
  if (page.after !== undefined) query = query.where('customerId', '>', page.after);
  return query.orderBy('customerId').limit(page.limit).execute();
}

export type Counted = Pick<CustomerCareRow, 'costCentsSince' | 'minutesSince' | 'wonCentsSince' | 'countedAt'>;

export async function updateCounted(db: Own, { workspaceId, customerId }: Key, counted: Counted): Promise<void> {
  await db
    .updateTable('customerCare')
    .set(counted)
    .where('workspaceId', '=', workspaceId)
    .where('customerId', '=', customerId)
    .execute();
}

export type EffectRow = {
  customers: number;
  minutesBefore: number;
  minutesSince: number;
  costCentsBefore: number;
  costCentsSince: number;
  wonCentsBefore: number;
  wonCentsSince: number;
};

/** Of the twelve months before, as much as has passed since. */
export async function sumEffect(db: Own, workspaceId: string): Promise<EffectRow> {
  const share = sql`extract(epoch from counted_at - since) / (365 * 86400)`;
  const { rows } = await sql<EffectRow>`
    select count(*)::integer as customers, coalesce(sum(minutes_before * ${share}), 0)::integer as minutes_before,
      coalesce(sum(minutes_since), 0)::integer as minutes_since, coalesce(sum(cost_cents_before * ${share}), 0)::bigint as cost_cents_before,
      coalesce(sum(cost_cents_since), 0)::bigint as cost_cents_since, coalesce(sum(won_cents_before * ${share}), 0)::bigint as won_cents_before,
      coalesce(sum(won_cents_since), 0)::bigint as won_cents_since
    from customer_care where workspace_id = ${workspaceId}
  `.execute(db);
  return rows[0]!;
}
