import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '#platform/errors';
import { dataRows } from './layout.ts';
import type { FromWorker, Task } from './pass.ts';
import { openSource } from './source.ts';
import type { Source, TableRow } from './types.ts';

/** Reads one foreign file for one pass, with its own heap, away from the event loop that serves people. */

const topRows = 200;
const manySheets = 12;
/** So many batches may be on their way before the reader waits for its reader. */
const ahead = 4;
const batchRows = 500;
const batchChars = 512 * 1024;

const port = parentPort!;
const task = workerData as Task;
let onTheirWay = 0;
let goOn: (() => void) | undefined;
port.on('message', () => {
  onTheirWay--;
  goOn?.();
});

function say(message: FromWorker): void {
  port.postMessage(message);
}

async function sendRows(rows: TableRow[]): Promise<void> {
  for (let from = 0; from < rows.length;) {
    let to = from;
    for (let chars = 0; to < rows.length && to - from < batchRows && chars < batchChars; to++) {
      for (const cell of rows[to]!.cells) chars += cell.length;
    }
    onTheirWay++;
    say({ type: 'rows', rows: rows.slice(from, to) });
    from = to;
    while (onTheirWay >= ahead) await new Promise<void>((resolve) => (goOn = resolve));
  }
}

async function look(source: Source): Promise<void> {
  const sheets = [];
  for (const [index, { name, bytes }] of source.sheets.slice(0, manySheets).entries()) {
    const top: TableRow[] = [];
    for await (const rows of source.rows(index)) {
      top.push(...rows.slice(0, topRows - top.length));
      if (top.length >= topRows) break;
    }
    sheets.push({ index, name, bytes, top });
  }
  const { format, encoding, delimiter, headers } = source;
  say({ type: 'look', look: { format, encoding, delimiter, sheets, ...(headers ? { headers } : {}) } });
}

async function read(source: Source, { sheet, layout, from }: Extract<Task, { kind: 'read' }>): Promise<void> {
  const sieve = dataRows(layout);
  let batch: TableRow[] = [];
  for await (const rows of source.rows(sheet)) {
    for (const row of sieve.pass(rows)) if (row.row >= from) batch.push(row);
    if (batch.length < batchRows) continue;
    await sendRows(batch);
    batch = [];
  }
  await sendRows(batch.concat(sieve.end().filter(({ row }) => row >= from)));
}

async function count(source: Source, { sheet, layout }: Extract<Task, { kind: 'count' }>): Promise<void> {
  const sieve = dataRows(layout);
  for await (const rows of source.rows(sheet)) say({ type: 'counted', rows: sieve.pass(rows).length });
  say({ type: 'counted', rows: sieve.end().length });
}

async function run(): Promise<void> {
  const file = await open(task.path, 'r');
  try {
    const source = await openSource(file, task.limits);
    if (task.kind === 'look') await look(source);
    else if (task.kind === 'count') await count(source, task);
    else await read(source, task);
    say({ type: 'end' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say({ type: 'refusal', status: error.status, code: error.code, message: error.message, details: error.details });
  } finally {
    await file.close();
  }
}

await run();
port.close();
