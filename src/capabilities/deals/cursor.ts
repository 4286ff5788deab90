import { z } from 'zod';
import { Refusal } from '#platform/errors';
import { Day, Id } from '#platform/operation';
import type { DealSort } from './contract.ts';

/** The last row of a page: where the next one goes on. */
export type Cursor = { value: string | number; id: string };

const values = {
  createdAt: z.iso.datetime(),
  stageSince: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  closeOn: Day,
  valueCents: z.number().int().nonnegative(),
};
export type SortField = keyof typeof values;

export function fieldOf(sort: DealSort): SortField {
  return sort.replace('-', '') as SortField;
}

export function writeCursor(sort: DealSort, { value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

export function readCursor(sort: DealSort, text: string): Cursor {
  const read = z.tuple([z.literal(sort), values[fieldOf(sort)], Id]).safeParse(parse(text));
  if (!read.success)
    throw new Refusal(400, 'cursor_invalid', 'Diese Seite gibt es nicht (mehr). Bitte laden Sie die Liste neu.');
  return { value: read.data[1], id: read.data[2] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
