import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Grouped, GroupingTask } from './group-people.ts';

/** From source the worker is a TypeScript file; a build puts it as grouping-worker.js beside or above the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './grouping-worker.js', '../grouping-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that groups customers is missing from the build (grouping-worker.js).');
  return found;
}

/** Groups in a thread of its own, so that no page waits for it. */
export async function groupAway(task: GroupingTask, signal: AbortSignal): Promise<Grouped> {
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
  });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise<Grouped>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The worker that groups customers ended without a word.')));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
