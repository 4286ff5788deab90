/**
 * Tables out of foreign files: CSV, TSV, XLSX, ODS, web pages called .xls, vCards; of any size, in a stream.
 * Foreign bytes are read in a worker with bounded memory and time, so a hostile file harms nobody.
 * Knows nothing about what the columns mean.
 */
import { dataRows, findLayout, type KnowsHeader, type Layout } from './tables/layout.ts';
import { type PassMessage, runPass, type Task } from './tables/pass.ts';
import { unreadable } from './tables/refusals.ts';
import { defaultLimits, type Look, type TableFormat, type TableLimits, type TableRow } from './tables/types.ts';

export { defaultLimits } from './tables/types.ts';
export type { TableFormat, TableLimits, TableRow } from './tables/types.ts';

export type TableFile = {
  format: TableFormat;
  encoding: string;
  delimiter: string | null;
  /** The name of the sheet that was chosen; empty for text files. */
  sheet: string;
  headers: string[];
  /** False when the file has no header row and the headers are only "Spalte 1", "Spalte 2", … */
  hasHeaderRow: boolean;
  /** The cells of the first rows, at most 200. */
  sample: string[][];
  /** Data rows in batches, from a row number on: titles, headers, blank rows and report footers are left out. */
  rows(from?: number): AsyncIterable<TableRow[]>;
  /** How many there are, stretch by stretch: the cells stay in the worker. */
  counts(): AsyncIterable<number>;
  [Symbol.asyncDispose](): Promise<void>;
};

type Options = { limits?: Partial<TableLimits>; knowsHeader?: KnowsHeader };

/** Opens a table. Throws a `Refusal` with a German sentence when the file cannot be read as one. */
export async function openTable(path: string, options: Options = {}): Promise<TableFile> {
  const limits = { ...defaultLimits, ...options.limits };
  const look = await lookAt(path, limits);
  const { sheet, layout } = chooseSheet(look, options.knowsHeader ?? (() => false));
  const passes = new Set<AsyncGenerator<unknown>>();
  const run = async function* (task: Task): AsyncGenerator<PassMessage> {
    const pass = runPass(task);
    passes.add(pass);
    try {
      yield* pass;
    } finally {
      passes.delete(pass);
    }
  };
  const at = { path, limits, sheet: sheet.index, layout };
  return {
    format: look.format,
    encoding: look.encoding,
    delimiter: look.delimiter,
    sheet: sheet.name,
    headers: layout.headers,
    hasHeaderRow: layout.named,
    sample: sampleOf(sheet.top, layout),
    async *rows(from = 0) {
      for await (const message of run({ kind: 'read', ...at, from })) if (message.type === 'rows') yield message.rows;
    },
    async *counts() {
      for await (const message of run({ kind: 'count', ...at })) if (message.type === 'counted') yield message.rows;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...passes].map((pass) => pass.return(undefined)));
    },
  };
}

function sampleOf(top: TableRow[], layout: Layout): string[][] {
  const sieve = dataRows(layout);
  return [...sieve.pass(top), ...sieve.end()].map(({ cells }) => cells);
}

async function lookAt(path: string, limits: TableLimits): Promise<Look> {
  for await (const message of runPass({ kind: 'look', path, limits })) if (message.type === 'look') return message.look;
  throw new Error('The worker that reads tables did not say what it saw.');
}

/** The sheet with the most data under a real header; covers, notes and evaluations lose against the list itself. */
function chooseSheet(look: Look, knowsHeader: KnowsHeader): { sheet: Look['sheets'][number]; layout: Layout } {
  if (look.headers) {
    const layout = { headerRow: 0, headers: look.headers, named: true, usualFill: 1 };
    return { sheet: look.sheets[0]!, layout };
  }
  const candidates = look.sheets
    .filter(({ top }) => top.length > 0)
    .map((sheet) => {
      const layout = findLayout(sheet.top, knowsHeader);
      const known = layout.named ? layout.headers.filter((header) => header !== '' && knowsHeader(header)).length : 0;
      const size = Math.log2(2 + Math.max(sheet.bytes / 100, sheet.top.length));
      return { sheet, layout, score: (1 + known + Math.min(layout.headers.length, 8) / 8) * size };
    });
  const best = candidates.toSorted((a, b) => b.score - a.score)[0];
  if (!best) throw unreadable('empty', 'Die Datei enthält keine Zeilen.');
  return best;
}
