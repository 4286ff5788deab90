import { seeded, shuffled } from '../random.ts';
import { columnOf, type Table, TableProblem } from '../table.ts';
import { adjustedRand, silhouettes } from './agreement.ts';
import { type Contrast, contrastsOf } from './contrasts.ts';
import { placeRows, readFields } from './fields.ts';
import { assign, type Grouping, kMeans, pick, type Points, settle } from './k-means.ts';

export type Avatar = { size: number; contrasts: Contrast[] };

export type Avatars = {
  k: number;
  /** Mean silhouette, -1 to 1. */
  silhouette: number;
  wcss: number;
  /** Mean agreement (adjusted Rand index) with groupings of the same people drawn anew. */
  stability: number;
  separation: 'strong' | 'weak';
  /** Row by row the place of its avatar in `avatars`. */
  labels: number[];
  avatars: Avatar[];
  warnings: string[];
};

const fewest = 8;
const mostGroups = 8;
const restarts = 50;
/** Centres are looked for and judged among so many rows, drawn with a fixed seed, since a silhouette takes time with the square of them; then all rows settle around the centres. */
const mostJudged = 2000;
const redraws = 20;
/** Below, another handful of the same people would give other groups. */
const stable = 0.75;
/** Kaufman and Rousseeuw (1990): above .5 there is a structure, below it may be made up. */
const strong = 0.5;

/**
 * Groups of people who are alike in these columns: k-means++ for 2 to 8 groups, of which the number with the best silhouette is taken among those that come out alike when the same people are drawn anew (bootstrap;
 * Hennig 2007). The same table and seed always give the same groups. Throws a TableProblem where there are too few rows, or nothing to tell them apart.
 */
export function groupAvatars(table: Table, names: readonly string[], seed = 1): Avatars {
  if (table.rows < fewest)
    throw new TableProblem(`Für Gruppen braucht es mindestens ${fewest} Zeilen; hier sind es ${table.rows}.`);
  const columns = new Set(names.map((name) => columnOf(table, name)));
  const { fields, warnings } = readFields(table, [...columns]);
  const points = placeRows(fields, table.rows);
  const roll = seeded(seed);
  const part = pick(points, drawn(points.rows, mostJudged, roll));
  const most = Math.min(mostGroups, Math.floor(table.rows / 4), differentRows(part, mostGroups));
  if (most < 2) throw new TableProblem('In diesen Spalten sind alle Zeilen gleich: Es gibt nichts zu gruppieren.');

  const tries = Array.from({ length: most - 1 }, (_, at) => ({ k: at + 2, ...kMeans(part, at + 2, roll, restarts) }));
  const silhouetteOf = silhouettes(part, tries);
  const stabilityOf = tries.map((one) => stabilityAmong(part, one, roll));
  const best = bestOf(silhouetteOf, stabilityOf);
  const { k, centres } = tries[best]!;
  const [silhouette, stability] = [silhouetteOf[best]!, stabilityOf[best]!];
  const { labels, sizes, wcss } = bySize(settle(points, k, centres), k);
  const separation = silhouette >= strong && stability >= stable ? 'strong' : 'weak';
  if (separation === 'weak')
    warnings.push('Die Gruppen gehen ineinander über: Nehmen Sie sie als Anregung, nicht als Tatsache.');
  return {
    k,
    silhouette,
    wcss,
    stability,
    separation,
    labels: [...labels],
    avatars: sizes.map((size, label) => ({ size, contrasts: contrastsOf(fields, labels, label) })),
    warnings,
  };
}

function bestOf(silhouette: readonly number[], stability: readonly number[]): number {
  const among = stability.some((one) => one >= stable) ? stable : Math.max(...stability);
  let best = -1;
  for (const [at, value] of silhouette.entries())
    if (stability[at]! >= among && (best < 0 || value > silhouette[best]!)) best = at;
  return best;
}

/** So many places of all, in their order; all of them if there are not more. */
function drawn(rows: number, most: number, roll: () => number): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  if (rows <= most) return all;
  return shuffled(all, roll)
    .slice(0, most)
    .toSorted((one, other) => one - other);
}

function stabilityAmong(points: Points, { k, labels }: { k: number; labels: Int32Array }, roll: () => number): number {
  let sum = 0;
  for (let draw = 0; draw < redraws; draw++) {
    const again = pick(
      points,
      Array.from({ length: points.rows }, () => Math.floor(roll() * points.rows)),
    );
    const { centres } = kMeans(again, k, roll, 5);
    sum += adjustedRand(labels, assign(points, k, centres).labels, k);
  }
  return sum / redraws;
}

function differentRows({ values, rows, width }: Points, enough: number): number {
  const known = new Set<string>();
  for (let row = 0; row < rows && known.size < enough; row++)
    known.add(values.subarray(row * width, (row + 1) * width).join(' '));
  return known.size;
}

/** The largest group first; of two of one size the one that comes first in the table. */
function bySize({ labels, wcss }: Grouping, k: number): { labels: Int32Array; sizes: number[]; wcss: number } {
  const sizes = Array.from({ length: k }, () => 0);
  const first = Array.from({ length: k }, () => labels.length);
  for (const [row, label] of labels.entries()) {
    sizes[label]! += 1;
    first[label] = Math.min(first[label]!, row);
  }
  const order = sizes.map((_, label) => label).toSorted((a, b) => sizes[b]! - sizes[a]! || first[a]! - first[b]!);
  return {
    labels: labels.map((label) => order.indexOf(label)),
    sizes: order.map((label) => sizes[label]!),
    wcss,
  };
}
