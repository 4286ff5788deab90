import { expect, test } from 'vitest';
import { collectCustomers } from './purchases.ts';

function collect(end: number, ...rows: [customer: string, day: number, amount?: number][]) {
  const names = [...new Set(rows.map(([name]) => name))];
  return collectCustomers(
    {
      names,
      customer: rows.map(([name]) => names.indexOf(name)),
      day: Float64Array.from(rows, ([, day]) => day),
      amount: Float64Array.from(rows, ([, , amount = 10]) => amount),
    },
    end,
  );
}

test('one purchase per customer and day, in weeks', () => {
  const { customers } = collect(70, ['Mai', 35, 30], ['Ott', 7], ['Mai', 0, 5], ['Mai', 0, 15], ['Mai', 14, 10]);
  expect(customers).toEqual([
    { name: 'Mai', frequency: 2, recency: 5, age: 10, repeatMean: 20, mean: 20, paid: 3 },
    { name: 'Ott', frequency: 0, recency: 0, age: 9, repeatMean: 0, mean: 10, paid: 1 },
  ]);
});

test('what cannot count is left out, and counted', () => {
  const { customers, left } = collect(
    70,
    ['', 3],
    ['Mai', Number.NaN],
    ['Mai', 71],
    ['Mai', 7, -4],
    ['Mai', 14, Number.NaN],
    ['Mai', 21, 8],
    ['Mai', 21, -3],
    ['Ott', 7, -4],
  );
  expect(customers).toEqual([{ name: 'Mai', frequency: 1, recency: 1, age: 8, repeatMean: 5, mean: 5, paid: 1 }]);
  expect(left).toEqual({ blank: 1, undated: 1, later: 1, unpriced: 1, returned: 2 });
});
