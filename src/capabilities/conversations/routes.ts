import { Readable } from 'node:stream';
import { requireCall } from '#calls';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { deleteRecordings } from './commands/deleting.ts';
import { listen } from './commands/listening.ts';
import * as recording from './commands/recording.ts';
import type { ConversationsWorld } from './commands/recording.ts';
import { closeSegment, keepIfWhole, putPart } from './commands/uploading.ts';
import * as contract from './contract.ts';
import * as queries from './queries.ts';
import { hours, listeningHours, policyOf } from './rules.ts';
import type { RecordingRow } from './schema.ts';
import { decrypted, openKey } from './sound.ts';
import { toRecordingView } from './views.ts';

export function conversationsRoutes(serve: Serve<ConversationsWorld>): void {
  serve(contract.getRecordingPolicy, async ({ db, actor: { workspaceId } }) =>
    policyOf(await queries.findPolicy(db, workspaceId)),
  );
  serve(contract.changeRecordingPolicy, ({ db, actor, body, now }) => recording.changePolicy(db, actor, body, now));

  serve(contract.getCallRecording, async ({ db, actor: { workspaceId }, params: { callId }, now }) =>
    recording.recordingOf(db, await requireCall(db, workspaceId, callId), now),
  );
  serve(contract.startRecording, async ({ db, actor, params: { callId }, ground, now }) =>
    toRecordingView(db, await recording.startRecording(db, actor, callId, ground.secrets, now)),
  );
  serve(contract.sayOnRecording, ({ db, actor, params: { callId }, body, now }) =>
    recording.sayOnRecording(db, actor, callId, body, now),
  );
  serve(contract.openSegment, async ({ db, actor, params: { recordingId }, body: { mediaType }, now }) => {
    const opened = await recording.openSegment(db, actor, recordingId, mediaType, now);
    const { number, openedAt } = opened.segment;
    return { number, offsetMs: openedAt.getTime() - opened.recording.startedAt.getTime() };
  });
  serve(contract.putPart, async ({ db, actor, params, query, body, now }) => ({
    bytes: await putPart(db, actor, { ...params, ...query, body }, now),
  }));
  serve(contract.closeSegment, async ({ db, actor, params, body }) =>
    toRecordingView(db, await closeSegment(db, actor, { ...params, ...body })),
  );
  serve(contract.stopRecording, ({ db, actor, params: { recordingId }, now }) =>
    inTransaction(db, async (trx) => {
      const stopped = await recording.stopRecording(trx, actor, recordingId, now);
      await keepIfWhole(trx, stopped);
      return toRecordingView(trx, stopped);
    }),
  );

  serve(contract.getRecording, async ({ db, actor: { workspaceId }, params: { recordingId } }) =>
    toRecordingView(db, await requireRecording(db, workspaceId, recordingId)),
  );
  serve(contract.deleteRecording, ({ db, actor, params: { recordingId }, now }) =>
    inTransaction(db, async (trx) => {
      const { workspaceId } = actor;
      const living = await queries.lockLiving(trx, workspaceId, { recordingId }, now);
      await deleteRecordings(trx, actor, living, 'by_hand', now);
      return toRecordingView(trx, await requireRecording(trx, workspaceId, recordingId));
    }),
  );
  serve(contract.listen, ({ db, actor, params: { recordingId }, now }) => listen(db, actor, recordingId, now));
  serve(contract.downloadTrack, async ({ db, actor: { workspaceId, userId }, params, ground, now }) => {
    const { recordingId, listeningId, segment: number, party } = params;
    const key = { workspaceId, recordingId };
    const [row, segments, tracks, may] = await Promise.all([
      queries.findRecording(db, key),
      queries.listSegments(db, key),
      queries.listTracks(db, key),
      queries.mayFetch(db, { ...key, listeningId, userId, since: new Date(now.getTime() - hours(listeningHours)) }),
    ]);
    const segment = segments.find((one) => one.number === number);
    const track = tracks.find((one) => one.segment === number && one.party === party);
    if (!may || !row?.key || !segment || !track?.sha256) throw notFound();
    const secret = openKey(ground.secrets, row, row.key);
    const content = decrypted(secret, track, await ground.ports.files.get(track.sha256.toString('hex')));
    const ending = segment.mediaType.slice('audio/'.length);
    return {
      name: `${recordingId}-${number}-${party}.${ending}`,
      mediaType: segment.mediaType,
      content: Readable.from(content),
    };
  });
}

async function requireRecording(
  db: Db<ConversationsWorld>,
  workspaceId: string,
  recordingId: string,
): Promise<RecordingRow> {
  const row = await queries.findRecording(db, { workspaceId, recordingId });
  if (!row) throw notFound();
  return row;
}
