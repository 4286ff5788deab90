import type { SayVisit } from '#meetings/contract';

/** What was entered at a door and has not reached the server: one outcome for each visit, the latest. */
export type Waiting = { meetingId: string; userId: string; said: SayVisit };

const store = 'outcomes';

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('klinke-visits', 1);
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(store, { keyPath: 'meetingId' }));
    asked.addEventListener('success', () => done(asked.result));
    asked.addEventListener('error', () => fail(new Error(String(asked.error))));
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (of: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((done, fail) => {
      const transaction = database.transaction(store, mode);
      const asked = work(transaction.objectStore(store));
      transaction.addEventListener('complete', () => done(asked.result));
      transaction.addEventListener('abort', () => fail(new Error(String(transaction.error))));
    });
  } finally {
    database.close();
  }
}

export const keepWaiting = (waiting: Waiting) => inStore('readwrite', (of) => of.put(waiting));

/** Of this user: somebody else may use the same telephone. */
export async function waitingOf(userId: string): Promise<Waiting[]> {
  const all = (await inStore('readonly', (of) => of.getAll())) as Waiting[];
  return all.filter((one) => one.userId === userId);
}

/** Only what was sent: it may have been entered anew meanwhile. */
export async function removeSent({ meetingId, said }: Waiting): Promise<void> {
  const standing = (await inStore('readonly', (of) => of.get(meetingId))) as Waiting | undefined;
  if (standing?.said.at === said.at) await inStore('readwrite', (of) => of.delete(meetingId));
}
