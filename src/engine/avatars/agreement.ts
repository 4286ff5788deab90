import { type Points, squared } from './k-means.ts';

/**
 * The mean silhouette of each of several groupings of the same points: (b − a) / max(a, b), a the mean distance to one's own group, b to the nearest other one; 0 for who is alone. Rousseeuw 1987. Takes time with the
 * square of the points.
 */
export function silhouettes(
  { values, rows, width }: Points,
  groupings: readonly { k: number; labels: ArrayLike<number> }[],
): number[] {
  const sizes = groupings.map(({ k, labels }) => {
    const size = new Float64Array(k);
    for (let row = 0; row < rows; row++) size[labels[row]!]! += 1;
    return size;
  });
  const sums = groupings.map(({ k }) => new Float64Array(k));
  const totals = groupings.map(() => 0);
  for (let row = 0; row < rows; row++) {
    for (const sum of sums) sum.fill(0);
    for (let other = 0; other < rows; other++) {
      const far = Math.sqrt(squared(values, row * width, values, other * width, width));
      for (let at = 0; at < groupings.length; at++) sums[at]![groupings[at]!.labels[other]!]! += far;
    }
    for (const [at, { k, labels }] of groupings.entries())
      totals[at]! += silhouetteOf(labels[row]!, k, sums[at]!, sizes[at]!);
  }
  return totals.map((total) => total / rows);
}

function silhouetteOf(own: number, k: number, sums: Float64Array, sizes: Float64Array): number {
  if (sizes[own]! < 2) return 0;
  const within = sums[own]! / (sizes[own]! - 1);
  let next = Number.POSITIVE_INFINITY;
  for (let label = 0; label < k; label++)
    if (label !== own && sizes[label]! > 0) next = Math.min(next, sums[label]! / sizes[label]!);
  const most = Math.max(within, next);
  return most > 0 && next < Number.POSITIVE_INFINITY ? (next - within) / most : 0;
}

/** How far two groupings agree: 1 the same, 0 by chance. The adjusted Rand index of Hubert and Arabie (1985). */
export function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>, k: number): number {
  const both = new Float64Array(k * k);
  const [left, right] = [new Float64Array(k), new Float64Array(k)];
  for (let row = 0; row < one.length; row++) {
    both[one[row]! * k + other[row]!]! += 1;
    left[one[row]!]! += 1;
    right[other[row]!]! += 1;
  }
  const pairs = (counts: Float64Array) => counts.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [inBoth, inLeft, inRight] = [pairs(both), pairs(left), pairs(right)];
  const chance = (inLeft * inRight) / ((one.length * (one.length - 1)) / 2);
  const most = (inLeft + inRight) / 2;
  return most === chance ? 1 : (inBoth - chance) / (most - chance);
}
