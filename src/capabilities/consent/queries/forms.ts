import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ConsentFormRow, ConsentTables, ConsentWordingRow } from '../schema.ts';

export async function insertForm(db: Db<ConsentTables>, row: ConsentFormRow): Promise<void> {
  await db.insertInto('consentForm').values(row).execute();
}

export function listForms(db: Db<ConsentTables>, workspaceId: string): Promise<ConsentFormRow[]> {
  return db
    .selectFrom('consentForm')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

/** While it is open. */
export function findFormByKey(
  db: Db<ConsentTables>,
  workspaceId: string,
  key: Buffer,
): Promise<ConsentFormRow | undefined> {
  return db
    .selectFrom('consentForm')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('key', '=', key)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
}

export function findForm(db: Db<ConsentTables>, workspaceId: string, id: string): Promise<ConsentFormRow | undefined> {
  return db
    .selectFrom('consentForm')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Only if it is still open. */
export function closeForm(
  db: Db<ConsentTables>,
  key: { workspaceId: string; id: string },
  closing: { closedBy: string; closedAt: Date },
): Promise<ConsentFormRow | undefined> {
  return db
    .updateTable('consentForm')
    .set(closing)
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .where('closedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** The texts for advertising that hold now, one for each channel that has any. */
export async function findCurrentWordings(db: Db<ConsentTables>, workspaceId: string): Promise<ConsentWordingRow[]> {
  const { rows } = await sql<ConsentWordingRow>`
    select distinct on (channel) * from consent_wording
    where workspace_id = ${workspaceId} and purpose = 'advertising'
    order by channel, version desc
  `.execute(db);
  return rows;
}

export async function findWordings(
  db: Db<ConsentTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ConsentWordingRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('consentWording')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
}

export async function countView(
  db: Db<ConsentTables>,
  workspaceId: string,
  formId: string,
  day: string,
): Promise<void> {
  await sql`
    insert into consent_form_view as v (workspace_id, form_id, day, views) values (${workspaceId}, ${formId}, ${day}::date, 1)
    on conflict (workspace_id, form_id, day) do update set views = v.views + 1
  `.execute(db);
}
