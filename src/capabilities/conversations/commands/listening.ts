import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { Listening } from '../contract.ts';
import { recordingHeard } from '../events.ts';
import { findRecording, insertListening, listSegments, listTracks } from '../queries.ts';
import { tracksOf } from '../rules.ts';
import type { ConversationsWorld, User } from './recording.ts';

/** Who listens is written down before the first byte leaves. */
export async function listen(
  db: Db<ConversationsWorld>,
  actor: User,
  recordingId: string,
  now: Date,
): Promise<Listening> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const key = { workspaceId, recordingId };
    const recording = await findRecording(trx, key);
    if (!recording) throw notFound();
    if (recording.deletedAt) throw new Refusal(409, 'recording_deleted', 'Diese Aufnahme wurde gelöscht.');
    if (!recording.keptAt) throw new Refusal(409, 'not_kept_yet', 'Diese Aufnahme ist noch unterwegs.');
    const [segments, tracks] = await Promise.all([listSegments(trx, key), listTracks(trx, key)]);
    const id = newId(now.getTime());
    await insertListening(trx, { workspaceId, id, recordingId, userId, openedAt: now });
    const { callId, contactId: person } = recording;
    await announce(trx, actor, recordingHeard, { recordingId, callId, person }, now);
    return { id, tracks: tracksOf(recording, segments, tracks) };
  });
}
