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
  shuffled<T>(of: readonly T[]): T[];
};

export function chance(seed: number): Chance {
  // mulberry32: small, even enough for names and numbers, and the same on every machine.
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
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
    shuffled(of) {
      const cards = [...of];
      for (let at = cards.length - 1; at > 0; at--) {
        const other = between(0, at);
        [cards[at], cards[other]] = [cards[other] as never, cards[at] as never];
      }
      return cards;
    },
  };
}
