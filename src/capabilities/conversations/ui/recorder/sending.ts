import { Party } from '#conversations/contract';
import * as contract from '#conversations/contract';
import { ApiRefusal, call, upload } from '#web/api.ts';
import { refresh } from '#web/data.ts';
import { kept, type KeptRecording, type KeptSegment, said } from './store.ts';

const restMs = [1_000, 2_000, 5_000, 10_000];
let sending: Promise<void> | undefined;
let again = false;
const watchers = new Set<(waiting: boolean) => void>();

/** Tells whether the server is out of reach, so that sound is waiting here. */
export function watchSending(watcher: (waiting: boolean) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Sends what lies here until nothing does. One page of this browser at a time; a part that is sent twice does no harm. */
export function send(): void {
  again = true;
  sending ??= navigator.locks
    .request('klinke.recording', sendAll)
    .catch(() => undefined)
    .finally(() => (sending = undefined));
}

async function sendAll(): Promise<void> {
  for (let failures = 0; again;) {
    again = false;
    try {
      for (const recording of await kept.recordings()) await sendRecording(recording);
      failures = 0;
      for (const tell of watchers) tell(false);
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      for (const tell of watchers) tell(true);
      await new Promise((rest) => setTimeout(rest, restMs[Math.min(failures++, restMs.length - 1)]));
      again = true;
    }
  }
}

async function sendRecording(recording: KeptRecording): Promise<void> {
  const recordingId = recording.id;
  try {
    for (const segment of await kept.segments(recordingId)) await sendSegment(segment);
    if (said.of(recordingId) !== 'stop') return;
    await call(contract.stopRecording, { params: { recordingId } });
    if ((await kept.segments(recordingId)).length > 0) return;
    await kept.dropRecording(recordingId);
    refresh('conversations');
  } catch (error) {
    if (!isFinal(error)) throw error;
    // Deleted, or put away without us: what lies here is nobody's any more.
    await kept.dropRecording(recordingId);
    refresh('conversations');
  }
}

async function sendSegment(segment: KeptSegment): Promise<void> {
  const { recordingId, number, durationMs } = segment;
  for (const party of Party.options) {
    for (let part; (part = await kept.nextPart(recordingId, number, party)) !== undefined;) {
      const params = { recordingId, segment: number, party };
      const query = { at: part.at, sha256: await sha256Of(part.content) };
      try {
        await upload(contract.putPart, { params, query }, new Blob([part.content]));
      } catch (error) {
        // Something before it was lost; what is there is kept without it.
        if (!(error instanceof ApiRefusal) || error.code !== 'wrong_offset') throw error;
      }
      await kept.dropPart(part);
    }
  }
  if (!segment.ended) return;
  const close = (bytes: KeptSegment['bytes']) =>
    call(contract.closeSegment, {
      params: { recordingId, segment: number },
      body: { durationMs: Math.round(durationMs), bytes },
    });
  await close(segment.bytes).catch((error: unknown) => {
    if (!(error instanceof ApiRefusal) || error.code !== 'incomplete') throw error;
    return close(error.details['bytes'] as KeptSegment['bytes']);
  });
  await kept.dropSegment(recordingId, number);
}

async function sha256Of(content: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Trying again would not help. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiRefusal && [403, 404, 409, 413, 422].includes(error.status) && error.code !== 'garbled';
}
