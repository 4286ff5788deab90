import { z } from 'zod';
import { Id, Instant } from '#platform/operation';
import type { Sort } from '../contract.ts';

/** The last row of a page: where the next one goes on. `value` is what the list is sorted by; null: never touched. */
export type Cursor = { value: string | null; id: string };

/** The order is part of the key: with another one it would lead somewhere, and somebody would be left out. */
export function cursorKey(sort: Sort) {
  const value = sort.endsWith('name') ? z.string() : sort.endsWith('createdAt') ? Instant : Instant.nullable();
  return z.tuple([z.literal(sort), value, Id]);
}
