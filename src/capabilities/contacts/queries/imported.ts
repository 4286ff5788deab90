import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { ContactsTables } from '../schema.ts';

/** What an import made, with what people (not imports) have done with it since. */
export type Imported = {
  id: string;
  name: string;
  companyId: string | null;
  removed: boolean;
  /** The types of the events, each once. */
  byHand: string[];
  /** Of a company: people belong to it. */
  peopled: boolean;
};
type Tables = ContactsTables & PlatformTables;
type Page = { limit: number; afterId: string | undefined };

const firstId = '00000000-0000-0000-0000-000000000000';

/** Locked, in the order of their ids. */
export async function findImportedContacts(
  trx: Db<Tables>,
  workspaceId: string,
  importId: string,
  page: Page,
): Promise<Imported[]> {
  const { rows } = await sql<Imported>`
    select c.id, c.name, c.company_id, c.removed_at is not null as removed, false as peopled, array(
        select distinct e.type from event e where e.workspace_id = ${workspaceId} and e.contact_id = c.id and e.actor_kind in ('user', 'key')
      ) as by_hand
    from contact c
    where c.workspace_id = ${workspaceId} and c.import_id = ${importId} and c.id > ${page.afterId ?? firstId}
    order by c.id limit ${page.limit} for update of c
  `.execute(trx);
  return rows;
}

/** Locked, in the order of their ids. What happened to the company's people is not the company's. */
export async function findImportedCompanies(
  trx: Db<Tables>,
  workspaceId: string,
  importId: string,
  page: Page,
): Promise<Imported[]> {
  const { rows } = await sql<Imported>`
    select c.id, c.name, null as company_id, c.removed_at is not null as removed, exists (
        select 1 from contact p where p.workspace_id = ${workspaceId} and p.company_id = c.id
      ) as peopled, array(
        select distinct e.type from event e where e.workspace_id = ${workspaceId} and e.company_id = c.id and e.contact_id is null and e.actor_kind in ('user', 'key')
      ) as by_hand
    from company c
    where c.workspace_id = ${workspaceId} and c.import_id = ${importId} and c.id > ${page.afterId ?? firstId}
    order by c.id limit ${page.limit} for update of c
  `.execute(trx);
  return rows;
}

export async function deleteContacts(trx: Db<Tables>, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from contact where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(trx);
}

export async function deleteCompanies(trx: Db<Tables>, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from company where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(trx);
}
