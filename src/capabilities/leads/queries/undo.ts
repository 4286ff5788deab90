import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ImportChangeRow, ImportKeptRow, LeadsTables } from '../schema.ts';

type Key = { workspaceId: string; importId: string };

export function takeChanges(trx: Db<LeadsTables>, key: Key, limit: number): Promise<ImportChangeRow[]> {
  return trx
    .deleteFrom('importChange')
    .where('workspaceId', '=', key.workspaceId)
    .where('importId', '=', key.importId)
    .where('subjectId', 'in', (inner) =>
      inner
        .selectFrom('importChange')
        .select('subjectId')
        .where('workspaceId', '=', key.workspaceId)
        .where('importId', '=', key.importId)
        .limit(limit),
    )
    .returningAll()
    .execute();
}

/** Those of these people whom another import has visited or filled up. */
export async function findOtherImports(
  db: Db<LeadsTables>,
  { workspaceId, importId }: Key,
  contactIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select contact_id as id from visit
    where workspace_id = ${workspaceId} and contact_id = any(${contactIds}::uuid[]) and import_id is distinct from ${importId}
    union select subject_id from import_change
    where workspace_id = ${workspaceId} and subject_id = any(${contactIds}::uuid[]) and import_id <> ${importId}
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** How many were not noted down before. */
export async function insertKept(trx: Db<LeadsTables>, key: Key, rows: readonly Kept[]): Promise<number> {
  if (rows.length === 0) return 0;
  const given = rows.map(({ subjectId, ...row }) => ({ ...row, subject_id: subjectId }));
  const noted = await sql`
    insert into import_kept (workspace_id, import_id, subject, subject_id, name, made, reason)
    select ${key.workspaceId}::uuid, ${key.importId}::uuid, k.*
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as k(subject text, subject_id uuid, name text, made boolean, reason text)
    on conflict do nothing
  `.execute(trx);
  return Number(noted.numAffectedRows ?? 0n);
}
export type Kept = Omit<ImportKeptRow, 'workspaceId' | 'importId'>;

/** People first made by the import and kept: what the list said of them stays with them. */
export async function findKeptPeople(
  db: Db<LeadsTables>,
  { workspaceId, importId }: Key,
  contactIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from import_kept
    where workspace_id = ${workspaceId} and import_id = ${importId} and subject = 'contact' and made and subject_id = any(${contactIds}::uuid[])
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export function listKept(
  db: Db<LeadsTables>,
  key: Key,
  page: { after: readonly [subject: string, subjectId: string] | undefined; limit: number },
): Promise<ImportKeptRow[]> {
  const [subject, subjectId] = page.after ?? ['', firstId];
  return db
    .selectFrom('importKept')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('importId', '=', key.importId)
    .where(sql<boolean>`(subject, subject_id) > (${subject}, ${subjectId}::uuid)`)
    .orderBy('subject')
    .orderBy('subjectId')
    .limit(page.limit)
    .execute();
}

const firstId = '00000000-0000-0000-0000-000000000000';

export async function deleteVisitsOf(trx: Db<LeadsTables>, key: Key, contactIds: readonly string[]): Promise<number> {
  const gone = await sql`
    delete from visit where workspace_id = ${key.workspaceId} and import_id = ${key.importId} and contact_id = any(${contactIds}::uuid[])
  `.execute(trx);
  return Number(gone.numAffectedRows ?? 0n);
}

/** The next visits of an import, but for those of people whom it made and who were kept. */
export async function deleteVisits(trx: Db<LeadsTables>, key: Key, limit: number): Promise<number> {
  const gone = await sql`
    delete from visit where workspace_id = ${key.workspaceId} and id in (
      select v.id from visit v where v.workspace_id = ${key.workspaceId} and v.import_id = ${key.importId} and not exists (
        select 1 from import_kept k where k.workspace_id = v.workspace_id and k.import_id = v.import_id and k.subject = 'contact'
          and k.subject_id = v.contact_id and k.made)
      limit ${limit})
  `.execute(trx);
  return Number(gone.numAffectedRows ?? 0n);
}
