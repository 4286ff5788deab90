import { writeFile } from 'node:fs/promises';
import { Refusal } from '#platform/errors';
import { harmless } from '#platform/write-table';

type Cell = string | number | null;

/** A table for other programs: commas, a point before decimals, no mark before the first column. */
export function writeRows(path: string, header: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
  const lines = [header, ...rows].map((row) => row.map(cellText).join(','));
  return writeOut(path, `${lines.join('\n')}\n`);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Number(cell.toPrecision(9))) : '';
  const text = harmless(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export async function writeOut(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(422, 'not_writable', `„${path}“ lässt sich nicht schreiben (${error.code ?? error.message}).`);
  });
}
