import { seeded } from '../random.ts';
import type { BgNbd } from './bgnbd.ts';
import type { GammaGamma } from './gamma-gamma.ts';
import type { Purchases } from './purchases.ts';

/** Purchases of people who behave exactly as the models say: what tests and benchmarks try the fit on. First purchases fall into the first half of the `weeks`. */
export function makeUpPurchases(
  people: number,
  { r, alpha, a, b }: BgNbd,
  { p, q, v }: GammaGamma,
  { weeks, seed }: { weeks: number; seed: number },
): Purchases & { customer: number[] } {
  const roll = seeded(seed);
  const names: string[] = [];
  const customer: number[] = [];
  const day: number[] = [];
  const amount: number[] = [];
  for (let who = 0; who < people; who++) {
    names.push(`c${who}`);
    const perDay = gamma(r, roll) / alpha / 7;
    const [stay, leave] = [gamma(b, roll), gamma(a, roll)];
    const rate = gamma(q, roll) / v;
    let at = roll() * weeks * 3.5;
    for (let nth = 0; at < weeks * 7; nth++) {
      customer.push(who);
      day.push(Math.floor(at));
      amount.push(gamma(p, roll) / rate);
      if (nth > 0 && roll() < leave / (leave + stay)) break;
      at += -Math.log(1 - roll()) / perDay;
    }
  }
  return { names, customer, day: Float64Array.from(day), amount: Float64Array.from(amount) };
}

/** A gamma distributed number of mean `shape`. Marsaglia and Tsang (2000). */
function gamma(shape: number, roll: () => number): number {
  if (shape < 1) return gamma(shape + 1, roll) * roll() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
    const cube = (1 + c * normal) ** 3;
    if (cube > 0 && Math.log(1 - roll()) < 0.5 * normal ** 2 + d - d * cube + d * Math.log(cube)) return d * cube;
  }
}
