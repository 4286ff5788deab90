import { sql } from 'kysely';
import { firstId, inBatches } from '#platform/batches';
import type { Db } from '#platform/db';
import type { ContractRow, OffersTables } from './schema.ts';

type Own = Db<OffersTables>;
type Key = { workspaceId: string; contractId: string };

export async function insertContracts(db: Own, rows: readonly ContractRow[]): Promise<void> {
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
export function updateContract(db: Own, row: ContractRow, change: Partial<ContractRow>): Promise<ContractRow> {
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
};

/** The latest entered first. */
export function listContracts(
  db: Own,
  workspaceId: string,
  { contactId, companyId, dealId }: ContractFilter,
  page: { limit: number; before: string | undefined },
): Promise<ContractRow[]> {
  let query = db
    .selectFrom('contract')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null);
  if (contactId !== undefined) query = query.where('contactId', '=', contactId);
  if (companyId !== undefined) query = query.where('companyId', '=', companyId);
  if (dealId !== undefined) query = query.where('dealId', '=', dealId);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
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
