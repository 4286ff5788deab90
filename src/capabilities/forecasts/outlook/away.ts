import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Computed, Task } from './computing.ts';

/** From source the worker is a TypeScript file; a build puts it as outlook-worker.js beside or above the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './outlook-worker.js', '../outlook-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that computes forecasts is missing from the build (outlook-worker.js).');
  return found;
}

const limits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 };

export async function computeAway(task: Task, signal: AbortSignal): Promise<Computed> {
  const columns = Object.values(task.histories).map(({ buffer }) => buffer as ArrayBuffer);
  const worker = new Worker(workerFile(), { workerData: task, transferList: columns, resourceLimits: limits });
  try {
    return await new Promise<Computed>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The worker that computes forecasts ended without a word.')));
    });
  } finally {
    await worker.terminate();
  }
}
