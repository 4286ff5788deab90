import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber } from './typed-numbers.ts';

test.each([
  ['1.234,56', 1234.56],
  ['1234,56', 1234.56],
  ['1.234', 1234],
  ['12.5', 12.5],
  ['12,5', 12.5],
  ['12', 12],
  ['-3,5', -3.5],
  [',5', 0.5],
  ['1.234.567', 1_234_567],
  ['1 234,50 €', 1234.5],
  ['1,2,3', undefined],
  ['1.23.4', undefined],
  ['zwölf', undefined],
  ['', undefined],
])('%s is %s in German', (typed, number) => expect(readNumber(typed, ',')).toBe(number));

test.each([
  ['1,234.56', 1234.56],
  ['12,5', 12.5],
  ['1,234', 1234],
])('%s is %s in English', (typed, number) => expect(readNumber(typed, '.')).toBe(number));

test('what Intl writes is read back', () => {
  const german = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      expect(readNumber(german.format(cents / 100), ',')).toBeCloseTo(cents / 100, 2);
    }),
  );
});
