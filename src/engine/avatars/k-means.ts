/** Rows of equal width, one after the other. */
export type Points = { values: Float64Array; rows: number; width: number };

/** `wcss`: the sum of the squared distances to one's own centre. */
export type Grouping = { centres: Float64Array; labels: Int32Array; wcss: number };

const mostTurns = 200;

/**
 * The best of many groupings into k by Lloyd's algorithm (1982), each begun as k-means++ begins (Arthur and Vassilvitskii 2007): every further centre is a point, the likelier the farther it is from
 * those already there. Needs at least k different points.
 */
export function kMeans(points: Points, k: number, roll: () => number, restarts: number): Grouping {
  let best: Grouping | undefined;
  for (let turn = 0; turn < restarts; turn++) {
    const found = settle(points, k, spreadCentres(points, k, roll));
    if (!best || found.wcss < best.wcss * (1 - 1e-12)) best = found;
  }
  return best as Grouping;
}

/** Lloyd's turns from given centres until nobody changes the group. */
export function settle(points: Points, k: number, from: Float64Array): Grouping {
  const { values, rows, width } = points;
  const centres = Float64Array.from(from);
  let { labels, wcss } = assign(points, k, centres);
  for (let turn = 0; turn < mostTurns; turn++) {
    const sizes = new Float64Array(k);
    centres.fill(0);
    for (let row = 0; row < rows; row++) {
      const label = labels[row]!;
      sizes[label]! += 1;
      for (let axis = 0; axis < width; axis++) centres[label * width + axis]! += values[row * width + axis]!;
    }
    for (let label = 0; label < k; label++) {
      if (sizes[label] === 0) moveToFarthest(points, centres, labels, label, sizes);
      else for (let axis = 0; axis < width; axis++) centres[label * width + axis]! /= sizes[label]!;
    }
    const next = assign(points, k, centres);
    const settled = next.wcss >= wcss * (1 - 1e-12);
    ({ labels, wcss } = next);
    if (settled) break;
  }
  return { centres, labels, wcss };
}

/** The nearest centre of each point. */
export function assign({ values, rows, width }: Points, k: number, centres: Float64Array): Omit<Grouping, 'centres'> {
  const labels = new Int32Array(rows);
  let wcss = 0;
  for (let row = 0; row < rows; row++) {
    let least = Number.POSITIVE_INFINITY;
    for (let label = 0; label < k; label++) {
      const far = squared(values, row * width, centres, label * width, width);
      if (far < least) {
        least = far;
        labels[row] = label;
      }
    }
    wcss += least;
  }
  return { labels, wcss };
}

/** A group that has lost everybody begins anew at the point that is farthest from where it belongs. */
function moveToFarthest(
  { values, rows, width }: Points,
  centres: Float64Array,
  labels: Int32Array,
  label: number,
  sizes: Float64Array,
): void {
  let [farthest, most] = [0, -1];
  for (let row = 0; row < rows; row++) {
    const own = labels[row]!;
    if (sizes[own]! < 2 || own > label) continue;
    const far = squared(values, row * width, centres, own * width, width);
    if (far > most) [farthest, most] = [row, far];
  }
  for (let axis = 0; axis < width; axis++) centres[label * width + axis] = values[farthest * width + axis]!;
}

function spreadCentres({ values, rows, width }: Points, k: number, roll: () => number): Float64Array {
  const centres = new Float64Array(k * width);
  const nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(roll() * rows);
  for (let label = 0; label < k; label++) {
    for (let axis = 0; axis < width; axis++) centres[label * width + axis] = values[chosen * width + axis]!;
    let total = 0;
    for (let row = 0; row < rows; row++) {
      nearest[row] = Math.min(nearest[row]!, squared(values, row * width, centres, label * width, width));
      total += nearest[row]!;
    }
    let rest = roll() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row++) {
      rest -= nearest[row]!;
      if (rest < 0) {
        chosen = row;
        break;
      }
    }
  }
  return centres;
}

export function squared(one: Float64Array, from: number, other: Float64Array, to: number, width: number): number {
  let sum = 0;
  for (let axis = 0; axis < width; axis++) {
    const apart = one[from + axis]! - other[to + axis]!;
    sum += apart * apart;
  }
  return sum;
}

/** Some of the rows, as often as they are named. */
export function pick({ values, width }: Points, chosen: ArrayLike<number>): Points {
  const some = new Float64Array(chosen.length * width);
  for (let at = 0; at < chosen.length; at++)
    for (let axis = 0; axis < width; axis++) some[at * width + axis] = values[chosen[at]! * width + axis]!;
  return { values: some, rows: chosen.length, width };
}
