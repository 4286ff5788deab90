import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Outlooks, Sales } from './outlooks.ts';

/** From source the worker is a TypeScript file; a build puts it as classes-worker.js beside or above the bundle. */
function workerFile(): URL {
  const places = ['./worker.ts', './classes-worker.js', '../classes-worker.js'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('The worker that values customers is missing from the build (classes-worker.js).');
  return found;
}

export async function outlooksInThread(sales: Sales, signal: AbortSignal): Promise<Outlooks> {
  const worker = new Worker(workerFile(), { workerData: sales, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The worker that values customers ended without a word.')));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
