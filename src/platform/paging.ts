import type { z } from 'zod';
import { Refusal } from './errors.ts';

/** Where the next page begins: the sort key of the last row, opaque to whoever carries it. */
export function toCursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key again, checked against the shape of this list's own. */
export function fromCursor<Key extends z.ZodType>(cursor: string | undefined, key: Key): z.output<Key> | undefined {
  if (cursor === undefined) return undefined;
  const read = key.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (!read.success)
    throw new Refusal(400, 'cursor_invalid', 'Diese Seite gibt es nicht. Bitte beginnen Sie die Liste von vorn.');
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One row more than the page was asked for tells whether there is another page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly unknown[],
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? toCursor(keyOf(last)) : null };
}
