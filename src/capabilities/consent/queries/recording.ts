import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { LedgerEntry } from '../rules/ledger.ts';
import type { ConsentEntryRow, ConsentTables, RecordingAgreementRow } from '../schema.ts';

/** What this person has said about being recorded, every word of it. */
export function findRecordingLedger(
  db: Db<ConsentTables>,
  key: { workspaceId: string; contactId: string },
): Promise<(ConsentEntryRow & LedgerEntry)[]> {
  return db
    .selectFrom('consentEntry')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('contactId', '=', key.contactId)
    .where('purpose', '=', 'recording')
    .execute();
}

/** Until the transaction ends: a withdrawal and the start of a recording see each other. */
export async function lockRecordingWord(db: Db<ConsentTables>, workspaceId: string, contactId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7244, hashtext(${`${workspaceId} ${contactId}`}))`.execute(db);
}

export async function lockAgreement(db: Db<ConsentTables>, workspaceId: string, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7245, hashtext(${`${workspaceId} ${userId}`}))`.execute(db);
}

/** The latest word of a user about their own voice. */
export function findAgreement(
  db: Db<ConsentTables>,
  key: { workspaceId: string; userId: string },
): Promise<RecordingAgreementRow | undefined> {
  return db
    .selectFrom('recordingAgreement')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('userId', '=', key.userId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertAgreement(db: Db<ConsentTables>, row: RecordingAgreementRow): Promise<void> {
  await db.insertInto('recordingAgreement').values(row).execute();
}
