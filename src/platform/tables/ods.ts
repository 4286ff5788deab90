import type { FileHandle } from 'node:fs/promises';
import { tooWide, unreadable } from './refusals.ts';
import type { Source, TableLimits, TableRow } from './types.ts';
import { attribute, xmlReader, type Attributes, type XmlHandlers } from './xml.ts';
import { unpack, type ZipEntry } from './zip.ts';

/** A row that a hostile file says to repeat a million times is still only one row of news. */
const maxRepeatedRows = 1000;

/** Opens a spreadsheet of LibreOffice / OpenOffice. All sheets stand in one part, so reading one passes over the others. */
export async function openOds(file: FileHandle, entries: Map<string, ZipEntry>, limits: TableLimits): Promise<Source> {
  const content = entries.get('content.xml');
  if (!content) throw unreadable('broken', 'Die Datei ist keine vollständige Tabelle.');
  const sheets: { name: string; bytes: number }[] = [];
  const names = xmlReader({
    open: (name, attributes) => {
      if (name === 'table') sheets.push({ name: attribute(attributes, 'name') ?? '', bytes: 0 });
      else if (name === 'table-row' && sheets.length > 0) sheets.at(-1)!.bytes += 100;
    },
  });
  for await (const piece of unpack(file, content, limits)) names.write(piece);
  if (sheets.length === 0) throw unreadable('empty', 'Die Datei hat kein Tabellenblatt.');
  return {
    format: 'ods',
    encoding: 'utf-8',
    delimiter: null,
    sheets,
    async *rows(sheet) {
      const rows: TableRow[] = [];
      const reader = xmlReader(sheetHandlers(rows, sheet, limits));
      for await (const piece of unpack(file, content, limits)) {
        reader.write(piece);
        if (rows.length > 0) yield rows.splice(0);
      }
    },
  };
}

function sheetHandlers(rows: TableRow[], wanted: number, limits: TableLimits): XmlHandlers {
  let sheet = -1;
  let row = 0;
  let repeatRow = 1;
  let cells: string[] = [];
  let column = 0;
  let cell: { attributes: Attributes; paragraphs: string[]; depth: number } | undefined;
  let annotation = false;

  const closeCell = (): void => {
    if (!cell) return;
    const text = cellText(cell.attributes, cell.paragraphs.join('\n')).slice(0, limits.recordChars);
    const repeat = Number(attribute(cell.attributes, 'number-columns-repeated') ?? 1);
    if (text.trim() !== '') {
      const until = column + (text.trim() === '' ? 0 : Math.min(repeat, limits.columns + 1));
      if (until > limits.columns) throw tooWide(limits.columns);
      while (cells.length < column) cells.push('');
      for (let i = column; i < until; i++) cells[i] = text;
    }
    column += repeat;
    cell = undefined;
  };

  return {
    open: (name, attributes) => {
      if (name === 'table') {
        sheet++;
        row = 0;
      }
      if (sheet !== wanted) return;
      if (name === 'table-row') {
        repeatRow = Number(attribute(attributes, 'number-rows-repeated') ?? 1);
        cells = [];
        column = 0;
      } else if (name === 'table-cell' || name === 'covered-table-cell')
        cell = { attributes, paragraphs: [], depth: 0 };
      else if (name === 'annotation') annotation = true;
      else if (name === 'p' && cell && !annotation) cell.paragraphs.push('');
      else if (name === 's' && cell?.paragraphs.length) cell.paragraphs[cell.paragraphs.length - 1] += ' ';
    },
    text: (piece) => {
      if (cell?.paragraphs.length && !annotation) cell.paragraphs[cell.paragraphs.length - 1] += piece;
    },
    close: (name) => {
      if (sheet !== wanted) return;
      if (name === 'annotation') annotation = false;
      else if (name === 'table-cell' || name === 'covered-table-cell') closeCell();
      else if (name === 'table-row') {
        if (cells.length > 0) {
          for (let i = 0; i < Math.min(repeatRow, maxRepeatedRows); i++) rows.push({ row: row + 1 + i, cells });
        }
        row += repeatRow;
      }
    },
  };
}

function cellText(attributes: Attributes, shown: string): string {
  const type = attribute(attributes, 'value-type');
  if (type === 'date')
    return (attribute(attributes, 'date-value') ?? shown)
      .replace(/T00:00:00.*$/, '')
      .replace('T', ' ')
      .slice(0, 16);
  if (type === 'time') {
    const clock = /^PT(\d+)H(\d+)M/.exec(attribute(attributes, 'time-value') ?? '');
    return clock ? `${clock[1]!.padStart(2, '0')}:${clock[2]!.padStart(2, '0')}` : shown;
  }
  // "01067" shown for 1067: the owner formatted it so.
  if (type === 'float' && !/^0\d+$/.test(shown)) return attribute(attributes, 'value') ?? shown;
  if (type === 'currency') return attribute(attributes, 'value') ?? shown;
  return shown;
}
