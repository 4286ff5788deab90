/** Chance that falls the same way every time for one seed: 0 ≤ x < 1. */
export function seeded(seed: number): () => number {
  // mulberry32: small, even enough for samples and starts, and the same on every machine.
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher and Yates; a new array. */
export function shuffled<T>(of: readonly T[], roll: () => number): T[] {
  const cards = [...of];
  for (let at = cards.length - 1; at > 0; at--) {
    const other = Math.floor(roll() * (at + 1));
    [cards[at], cards[other]] = [cards[other] as T, cards[at] as T];
  }
  return cards;
}
