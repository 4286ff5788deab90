import { combined, type Settings } from './combination.ts';

/** How far one forecast, made at a past moment from what was known then, was off: one step ahead, two, … */
export type Backtest = { misses: Float64Array };

const most = 8;

/** Rolling origin (Tashman 2000): up to eight moments from the middle of the series on, each with everything fitted anew. A handful of values has no past to be tested on. */
export function backtests(
  values: Float64Array,
  { horizon, m, from }: { horizon: number; m: number; from: Settings },
): Backtest[] {
  const n = values.length;
  const first = Math.max(4, Math.floor(n * 0.45), Math.min(2 * m + 1, Math.floor(n * 0.75)));
  const last = n - Math.max(1, Math.min(5, Math.floor(n / 6)));
  const count = Math.min(most, last - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const origin = count === 1 ? last : Math.round(first + ((last - first) * at) / (count - 1));
    const { ahead } = combined(values.slice(0, origin), { horizon: Math.min(horizon, n - origin), m, from });
    return { misses: ahead.map((value, h) => Math.abs((values[origin + h] ?? 0) - value)) };
  });
}

/** Exponents p by which errors may grow with the horizon: error(h) = error(1) · h^p. 0: not at all; 0.5: as a random walk. */
export const growths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] as const;

/** The mean miss one step ahead, if misses grow by `growth`: mean of |miss(h)| / h^p. */
export function missOneAhead(tests: readonly Backtest[], growth: number): number {
  let sum = 0;
  let count = 0;
  for (const { misses } of tests)
    for (const [h, miss] of misses.entries()) {
      sum += miss / (h + 1) ** growth;
      count += 1;
    }
  return sum / count;
}

/** How badly each growth fits, per miss: minus the log likelihood of Laplace errors of that scale, log S + p · mean log h. */
export function unlikelihoods(tests: readonly Backtest[]): number[] {
  const steps = tests.flatMap(({ misses }) => Array.from(misses, (_, h) => Math.log(h + 1)));
  const meanLog = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return growths.map((growth) => Math.log(Math.max(missOneAhead(tests, growth), Number.MIN_VALUE)) + growth * meanLog);
}

/** What a naive forecast misses in hindsight, on the mean: the yardstick by which series of different size are compared. */
export function naiveMiss(values: Float64Array, m: number): number {
  const back = values.length > 2 * m ? m : 1;
  let sum = 0;
  for (let t = back; t < values.length; t++) sum += Math.abs((values[t] ?? 0) - (values[t - back] ?? 0));
  return sum / Math.max(1, values.length - back);
}
