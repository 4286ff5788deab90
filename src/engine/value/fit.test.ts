import { expect, test } from 'vitest';
import { TableProblem } from '../table.ts';
import { fitValue } from './fit.ts';
import { makeUpPurchases } from './made-up.ts';
import { predictValue } from './predict.ts';
import { collectCustomers, type Customer } from './purchases.ts';

const buying = { r: 0.5, alpha: 5, a: 0.8, b: 2.4 };
const spending = { p: 6, q: 4, v: 15 };

function people(count: number, of = buying, weeks = 52) {
  return collectCustomers(makeUpPurchases(count, of, spending, { weeks, seed: 7 }), weeks * 7 - 1).customers;
}

test('finds again what made the purchases, and what comes next', () => {
  const { purchases, end } = { purchases: makeUpPurchases(4000, buying, spending, { weeks: 104, seed: 5 }), end: 363 };
  const { customers } = collectCustomers(purchases, end);
  const model = fitValue(customers, { amounts: true });
  expect(model).toMatchObject({ bgnbd: { degenerate: false }, fallback: null, warnings: [] });
  for (const [name, value] of Object.entries(buying))
    expect(Math.abs(Math.log(model.bgnbd[name as 'r'] / value)), name).toBeLessThan(0.25);
  for (const [name, value] of Object.entries(spending))
    expect(Math.abs(Math.log((model.gammaGamma?.[name as 'p'] ?? 0) / value)), name).toBeLessThan(0.25);

  const then = new Map<string, number>();
  for (const one of collectCustomers(purchases, end + 26 * 7).customers) then.set(one.name, one.frequency);
  const outlooks = predictValue(model, customers, 26);
  const sum = (of: (at: number) => number) => outlooks.reduce((total, _, at) => total + of(at), 0);
  const bought = sum((at) => (then.get(outlooks[at]!.customer.name) ?? 0) - outlooks[at]!.customer.frequency);
  expect(Math.abs(sum((at) => outlooks[at]!.expectedTransactions) / bought - 1)).toBeLessThan(0.15);
});

test('where nobody leaves it says so, and is sure of nobody', () => {
  const customers = people(1500, { ...buying, a: 1e-9, b: 1 });
  const model = fitValue(customers, { amounts: false });
  expect(model.bgnbd.degenerate).toBe(true);
  expect(model.warnings[0]).toContain('entartet');
  const outlooks = predictValue(model, customers, 26);
  expect(Math.max(...outlooks.map(({ pAlive }) => pAlive))).toBeLessThanOrEqual(0.99);
  // What all of them together will buy is what they bought.
  const rate = (of: (customer: Customer) => number) => customers.reduce((sum, one) => sum + of(one), 0);
  const expected = outlooks.reduce((sum, { expectedTransactions }) => sum + expectedTransactions, 0) / 26;
  const before = rate(({ frequency }) => frequency) / rate(({ age }) => age);
  expect(Math.abs(expected / customers.length / before - 1)).toBeLessThan(0.1);
});

test('where all leave alike the numbers are said to mean nothing, and still predict', () => {
  const model = fitValue(people(1000, { ...buying, a: 2e4, b: 8e4 }), { amounts: false });
  expect(model).toMatchObject({ bgnbd: { degenerate: true }, fallback: null });
  expect(model.warnings[0]).toContain('Grat');
  expect(model.bgnbd.a / (model.bgnbd.a + model.bgnbd.b)).toBeCloseTo(0.2, 1);
});

test('the same every time', () => {
  const customers = people(3000);
  const model = fitValue(customers, { amounts: true });
  expect(fitValue(customers, { amounts: true })).toEqual(model);
});

const nobody: Customer = { name: 'x', frequency: 0, recency: 0, age: 10, repeatMean: 0, mean: 20, paid: 1 };

test.each([
  ['one customer', [nobody]],
  ['nobody came back', Array.from({ length: 12 }, (_, n) => ({ ...nobody, name: `x${n}`, age: n }))],
  ['all alike', Array.from({ length: 12 }, (_, n) => ({ ...nobody, name: `x${n}`, frequency: 3, recency: 9 }))],
  ['today alone', [{ ...nobody, age: 0 }]],
  ['twelve rows', people(12)],
])('%s: numbers, and a warning', (_, customers) => {
  const model = fitValue(customers, { amounts: true });
  expect(model.bgnbd.degenerate).toBe(true);
  expect(model.warnings.length).toBeGreaterThan(0);
  for (const outlook of predictValue(model, customers, 26)) {
    expect(outlook.pAlive).toBeGreaterThan(0);
    expect(outlook.pAlive).toBeLessThan(1);
    expect(Number.isFinite(outlook.expectedTransactions)).toBe(true);
    expect(outlook.expectedTransactions).toBeGreaterThanOrEqual(0);
    expect(outlook.expectedSpend).toBeGreaterThanOrEqual(0);
  }
});

test('no customer at all, and no amount', () => {
  expect(() => fitValue([], { amounts: true })).toThrow(TableProblem);
  const model = fitValue([{ ...nobody, paid: 0, mean: 0 }], { amounts: true });
  expect(model).toMatchObject({ gammaGamma: null, meanAmount: null });
  expect(predictValue(model, [nobody], 5)[0]?.expectedSpend).toBeNull();
});

test('a fifth is A, the next three tenths B; who is equal stands by name', () => {
  const customers = Array.from({ length: 10 }, (_, n) => ({ ...nobody, name: `x${9 - n}` }));
  const model = fitValue(customers, { amounts: true });
  const classes = predictValue(model, customers, 5).map(({ customer, class: letter }) => customer.name + letter);
  expect(classes.toSorted().join(' ')).toBe('x0A x1A x2B x3B x4B x5C x6C x7C x8C x9C');
});
