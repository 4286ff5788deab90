import { columnOf, type Table } from '../table.ts';
import { type Axis, axesOf, type Field, inDeviations, readFields } from './fields.ts';

/** What it takes to say how well somebody new fits each group. Plain data, so that it can be kept. */
export type FitModel = {
  axes: Axis[];
  /** For each group, axis by axis, where its members stand in the mean: one number, or one for each choice. */
  centres: number[][][];
  /** For each group how far its own members stand from its centre: the 101 percentiles, rising. */
  distances: number[][];
};

/** One value for each axis; null: not known. */
export type Known = readonly (number | string | null)[];

export type Fit = {
  /** So many of a hundred members of the group stand as far from its centre, or farther. */
  percent: number;
  /** Axis by axis how much closer to the group's centre than to the middle of all; below 0 it speaks against. Null: not known. */
  gains: (number | null)[];
};

/** Learns from the rows that were grouped; `names` are the columns that are known of somebody new too. */
export function learnFit(table: Table, names: readonly string[], labels: ArrayLike<number>, k: number): FitModel {
  const { fields } = readFields(
    table,
    names.map((name) => columnOf(table, name)),
  );
  const axes = axesOf(fields);
  const places = fields.map((field, at) => placesOf(field, axes[at]!));
  const centres = Array.from({ length: k }, (_, label) =>
    places.map((rows, at) => meanPlace(rows, labels, label, widthOf(axes[at]!))),
  );
  const distances = centres.map((centre, label) => {
    const own: number[] = [];
    for (let row = 0; row < table.rows; row++) {
      if (labels[row] !== label) continue;
      const far = meanDistance(
        places.map((rows) => rows[row]!),
        centre,
      );
      if (far !== undefined) own.push(far);
    }
    return percentiles(own);
  });
  return { axes, centres, distances };
}

/** How well somebody fits each group; nothing where less than half of what counts is known of them. */
export function fitOf({ axes, centres, distances }: FitModel, known: Known): Fit[] | undefined {
  const places = axes.map((axis, at) => placeOf(axis, known[at] ?? null));
  if (places.filter((place) => place !== null).length * 2 < axes.length) return undefined;
  return centres.map((centre, label) => {
    const far = meanDistance(places, centre) ?? 0;
    const own = distances[label]!;
    const farther = own.filter((one) => one >= far - 1e-9).length;
    return {
      percent: own.length === 0 ? 0 : Math.round((100 * farther) / own.length),
      gains: places.map((place, at) =>
        place === null
          ? null
          : distance(
              place,
              centre[at]!.map(() => 0),
            ) - distance(place, centre[at]!),
      ),
    };
  });
}

type Place = number[] | null;

const widthOf = (axis: Axis): number => (axis.kind === 'number' ? 1 : axis.choices.length);

function placesOf(field: Field, axis: Axis): Place[] {
  if (field.kind === 'number')
    return Array.from(field.values, (value) => placeOf(axis, Number.isNaN(value) ? null : value));
  return Array.from(field.values, (choice) => placeOf(axis, choice < 0 ? null : field.choices[choice]!));
}

function placeOf(axis: Axis, value: number | string | null): Place {
  if (value === null || value === '') return null;
  if (axis.kind === 'number') return typeof value === 'number' ? [inDeviations(value, axis)] : null;
  const said = String(value);
  const at = axis.choices.indexOf(said);
  // The rare ones were put together; a choice that nobody had is as unlike as can be.
  const choice = at >= 0 ? at : axis.choices.indexOf('anderes');
  return axis.shares.map((share, one) => axis.weight * ((one === choice ? 1 : 0) - share));
}

function meanPlace(rows: readonly Place[], labels: ArrayLike<number>, label: number, width: number): number[] {
  const sums = Array.from({ length: width }, () => 0);
  let filled = 0;
  for (const [row, place] of rows.entries()) {
    if (labels[row] !== label || place === null) continue;
    filled += 1;
    for (let axis = 0; axis < width; axis++) sums[axis]! += place[axis]!;
  }
  return filled === 0 ? sums : sums.map((sum) => sum / filled);
}

/** The squared distance of what is known, per column. */
function meanDistance(places: readonly Place[], centre: readonly (readonly number[])[]): number | undefined {
  let [sum, filled] = [0, 0];
  for (const [at, place] of places.entries()) {
    if (place === null) continue;
    sum += distance(place, centre[at]!);
    filled += 1;
  }
  return filled === 0 ? undefined : sum / filled;
}

function distance(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0);
}

function percentiles(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: 101 }, (_, percent) => sorted[Math.round((percent / 100) * (sorted.length - 1))]!);
}
