import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { enqueue } from '#platform/jobs';
import type { PlatformTables } from '#platform/schema';
import type { DeletedBecause } from '../contract.ts';
import { recordingDeleted } from '../events.ts';
import { fileRemoval } from '../job-names.ts';
import { eraseRecordings } from '../queries.ts';
import type { ConversationsTables, RecordingRow } from '../schema.ts';

/**
 * With this transaction they are gone: the key, the parts, the names of the files. What is left is noise on a disk, which a job clears away; that
 * there was a recording, and why there is none any more, stays.
 */
export async function deleteRecordings(
  trx: Db<ConversationsTables & Pick<PlatformTables, 'event' | 'eventOutbox'>>,
  actor: Actor,
  recordings: readonly RecordingRow[],
  because: DeletedBecause,
  now: Date,
): Promise<void> {
  if (recordings.length === 0) return;
  const { workspaceId } = actor;
  const ids = recordings.map(({ id }) => id);
  const { files } = await eraseRecordings(trx, workspaceId, ids, { deletedAt: now, deletedBecause: because });
  if (files.length > 0) await enqueue(trx, fileRemoval, { workspaceId, files });
  for (const { id: recordingId, callId, contactId } of recordings)
    await announce(trx, actor, recordingDeleted, { recordingId, callId, contactId, because }, now);
}
