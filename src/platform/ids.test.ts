import { expect, test } from 'vitest';
import { isUuid, newId } from './ids.ts';

test('ids are UUIDv7, unique, and in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.every((id) => isUuid(id) && id[14] === '7' && '89ab'.includes(id[19] ?? ''))).toBe(true);
});

test.each(["' or 1=1", '', 'x', '01A2073C-4A83-7000-9ABA-1E811F91D339', '01a2073c-4a83-7000-9aba-1e811f91d339 '])(
  'only a plain UUID may become part of a statement: %j',
  (text) => expect(isUuid(text)).toBe(false),
);
