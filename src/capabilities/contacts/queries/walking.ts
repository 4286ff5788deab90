import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ContactRow, ContactsTables } from '../schema.ts';

const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Everybody in the order of their ids, a page at a time. */
export async function walkContacts(
  db: Db<ContactsTables>,
  workspaceId: string,
  page: { afterId: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from contact
    where workspace_id = ${workspaceId} and id > ${page.afterId ?? firstId}::uuid and removed_at is null
    order by id limit ${page.limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Who came in before that moment, the latest first. Walks down contact_created. */
export async function contactsBefore(
  db: Db<ContactsTables>,
  workspaceId: string,
  page: { before: Pick<ContactRow, 'createdAt'> & { id?: string | undefined }; limit: number },
): Promise<Pick<ContactRow, 'id' | 'createdAt'>[]> {
  const { createdAt, id = lastId } = page.before;
  const { rows } = await sql<Pick<ContactRow, 'id' | 'createdAt'>>`
    select id, created_at from contact
    where workspace_id = ${workspaceId} and (created_at, id) < (${createdAt}::timestamptz, ${id}::uuid) and removed_at is null
    order by created_at desc, id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

export async function countContacts(db: Db<ContactsTables>, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ contacts: number }>`
    select count(*) as contacts from contact where workspace_id = ${workspaceId} and removed_at is null
  `.execute(db);
  return rows[0]?.contacts ?? 0;
}
