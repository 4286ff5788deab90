import type { Tally } from './curve.ts';

export type Share = Tally & { rate: number; low: number; high: number };

const z95 = 1.959963984540054;
/** For a power of 80 %. */
const z80 = 0.8416212335729143;

/** A share with its 95 % interval by Wilson's score (Wilson 1927). */
export function share({ tries, answered }: Tally): Share {
  if (tries === 0) return { tries, answered, rate: 0, low: 0, high: 1 };
  const rate = answered / tries;
  const square = z95 ** 2 / tries;
  const middle = (rate + square / 2) / (1 + square);
  const half = (z95 / (1 + square)) * Math.sqrt((rate * (1 - rate)) / tries + square / (4 * tries));
  return { tries, answered, rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** By how much the first is ahead of the second. */
export type Lift = { difference: number; low: number; high: number; shown: boolean };

/** The difference of two shares with its 95 % interval: Newcombe's hybrid score (Newcombe 1998, method 10). `shown`: nothing is not within it. */
export function lift(first: Tally, second: Tally): Lift | undefined {
  if (first.tries === 0 || second.tries === 0) return undefined;
  const [a, b] = [share(first), share(second)];
  const difference = a.rate - b.rate;
  const low = difference - Math.hypot(a.rate - a.low, b.high - b.rate);
  const high = difference + Math.hypot(a.high - a.rate, b.rate - b.low);
  return { difference, low, high, shown: low > 0 || high < 0 };
}

/**
 * So many tries the smaller group needs in all, for a difference as it is now to be shown four times in five (two-sided, 5 %), the larger keeping its
 * proportion: the sample size for two proportions, normal approximation (Fleiss, Levin, Paik 2003, ch. 4). Undefined: no difference, so no number would do.
 */
export function triesNeeded(first: Tally, second: Tally): number | undefined {
  const [large, small] = first.tries >= second.tries ? [first, second] : [second, first];
  if (small.tries === 0) return undefined;
  const [p, q] = [large.answered / large.tries, small.answered / small.tries];
  if (p === q) return undefined;
  const ratio = large.tries / small.tries;
  const spread = (p * (1 - p)) / ratio + q * (1 - q);
  return Math.ceil((spread * (z95 + z80) ** 2) / (p - q) ** 2);
}
