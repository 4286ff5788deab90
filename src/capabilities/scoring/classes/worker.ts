import { parentPort, workerData } from 'node:worker_threads';
import { outlooksOf } from './outlooks.ts';
import type { Sales } from './outlooks.ts';

/** Learns how customers buy again, away from the event loop that serves people. */
parentPort!.postMessage(outlooksOf(workerData as Sales));
