import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Letter = {
  /** The firm on one line, as it stands above the address. */
  sender: string;
  /** The lines of the address, names first. */
  addressee: readonly string[];
  date: string;
  subject: string;
  greeting: string;
  text: string;
  closing: string;
  /** The words beside the code. */
  invitation: string;
  /** The page of this household. */
  address: string;
};

/** From source the worker is a TypeScript file; a build puts it as letter-pdf-worker.js beside the bundle. */
function workerFile(): string {
  const places = ['./letter-pdf/worker.ts', './letter-pdf-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that sets letters is missing from the build (letter-pdf-worker.js).');
  return fileURLToPath(found);
}

/**
 * Letters as one PDF, set batch by batch in a process of its own, which ends with the last page: compressing a thousand pages leaves holes in the memory
 * of a process (of a thread too) that never go back. Leaving the loop early ends it.
 */
export async function* writeLetters(batches: AsyncIterable<readonly Letter[]>): AsyncGenerator<Uint8Array> {
  const worker = fork(workerFile(), { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const closed = once(worker, 'close');
  const fed = feed(worker, batches);
  // Seen again below, when the pages end.
  fed.catch(() => worker.kill());
  try {
    for await (const chunk of worker.stdout!) yield chunk as Uint8Array;
    await fed;
    const [code] = await closed;
    if (code !== 0) throw new Error(`The process that sets letters ended with ${String(code)}.`);
  } finally {
    worker.kill();
  }
}

/** The next batch when the last has been set. */
async function feed(worker: ChildProcess, batches: AsyncIterable<readonly Letter[]>): Promise<void> {
  const said = on(worker, 'message', { close: ['exit'] });
  for await (const letters of batches) {
    worker.send(letters);
    if ((await said.next()).done) throw new Error('The process that sets letters ended too early.');
  }
  worker.send('end');
}
