import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoney } from './read-money.ts';

test.each([
  ['18500', 1_850_000],
  ['18.500', 1_850_000],
  ['18.500 €', 1_850_000],
  ['18.500,5', 1_850_050],
  ['18,500.50', 1_850_050],
  ["18'500", 1_850_000],
  ['1.234.567', 123_456_700],
  ['12,3', 1230],
  ['0,05', 5],
  ['12.34', 1234],
  ['', undefined],
  ['viel', undefined],
  ['-5', undefined],
  ['1,2,3', undefined],
  ['12,345,6', undefined],
  ['1234.567', undefined],
  ['1,234', 123_400],
  ['12,3456', undefined],
  ['99999999999', undefined],
])('%s', (text, cents) => expect(readMoney(text)).toBe(cents));

test('reads back what it shows, in German and in English', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), fc.constantFrom('de-DE', 'en-GB'), (cents, region) => {
      const shown = new Intl.NumberFormat(region, { style: 'currency', currency: 'EUR' }).format(cents / 100);
      expect(readMoney(shown)).toBe(cents);
    }),
  );
});

test('whatever is typed, no amount below zero or above the limit comes of it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d.,€ -]{0,16}$/), (text) => {
      const cents = readMoney(text) ?? 0;
      expect(Number.isInteger(cents) && cents >= 0 && cents <= 100_000_000_000).toBe(true);
    }),
  );
});
