import { type RawBuilder, sql } from 'kysely';
import { firstId, inBatches } from '#platform/batches';
import type { Db } from '#platform/db';
import type { ContractRow, NewContract, OffersTables } from './schema.ts';

type Own = Db<OffersTables>;
type Key = { workspaceId: string; contractId: string };

export function insertContract(db: Own, row: NewContract): Promise<ContractRow> {
  return db.insertInto('contract').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function insertContracts(db: Own, rows: readonly NewContract[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('contract')
      .values([...rows])
      .execute();
}

/** Locked for a change, also when removed. */
export function lockContract(db: Own, { workspaceId, contractId }: Key): Promise<ContractRow | undefined> {
  return db
    .selectFrom('contract')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', contractId)
    .forUpdate()
    .executeTakeFirst();
}

/** The row is locked by the caller. */
export function updateContract(db: Own, row: ContractRow, change: Partial<NewContract>): Promise<ContractRow> {
  return db
    .updateTable('contract')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export type ContractFilter = {
  contactId?: string | undefined;
  companyId?: string | undefined;
  dealId?: string | undefined;
  state?: 'running' | 'ending' | 'ended' | undefined;
};

/** The latest entered first. */
export async function listContracts(
  db: Own,
  workspaceId: string,
  { contactId, companyId, dealId, state }: ContractFilter,
  page: { limit: number; before: string | undefined; today: string },
): Promise<ContractRow[]> {
  const conditions = [sql`workspace_id = ${workspaceId} and removed_at is null`];
  if (contactId !== undefined) conditions.push(sql`contact_id = ${contactId}`);
  if (companyId !== undefined) conditions.push(sql`company_id = ${companyId}`);
  if (dealId !== undefined) conditions.push(sql`deal_id = ${dealId}`);
  if (state !== undefined) conditions.push(standing(state, page.today));
  if (page.before !== undefined) conditions.push(sql`id < ${page.before}`);
  const { rows } = await sql<ContractRow>`
    select * from contract where ${sql.join(conditions, sql` and `)} order by id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

/** As rules.ts has it; what is to come counts as running. */
function standing(state: 'running' | 'ending' | 'ended', today: string): RawBuilder<unknown> {
  if (state === 'ended') return sql`last_on < ${today}`;
  const still = sql`(last_on is null or last_on >= ${today})`;
  return state === 'ending' ? sql`ends_on is not null and ${still}` : sql`ends_on is null and ${still}`;
}

export type ContractSum = {
  currency: string;
  running: number;
  runningCents: number;
  coming: number;
  comingCents: number;
  ending: number;
  endingCents: number;
};

/** What stands, by currency; those under notice are among the running ones as long as they run. */
export async function sumContracts(db: Own, workspaceId: string, today: string): Promise<ContractSum[]> {
  const [runs, coming, ending] = [sql`starts_on <= ${today}`, sql`starts_on > ${today}`, sql`ends_on is not null`];
  const count = (which: RawBuilder<unknown>) => sql`count(*) filter (where ${which})::integer`;
  const cents = (which: RawBuilder<unknown>) => sql`coalesce(sum(monthly_cents) filter (where ${which}), 0)::bigint`;
  const { rows } = await sql<ContractSum>`
    select currency, ${count(runs)} as running, ${cents(runs)} as running_cents, ${count(coming)} as coming, ${cents(coming)} as coming_cents,
      ${count(ending)} as ending, ${cents(ending)} as ending_cents
    from contract
    where workspace_id = ${workspaceId} and removed_at is null and (last_on is null or last_on >= ${today})
    group by currency order by currency
  `.execute(db);
  return rows;
}

/** Those of a customer as deals count them: the company where one is named, else the person. */
export function findContractsOf(
  db: Own,
  workspaceId: string,
  { companyId, contactId }: { companyId: string | null; contactId: string | null },
): Promise<ContractRow[]> {
  const query = db
    .selectFrom('contract')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null);
  const whose = companyId
    ? query.where('companyId', '=', companyId)
    : query.where('contactId', '=', contactId).where('companyId', 'is', null);
  return whose.orderBy('startsOn').orderBy('id').execute();
}

const batch = 5_000;

/** Every contract that was not removed, in batches by the primary key. */
export function allContracts(db: Own, workspaceId: string): AsyncGenerator<ContractRow[]> {
  return inBatches<ContractRow>(batch, async (last) => {
    const { rows } = await sql<ContractRow>`
      select * from contract where workspace_id = ${workspaceId} and id > ${last?.id ?? firstId}::uuid and removed_at is null
      order by id limit ${batch}
    `.execute(db);
    return rows;
  });
}
