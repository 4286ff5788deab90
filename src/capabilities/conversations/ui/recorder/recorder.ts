import * as contract from '#conversations/contract';
import type { Party, RecordingMedia } from '#conversations/contract';
import { ApiRefusal, call } from '#web/api.ts';
import { refresh } from '#web/data.ts';
import { send, watchSending } from './sending.ts';
import { isAtIt, kept, type KeptSegment, said, whileRecording } from './store.ts';

/** The sound of both ends, as long as this page has it. */
export type Tracks = Record<Party, MediaStreamTrack>;
/** Why nothing is recorded although a recording runs. */
export type Paused = 'by_hand' | 'held' | 'consult' | 'joined' | 'no_sound' | 'refused';
export type Scene = {
  callId: string;
  tracks: Tracks | null;
  /** Somebody could be heard who has not been asked, or nobody is. */
  blocked: Extract<Paused, 'held' | 'consult' | 'joined'> | null;
};
export type Shown = {
  recordingId: string;
  callId: string;
  paused: Paused | null;
  /** What has been recorded, up to `since`; from then on it runs. */
  recordedMs: number;
  since: number | null;
  /** Sound waits here for the server. */
  waiting: boolean;
  problem: string | null;
};

type Current = { id: string; callId: string; byHand: boolean; recordedMs: number; problem: string | null };
type Running = { number: number; tracks: Tracks; startedAt: number; end: () => Promise<void> };

/** What a page that is left in this very moment may lose. */
const timesliceMs = 1_000;
const bitsPerSecond = 32_000;
/** A screen that is drawn anew is no end of a call. */
const overAfterMs = 3_000;
const againAfterMs = 2_000;

let current: Current | undefined;
let scene: Scene | undefined;
let running: Running | undefined;
let waiting = false;
let shown: Shown | undefined;
let work = Promise.resolve();
let over: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

watchSending((now) => {
  waiting = now;
  tell();
});

export const recorder = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  shown: () => shown,

  /** What this page hears now. Recording follows: it goes on where it may, and stops where it may not. */
  setScene(next: Scene): void {
    clearTimeout(over);
    scene = next;
    settle();
  },
  /** The conversation is no longer on the screen; unless it comes back at once, it is over. */
  leaveScene(callId: string): void {
    if (scene?.callId === callId) scene = undefined;
    settle();
    over = setTimeout(() => current?.callId === callId && void recorder.stop(), overAfterMs);
  },

  begin(recordingId: string, callId: string): void {
    current = { id: recordingId, callId, byHand: false, recordedMs: 0, problem: null };
    keep('record');
    settle();
  },
  /** A recording of this call runs on the server: it was begun here before this page was loaded, or elsewhere; elsewhere's is not ours to go on with. */
  async takeUp(recordingId: string, callId: string, recordedMs: number): Promise<void> {
    if (current?.id === recordingId) return;
    const word = said.of(recordingId) ?? 'pause';
    if (word === 'stop' || (await isAtIt(recordingId))) return;
    await kept.endSegments(recordingId);
    if (current?.id === recordingId) return;
    current = { id: recordingId, callId, byHand: word === 'pause', recordedMs, problem: null };
    keep(word);
    send();
    settle();
  },
  pause(): void {
    setByHand(true);
  },
  resume(): void {
    setByHand(false);
  },
  async stop(): Promise<void> {
    if (current) said.note(current.id, 'stop');
    current = undefined;
    settle();
    await work;
    send();
  },
  /** Taken back: what lies in this browser goes with what lies on the server. */
  async drop(): Promise<void> {
    const dropped = current;
    current = undefined;
    settle();
    await work;
    if (dropped) await kept.dropRecording(dropped.id);
  },
};

function setByHand(byHand: boolean): void {
  if (!current) return;
  current = { ...current, byHand, problem: null };
  said.note(current.id, byHand ? 'pause' : 'record');
  settle();
}

function keep(word: 'record' | 'pause'): void {
  if (!current) return;
  const { id, callId } = current;
  said.note(id, word);
  work = work.then(async () => void (await kept.putRecording({ id, callId }))).catch(failed);
}

function pausedBecause(): Paused | null {
  if (!current) return null;
  if (current.byHand) return 'by_hand';
  if (current.problem !== null) return 'refused';
  if (scene?.callId !== current.callId || !scene.tracks) return 'no_sound';
  return scene.blocked;
}

/** One step after the other: end what must not run, begin what may. */
function settle(): void {
  // At once, whatever is being waited for: nothing more is heard from here on.
  if (running && (pausedBecause() !== null || !current)) void running.end();
  work = work
    .then(async () => {
      const tracks = pausedBecause() === null && current ? (scene?.tracks ?? null) : null;
      if (running && !isSame(running.tracks, tracks)) await running.end();
      if (current && tracks && !running) await openSegment(current, tracks);
    })
    .catch(failed);
  tell();
}

const isSame = (a: Tracks, b: Tracks | null): boolean => a.user === b?.user && a.contact === b.contact;

function failed(error: unknown): void {
  if (!current) return;
  const unreachable = error instanceof ApiRefusal && (error.status === 0 || error.status >= 500);
  if (unreachable) setTimeout(settle, againAfterMs);
  else current = { ...current, problem: error instanceof Error ? error.message : String(error) };
  if (!unreachable) refresh('conversations');
  tell();
}

async function openSegment(of: Current, tracks: Tracks): Promise<void> {
  const mediaType = mediaTypes.find((type) => MediaRecorder.isTypeSupported(`${type};codecs=opus`)) ?? 'audio/mp4';
  const params = { recordingId: of.id };
  const { number } = await call(contract.openSegment, { params, body: { mediaType } });
  // While the server was asked, the world may have changed.
  if (current?.id !== of.id || pausedBecause() !== null || !isSame(tracks, scene?.tracks ?? null)) {
    await kept.putSegment(emptySegment(of.id, number, mediaType, true));
    send();
    return;
  }
  running = record(of, number, mediaType, tracks);
  tell();
}

const mediaTypes: readonly RecordingMedia[] = ['audio/webm', 'audio/ogg', 'audio/mp4'];

function emptySegment(recordingId: string, number: number, mediaType: RecordingMedia, ended: boolean): KeptSegment {
  return { recordingId, number, mediaType, bytes: { user: 0, contact: 0 }, durationMs: 0, ended };
}

function record(of: Current, number: number, mediaType: RecordingMedia, tracks: Tracks): Running {
  let segment = emptySegment(of.id, number, mediaType, false);
  let keeping: Promise<unknown> = kept.putSegment(segment);
  const startedAt = Date.now();
  const recorders = (['user', 'contact'] as const).map((party) => {
    const options = { mimeType: `${mediaType};codecs=opus`, audioBitsPerSecond: bitsPerSecond };
    const one = new MediaRecorder(new MediaStream([tracks[party]]), options);
    one.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      keeping = keeping.then(async () => {
        const content = await data.arrayBuffer();
        const part = { recordingId: of.id, segment: number, party, at: segment.bytes[party], content };
        const bytes = { ...segment.bytes, [party]: part.at + content.byteLength };
        segment = { ...segment, bytes, durationMs: Math.max(segment.durationMs, Date.now() - startedAt) };
        await kept.putPart(part, segment);
        send();
      });
    });
    return one;
  });
  for (const one of recorders) one.start(timesliceMs);
  const over = Promise.withResolvers<void>();
  whileRecording(of.id, over.promise);
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= (async () => {
      const durationMs = Date.now() - startedAt;
      if (current?.id === of.id) current = { ...current, recordedMs: current.recordedMs + durationMs };
      if (running?.number === number) running = undefined;
      tell();
      await Promise.all(recorders.map(stopped));
      await keeping;
      segment = { ...segment, durationMs, ended: true };
      await kept.putSegment(segment);
      send();
    })().finally(over.resolve);
    return ended;
  };
  // The way of the sound is gone: another one may come.
  for (const track of Object.values(tracks)) track.addEventListener('ended', () => void end(), { once: true });
  return { number, tracks, startedAt, end };
}

function stopped(one: MediaRecorder): Promise<void> {
  return new Promise((resolve) => {
    if (one.state === 'inactive') return resolve();
    one.addEventListener('stop', () => resolve(), { once: true });
    one.stop();
  });
}

function tell(): void {
  shown = current && {
    recordingId: current.id,
    callId: current.callId,
    paused: running ? null : (pausedBecause() ?? (current.recordedMs > 0 ? 'no_sound' : null)),
    recordedMs: current.recordedMs,
    since: running?.startedAt ?? null,
    waiting,
    problem: current.problem,
  };
  for (const listener of listeners) listener();
}
