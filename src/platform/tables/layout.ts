import type { TableRow } from './types.ts';

/** Where in a sheet the table is: which row names the columns, how wide it is, how full a usual row. */
export type Layout = { headerRow: number; headers: string[]; named: boolean; usualFill: number };

/** Tells whether a text is the name of a column; only the caller knows the words of its field. */
export type KnowsHeader = (text: string) => boolean;

const searchedRows = 30;

/** Finds the header among titles, blank rows and group headings above it; a table without one gets "Spalte 1", … */
export function findLayout(top: TableRow[], knowsHeader: KnowsHeader): Layout {
  const filled = top.filter(({ cells }) => fill(cells) > 0);
  const fills = filled.map(({ cells }) => fill(cells)).sort((a, b) => a - b);
  const usualFill = fills[Math.floor(fills.length * 0.75)] ?? 0;
  const widths = filled.map(({ cells }) => lastFilled(cells) + 1).sort((a, b) => a - b);
  const header = headerAmong(filled, usualFill, knowsHeader);
  const below = filled.filter(({ row }) => row > (header?.row ?? 0));
  const dataWidth = below.length > 0 ? Math.max(...below.map(({ cells }) => lastFilled(cells) + 1)) : 0;
  const width = Math.max(dataWidth, header ? lastFilled(header.cells) + 1 : (widths.at(-1) ?? 0));
  const headers = Array.from({ length: width }, (_, i) =>
    header ? (header.cells[i] ?? '').trim() : `Spalte ${i + 1}`,
  );
  return { headerRow: header?.row ?? 0, headers, named: header !== undefined, usualFill };
}

function headerAmong(filled: TableRow[], usualFill: number, knowsHeader: KnowsHeader): TableRow | undefined {
  let best: { row: TableRow; known: number } | undefined;
  for (const row of filled.slice(0, searchedRows)) {
    const texts = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const labels = texts.filter(isLabel).length;
    if (labels < texts.length * 0.8 || new Set(texts).size < texts.length * 0.7) continue;
    const known = texts.filter(knowsHeader).length;
    const enough = known >= 2 ? known >= texts.length * 0.25 : known === 1 && texts.length <= 3 && usualFill <= 3;
    if (enough && known > (best?.known ?? 0)) best = { row, known };
  }
  return best?.row ?? headerByContrast(filled, usualFill);
}

/** No known word: a first full row of words above columns of numbers, dates or addresses is a header all the same. */
function headerByContrast(filled: TableRow[], usualFill: number): TableRow | undefined {
  const at = filled.findIndex(({ cells }) => fill(cells) >= Math.max(1, usualFill * 0.6));
  const first = filled[at];
  if (!first || at > 10 || !first.cells.every((cell) => cell.trim() === '' || isLabel(cell.trim()))) return undefined;
  const below = filled.slice(at + 1, at + 60);
  const contrasts = first.cells.some((cell, column) => {
    const values = below.map(({ cells }) => (cells[column] ?? '').trim()).filter((value) => value !== '');
    return cell.trim() !== '' && values.length > 0 && values.filter(isLabel).length < values.length * 0.3;
  });
  return contrasts ? first : undefined;
}

/** A short piece of text that is not a number, date, address or link. */
function isLabel(text: string): boolean {
  if (text.length > 80 || !/\p{L}/u.test(text)) return false;
  if (/\S@\S+\.\S|^https?:|^www\./i.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits === 0 || (digits <= 4 && digits < text.length / 2.5);
}

const sumWords = /^(?:zwischen|gesamt|end|teil)?-?(?:summen?|total|gesamt|insgesamt|subtotal|grand total|übertrag)\b/i;
/** These begin a footer only with a number or a colon behind them, or standing alone: "Stand" is also a family name. */
const footerWords =
  /^(?:(?:zwischen|gesamt|end)?summen?|gesamt\w*|insgesamt|sub-?total|(?:grand )?totals?|anzahl|count|stand|erstellt|exportiert|export|generated|printed|gedruckt|druckdatum|quelle|source|report|bericht|seite|page|blatt|hinweis|legende|filter|as of)\b(?:\s*$|(?=.*[\d:]))/i;
const footerStarts = /^(?:ende (?:der|des)|end of|copyright|©|\(c\)|confidential|vertraulich)/i;
const counted =
  /^\d[\d.,' ]*\s*(?:datens(?:ä|ae)tze?|eintr(?:ä|ae)ge?|zeilen?|kontakte?|adressen?|personen|firmen|records?|rows?|results?|entries|leads|items|contacts)\b/i;
const pageOnly = /^(?:[-–—= ]*)(?:seite|page|blatt)\s*:?\s*\d+(?:\s*(?:von|of|\/)\s*\d+)?(?:[-–—= ]*)$/i;
const ruleOnly = /^[-–—=_*.~#+ ]{3,}$/;
const numeric = /^[\s€$£]*(?:EUR|CHF|USD)?[-+]?[\d.,'’ ]*\d(?:\s*(?:€|\$|£|%|EUR|CHF|USD|Std\.?|h))?$/i;

const heldBack = 12;

/**
 * Lets data rows through and keeps back what reports add: repeated headers, page numbers, subtotals, and at the end
 * sums, counts, dates and signatures. The last rows wait until the end is known.
 */
export function dataRows(layout: Layout): { pass(rows: TableRow[]): TableRow[]; end(): TableRow[] } {
  let waiting: TableRow[] = [];
  const headerText = layout.named ? layout.headers.join('\u001f') : undefined;
  return {
    pass: (rows) => {
      for (const row of rows) if (row.row > layout.headerRow && isData(row, layout, headerText)) waiting.push(row);
      if (waiting.length <= heldBack) return [];
      const ready = waiting.slice(0, -heldBack);
      waiting = waiting.slice(-heldBack);
      return ready;
    },
    end: () => withoutFooter(waiting, layout),
  };
}

function isData({ cells }: TableRow, layout: Layout, headerText: string | undefined): boolean {
  const first = firstFilled(cells);
  if (first === undefined) return false;
  const count = fill(cells);
  if (count === 1 && (pageOnly.test(first) || (ruleOnly.test(first) && layout.usualFill > 1))) return false;
  if (count > 1 && first === layout.headers[0] && cells.map((cell) => cell.trim()).join('\u001f') === headerText)
    return false;
  return !isSum(cells, first, layout);
}

function isSum(cells: string[], first: string, layout: Layout): boolean {
  if (!sumWords.test(first) || layout.usualFill < 2) return false;
  const others = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell !== first);
  return others.length > 0 && others.length < layout.headers.length && others.every((cell) => numeric.test(cell));
}

function withoutFooter(tail: TableRow[], layout: Layout): TableRow[] {
  let end = tail.length;
  const thin = ({ cells }: TableRow): boolean => {
    const count = fill(cells);
    return count <= 2 && count < Math.max(2, layout.usualFill);
  };
  let start = end;
  while (start > 0 && thin(tail[start - 1]!)) start--;
  for (let i = start; i < tail.length; i++) {
    const { row, cells } = tail[i]!;
    const first = firstFilled(cells) ?? '';
    const afterBlank = i > 0 && row - tail[i - 1]!.row > 1;
    const words = isFooterText(first) || (afterBlank && cells.some((cell) => isFooterText(cell.trim())));
    const apart = afterBlank && layout.usualFill >= 3 && fill(cells) === 1;
    const bareSum =
      layout.usualFill >= 4 && cells.every((cell) => cell.trim() === '' || /^[\d.' ]+,\d\d(?: ?€)?$/.test(cell.trim()));
    if (words || apart || bareSum) {
      end = i;
      break;
    }
  }
  return tail.slice(0, end);
}

function isFooterText(text: string): boolean {
  return (
    text.length < 200 &&
    (footerWords.test(text) || footerStarts.test(text) || counted.test(text) || ruleOnly.test(text))
  );
}

function fill(cells: string[]): number {
  let count = 0;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') count++;
  return count;
}

const lastFilled = (cells: string[]): number => cells.findLastIndex((cell) => cell.trim() !== '');
const firstFilled = (cells: string[]): string | undefined => cells.find((cell) => cell.trim() !== '')?.trim();
