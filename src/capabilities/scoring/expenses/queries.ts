import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ExpenseKind } from './contract.ts';
import type { ExpenseRow, ExpenseTables } from './schema.ts';

type Own = Db<ExpenseTables>;
type Whose = { contactIds: readonly string[]; companyIds: readonly string[] };

export function insertExpense(db: Own, row: ExpenseRow): Promise<ExpenseRow> {
  return db.insertInto('expense').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function insertExpenses(db: Own, rows: readonly ExpenseRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('expense')
      .values([...rows])
      .execute();
}

/** Locked for a change, also when removed. */
export function lockExpense(
  db: Own,
  { workspaceId, expenseId }: { workspaceId: string; expenseId: string },
): Promise<ExpenseRow | undefined> {
  return db
    .selectFrom('expense')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', expenseId)
    .forUpdate()
    .executeTakeFirst();
}

/** The row is locked by the caller. */
export function updateExpense(db: Own, row: ExpenseRow, change: Partial<ExpenseRow>): Promise<ExpenseRow> {
  return db
    .updateTable('expense')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The latest first. */
export async function listExpenses(
  db: Own,
  workspaceId: string,
  { contactIds, companyIds }: Whose,
  page: { limit: number; before: readonly [happenedOn: string, id: string] | undefined },
): Promise<ExpenseRow[]> {
  const behind = page.before ? sql`and (happened_on, id) < (${page.before[0]}::date, ${page.before[1]}::uuid)` : sql``;
  const some = sql`workspace_id = ${workspaceId} and removed_at is null ${behind}`;
  const order = sql`order by happened_on desc, id desc limit ${page.limit}`;
  // Each by its own index, and both in the order of the page; with `or` everything would be read.
  const { rows } = await sql<ExpenseRow>`
    (select * from expense where ${some} and contact_id = any(${[...contactIds]}::uuid[]) ${order})
    union all
    (select * from expense where ${some} and company_id = any(${[...companyIds]}::uuid[]) ${order})
    ${order}
  `.execute(db);
  return rows;
}

/** What one customer caused of one kind: how much of it in all, how much without an amount of its own, and the amounts of the rest. */
export type ExpenseSum = { customerId: string; kind: ExpenseKind; count: number; atRate: number; amountCents: number };

export async function sumExpenses(
  db: Own,
  workspaceId: string,
  { contactIds, companyIds }: Whose,
  since: Date,
): Promise<ExpenseSum[]> {
  if (contactIds.length + companyIds.length === 0) return [];
  const sums = sql`kind, count(*)::integer as count, count(*) filter (where amount_cents is null)::integer as at_rate,
    coalesce(sum(amount_cents), 0)::bigint as amount_cents`;
  const some = sql`workspace_id = ${workspaceId} and removed_at is null and happened_on >= ${since}::timestamptz::date`;
  const { rows } = await sql<ExpenseSum>`
    select contact_id as customer_id, ${sums} from expense
    where ${some} and contact_id = any(${[...contactIds]}::uuid[]) group by contact_id, kind
    union all
    select company_id, ${sums} from expense
    where ${some} and company_id = any(${[...companyIds]}::uuid[]) group by company_id, kind
  `.execute(db);
  return rows;
}

export async function countOpenTickets(
  db: Own,
  workspaceId: string,
  { contactIds, companyIds }: Whose,
): Promise<number> {
  const some = sql`workspace_id = ${workspaceId} and removed_at is null and kind = 'ticket' and closed_on is null`;
  const { rows } = await sql<{ open: number }>`
    select ((select count(*) from expense where ${some} and contact_id = any(${[...contactIds]}::uuid[]))
      + (select count(*) from expense where ${some} and company_id = any(${[...companyIds]}::uuid[])))::integer as open
  `.execute(db);
  return rows[0]?.open ?? 0;
}
