import type { Party, RecordingMedia } from '#conversations/contract';

/** What the server has not confirmed yet lies in this browser, so that neither a page that is loaded anew nor a lost network loses it. */
export type KeptRecording = { id: string; callId: string };

/** What its user has said of it. Written at once: a page that is left a moment later must not go on recording when it comes back. */
export type Said = 'record' | 'pause' | 'stop';
const place = (id: string): string => `klinke.recording.${id}`;
export const said = {
  of: (id: string): Said | undefined => (localStorage.getItem(place(id)) ?? undefined) as Said | undefined,
  note: (id: string, word: Said): void => localStorage.setItem(place(id), word),
};

const lockOf = (id: string): string => `klinke.recording ${id}`;
/** Tells the other pages of this browser that this one is recording. */
export function whileRecording(id: string, over: Promise<void>): void {
  void navigator.locks.request(lockOf(id), () => over).catch(() => undefined);
}
/** Whether a page of this browser is at it; else what lies here of it has come to its end. */
export async function isAtIt(id: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockOf(id));
}
export type KeptSegment = {
  recordingId: string;
  number: number;
  mediaType: RecordingMedia;
  bytes: Record<Party, number>;
  durationMs: number;
  /** No more parts will come: it was ended, or its page is gone. */
  ended: boolean;
};
export type KeptPart = { recordingId: string; segment: number; party: Party; at: number; content: ArrayBuffer };

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('klinke.recording', 1);
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore('recording', { keyPath: 'id' });
      asked.result.createObjectStore('segment', { keyPath: ['recordingId', 'number'] });
      asked.result.createObjectStore('part', { keyPath: ['recordingId', 'segment', 'party', 'at'] });
    });
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(new Error('no place to keep a recording', { cause: asked.error })));
  });
  return opened;
}

type Store = 'recording' | 'segment' | 'part';

async function within<T>(
  stores: Store[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(stores, mode);
  return new Promise((resolve, reject) => {
    const request = work(transaction);
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(new Error('not kept', { cause: transaction.error })));
  });
}

const ofRecording = (id: string) => IDBKeyRange.bound([id], [id, []]);

export const kept = {
  recordings: () => within<KeptRecording[]>(['recording'], 'readonly', (on) => on.objectStore('recording').getAll()),
  putRecording: (row: KeptRecording) =>
    within(['recording'], 'readwrite', (on) => on.objectStore('recording').put(row)),
  segments: (id: string) =>
    within<KeptSegment[]>(['segment'], 'readonly', (on) => on.objectStore('segment').getAll(ofRecording(id))),
  putSegment: (row: KeptSegment) => within(['segment'], 'readwrite', (on) => on.objectStore('segment').put(row)),
  /** A part and the length of its segment, both or neither. */
  putPart: (part: KeptPart, segment: KeptSegment) =>
    within(['segment', 'part'], 'readwrite', (on) => {
      on.objectStore('part').put(part);
      return on.objectStore('segment').put(segment);
    }),
  /** No page adds to it any more. */
  async endSegments(id: string): Promise<void> {
    for (const segment of await kept.segments(id)) await kept.putSegment({ ...segment, ended: true });
  },
  nextPart: (id: string, segment: number, party: Party) =>
    within<KeptPart[]>(['part'], 'readonly', (on) =>
      on.objectStore('part').getAll(IDBKeyRange.bound([id, segment, party], [id, segment, party, []]), 1),
    ).then(([part]) => part),
  dropPart: ({ recordingId, segment, party, at }: KeptPart) =>
    within(['part'], 'readwrite', (on) => on.objectStore('part').delete([recordingId, segment, party, at])),
  dropSegment: (id: string, number: number) =>
    within(['segment', 'part'], 'readwrite', (on) => {
      on.objectStore('part').delete(IDBKeyRange.bound([id, number], [id, number, []]));
      return on.objectStore('segment').delete([id, number]);
    }),
  async dropRecording(id: string): Promise<void> {
    localStorage.removeItem(place(id));
    await within(['recording', 'segment', 'part'], 'readwrite', (on) => {
      on.objectStore('part').delete(ofRecording(id));
      on.objectStore('segment').delete(ofRecording(id));
      return on.objectStore('recording').delete(id);
    });
  },
};
