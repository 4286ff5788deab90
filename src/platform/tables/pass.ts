import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalStatus } from '#platform/errors';
import type { Layout } from './layout.ts';
import { tooHeavy } from './refusals.ts';
import type { Look, TableLimits, TableRow } from './types.ts';

export type Task = { path: string; limits: TableLimits } & (
  | { kind: 'look' }
  | { kind: 'read'; sheet: number; layout: Layout; from: number }
  | { kind: 'count'; sheet: number; layout: Layout }
);

export type FromWorker =
  | { type: 'look'; look: Look }
  | { type: 'rows'; rows: TableRow[] }
  | { type: 'counted'; rows: number }
  | { type: 'refusal'; status: RefusalStatus; code: string; message: string; details: Record<string, unknown> }
  | { type: 'end' };

/** What a pass hands on. */
export type PassMessage = Exclude<FromWorker, { type: 'refusal' } | { type: 'end' }>;

/** From source the worker is a TypeScript file; a build puts it as tables-worker.js beside or above the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './tables-worker.js', '../tables-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that reads tables is missing from the build (tables-worker.js).');
  return found;
}

/**
 * One pass over a file in a worker of its own: whatever the bytes do, they do it there, with a bounded heap and a
 * clock. Leaving the loop early ends the worker.
 */
export async function* runPass(task: Task): AsyncGenerator<PassMessage> {
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: task.limits.memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  const arrived: FromWorker[] = [];
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  worker.on('message', (message: FromWorker) => {
    arrived.push(message);
    wake?.();
  });
  worker.on('error', (error) => {
    failure = inWords(error);
    wake?.();
  });
  worker.on('exit', () => {
    failure ??= new Error('The worker that reads tables ended without a word.');
    wake?.();
  });
  try {
    for (;;) {
      if (arrived.length === 0 && !failure) await untilWoken((resolve) => (wake = resolve), task.limits.silenceMs);
      const message = arrived.shift();
      if (!message) {
        if (failure) throw failure;
        throw tooHeavy(
          'Die Datei lässt sich nicht in vertretbarer Zeit lesen. Bitte als CSV speichern oder aufteilen.',
        );
      }
      if (message.type === 'end') return;
      if (message.type === 'refusal') throw new Refusal(message.status, message.code, message.message, message.details);
      yield message;
      if (message.type === 'rows') worker.postMessage('more');
    }
  } finally {
    await worker.terminate();
  }
}

async function untilWoken(listen: (resolve: () => void) => void, silenceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, silenceMs);
    listen(resolve);
  });
  clearTimeout(timer);
}

function inWords(error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return tooHeavy('Die Datei braucht beim Lesen zu viel Speicher. Bitte als CSV speichern oder aufteilen.');
  }
  if (code === 'ENOENT') return new Refusal(404, 'table.not_found', 'Diese Datei gibt es nicht.');
  if (code === 'EISDIR') return new Refusal(422, 'table.not_a_table', 'Das ist ein Ordner, keine Datei.');
  if (code === 'EACCES') return new Refusal(403, 'table.not_allowed', 'Diese Datei darf nicht gelesen werden.');
  return error as Error;
}
