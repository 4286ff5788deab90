/** Words as they stand, numbers with a decimal comma, nothing for null. */
export type Cell = string | number | null;

/** Hands a table to the browser as a file. */
export function saveTable(name: string, rows: readonly (readonly Cell[])[]): void {
  const address = URL.createObjectURL(new Blob([tableText(rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** As a German spreadsheet opens it: semicolons, decimal commas, a byte order mark. */
export function tableText(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(cellText).join(';')).join('\r\n')}\r\n`;
}

function cellText(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value).replace('.', ',');
  // What begins like a formula would be computed by the spreadsheet that opens it.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const inUnits = (cents: number | null): number | null => (cents === null ? null : cents / 100);
