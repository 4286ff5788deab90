import { expect, test } from 'vitest';
import { minimise } from './nelder-mead.ts';

test('a bent valley', () => {
  const { at, value } = minimise(([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2, [-1.2, 1]);
  expect(value).toBeLessThan(1e-9);
  expect(at[0]).toBeCloseTo(1, 3);
});

test('four directions, of which one hardly matters', () => {
  const { at } = minimise((x) => x.reduce((sum, one, n) => sum + (one - n) ** 2 * 10 ** -n, 0), [5, 5, 5, 5]);
  for (const [n, one] of at.entries()) expect(one).toBeCloseTo(n, 1);
});

test('what is no number is no minimum', () => {
  expect(minimise(([x]) => (x! < 1 ? Number.NaN : x! ** 2), [3]).at[0]).toBeCloseTo(1, 3);
});
