import { consentRecorded, recordingAgreementWithdrawn } from '#consent';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { dbOf } from '#platform/ground';
import type { Chore } from '#platform/housekeeping';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import type { ConversationsWorld } from './commands/recording.ts';
import { deleteRecordings } from './commands/deleting.ts';
import { keepSoon } from './commands/uploading.ts';
import { recordingKept, recordingStopped } from './events.ts';
import { fileRemoval, recordingKeeping, withdrawnDeletion } from './job-names.ts';
import * as queries from './queries.ts';
import { abandonedAfterHours, defaultPolicy, hours, lengthOf, mostTrackBytes } from './rules.ts';
import type { RecordingTrackRow } from './schema.ts';
import { encrypted, openKey } from './sound.ts';

/** A track goes from its parts into one encrypted file. Runs twice without harm: the same bytes make the same file. */
export const keepRecording = defineJob({
  ...recordingKeeping,
  async run({ workspaceId, recordingId }, { ground, signal }) {
    const db = dbOf<ConversationsWorld>(ground, { workspaceId });
    const key = { workspaceId, recordingId };
    const now = ground.ports.clock();
    const recording = await db.transaction().execute(async (trx) => {
      const row = await queries.lockRecording(trx, key);
      if (!row || row.deletedAt || row.keptAt) return undefined;
      if (!row.sealedAt) await queries.updateRecording(trx, key, { sealedAt: now });
      return row;
    });
    if (!recording?.key) return;
    const secret = openKey(ground.secrets, recording, recording.key);
    const written: { track: RecordingTrackRow; sha256: string }[] = [];
    for (const track of await queries.listTracks(db, key)) {
      signal.throwIfAborted();
      if (track.bytes === 0) continue;
      const { sha256 } = await ground.ports.files.put(
        encrypted(secret, track, partsOf(db, track)),
        mostTrackBytes + 1024,
      );
      written.push({ track, sha256 });
    }
    const kept = await db.transaction().execute(async (trx) => {
      const row = await queries.lockRecording(trx, key);
      if (!row || row.deletedAt) return false;
      if (row.keptAt) return true;
      for (const { track, sha256 } of written)
        await queries.updateTrack(trx, track, { sha256: Buffer.from(sha256, 'hex') });
      await queries.deleteParts(trx, key);
      const segments = await queries.listSegments(trx, key);
      for (const segment of segments)
        if (segment.durationMs === null)
          await queries.updateSegment(trx, { ...key, segment: segment.number }, { durationMs: lengthOf(segment, row) });
      await queries.updateRecording(trx, key, { keptAt: now });
      const seconds = Math.round(segments.reduce((sum, segment) => sum + lengthOf(segment, row), 0) / 1000);
      const { callId, contactId } = row;
      const actor = { ...systemActor(workspaceId), kind: 'user' as const, userId: row.userId };
      // Begun and ended at once: there is nothing to listen to, and nothing to tell.
      if (written.length === 0) return true;
      await announce(trx, actor, recordingKept, { recordingId, callId, contactId, seconds }, now);
      return true;
    });
    // Deleted while it was being written: nobody else knows these files.
    if (!kept) for (const { sha256 } of written) await ground.ports.files.remove(sha256);
  },
});

async function* partsOf(db: Db<ConversationsWorld>, track: RecordingTrackRow): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < track.bytes;) {
    const part = await queries.nextPart(db, track, at);
    if (!part || part.atByte !== at) throw new Error('a track with a hole in it');
    yield part.content;
    at += part.content.length;
  }
}

export const removeFiles = defineJob({
  ...fileRemoval,
  async run({ files }, { ground }) {
    for (const sha256 of files) await ground.ports.files.remove(sha256);
  },
});

export const deleteWithdrawn = defineJob({
  ...withdrawnDeletion,
  async run({ workspaceId, whose, upTo }, { ground }) {
    const because = 'contactId' in whose ? 'withdrawn' : 'user_withdrew';
    await dbOf<ConversationsWorld>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const living = await queries.lockLiving(trx, workspaceId, whose, new Date(upTo));
        await deleteRecordings(trx, systemActor(workspaceId), living, because, ground.ports.clock());
      });
  },
});

/** However a yes was taken back, and by whomever: what was recorded on it goes. */
export const deleteWhatWasWithdrawn = when(consentRecorded, async ({ contactId, purpose, state }, { event, trx }) => {
  if (purpose !== 'recording' || state === 'granted') return;
  const { workspaceId, recordedAt } = event;
  await enqueue(trx, withdrawnDeletion, { workspaceId, whose: { contactId }, upTo: recordedAt.toISOString() });
});

export const deleteWhatUserWithdrew = when(recordingAgreementWithdrawn, async ({ userId }, { event, trx }) => {
  const { workspaceId, recordedAt } = event;
  await enqueue(trx, withdrawnDeletion, { workspaceId, whose: { userId }, upTo: recordedAt.toISOString() });
});

export const forgetRecordings: Chore<ConversationsWorld> = (db, now, most) =>
  db.transaction().execute(async (trx) => {
    const outdated = await queries.lockOutdated(trx, defaultPolicy.keepDays, now, most);
    for (const [workspaceId, rows] of Map.groupBy(outdated, (row) => row.workspaceId))
      await deleteRecordings(trx, systemActor(workspaceId), rows, 'retention', now);
    return outdated.length;
  });

/** What has come of recordings whose page never came back is kept: both sides had agreed to it. */
export const keepAbandoned: Chore<ConversationsWorld> = (db, now, most) =>
  db.transaction().execute(async (trx) => {
    const abandoned = await queries.findAbandoned(trx, new Date(now.getTime() - hours(abandonedAfterHours)), most);
    for (const { workspaceId, id: recordingId, callId, contactId, stoppedAt } of abandoned) {
      const key = { workspaceId, recordingId };
      // Touched, so that the next turn of this night finds others.
      await queries.updateRecording(trx, key, { heardAt: now, ...(!stoppedAt && { stoppedAt: now }) });
      if (!stoppedAt)
        await announce(trx, systemActor(workspaceId), recordingStopped, { recordingId, callId, contactId }, now);
      await keepSoon(trx, key);
    }
    return abandoned.length;
  });
