import { tooWide } from './refusals.ts';
import type { TableLimits, TableRow } from './types.ts';

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  euro: '€',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
  shy: '',
  copy: '©',
  reg: '®',
  sect: '§',
  deg: '°',
};

/**
 * Reads the table of a web page: many systems call such a page ".xls" and let Excel cope. Only table, row and cell
 * tags have a meaning here; everything else is dropped, text is kept as text.
 */
export async function* readHtmlTable(text: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = [];
  let cells: string[] | undefined;
  let cell: string | undefined;
  let row = 0;
  let silent = '';

  const closeCell = (): void => {
    if (cell !== undefined && cells)
      cells.push(
        decodeEntities(cell)
          .replace(/[ \t\r\n\u00a0]*\n[ \t\r\n]*/g, '\n')
          .trim(),
      );
    cell = undefined;
    if (cells && cells.length > limits.columns) throw tooWide(limits.columns);
  };
  const closeRow = (): void => {
    closeCell();
    if (cells) {
      row++;
      if (cells.some((value) => value !== '')) rows.push({ row, cells });
    }
    cells = undefined;
  };
  const tag = (source: string): void => {
    const [, closing, name = ''] = /^(\/?)([a-z0-9]+)/i.exec(source) ?? [];
    const lower = name.toLowerCase();
    if (silent) {
      if (closing && lower === silent) silent = '';
      return;
    }
    if (!closing && (lower === 'script' || lower === 'style')) silent = lower;
    else if (lower === 'tr') {
      closeRow();
      if (!closing) cells = [];
    } else if (lower === 'td' || lower === 'th') {
      closeCell();
      if (!closing) cell = '';
    } else if (lower === 'table' && closing) closeRow();
    else if ((lower === 'br' || lower === 'p' || lower === 'div') && cell) cell += '\n';
  };
  const words = (source: string): void => {
    if (silent === '' && cell !== undefined && cell.length < limits.recordChars)
      cell += source.replace(/[\r\n\t ]+/g, ' ');
  };

  let rest = '';
  for await (const piece of text) {
    const source = rest + piece;
    let at = 0;
    for (;;) {
      const open = source.indexOf('<', at);
      if (open === -1) {
        words(source.slice(at));
        at = source.length;
        break;
      }
      words(source.slice(at, open));
      at = open;
      const comment = source.startsWith('<!--', open);
      const close = comment ? source.indexOf('-->', open) : source.indexOf('>', open);
      if (close === -1) break;
      if (!comment) tag(source.slice(open + 1, close));
      at = comment ? close + 3 : close + 1;
    }
    // A tag longer than 64 KB is none: its "<" was text.
    rest = source.slice(at);
    if (rest.length > limits.recordChars) rest = '';
    if (rows.length > 0) yield rows;
    rows = [];
  }
  closeRow();
  if (rows.length > 0) yield rows;
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (name) return entities[name] ?? all;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' ';
    },
  );
}
