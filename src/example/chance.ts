import { seeded, shuffled } from '#engine/random';

/** Chance that falls the same way every time for one seed. */
export type Chance = {
  /** 0 ≤ x < 1 */
  roll(): number;
  /** Both ends included. */
  between(from: number, to: number): number;
  pick<T>(of: readonly [T, ...T[]] | readonly T[]): T;
  /** By weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  likely(share: number): boolean;
  /** Around 0, with a standard deviation of 1. */
  normal(): number;
  shuffled<T>(of: readonly T[]): T[];
};

export function chance(seed: number): Chance {
  const roll = seeded(seed);
  const between = (from: number, to: number): number => from + Math.floor(roll() * (to - from + 1));

  return {
    roll,
    between,
    pick(of) {
      const picked = of[between(0, of.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
      const entries = Object.entries(weights) as [T, number][];
      let left = roll() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new Error('no weights');
    },
    likely: (share) => roll() < share,
    // Box and Muller; 1 - roll() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll()),
    shuffled: (of) => shuffled(of, roll),
  };
}
