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
  await sql`
    insert into customer_value (workspace_id, company_id, contact_id, wins, won_cents, first_won_on, last_won_on, expected_purchases, purchase_cents,
      alive, open_deals, open_cents, contracts, contract_cents, contract_since, calls, call_minutes, meetings, meeting_minutes, visits, cost_cents, net_cents, computed_at, class, class_before,
      class_since, confirmed_by, confirmed_at, set_by, set_reason, set_until)
    select r."workspaceId", r."companyId", r."contactId", r.wins, r."wonCents", r."firstWonOn", r."lastWonOn", r."expectedPurchases", r."purchaseCents",
      r.alive, r."openDeals", r."openCents", r.contracts, r."contractCents", r."contractSince", r.calls, r."callMinutes", r.meetings, r."meetingMinutes", r.visits, r."costCents", r."netCents",
      r."computedAt", r.class, r."classBefore", r."classSince", r."confirmedBy", r."confirmedAt", r."setBy", r."setReason", r."setUntil"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("workspaceId" uuid, "companyId" uuid, "contactId" uuid, wins integer,
      "wonCents" bigint, "firstWonOn" date, "lastWonOn" date, "expectedPurchases" real, "purchaseCents" bigint, alive real, "openDeals" integer,
      "openCents" bigint, contracts integer, "contractCents" bigint, "contractSince" date, calls integer, "callMinutes" integer, meetings integer, "meetingMinutes" integer, visits integer, "costCents" bigint,
      "netCents" bigint, "computedAt" timestamptz, class text, "classBefore" text, "classSince" timestamptz, "confirmedBy" uuid,
      "confirmedAt" timestamptz, "setBy" uuid, "setReason" text, "setUntil" timestamptz)
    on conflict (workspace_id, customer_id) do update set wins = excluded.wins, won_cents = excluded.won_cents, first_won_on = excluded.first_won_on,
      last_won_on = excluded.last_won_on, expected_purchases = excluded.expected_purchases, purchase_cents = excluded.purchase_cents,
      alive = excluded.alive, open_deals = excluded.open_deals, open_cents = excluded.open_cents, contracts = excluded.contracts,
      contract_cents = excluded.contract_cents, contract_since = excluded.contract_since, calls = excluded.calls,
      call_minutes = excluded.call_minutes, meetings = excluded.meetings, meeting_minutes = excluded.meeting_minutes, visits = excluded.visits,
      cost_cents = excluded.cost_cents, net_cents = excluded.net_cents, computed_at = excluded.computed_at, class = excluded.class,
      class_before = excluded.class_before, class_since = excluded.class_since, confirmed_by = excluded.confirmed_by,
      confirmed_at = excluded.confirmed_at, set_by = excluded.set_by, set_reason = excluded.set_reason, set_until = excluded.set_until
  `.execute(db);
}

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
