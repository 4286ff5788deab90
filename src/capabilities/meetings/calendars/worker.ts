import { parentPort, workerData } from 'node:worker_threads';
import { readDav } from './rules/dav.ts';
import { busyTimesIn } from './rules/busy.ts';
import type { ReadingResult, ReadingTask } from './reading.ts';

/** Reads what a foreign server sent, with its own heap, away from the event loop that serves people. */

const port = parentPort!;
const task = workerData as ReadingTask;

function read(): ReadingResult {
  if (task.kind === 'collections') return readDav(task.bytes) ?? { problem: 'odd_answer' };
  let text: string;
  if (task.kind === 'feed') text = decoded(task.bytes);
  else {
    const answer = readDav(task.bytes);
    if (!answer) return { problem: 'odd_answer' };
    text = answer.items.map(({ data }) => data ?? '').join('\n');
    // A calendar without an entry in the window is one, too.
    if (text.trim() === '') return { busy: new Float64Array(), skipped: 0 };
  }
  const result = busyTimesIn(text, task.window, task.zone, task.ownEnding);
  if ('problem' in result) return result;
  return { busy: Float64Array.from(result.busy.flatMap(({ from, to }) => [from, to])), skipped: result.skipped };
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Whatever the server says it is: what we read of it is plain letters and digits.
  return new TextDecoder('utf-8').decode(bytes);
}

port.postMessage(read());
port.close();
