import { expect, test } from 'vitest';
import { readHours, writeHours } from './typed-hours.ts';

test.each([
  ['9-17', '09:00–17:00'],
  ['09:00–12:00, 13:30–17:00', '09:00–12:00, 13:30–17:00'],
  ['9 bis 12 und 1330-17 Uhr', '09:00–12:00, 13:30–17:00'],
  ['20–24', '20:00–24:00'],
  ['9.30-12', '09:30–12:00'],
  ['', ''],
])('%j', (typed, written) => expect(writeHours(readHours(typed))).toBe(written));

test.each(['9', '17-9', '9-25', '9-12, 11-14', '9:75-10', 'immer', '24-24'])('%j is no hours', (typed) =>
  expect(readHours(typed)).toBeUndefined(),
);
