import { expect, test } from 'vitest';
import { decimalOf, readNumbers, toNumber } from './numbers.ts';
import { collectTable, columnOf } from './table.ts';

function column(...words: string[]) {
  const collected = collectTable(['a']);
  for (const word of words) collected.add([word]);
  return columnOf(collected.table(), 'a');
}

test.each([
  [
    ['1234.5', '7', ''],
    [1234.5, 7, Number.NaN],
  ],
  [
    ['1.234,50', '3', '0,5'],
    [1234.5, 3, 0.5],
  ],
  [
    ['1,234.50', '12,000'],
    [1234.5, 12_000],
  ],
  [
    ['1.234', '2.000'],
    [1.234, 2],
  ],
  [
    ['1.234', '2.000.000'],
    [1234, 2_000_000],
  ],
  [
    ['12,5 %', '3 €', '-4'],
    [12.5, 3, -4],
  ],
  [
    ['-1.5e3', '+2', 'n/a'],
    [-1500, 2, Number.NaN],
  ],
  [
    ['5191.0', '.5', '2.'],
    [5191, 0.5, 2],
  ],
])('%j', (words, values) => {
  expect([...readNumbers(column(...words)).values]).toEqual(values);
});

test('what is no number is none, and is counted', () => {
  const read = readNumbers(column('3', 'drei', '', '12.34.56', '1,2,3', '0x10', 'Infinity', '9'.repeat(50)));
  expect([...read.values].filter((value) => !Number.isNaN(value))).toEqual([3]);
  expect(read.filled).toBe(7);
  expect(read.readable).toBeCloseTo(1 / 7);
});

test('the sign before the decimals is one for all', () => {
  expect(decimalOf(['1.234', '1,5'])).toBe(',');
  expect(toNumber('1.234', ',')).toBe(1234);
  expect(toNumber('1.5', ',')).toBeNaN();
});
