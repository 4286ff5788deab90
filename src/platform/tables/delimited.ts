import { parse, type Options } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { tooWide, unreadable } from './refusals.ts';
import type { TableLimits, TableRow } from './types.ts';

export type Dialect = { delimiter: string | null; quote: string | null; skipFirstLine: boolean };

const delimiters = [';', ',', '\t', '|'];
/** Excel reads a first line "sep=;" as an instruction, so people's files have it. */
const separatorLine = /^"?sep=(.)"?\r?\n?/i;
const common = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
} satisfies Options;

/** Finds delimiter and quote character: the pair under which most rows have the same number of cells, and many. */
export function detectDialect(start: string): Dialect {
  const told = separatorLine.exec(start);
  if (told?.[1]) return { delimiter: told[1], quote: '"', skipFirstLine: true };
  const sample = start.slice(0, 64 * 1024);
  const quote = likelyQuote(sample);
  let best: { delimiter: string | null; score: number } = { delimiter: null, score: 0 };
  for (const delimiter of delimiters) {
    if (!sample.includes(delimiter)) continue;
    const score = steadiness(sample, delimiter, quote);
    if (score > best.score + 1e-9) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote, skipFirstLine: false };
}

function likelyQuote(sample: string): string {
  const double = sample.match(/(?:^|[;,\t|\r\n])"/g)?.length ?? 0;
  const single = sample.match(/(?:^|[;,\t|\r\n])'[^'\r\n]*'(?=[;,\t|\r\n]|$)/g)?.length ?? 0;
  return double === 0 && single > 3 ? "'" : '"';
}

function steadiness(sample: string, delimiter: string, quote: string): number {
  const widths = new Map<number, number>();
  let filled = 0;
  let firstWidth = 0;
  for (const record of sampleRecords(sample, delimiter, quote)) {
    if (record.every((cell) => cell.trim() === '')) continue;
    if (filled++ === 0) firstWidth = record.length;
    widths.set(record.length, (widths.get(record.length) ?? 0) + 1);
  }
  let score = 0;
  for (const [width, count] of widths) {
    if (width < 2) continue;
    const share = count / filled;
    score = Math.max(score, share * share * (1 + Math.log2(width)) + share * (firstWidth === width ? 0.5 : 0));
  }
  // A list of "Maier, Mia" under the one header "Name" has no delimiter, only commas.
  const onlyInData = delimiter === ',' && firstWidth === 1 && (widths.get(2) ?? 0) === filled - 1 && filled > 1;
  const decimals =
    delimiter === ',' && new RegExp('^[^,]*\\d,\\d{1,2}[^,]*$', 'm').test(sample.split(/\r\n|\r|\n/, 2)[1] ?? '');
  return onlyInData || (decimals && score < 2) ? 0 : score;
}

function sampleRecords(sample: string, delimiter: string, quote: string): string[][] {
  const options = { ...common, delimiter, quote, to: 200, max_record_size: 65_536 };
  try {
    return parseAtOnce(sample, options);
  } catch {
    // The sample ends inside a quoted cell, or a quote is never closed: lines alone must do.
    return sample
      .split(/\r\n|\r|\n/, 200)
      .slice(0, -1)
      .map((line) => line.split(delimiter));
  }
}

/** Reads rows out of pieces of text. csv-parse does the work inside `write`, so nothing queues up in streams. */
export async function* readDelimited(
  text: AsyncIterable<string>,
  dialect: Dialect,
  limits: TableLimits,
): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = [];
  let row = dialect.skipFirstLine ? 1 : 0;
  let failure: Error | undefined;
  const parser = parse({
    ...common,
    delimiter: dialect.delimiter ?? '\u001f',
    quote: dialect.quote,
    escape: dialect.quote,
    max_record_size: limits.recordChars,
    on_record: (cells: string[]) => {
      row++;
      if (cells.length > limits.columns && cells.findLastIndex((cell) => cell !== '') >= limits.columns) {
        failure ??= tooWide(limits.columns);
      } else if (!failure && (cells.length > 1 || cells[0] !== '')) rows.push({ row, cells });
      return null;
    },
  });
  parser.on('error', (error) => (failure ??= inWords(error, row + 1)));
  parser.resume();

  let begun = !dialect.skipFirstLine;
  for await (const piece of text) {
    parser.write(begun ? piece : piece.replace(separatorLine, ''));
    begun = true;
    // A failed Transform reports in the next turn of the event loop.
    if (parser.errored) await new Promise((resolve) => setImmediate(resolve));
    if (rows.length > 0) yield rows;
    rows = [];
    if (failure) throw failure;
  }
  parser.end();
  await new Promise((resolve) => {
    parser.once('close', resolve);
    parser.once('end', resolve);
  });
  if (rows.length > 0) yield rows;
  if (failure) throw failure;
}

function inWords(error: Error & { code?: string; lines?: number }, row: number): Error {
  const details = { row, ...(error.lines === undefined ? {} : { line: error.lines }) };
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return unreadable(
      'quote_not_closed',
      `In Zeile ${row} beginnt ein Anführungszeichen, das nie geschlossen wird. Bitte dort das Zeichen " ergänzen oder löschen.`,
      details,
    );
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return unreadable(
      'row_too_long',
      `Zeile ${row} ist länger als 64 KB. Meist fehlt dort ein schließendes Anführungszeichen (").`,
      details,
    );
  }
  return unreadable('broken', `Die Datei lässt sich ab Zeile ${row} nicht lesen.`, details);
}
