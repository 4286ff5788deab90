import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import {
  type ContractTerms,
  expectedMonths,
  fewLeft,
  fitRetention,
  type Lifetimes,
  type Retention,
  survival,
} from './retention.ts';

/** Everybody began together; the survivors after each period, the last of them still there. */
function lifetimes(survivors: readonly number[]): Lifetimes {
  const months = survivors.slice(1).flatMap((standing, at) => Array<number>(survivors[at]! - standing).fill(at + 1));
  const staying = survivors.at(-1)!;
  return {
    months: Float64Array.from([...months, ...Array<number>(staying).fill(survivors.length - 1)]),
    left: Uint8Array.from([...months.map(() => 1), ...Array<number>(staying).fill(0)]),
  };
}

const ages = (of: readonly [months: number, left: 0 | 1][]): Lifetimes => ({
  months: Float64Array.from(of, ([months]) => months),
  left: Uint8Array.from(of, ([, left]) => left),
});

const several = (count: number, months: number) => Array.from({ length: count }, (): [number, 1] => [months, 1]);

describe('how customers stay', () => {
  // Fader & Hardie (2007), How to project customer retention, table 1: seven renewals to learn from, five to foretell.
  const published = [
    { seen: [1000, 869, 743, 653, 593, 551, 517, 491], after12: 0.394, alpha: 0.668, beta: 3.806 },
    { seen: [1000, 631, 468, 382, 326, 289, 262, 241], after12: 0.173, alpha: 0.704, beta: 1.182 },
  ];
  test.each(published)('is learned as published: alpha $alpha, beta $beta', ({ seen, after12, alpha, beta }) => {
    const found = fitRetention(lifetimes(seen));
    if (found.kind !== 'learned') throw new Error('too few');
    expect(found.alpha).toBeCloseTo(alpha, 3);
    expect(found.beta).toBeCloseTo(beta, 3);
    expect(Math.abs(survival(found, 12) - after12)).toBeLessThan(0.02);
  });

  test('is found again where each leaves by the month and many have only begun', () => {
    const roll = seeded(7);
    const made = Array.from({ length: 20_000 }, (): [number, 0 | 1] => {
      // Beta(1, 20) by its inverse.
      const chance = 1 - (1 - roll()) ** (1 / 20);
      const leaves = Math.ceil(Math.log(1 - roll()) / Math.log(1 - chance));
      const watched = roll() * 48;
      return leaves <= watched ? [leaves - 0.5, 1] : [watched, 0];
    });
    const found = fitRetention(ages(made));
    for (const months of [6, 24, 60]) {
      const truly = Array.from({ length: months }, (_, t) => (20 + t) / (21 + t)).reduce((all, one) => all * one, 1);
      expect(Math.abs(survival(found, months) - truly)).toBeLessThan(0.02);
    }
  });

  test('is a rate and no more where few have left, and nobody stays for ever', () => {
    const nobody = fitRetention(ages([[12, 0]]));
    expect(nobody).toEqual({ kind: 'few', contracts: 1, left: 0, monthlyRate: 1 / 72 });
    expect(fitRetention(ages([]))).toMatchObject({ kind: 'few', contracts: 0, monthlyRate: 1 / 60 });
    const some = fitRetention(ages([...several(fewLeft - 1, 10), [150, 0]]));
    expect(some).toMatchObject({ kind: 'few', monthlyRate: 10 / 300 });
    expect(survival(some, 12)).toBeCloseTo(Math.exp(-0.4));
  });

  test('never says more than everybody or less than nobody, and falls', () => {
    const all = fitRetention(ages(several(30, 1)));
    const alike = fitRetention(ages(Array.from({ length: 400 }, (_, at) => [1 + (at % 40), 1])));
    for (const one of [all, alike]) {
      const shares = [0, 0.5, 1, 12, 120, 1200].map((months) => survival(one, months));
      expect(shares[0]).toBe(1);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(shares.every((share) => share >= 0)).toBe(true);
    }
  });
});

describe('what a contract will still bring, in months', () => {
  const rate: Retention = { kind: 'few', contracts: 100, left: 5, monthlyRate: 0.1 };
  const left = (months: number) => Math.exp(-0.1 * months);
  const open: ContractTerms = { age: 5, term: 0, notice: 1, renews: null, endsIn: null };

  test('is all of them within the term, and after it what retention leaves', () => {
    expect(expectedMonths({ ...open, term: 24 }, rate, 12)).toBe(12);
    expect(expectedMonths({ ...open, age: 22, term: 24 }, rate, 4)).toBeCloseTo(1 + 1 + left(1) + left(2));
  });

  test('falls by the month where notice is possible at any time, the notice period later', () => {
    expect(expectedMonths(open, rate, 4)).toBeCloseTo(1 + 1 + left(1) + left(2));
    expect(expectedMonths({ ...open, notice: 0 }, rate, 2)).toBeCloseTo(1 + left(1));
  });

  test('falls only at the ends where it renews; the last day of notice counts, not the end', () => {
    const yearly: ContractTerms = { age: 8, term: 12, notice: 3, renews: 12, endsIn: null };
    expect(expectedMonths(yearly, rate, 12)).toBeCloseTo(4 + 8 * left(1));
    // The last day has passed: a year more is certain.
    expect(expectedMonths({ ...yearly, age: 10 }, rate, 14)).toBe(14);
    expect(expectedMonths({ ...yearly, age: 10 }, rate, 15)).toBeCloseTo(14 + left(11));
  });

  test('is what is left where its end is settled, parts of a month too', () => {
    expect(expectedMonths({ ...open, term: 12, endsIn: 7 }, rate, 24)).toBe(7);
    expect(expectedMonths({ ...open, endsIn: 2.5 }, rate, 24)).toBe(2.5);
    expect(expectedMonths({ ...open, endsIn: -1 }, rate, 24)).toBe(0);
  });

  test('begins when it begins', () => {
    expect(expectedMonths({ ...open, age: -3, term: 24 }, rate, 12)).toBe(9);
    expect(expectedMonths({ ...open, age: -0.5, term: 24 }, rate, 2)).toBe(1.5);
    expect(expectedMonths({ ...open, age: -24 }, rate, 12)).toBe(0);
  });
});
