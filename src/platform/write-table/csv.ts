import { type Batches, type Column, harmless, type Manner, phoneText, wallClock } from './cells.ts';

export type CsvManner = Manner & { separator: ';' | ',' };

/** German Excel opens a file by double click only with this mark and semicolons. */
const byteOrderMark = '\ufeff';

/** A CSV file (RFC 4180) piece by piece, one piece for each batch. */
export async function* csv<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
  manner: CsvManner,
): AsyncGenerator<Buffer> {
  const quote = quoter(manner.separator);
  const write = columns.map((column) => writer(column, manner));
  const line = (cells: string[]) => `${cells.map(quote).join(manner.separator)}\r\n`;
  yield Buffer.from(byteOrderMark + line(columns.map((column) => harmless(column.header))));
  for await (const rows of batches) yield Buffer.from(rows.map((row) => line(write.map((cell) => cell(row)))).join(''));
}

function quoter(separator: string): (cell: string) => string {
  const special = new RegExp(`["\\r\\n${separator}]|^\\s|\\s$`);
  return (cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
}

function writer<Row>(column: Column<Row>, { locale, zone }: Manner): (row: Row) => string {
  const decimal = (value: string) => (locale === 'de' ? value.replace('.', ',') : value);
  const day = (text: string) =>
    locale === 'de' ? `${text.slice(8, 10)}.${text.slice(5, 7)}.${text.slice(0, 4)}` : text.slice(0, 10);
  const clock = wallClock(zone);
  switch (column.kind) {
    case 'text':
      return (row) => harmless(column.value(row) ?? '');
    case 'phone':
      return (row) => phoneText(column.value(row) ?? '');
    case 'number':
      return (row) => decimal(column.value(row)?.toString() ?? '');
    case 'cents':
      return (row) => {
        const cents = column.value(row);
        return cents === null || cents === undefined ? '' : decimal((cents / 100).toFixed(2));
      };
    case 'day':
      return (row) => {
        const on = column.value(row);
        return on ? day(on) : '';
      };
    case 'instant':
      return (row) => {
        const at = column.value(row);
        if (!at) return '';
        const text = clock(at).toISOString();
        return `${day(text)} ${text.slice(11, 16)}`;
      };
  }
}
