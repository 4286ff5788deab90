import { parentPort, workerData } from 'node:worker_threads';
import { compute, type Task } from './computing.ts';

/** Computes what deals bring, with its own heap, away from the event loop that serves people. */
const port = parentPort!;
port.postMessage(compute(workerData as Task));
port.close();
