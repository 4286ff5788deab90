import type { FileHandle } from 'node:fs/promises';
import { builtInFormat, customFormat, numberAsText, type NumberKind } from './number-formats.ts';
import { tooHeavy, tooWide, unreadable } from './refusals.ts';
import type { Source, TableLimits, TableRow } from './types.ts';
import { attribute, xmlReader, type XmlHandlers } from './xml.ts';
import { unpack, type ZipEntry } from './zip.ts';

type Workbook = {
  sheets: { name: string; entry: ZipEntry }[];
  from1904: boolean;
};

/** Opens an Excel workbook: its sheets that people see, the formats of numbers, the shared texts; rows come in a stream. */
export async function openXlsx(file: FileHandle, entries: Map<string, ZipEntry>, limits: TableLimits): Promise<Source> {
  const read = (entry: ZipEntry, handlers: XmlHandlers) => readXml(file, entry, limits, handlers);
  const book = await readWorkbook(entries, read);
  const styles = entries.get('xl/styles.xml');
  const formats = styles ? await readFormats(styles, read) : [];
  const shared = entries.get('xl/sharedStrings.xml');
  const texts = shared ? await readSharedTexts(shared, read, limits) : [];
  return {
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: null,
    sheets: book.sheets.map(({ name, entry }) => ({ name, bytes: entry.bytes })),
    async *rows(sheet) {
      const entry = book.sheets[sheet]!.entry;
      const rows: TableRow[] = [];
      const reader = xmlReader(sheetHandlers(rows, { texts, formats, from1904: book.from1904, limits }));
      for await (const piece of unpack(file, entry, limits)) {
        reader.write(piece);
        if (rows.length > 0) yield rows.splice(0);
      }
    },
  };
}

type ReadXml = (entry: ZipEntry, handlers: XmlHandlers) => Promise<void>;

async function readXml(file: FileHandle, entry: ZipEntry, limits: TableLimits, handlers: XmlHandlers): Promise<void> {
  const reader = xmlReader(handlers);
  for await (const piece of unpack(file, entry, limits)) reader.write(piece);
}

async function readWorkbook(entries: Map<string, ZipEntry>, read: ReadXml): Promise<Workbook> {
  const workbook = entries.get('xl/workbook.xml');
  if (!workbook) throw unreadable('broken', 'Die Datei ist keine vollständige Excel-Arbeitsmappe.');
  const targets = new Map<string, string>();
  const relations = entries.get('xl/_rels/workbook.xml.rels');
  if (relations) {
    await read(relations, {
      open: (name, attributes) => {
        if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
      },
    });
  }
  const book: Workbook = { sheets: [], from1904: false };
  let count = 0;
  await read(workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') book.from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      count++;
      const target = targets.get(attribute(attributes, 'id') ?? '') ?? `worksheets/sheet${count}.xml`;
      const entry = entries.get(target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
      const hidden = /hidden/i.test(attributes.state ?? '');
      if (entry && !hidden && !/chartsheet/.test(target)) book.sheets.push({ name: attributes.name ?? '', entry });
    },
  });
  if (book.sheets.length === 0) throw unreadable('empty', 'Die Arbeitsmappe hat kein sichtbares Tabellenblatt.');
  return book;
}

async function readFormats(entry: ZipEntry, read: ReadXml): Promise<NumberKind[]> {
  const custom = new Map<number, NumberKind>();
  const formats: NumberKind[] = [];
  let inCellFormats = false;
  await read(entry, {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), customFormat(attributes.formatCode ?? ''));
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(custom.get(id) ?? builtInFormat(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

async function readSharedTexts(entry: ZipEntry, read: ReadXml, limits: TableLimits): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let chars = 0;
  let collecting = false;
  let phonetic = false;
  await read(entry, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') collecting = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text: (piece) => {
      if (collecting) text += piece;
    },
    close: (name) => {
      if (name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        texts.push(clip(unescapeExcel(text), limits));
        chars += text.length;
        if (chars > limits.sharedTextChars || texts.length > limits.sharedTexts) {
          throw tooHeavy(
            'Die Arbeitsmappe enthält zu viel verschiedenen Text. Bitte als CSV speichern und noch einmal versuchen.',
          );
        }
      }
    },
  });
  return texts;
}

type SheetContext = { texts: string[]; formats: NumberKind[]; from1904: boolean; limits: TableLimits };

function sheetHandlers(rows: TableRow[], { texts, formats, from1904, limits }: SheetContext): XmlHandlers {
  let row = 0;
  let column = -1;
  let cells: string[] = [];
  let type = '';
  let style = 0;
  let value = '';
  let collecting = false;
  let phonetic = false;

  const cellText = (): string => {
    if (type === 's') return texts[Number(value)] ?? '';
    if (type === 'inlineStr' || type === 'str') return clip(unescapeExcel(value), limits);
    if (type === 'b') return value === '' ? '' : value === '1' ? 'WAHR' : 'FALSCH';
    if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
    if (type === 'e') return value;
    return value === '' ? '' : numberAsText(value, formats[style] ?? { kind: 'number' }, from1904);
  };

  return {
    open: (name, attributes) => {
      if (name === 'row') {
        // Rows only go on; a number that does not is nobody's row.
        const told = Number(attributes.r);
        row = told > row && Number.isSafeInteger(told) ? told : row + 1;
        column = -1;
        cells = [];
      } else if (name === 'c') {
        column = Math.max(attributes.r ? columnOf(attributes.r) : -1, column + 1);
        type = attributes.t ?? '';
        style = attributes.s ? Number(attributes.s) : 0;
        value = '';
      } else if (name === 'v') collecting = true;
      else if (name === 't') collecting = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text: (piece) => {
      if (!collecting) return;
      value += piece;
      if (value.length > limits.recordChars * 4)
        throw tooHeavy(`Eine Zelle in Zeile ${row} enthält zu viel Text.`, { row });
    },
    close: (name) => {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') {
        const text = cellText();
        if (text === '') return;
        if (column >= limits.columns) throw tooWide(limits.columns);
        while (cells.length < column) cells.push('');
        cells[column] = text;
      } else if (name === 'row' && cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
    },
  };
}

/** "AB12" → 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column - 1;
}

/** Excel writes control characters as _x000D_. */
function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code === 0 || code === 13 ? '' : String.fromCharCode(code);
  });
}

function clip(text: string, limits: TableLimits): string {
  return text.length > limits.recordChars ? text.slice(0, limits.recordChars) : text;
}
