import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { ContactsTables } from '../schema.ts';

/** `untouched`: stands as the import made it, and nobody but imports has done anything with it. */
export type Imported = { id: string; name: string; companyId: string | null; untouched: boolean };
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
    select c.id, c.name, c.company_id, c.version = 1 and not exists (
        select 1 from event e where e.workspace_id = ${workspaceId} and e.contact_id = c.id and e.actor_kind in ('user', 'key')
      ) as untouched
    from contact c
    where c.workspace_id = ${workspaceId} and c.import_id = ${importId} and c.id > ${page.afterId ?? firstId}
    order by c.id limit ${page.limit} for update of c
  `.execute(trx);
  return rows;
}

/** Locked, in the order of their ids. A company that people or an event of its own hold on to stays. */
export async function findImportedCompanies(
  trx: Db<Tables>,
  workspaceId: string,
  importId: string,
  page: Page,
): Promise<Imported[]> {
  const { rows } = await sql<Imported>`
    select c.id, c.name, null as company_id, c.version = 1 and not exists (
        select 1 from contact p where p.workspace_id = ${workspaceId} and p.company_id = c.id
      ) and not exists (
        select 1 from event e where e.workspace_id = ${workspaceId} and e.company_id = c.id and e.contact_id is null and e.actor_kind in ('user', 'key')
      ) as untouched
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
