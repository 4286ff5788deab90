import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDay, readTime } from './typed-days.ts';

// A Monday.
const today = '2026-11-23';

test.each([
  ['24.11.2026', '2026-11-24'],
  ['24.11.26', '2026-11-24'],
  ['24.11.', '2026-11-24'],
  ['24/11', '2026-11-24'],
  ['2411', '2026-11-24'],
  ['24112026', '2026-11-24'],
  ['2026-11-24', '2026-11-24'],
  ['5.1.', '2027-01-05'],
  ['23.11.', '2026-11-23'],
  ['30', '2026-11-30'],
  ['5', '2026-12-05'],
  ['heute', '2026-11-23'],
  ['Morgen', '2026-11-24'],
  ['+14', '2026-12-07'],
  ['di', '2026-11-24'],
  ['mo', '2026-11-30'],
  ['29.2.', undefined],
  ['31.11.2026', undefined],
  ['99', undefined],
  ['bald', undefined],
  ['', undefined],
])('%s is %s', (typed, day) => expect(readDay(typed, today)).toBe(day));

test.each([
  ['14:30', '14:30'],
  ['14.30', '14:30'],
  ['1430', '14:30'],
  ['930', '09:30'],
  ['9', '09:00'],
  ['9 Uhr', '09:00'],
  ['24:00', undefined],
  ['12:60', undefined],
  ['nachher', undefined],
])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time));

test('whatever is typed, the answer is a real day or none', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const day = readDay(typed, today) ?? today;
      expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
    }),
  );
});
