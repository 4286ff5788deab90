import { expect, test } from 'vitest';
import { adjustedRand, silhouettes } from './agreement.ts';

test('silhouettes of two pairs, told apart well and badly', () => {
  const points = { values: Float64Array.of(0, 1, 10, 11), rows: 4, width: 1 };
  const [well = 0, badly = 0] = silhouettes(points, [
    { k: 2, labels: [0, 0, 1, 1] },
    { k: 2, labels: [0, 1, 0, 1] },
  ]);
  expect(well).toBeCloseTo((1 - 1 / 10.5 + (1 - 1 / 9.5)) / 2, 12);
  expect(badly).toBeLessThan(0);
});

test('who is alone, and points that are all the same', () => {
  const points = { values: Float64Array.of(0, 0, 0), rows: 3, width: 1 };
  expect(silhouettes(points, [{ k: 2, labels: [0, 0, 1] }])).toEqual([0]);
});

test('agreement does not ask for names, and is nothing by chance', () => {
  expect(adjustedRand([0, 0, 1, 1, 2], [2, 2, 0, 0, 1], 3)).toBe(1);
  expect(adjustedRand([0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 0, 1], 2)).toBeCloseTo((2 - 2.8) / (6.5 - 2.8), 12);
  expect(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1], 3)).toBeCloseTo(4 / 7, 12);
});
