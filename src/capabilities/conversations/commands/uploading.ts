import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import type { Party } from '../contract.ts';
import { recordingKeeping } from '../job-names.ts';
import * as queries from '../queries.ts';
import { mostPartBytes, mostTrackBytes, placeOf } from '../rules.ts';
import type { RecordingRow } from '../schema.ts';
import { type ConversationsWorld, lockOwn, over, type User } from './recording.ts';

type Place = { recordingId: string; segment: number };

/** The next bytes of a track. Repeated, it changes nothing; what comes too early is told where to go on. */
export async function putPart(
  db: Db<ConversationsWorld>,
  actor: User,
  part: Place & { party: Party; at: number; sha256: string; body: Readable },
  now: Date,
): Promise<number> {
  const { recordingId, segment, party, at } = part;
  const content = await wholeOf(part.body, part.sha256);
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const recording = await lockOwn(trx, actor, recordingId);
    const key = { workspaceId, recordingId, segment, party };
    const tracks = await queries.listTracks(trx, key);
    const track = tracks.find((one) => one.segment === segment && one.party === party);
    if (!track) throw notFound();
    const place = placeOf({ at, length: content.length }, track.bytes);
    if (place === 'again') {
      // Once sealed, the parts have gone into the file; that they were the same then is no more to be seen.
      const there = recording.sealedAt ? undefined : await queries.findPart(trx, { ...key, atByte: at });
      if (recording.sealedAt || there?.content.equals(content)) return track.bytes;
      throw wrongOffset(track.bytes);
    }
    if (place === 'gap') throw wrongOffset(track.bytes);
    if (recording.sealedAt) throw over();
    const bytes = track.bytes + content.length;
    if (bytes > mostTrackBytes) throw tooLarge();
    await queries.insertPart(trx, { ...key, atByte: at, content });
    await queries.updateTrack(trx, key, { bytes });
    await queries.updateRecording(trx, key, { heardAt: now });
    return bytes;
  });
}

/** The page says how long a stretch is, and how much there is of it. With the last one of a stopped recording, all of it is there. */
export async function closeSegment(
  db: Db<ConversationsWorld>,
  actor: User,
  end: Place & { durationMs: number; bytes: Record<Party, number> },
): Promise<RecordingRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const { recordingId, segment, durationMs } = end;
    const key = { workspaceId, recordingId };
    const recording = await lockOwn(trx, actor, recordingId);
    const [segments, tracks] = await Promise.all([queries.listSegments(trx, key), queries.listTracks(trx, key)]);
    const closing = segments.find(({ number }) => number === segment);
    if (!closing) throw notFound();
    if (recording.sealedAt) {
      if (closing.durationMs !== null) return recording;
      throw over();
    }
    const have = Object.fromEntries(
      tracks.filter((one) => one.segment === segment).map((one) => [one.party, one.bytes]),
    );
    if (have['user'] !== end.bytes.user || have['contact'] !== end.bytes.contact)
      throw new Refusal(409, 'incomplete', 'Von dieser Aufnahme fehlt noch etwas.', { bytes: have });
    await queries.updateSegment(trx, { ...key, segment }, { durationMs });
    const open = segments.filter(({ number, durationMs: known }) => known === null && number !== segment);
    if (recording.stoppedAt && open.length === 0) await keepSoon(trx, key);
    return recording;
  });
}

/** Where a recording was stopped after its last stretch had been closed. */
export async function keepIfWhole(trx: Db<ConversationsWorld>, recording: RecordingRow): Promise<void> {
  const key = { workspaceId: recording.workspaceId, recordingId: recording.id };
  const segments = await queries.listSegments(trx, key);
  if (segments.every(({ durationMs }) => durationMs !== null)) await keepSoon(trx, key);
}

export function keepSoon(
  trx: Db<ConversationsWorld>,
  key: { workspaceId: string; recordingId: string },
): Promise<void> {
  return enqueue(trx, recordingKeeping, key, { key: `${recordingKeeping.name} ${key.recordingId}` });
}

async function wholeOf(body: Readable, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostPartBytes) throw tooLarge();
    chunks.push(chunk);
  }
  if (bytes === 0) throw new Refusal(422, 'part_empty', 'Da war nichts.');
  const content = Buffer.concat(chunks);
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw new Refusal(422, 'garbled', 'Unterwegs ist etwas verloren gegangen. Bitte noch einmal senden.');
  return content;
}

function tooLarge(): Refusal {
  return new Refusal(413, 'too_large', 'Das ist größer, als eine Aufnahme sein darf.');
}

function wrongOffset(bytes: number): Refusal {
  return new Refusal(409, 'wrong_offset', 'Diese Stelle der Aufnahme ist gerade nicht dran.', { bytes });
}
