import { z } from 'zod';
import { Refusal } from '#platform/errors';
import { Id } from '#platform/operation';
import type { Sort } from '../contract.ts';

/** The last row of a page: where the next one goes on. `value` is what the list is sorted by; null: never touched. */
export type Cursor = { sort: Sort; value: string | null; id: string };

const shape = z.tuple([z.string(), z.string().nullable(), Id]);

export function writeCursor({ sort, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

export function readCursor(text: string, sort: Sort): Cursor {
  const [made, value, id] = parse(text);
  const fits = sort.endsWith('name')
    ? value !== null
    : value === null
      ? sort.endsWith('lastTouchAt')
      : !Number.isNaN(Date.parse(value));
  if (made !== sort || !fits) throw invalid();
  return { sort, value, id };
}

function parse(text: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw invalid();
  }
}

function invalid(): Refusal {
  return new Refusal(400, 'cursor_invalid', 'Diese Seite gibt es nicht (mehr). Bitte laden Sie die Liste neu.');
}
