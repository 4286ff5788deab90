import { type RawBuilder, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/db';
import type { CustomerClass } from './contract.ts';
import type { ClassPolicyRow, ClassRunRow, ClassTables, CustomerValueRow } from './schema.ts';

type Own = Db<ClassTables>;
type Key = { workspaceId: string; customerId: string };

export function findPolicy(db: Own, workspaceId: string): Promise<ClassPolicyRow | undefined> {
  return db.selectFrom('classPolicy').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function upsertPolicy(db: Own, row: ClassPolicyRow): Promise<void> {
  const { workspaceId: _, ...change } = row;
  await db
    .insertInto('classPolicy')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(change))
    .execute();
}

export function findRun(db: Own, workspaceId: string): Promise<ClassRunRow | undefined> {
  return db.selectFrom('classRun').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function upsertRun(db: Own, row: ClassRunRow): Promise<void> {
  const { workspaceId, ...rest } = row;
  const change = { ...rest, warnings: JSON.stringify(row.warnings) };
  await db
    .insertInto('classRun')
    .values({ workspaceId, ...change })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(change))
    .execute();
}

export async function findCustomers(db: Own, workspaceId: string, ids: readonly string[]): Promise<CustomerValueRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('customerValue')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('customerId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** Held until the transaction ends: a computation and a person may decide on the same customer. */
export async function lockCustomers(db: Own, workspaceId: string, ids: readonly string[]): Promise<CustomerValueRow[]> {
  return db
    .selectFrom('customerValue')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('customerId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('customerId')
    .forUpdate()
    .execute();
}

export type Decision = Pick<
  CustomerValueRow,
  'class' | 'classBefore' | 'classSince' | 'confirmedBy' | 'confirmedAt' | 'setBy' | 'setReason' | 'setUntil'
>;

export function updateDecision(db: Own, key: Key, decision: Partial<Decision>): Promise<CustomerValueRow> {
  return db
    .updateTable('customerValue')
    .set(decision)
    .where('workspaceId', '=', key.workspaceId)
    .where('customerId', '=', key.customerId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Any number in one statement of one text. */
export async function upsertCustomers(db: Own, rows: readonly Omit<CustomerValueRow, 'customerId'>[]): Promise<void> {
  if (rows.length === 0) return;
  const given = sql<CustomerValueRow>`jsonb_populate_recordset(null::customer_value, ${JSON.stringify(rows.map(inColumns))}::jsonb)`;
  const columns = ['workspaceId', 'companyId', 'contactId', ...kept] as const;
  await db
    .insertInto('customerValue')
    .columns(columns)
    .expression(db.selectFrom(given.as('given')).select(columns))
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'customerId'])
        .doUpdateSet(({ ref }) => Object.fromEntries(kept.map((one) => [one, ref(`excluded.${one}`)]))),
    )
    .execute();
}

const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const inColumns = (row: object) =>
  Object.fromEntries(Object.entries(row).map(([field, one]) => [columnOf(field), one]));

/** All that a computation tells and a person decides; who the customer is stays. */
const kept = [
  'wins',
  'wonCents',
  'firstWonOn',
  'lastWonOn',
  'expectedPurchases',
  'purchaseCents',
  'alive',
  'openDeals',
  'openCents',
  'contracts',
  'contractCents',
  'contractSince',
  'calls',
  'callMinutes',
  'meetings',
  'meetingMinutes',
  'visits',
  'tickets',
  'dunningLetters',
  'returnedDebits',
  'discountCents',
  'costCents',
  'netCents',
  'computedAt',
  'class',
  'classBefore',
  'classSince',
  'confirmedBy',
  'confirmedAt',
  'setBy',
  'setReason',
  'setUntil',
] as const satisfies readonly (keyof CustomerValueRow)[];

/** Those that a computation no longer met, some at a time. */
export async function deleteOlder(db: Own, workspaceId: string, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from customer_value where workspace_id = ${workspaceId} and customer_id in (
      select customer_id from customer_value where workspace_id = ${workspaceId} and computed_at < ${before} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
}

export type CustomerFilter = { class?: CustomerClass | 'open' | undefined; waiting: boolean };

/** The most valuable first. */
export async function listCustomers(
  db: Own,
  workspaceId: string,
  filter: CustomerFilter,
  page: { limit: number; after?: readonly [netCents: number, customerId: string] | undefined },
): Promise<CustomerValueRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`workspace_id = ${workspaceId}`];
  if (filter.class) conditions.push(filter.class === 'open' ? sql`class is null` : sql`class = ${filter.class}`);
  if (filter.waiting) conditions.push(waiting);
  if (page.after) conditions.push(sql`(net_cents, customer_id) < (${page.after[0]}::bigint, ${page.after[1]}::uuid)`);
  const { rows } = await sql<CustomerValueRow>`
    select * from customer_value where ${sql.join(conditions, sql` and `)}
    order by net_cents desc, customer_id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

/** The condition of the index customer_value_queue. */
const waiting = sql`class is not null and confirmed_at is null and set_by is null`;

export type SumRow = {
  class: CustomerClass | null;
  customers: number;
  waiting: number;
  netCents: number;
  costCents: number;
  wonCents: number;
};

/** Adds up without sorting first, as boards do: the planner takes row level security for a sieve that leaves few rows. */
export function sumCustomers(db: Own, workspaceId: string): Promise<SumRow[]> {
  return inTransaction(db, async (trx) => {
    await sql`set local enable_sort = off`.execute(trx);
    const { rows } = await sql<SumRow>`
      select class, count(*)::integer as customers, count(*) filter (where ${waiting})::integer as waiting,
        sum(net_cents)::bigint as net_cents, sum(cost_cents)::bigint as cost_cents, sum(won_cents)::bigint as won_cents
      from customer_value where workspace_id = ${workspaceId} group by class
    `.execute(trx);
    await sql`set local enable_sort = on`.execute(trx);
    return rows;
  });
}

export type MoveRow = { from: CustomerClass | null; to: CustomerClass; customers: number };

export async function countMoves(db: Own, workspaceId: string, since: Date): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select class_before as "from", class as "to", count(*)::integer as customers
    from customer_value where workspace_id = ${workspaceId} and class_since >= ${since} group by class_before, class
  `.execute(db);
  return rows;
}

/** The most valuable and the most costly; few enough to be drawn. */
export async function findExtremes(db: Own, workspaceId: string, most: number): Promise<CustomerValueRow[]> {
  const { rows } = await sql<CustomerValueRow>`
    (select * from customer_value where workspace_id = ${workspaceId} order by net_cents desc, customer_id desc limit ${most})
    union
    (select * from customer_value where workspace_id = ${workspaceId} order by cost_cents desc, customer_id desc limit ${most})
  `.execute(db);
  return rows;
}
