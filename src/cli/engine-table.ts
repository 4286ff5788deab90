import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '#platform/errors';
import { detectDialect } from '#platform/tables/delimited';
import { detectEncoding, readText } from '#platform/tables/encoding';
import { collectTable, type Table, TableProblem } from '#engine/table';

const mostColumns = 2_000;
const mostRecordBytes = 1024 * 1024;

/**
 * A whole table for the engines. Unlike the reading of a list for an import, every row counts: the first names the columns, and none is taken for a sum or a remark, since
 * what comes out is told by the number of its row.
 */
export async function readTable(path: string): Promise<Table> {
  const file = await open(path).catch(() => {
    throw new Refusal(404, 'not_found', `Die Datei „${path}“ gibt es nicht, oder sie ist nicht lesbar.`);
  });
  try {
    const { encoding, bomBytes } = await detectEncoding(file);
    const pieces = readText(file, encoding, bomBytes)[Symbol.asyncIterator]();
    const first = await pieces.next();
    const start = first.done === true ? '' : first.value;
    const { delimiter, quote, skipFirstLine } = detectDialect(start);
    let collected: ReturnType<typeof collectTable> | undefined;
    await pipeline(
      Readable.from(begunWith(start, pieces)),
      parse({
        delimiter: delimiter ?? ',',
        quote: quote ?? '"',
        from_line: skipFirstLine ? 2 : 1,
        skip_empty_lines: true,
        relax_quotes: true,
        relax_column_count: true,
        max_record_size: mostRecordBytes,
      }),
      async (records: AsyncIterable<string[]>) => {
        for await (const record of records) {
          if (collected) collected.add(record);
          else collected = collectTable(namesOf(record));
        }
      },
    );
    if (!collected) throw new TableProblem(`Die Datei „${path}“ ist leer.`);
    return collected.table();
  } catch (error) {
    throw error instanceof CsvError ? new TableProblem(`„${path}“ ist keine lesbare Tabelle: ${error.message}`) : error;
  } finally {
    await file.close();
  }
}

async function* begunWith(start: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield start;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}

/** Two columns of one name are told apart by their place. */
function namesOf(header: readonly string[]): string[] {
  if (header.length > mostColumns) throw new TableProblem(`Mehr als ${mostColumns} Spalten können wir nicht lesen.`);
  const seen = new Set<string>();
  return header.map((cell, at) => {
    const name = cell.trim() || `Spalte ${at + 1}`;
    const own = seen.has(name) ? `${name} (${at + 1})` : name;
    seen.add(own);
    return own;
  });
}

/** A table that an engine cannot use is the table's fault, not ours. */
export async function withTables<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TableProblem ? new Refusal(422, 'table_unusable', error.message) : error;
  }
}
