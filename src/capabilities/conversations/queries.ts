import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Party } from './contract.ts';
import type {
  ConversationsTables,
  RecordingListeningRow,
  RecordingPartRow,
  RecordingPolicyRow,
  RecordingRow,
  RecordingSegmentRow,
  RecordingTrackRow,
} from './schema.ts';

type Own = ConversationsTables;
type Key = { workspaceId: string; recordingId: string };
type TrackKey = Key & { segment: number; party: Party };

export function findPolicy(db: Db<Own>, workspaceId: string): Promise<RecordingPolicyRow | undefined> {
  return db.selectFrom('recordingPolicy').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function upsertPolicy(db: Db<Own>, row: RecordingPolicyRow): Promise<void> {
  const { workspaceId: _, ...change } = row;
  await db
    .insertInto('recordingPolicy')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(change))
    .execute();
}

/** `false`: this call is being recorded already. */
export async function insertRecording(db: Db<Own>, row: RecordingRow): Promise<boolean> {
  const inserted = await db
    .insertInto('recording')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export function listOfCall(
  db: Db<Own>,
  { workspaceId, callId }: { workspaceId: string; callId: string },
): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('callId', '=', callId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** What can be heard of these calls, by call: the latest. */
export async function findKeptRecordings(
  db: Db<Own>,
  workspaceId: string,
  callIds: readonly string[],
): Promise<Map<string, string>> {
  if (callIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('recording')
    .select(['callId', 'id'])
    .where('workspaceId', '=', workspaceId)
    .where('callId', '=', sql<string>`any(${[...callIds]}::uuid[])`)
    .where('keptAt', 'is not', null)
    .where('deletedAt', 'is', null)
    .orderBy('startedAt')
    .execute();
  return new Map(rows.map(({ callId, id }) => [callId, id]));
}

export function findRecording(db: Db<Own>, key: Key): Promise<RecordingRow | undefined> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.recordingId)
    .executeTakeFirst();
}

/** Held until the transaction ends: parts arrive one after the other, and none after its recording was sealed or deleted. */
export function lockRecording(db: Db<Own>, key: Key): Promise<RecordingRow | undefined> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.recordingId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateRecording(
  db: Db<Own>,
  key: Key,
  change: Partial<Pick<RecordingRow, 'stoppedAt' | 'sealedAt' | 'keptAt' | 'heardAt'>>,
): Promise<void> {
  await db
    .updateTable('recording')
    .set(change)
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.recordingId)
    .execute();
}

export type Doomed = { contactId: string } | { userId: string } | { recordingId: string };

/** Those that still live, made up to this moment; locked. */
export function lockLiving(db: Db<Own>, workspaceId: string, whose: Doomed, upTo: Date): Promise<RecordingRow[]> {
  let query = db
    .selectFrom('recording')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('deletedAt', 'is', null)
    .where('startedAt', '<=', upTo);
  if ('contactId' in whose) query = query.where('contactId', '=', whose.contactId);
  else if ('userId' in whose) query = query.where('userId', '=', whose.userId);
  else query = query.where('id', '=', whose.recordingId);
  return query.orderBy('id').forUpdate().execute();
}

/** Whose time is over. The database sees one workspace. */
export async function lockOutdated(db: Db<Own>, defaultDays: number, now: Date, most: number): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .leftJoin('recordingPolicy', 'recordingPolicy.workspaceId', 'recording.workspaceId')
    .selectAll('recording')
    .where('recording.deletedAt', 'is', null)
    .where(
      sql<boolean>`recording.started_at < ${now}::timestamptz - make_interval(days => coalesce(recording_policy.keep_days, ${defaultDays}))`,
    )
    .orderBy('recording.id')
    .limit(most)
    .forUpdate('recording')
    .execute();
}

/** Whose page has gone and will not come back. */
export function findAbandoned(db: Db<Own>, before: Date, most: number): Promise<RecordingRow[]> {
  return db
    .selectFrom('recording')
    .selectAll()
    .where('deletedAt', 'is', null)
    .where('keptAt', 'is', null)
    .where('heardAt', '<', before)
    .limit(most)
    .execute();
}

/** The moment after which nothing of it can be heard, read or found: no key, no part, no name of a file. */
export async function eraseRecordings(
  db: Db<Own>,
  workspaceId: string,
  ids: readonly string[],
  deleted: Pick<RecordingRow, 'deletedAt' | 'deletedBecause'>,
): Promise<{ files: string[] }> {
  const those = sql<boolean>`recording_id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ sha256: Buffer }>`
    select sha256 from recording_track where workspace_id = ${workspaceId} and ${those} and sha256 is not null
  `.execute(db);
  await db.deleteFrom('recordingPart').where('workspaceId', '=', workspaceId).where(those).execute();
  await db
    .updateTable('recordingTrack')
    .set({ sha256: null })
    .where('workspaceId', '=', workspaceId)
    .where(those)
    .execute();
  await db
    .updateTable('recording')
    .set({ ...deleted, key: null })
    .where('workspaceId', '=', workspaceId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return { files: rows.map(({ sha256 }) => sha256.toString('hex')) };
}

export function listSegments(db: Db<Own>, key: Key): Promise<RecordingSegmentRow[]> {
  return db
    .selectFrom('recordingSegment')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .orderBy('number')
    .execute();
}

export async function insertSegment(db: Db<Own>, row: RecordingSegmentRow): Promise<void> {
  await db.insertInto('recordingSegment').values(row).execute();
  const { workspaceId, recordingId, number: segment } = row;
  const track = { workspaceId, recordingId, segment, bytes: 0, sha256: null };
  await db
    .insertInto('recordingTrack')
    .values([
      { ...track, party: 'user' },
      { ...track, party: 'contact' },
    ])
    .execute();
}

export async function updateSegment(
  db: Db<Own>,
  key: Key & { segment: number },
  change: Pick<RecordingSegmentRow, 'durationMs'>,
): Promise<void> {
  await db
    .updateTable('recordingSegment')
    .set(change)
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .where('number', '=', key.segment)
    .execute();
}

export function listTracks(db: Db<Own>, key: Key): Promise<RecordingTrackRow[]> {
  return db
    .selectFrom('recordingTrack')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .orderBy('segment')
    .orderBy('party', 'desc')
    .execute();
}

export async function updateTrack(
  db: Db<Own>,
  key: TrackKey,
  change: Partial<Pick<RecordingTrackRow, 'bytes' | 'sha256'>>,
): Promise<void> {
  await db
    .updateTable('recordingTrack')
    .set(change)
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .where('segment', '=', key.segment)
    .where('party', '=', key.party)
    .execute();
}

export async function insertPart(db: Db<Own>, row: RecordingPartRow): Promise<void> {
  await db.insertInto('recordingPart').values(row).execute();
}

export function findPart(db: Db<Own>, key: TrackKey & { atByte: number }): Promise<RecordingPartRow | undefined> {
  return partsOf(db, key).where('atByte', '=', key.atByte).executeTakeFirst();
}

/** The part after this byte, so that a track is never in memory whole. */
export function nextPart(db: Db<Own>, key: TrackKey, fromByte: number): Promise<RecordingPartRow | undefined> {
  return partsOf(db, key).where('atByte', '>=', fromByte).orderBy('atByte').limit(1).executeTakeFirst();
}

export async function deleteParts(db: Db<Own>, key: Key): Promise<void> {
  await db
    .deleteFrom('recordingPart')
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .execute();
}

function partsOf(db: Db<Own>, key: TrackKey) {
  return db
    .selectFrom('recordingPart')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('recordingId', '=', key.recordingId)
    .where('segment', '=', key.segment)
    .where('party', '=', key.party);
}

export async function insertListening(db: Db<Own>, row: RecordingListeningRow): Promise<void> {
  await db.insertInto('recordingListening').values(row).execute();
}

export async function mayFetch(
  db: Db<Own>,
  listening: { workspaceId: string; recordingId: string; listeningId: string; userId: string; since: Date },
): Promise<boolean> {
  const found = await db
    .selectFrom('recordingListening')
    .select('id')
    .where('workspaceId', '=', listening.workspaceId)
    .where('id', '=', listening.listeningId)
    .where('recordingId', '=', listening.recordingId)
    .where('userId', '=', listening.userId)
    .where('openedAt', '>', listening.since)
    .executeTakeFirst();
  return found !== undefined;
}
