import { type Batches, type Column, harmless, type Manner, phoneText, wallClock } from './cells.ts';
import { zip, type ZipPart } from './zip.ts';

/** Excel's own bounds. */
const rowsPerSheet = 1_048_576;
const longestText = 32_767;
/** Excel opens no part of 4 GB or more; what comes close to it is better split too. */
const bytesPerSheet = 3_000_000_000;

/**
 * An XLSX file piece by piece. Every text is a text cell: nothing in it is a formula, whatever it looks like. What does not fit on
 * one sheet goes on the next.
 */
export async function* xlsx<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
  {
    title,
    at,
    locale,
    zone,
    rowsPerSheet: most = rowsPerSheet,
  }: Manner & { title: string; at: Date; rowsPerSheet?: number },
): AsyncGenerator<Buffer> {
  const rows = new Rows(batches);
  const write = rowWriter(columns, zone);
  async function* parts(): AsyncGenerator<ZipPart> {
    try {
      const names: string[] = [];
      do {
        names.push(names.length === 0 ? title : `${title} ${names.length + 1}`);
        yield { name: `xl/worksheets/sheet${names.length}.xml`, content: sheet(columns, rows, write, most) };
      } while (await rows.more());
      yield part('[Content_Types].xml', contentTypes(names.length));
      yield part('_rels/.rels', packageRelations);
      yield part('xl/workbook.xml', workbook(names));
      yield part('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
      yield part('xl/styles.xml', styles(locale));
    } finally {
      // Whoever stops reading in the middle must not leave the source open.
      await rows.end();
    }
  }
  yield* zip(parts(), at);
}

/** Batches that can be left half read at the end of a sheet and taken up again on the next. */
class Rows<Row> {
  readonly #batches: AsyncIterator<readonly Row[]>;
  #batch: readonly Row[] = [];
  #at = 0;

  constructor(batches: Batches<Row>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  async more(): Promise<boolean> {
    while (this.#at >= this.#batch.length) {
      const { value, done } = await this.#batches.next();
      if (done) return false;
      [this.#batch, this.#at] = [value as readonly Row[], 0];
    }
    return true;
  }

  take(most: number): readonly Row[] {
    const rows = this.#batch.slice(this.#at, this.#at + most);
    this.#at += rows.length;
    return rows;
  }

  async end(): Promise<void> {
    await this.#batches.return?.();
  }
}

async function* sheet<Row>(
  columns: readonly Column<Row>[],
  rows: Rows<Row>,
  write: (row: Row) => string,
  most: number,
): AsyncGenerator<Buffer> {
  const widths = columns.map(
    ({ width = 14 }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield Buffer.from(
    `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row>${columns.map(({ header }) => text(harmless(header), style.header)).join('')}</row>`,
  );
  let [room, bytes] = [most - 1, 0];
  while (room > 0 && bytes < bytesPerSheet && (await rows.more())) {
    const taken = rows.take(room);
    room -= taken.length;
    const piece = Buffer.from(taken.map((row) => `<row>${write(row)}</row>`).join(''));
    bytes += piece.length;
    yield piece;
  }
  yield Buffer.from(`</sheetData><autoFilter ref="A1:${letters(columns.length)}${most - room}"/></worksheet>`);
}

const style = { plain: 0, header: 1, text: 2, day: 3, instant: 4, money: 5 };

function rowWriter<Row>(columns: readonly Column<Row>[], zone: string): (row: Row) => string {
  const clock = wallClock(zone);
  const write = columns.map((column): ((row: Row) => string) => {
    switch (column.kind) {
      case 'text':
        return (row) => text(harmless(column.value(row) ?? ''));
      case 'phone':
        return (row) => text(phoneText(column.value(row) ?? ''));
      case 'number':
        return (row) => number(column.value(row));
      case 'cents':
        return (row) => number(over(column.value(row), 100), style.money);
      case 'day':
        return (row) => {
          const on = column.value(row);
          return on ? number(serial(Date.parse(`${on.slice(0, 10)}T00:00:00Z`)), style.day) : empty;
        };
      case 'instant':
        return (row) => {
          const at = column.value(row);
          return at ? number(serial(clock(at).getTime()), style.instant) : empty;
        };
    }
  });
  return (row) => write.map((cell) => cell(row)).join('');
}

const empty = '<c/>';

function text(value: string, look = style.text): string {
  if (value === '') return empty;
  const short = value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
  return `<c t="inlineStr" s="${look}"><is><t xml:space="preserve">${escape(short)}</t></is></c>`;
}

function number(value: number | null | undefined, look = style.plain): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? empty
    : `<c s="${look}"><v>${value}</v></c>`;
}

function over(value: number | null | undefined, by: number): number | null {
  return value === null || value === undefined ? null : value / by;
}

/** Days since the end of 1899, as Excel counts. */
function serial(ms: number): number {
  return Math.round((ms / 86_400_000 + 25_569) * 1e6) / 1e6;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(value: string): string {
  // Word processors of that house read _x000D_ as a character; a written one is escaped by its own underscore.
  return value.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

function part(name: string, content: string): ZipPart {
  return { name, content: bytes(content) };
}

async function* bytes(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

const each = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('');

const contentTypes = (sheets: number) =>
  `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${each(sheets, (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`;

const packageRelations = `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** 31 signs at most, and none that Excel uses in references. */
const sheetName = (name: string) => escape(name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31));

const workbook = (names: readonly string[]) =>
  `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, index) => `<sheet name="${sheetName(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`;

function letters(column: number): string {
  return column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column);
}

const workbookRelations = (sheets: number) =>
  `${xml}<Relationships xmlns="${packages}/relationships">${each(sheets, (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rIdStyles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;

/** In the order of `style`. 49 is text; 14 and 22 are the reader's own way to write days and instants. */
const styles = (locale: 'de' | 'en') => {
  const [day, instant] =
    locale === 'de' ? ['dd\\.mm\\.yyyy', 'dd\\.mm\\.yyyy\\ hh:mm'] : ['yyyy\\-mm\\-dd', 'yyyy\\-mm\\-dd\\ hh:mm'];
  return `${xml}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="${day}"/><numFmt numFmtId="165" formatCode="${instant}"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf xfId="0"/><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`;
};
