/**
 * The lowest place of `cost` in a box, by compass search: one step along each axis and back, half the step where none is lower (Hooke and Jeeves 1961). No derivative, no chance:
 * the same start always ends at the same place.
 */
export function lowest(
  cost: (at: Float64Array) => number,
  given: { start: readonly number[]; low: readonly number[]; high: readonly number[]; step: number; until: number },
): { at: Float64Array; cost: number } {
  const at = Float64Array.from(given.start);
  let best = cost(at);
  for (let step = given.step; step >= given.until;) {
    let moved = false;
    for (let axis = 0; axis < at.length; axis++) {
      const here = at[axis] ?? 0;
      const [low, high] = [given.low[axis] ?? 0, given.high[axis] ?? 1];
      for (const way of [step, -step]) {
        at[axis] = Math.min(high, Math.max(low, here + way * (high - low)));
        const found = cost(at);
        if (found < best - 1e-12 * Math.abs(best)) {
          best = found;
          moved = true;
          break;
        }
        at[axis] = here;
      }
    }
    if (!moved) step /= 2;
  }
  return { at, cost: best };
}
