import { type CsvError, parse as parseAtOnce, type Options } from 'csv-parse/sync';
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

/**
 * Reads rows out of pieces of text, cut at line ends. csv-parse reads the pieces that hold quotes, starting each time
 * where its last whole row ended; the others, most of most files, only need splitting.
 */
export async function* readDelimited(
  text: AsyncIterable<string>,
  dialect: Dialect,
  limits: TableLimits,
): AsyncGenerator<TableRow[]> {
  const quote = dialect.quote ?? '"';
  let row = dialect.skipFirstLine ? 1 : 0;
  let carry = '';
  const numbered = (records: string[][]): TableRow[] => {
    const rows: TableRow[] = [];
    for (const cells of records) {
      row++;
      if (cells.length > limits.columns && cells.findLastIndex((cell) => cell !== '') >= limits.columns) {
        throw tooWide(limits.columns);
      }
      if (cells.length > 1 || cells[0] !== '') rows.push({ row, cells });
    }
    return rows;
  };
  const read = (block: string, last: boolean): { rows: TableRow[]; rest: string } => {
    if (!block.includes(quote)) return { rows: numbered(splitBlock(block, dialect, limits, row)), rest: '' };
    const { records, rest, error } = parseBlock(block, dialect, limits);
    const rows = numbered(records);
    if (error && (last || error.code !== 'CSV_QUOTE_NOT_CLOSED')) throw inWords(error, row + 1);
    return { rows, rest };
  };

  let begun = !dialect.skipFirstLine;
  for await (const piece of text) {
    const joined = carry + (begun ? piece : piece.replace(separatorLine, ''));
    begun = true;
    const cut = Math.max(joined.lastIndexOf('\n'), joined.lastIndexOf('\r', joined.length - 2)) + 1;
    const { rows, rest } = cut === 0 ? { rows: [], rest: '' } : read(joined.slice(0, cut), false);
    carry = rest + joined.slice(cut);
    if (rows.length > 0) yield rows;
    if (cut === 0 && carry.length > limits.recordChars * 2) throw tooLong(row + 1);
  }
  if (carry === '') return;
  const { rows } = read(carry, true);
  if (rows.length > 0) yield rows;
}

function splitBlock(block: string, { delimiter }: Dialect, limits: TableLimits, row: number): string[][] {
  const lines = block.includes('\r') ? block.split(/\r\n|\n|\r/) : block.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, i) => {
    if (line.length > limits.recordChars) throw tooLong(row + i + 1);
    return delimiter === null ? [line] : line.split(delimiter);
  });
}

/** All whole rows of a block, and what is left of it when a quote is still open at its end. */
function parseBlock(block: string, dialect: Dialect, limits: TableLimits) {
  const records: string[][] = [];
  let read = 0;
  const bytes = Buffer.from(block);
  try {
    parseAtOnce(bytes, {
      ...common,
      delimiter: dialect.delimiter ?? '\u001f',
      quote: dialect.quote,
      escape: dialect.quote,
      max_record_size: limits.recordChars,
      on_record: (cells: string[], context) => {
        records.push(cells);
        read = context.bytes;
        return null;
      },
    });
    return { records, rest: '' };
  } catch (error) {
    return { records, rest: bytes.toString('utf8', read), error: error as CsvError };
  }
}

function tooLong(row: number): Error {
  return unreadable(
    'row_too_long',
    `Zeile ${row} ist länger als 64 KB. Meist fehlt dort ein schließendes Anführungszeichen (").`,
    { row },
  );
}

function inWords(error: CsvError, row: number): Error {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLong(row);
  if (error.code !== 'CSV_QUOTE_NOT_CLOSED') {
    return unreadable('broken', `Die Datei lässt sich ab Zeile ${row} nicht lesen.`, { row });
  }
  return unreadable(
    'quote_not_closed',
    `In Zeile ${row} beginnt ein Anführungszeichen, das nie geschlossen wird. Bitte dort das Zeichen " ergänzen oder löschen.`,
    { row },
  );
}
