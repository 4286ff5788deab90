import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { Channel, WordingPurpose } from '../contract.ts';
import type { ConsentProofRow, ConsentTables, ConsentWordingRow } from '../schema.ts';

export function listWordings(db: Db<ConsentTables>, workspaceId: string): Promise<ConsentWordingRow[]> {
  return db
    .selectFrom('consentWording')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('channel')
    .orderBy('purpose')
    .orderBy('version', 'desc')
    .limit(1000)
    .execute();
}

export function findLatestWording(
  db: Db<ConsentTables>,
  key: { workspaceId: string; channel: Channel; purpose: WordingPurpose },
): Promise<ConsentWordingRow | undefined> {
  return db
    .selectFrom('consentWording')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('channel', '=', key.channel)
    .where('purpose', '=', key.purpose)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findWording(
  db: Db<ConsentTables>,
  key: { workspaceId: string; wordingId: string },
): Promise<ConsentWordingRow | undefined> {
  return db
    .selectFrom('consentWording')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.wordingId)
    .executeTakeFirst();
}

/** `false`: somebody released this version a moment before. */
export async function insertWording(db: Db<ConsentTables>, row: ConsentWordingRow): Promise<boolean> {
  const inserted = await db
    .insertInto('consentWording')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'channel', 'purpose', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function hasEntry(
  db: Db<ConsentTables>,
  key: { workspaceId: string; contactId: string; entryId: string },
): Promise<boolean> {
  const found = await db
    .selectFrom('consentEntry')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('contactId', '=', key.contactId)
    .where('id', '=', key.entryId)
    .executeTakeFirst();
  return found !== undefined;
}

type World = ConsentTables & Pick<PlatformTables, 'file'>;

export async function insertProof(db: Db<World>, file: PlatformTables['file'], proof: ConsentProofRow): Promise<void> {
  await db.insertInto('file').values(file).execute();
  await db.insertInto('consentProof').values(proof).execute();
}

export type FiledProof = ConsentProofRow & { sha256: Buffer; name: string; mediaType: string; bytes: number };

/** The pieces of evidence of these entries, the first first. */
export async function listProofs(
  db: Db<World>,
  workspaceId: string,
  entryIds: readonly string[],
): Promise<FiledProof[]> {
  if (entryIds.length === 0) return [];
  const { rows } = await sql<FiledProof>`
    select p.*, f.sha256, f.name, f.media_type, f.bytes
    from consent_proof p join file f on f.workspace_id = p.workspace_id and f.id = p.file_id
    where p.workspace_id = ${workspaceId} and p.entry_id = any(${entryIds}::uuid[])
    order by p.added_at, p.id
  `.execute(db);
  return rows;
}

export async function findProof(
  db: Db<World>,
  key: { workspaceId: string; contactId: string; proofId: string },
): Promise<FiledProof | undefined> {
  const { rows } = await sql<FiledProof>`
    select p.*, f.sha256, f.name, f.media_type, f.bytes
    from consent_proof p join file f on f.workspace_id = p.workspace_id and f.id = p.file_id
    where p.workspace_id = ${key.workspaceId} and p.contact_id = ${key.contactId} and p.id = ${key.proofId}
  `.execute(db);
  return rows[0];
}
