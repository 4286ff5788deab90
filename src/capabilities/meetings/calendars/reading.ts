import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CalendarProblem } from './contract.ts';
import type { Interval } from './rules/busy.ts';
import type { DavItem } from './rules/dav.ts';

export type ReadingTask =
  | { kind: 'feed' | 'entries'; bytes: Uint8Array; window: Interval; zone: string; ownEnding: string }
  | { kind: 'collections'; bytes: Uint8Array };

/** `busy`: beginning and end in turn. */
export type ReadingResult =
  | { busy: Float64Array; skipped: number }
  | { items: DavItem[] }
  | { problem: CalendarProblem };

/** From source the worker is a TypeScript file; a build puts it as calendars-worker.js beside or above the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './calendars-worker.js', '../calendars-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that reads calendars is missing from the build (calendars-worker.js).');
  return found;
}

/** Whatever the bytes do, they do it in a worker of their own, with a bounded heap and a clock. */
export async function readAway(task: ReadingTask, limits = { memoryMb: 384, timeMs: 20_000 }): Promise<ReadingResult> {
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadingResult>((resolve, reject) => {
      timer = setTimeout(() => resolve({ problem: 'too_heavy' }), limits.timeMs);
      worker.on('message', resolve);
      worker.on('error', (error) => {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ problem: 'too_heavy' });
        else reject(error);
      });
      worker.on('exit', () => reject(new Error('The worker that reads calendars ended without a word.')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
