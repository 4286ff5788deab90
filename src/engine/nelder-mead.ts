/** Where a function is smallest, and how small. */
export type Minimum = { at: number[]; value: number };

/**
 * The minimum of a function without derivatives, by the simplex of Nelder and Mead (1965) with the adaptive coefficients of Gao and Han (2012). Begins anew around what it has found until that
 * gains nothing more, since a simplex may shrink before it has arrived. What is not a number counts as infinitely large.
 */
export function minimise(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-9, mostRounds = 8 }: { step?: number; tolerance?: number; mostRounds?: number } = {},
): Minimum {
  const value = (at: readonly number[]): number => {
    const found = of(at);
    return Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
  };
  let best: Minimum = { at: [...start], value: value(start) };
  for (let round = 0; round < mostRounds; round++) {
    const next = descend(value, best, step / (round + 1), tolerance);
    const gained = best.value - next.value;
    best = next;
    if (round > 0 && !(gained > tolerance * (Math.abs(best.value) + tolerance))) break;
  }
  return best;
}

function descend(of: (at: readonly number[]) => number, from: Minimum, step: number, tolerance: number): Minimum {
  const size = from.at.length;
  const [expand, contract, shrink] = [1 + 2 / size, 0.75 - 0.5 / size, 1 - 1 / Math.max(size, 2)];
  const simplex: Minimum[] = [from];
  for (let axis = 0; axis < size; axis++) {
    const at = from.at.map((one, other) => (other === axis ? one + step : one));
    simplex.push({ at, value: of(at) });
  }
  for (let turn = 0; turn < 400 * size; turn++) {
    simplex.sort((one, other) => one.value - other.value);
    const [best, worst, second] = [simplex[0]!, simplex[size]!, simplex[size - 1]!];
    const width = Math.max(...simplex.map(({ at }) => Math.max(...at.map((x, axis) => Math.abs(x - best.at[axis]!)))));
    if (width < 1e-7 || (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance) && width < 1e-3))
      break;
    const middle = best.at.map((_, axis) => simplex.slice(0, size).reduce((sum, { at }) => sum + at[axis]!, 0) / size);
    const along = (far: number): Minimum => {
      const at = middle.map((x, axis) => x + far * (x - worst.at[axis]!));
      return { at, value: of(at) };
    };
    const mirrored = along(1);
    if (mirrored.value < best.value) {
      const further = along(expand);
      simplex[size] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < second.value) simplex[size] = mirrored;
    else {
      const nearer = mirrored.value < worst.value ? along(contract) : along(-contract);
      if (nearer.value < Math.min(mirrored.value, worst.value)) simplex[size] = nearer;
      else
        for (let corner = 1; corner <= size; corner++) {
          const at = simplex[corner]!.at.map((x, axis) => best.at[axis]! + shrink * (x - best.at[axis]!));
          simplex[corner] = { at, value: of(at) };
        }
    }
  }
  return simplex.reduce((best, one) => (one.value < best.value ? one : best));
}
