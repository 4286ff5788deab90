import { describe, expect, test } from 'vitest';
import { bgNbdLogLik, type BgNbd, expectedPurchases, type Histories, nbdLogLik, probabilityAlive } from './bgnbd.ts';

/** Of the paper: the customers of an online shop for music, 1997. */
const published: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const history = { frequency: 2, recency: 30.43, age: 38.86 };

test('the example of the paper', () => {
  expect(expectedPurchases(published, history, 39)).toBeCloseTo(1.226, 3);
});

describe('expected purchases', () => {
  test.each([
    ['few', published, history],
    ['none', published, { frequency: 0, recency: 0, age: 20 }],
    ['none, and hardly any doubt', { ...published, a: 0.2, b: 0.3 }, { frequency: 0, recency: 0, age: 20 }],
    ['many', published, { frequency: 400, recency: 100, age: 101 }],
    ['all alike', { r: 50, alpha: 400, a: 30, b: 10 }, { frequency: 3, recency: 30, age: 60 }],
    ['alike in buying alone', { r: 50, alpha: 400, a: 0.1, b: 0.5 }, { frequency: 3, recency: 30, age: 60 }],
    ['a of 1', { ...published, a: 1 }, history],
    ['a + b of 1', { ...published, a: 0.4, b: 0.6 }, { frequency: 0, recency: 0, age: 20 }],
    ['bought today for the first time', published, { frequency: 0, recency: 0, age: 0 }],
  ])('%s: begin at the rate of who is a customer, grow, and ever more slowly', (_, model, of) => {
    const alive = of.frequency === 0 ? 1 : probabilityAlive(model, of);
    const rate = (model.r + of.frequency) / (model.alpha + of.age);
    expect(expectedPurchases(model, of, 1e-3) / (alive * rate * 1e-3)).toBeCloseTo(1, 2);
    const steps = [1, 10, 100, 1000].map((weeks) => expectedPurchases(model, of, weeks));
    for (const [at, step] of steps.entries()) {
      expect(step).toBeGreaterThan(steps[at - 1] ?? 0);
      expect(step).toBeLessThan(10.0001 * (steps[at - 1] ?? step));
    }
  });

  test('without leaving they are those of NBD', () => {
    const model = { r: 0.7, alpha: 9, a: 1e-6, b: 1e5 };
    expect(expectedPurchases(model, history, 39)).toBeCloseTo(((0.7 + 2) / (9 + 38.86)) * 39, 5);
  });
});

test('silence makes it less likely that somebody still is a customer, the more the oftener they bought', () => {
  const alive = (frequency: number, recency: number) => probabilityAlive(published, { frequency, recency, age: 40 });
  expect(alive(5, 39)).toBeGreaterThan(alive(5, 20));
  expect(alive(5, 20)).toBeGreaterThan(alive(20, 20));
  expect(alive(0, 0)).toBeLessThan(1);
});

test('the likelihood without leaving is that of NBD', () => {
  const histories: Histories = {
    frequency: Float64Array.of(0, 3, 90),
    recency: Float64Array.of(0, 20, 38),
    age: Float64Array.of(39, 30, 39),
    count: Float64Array.of(7, 2, 1),
  };
  const model = { r: 0.7, alpha: 9 };
  expect(bgNbdLogLik({ ...model, a: 1e-9, b: 1e6 }, histories)).toBeCloseTo(nbdLogLik(model, histories), 3);
});
