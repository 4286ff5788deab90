import { seeded } from '../random.ts';
import { logistic, logitOf, lossOf } from './measures.ts';
import { bestSplit, type Split } from './splits.ts';

/** What the trees see: for each feature and row a bin. Bin 0 holds what is missing or was never seen. */
export type Binned = {
  readonly rows: number;
  readonly features: readonly {
    readonly kind: 'number' | 'choice';
    readonly bins: number;
    readonly data: Uint8Array;
  }[];
};

/** Nodes in the order they were made; a leaf has no feature (−1). `left` bins: up to a threshold, or a set. */
export type Tree = {
  feature: number[];
  /** Numbers: the last bin that goes left. Choices: −1. */
  upTo: number[];
  /** Choices: which bins go left. Numbers: whether bin 0 does, as a set of it. */
  goLeft: number[][];
  left: number[];
  right: number[];
  /** Of every node, so that a way through the tree can be told step by step. */
  value: number[];
};
export type Forest = { start: number; trees: Tree[] };

export type BoostingSettings = {
  maxTrees: number;
  rate: number;
  maxLeaves: number;
  minRows: number;
  l2: number;
  rowShare: number;
  featureShare: number;
  /** Trees without a better fit to the rows kept aside, before it ends. */
  patience: number;
};

/**
 * Gradient boosting of the logistic loss on histograms, grown leaf by leaf (Friedman 2001; Ke et al. 2017, LightGBM). `train` and `aside` are row numbers; it ends when the loss
 * on `aside` stops falling, and keeps the trees up to the best one.
 */
export function boost(
  data: Binned,
  outcomes: Uint8Array,
  train: Uint32Array,
  aside: Uint32Array,
  settings: BoostingSettings,
  seed: number,
): Forest {
  const roll = seeded(seed);
  let positives = 0;
  for (const row of train) positives += outcomes[row] ?? 0;
  const start = logitOf((positives + 0.5) / (train.length + 1));
  const logits = new Float64Array(data.rows).fill(start);
  const gradients = new Float64Array(data.rows);
  const hessians = new Float64Array(data.rows);
  const trees: Tree[] = [];
  let best = { loss: meanLoss(outcomes, logits, aside), trees: 0 };

  for (let made = 0; made < settings.maxTrees && made - best.trees < settings.patience; made++) {
    for (const row of train) {
      const p = logistic(logits[row] ?? 0);
      gradients[row] = p - (outcomes[row] ?? 0);
      hessians[row] = p * (1 - p);
    }
    const rows = settings.rowShare < 1 ? train.filter(() => roll() < settings.rowShare) : train;
    const features = drawn(data.features.length, settings.featureShare, roll);
    const tree = grow(data, gradients, hessians, rows, features, settings);
    trees.push(tree);
    addTree(tree, data, train, logits);
    addTree(tree, data, aside, logits);
    const loss = meanLoss(outcomes, logits, aside);
    if (loss < best.loss - 1e-7) best = { loss, trees: made + 1 };
  }
  return { start, trees: trees.slice(0, best.trees) };
}

/** Adds what a tree says to the logits of these rows. */
export function addTree(tree: Tree, data: Binned, rows: Uint32Array, logits: Float64Array): void {
  descend(tree, data, rows, (node, _parent, order, from, to) => {
    if (tree.feature[node]! >= 0) return;
    const value = tree.value[node]!;
    for (let at = from; at < to; at++) logits[order[at]!]! += value;
  });
}

/** All rows go down together, a column at a time. `arrive` is told of each node, and of which one it hangs (−1: of none), which rows have come there: those of `order` from `from` to before `to`. */
export function descend(
  tree: Tree,
  data: Binned,
  rows: Uint32Array,
  arrive: (node: number, parent: number, order: Uint32Array, from: number, to: number) => void,
): void {
  const order = Uint32Array.from(rows);
  const open: [node: number, parent: number, from: number, to: number][] = [[0, -1, 0, order.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, parent, from, to] = next;
    arrive(node, parent, order, from, to);
    const feature = tree.feature[node]!;
    if (feature < 0) continue;
    const left = partLeft(order, from, to, data.features[feature]!.data, tree.upTo[node]!, tree.goLeft[node]!);
    if (from < left) open.push([tree.left[node]!, node, from, left]);
    if (left < to) open.push([tree.right[node]!, node, left, to]);
  }
}

/** Brings the rows of `order` between `from` and `to` that go left to the front of them; where the others begin. */
function partLeft(
  order: Uint32Array,
  from: number,
  to: number,
  column: Uint8Array,
  upTo: number,
  goLeft: readonly number[],
): number {
  let [left, right] = [from, to];
  const swap = (row: number): void => {
    right -= 1;
    order[left] = order[right]!;
    order[right] = row;
  };
  if (upTo >= 0) {
    const blanks = goLeft.includes(0);
    while (left < right) {
      const row = order[left]!;
      const bin = column[row]!;
      if (bin > 0 ? bin <= upTo : blanks) left += 1;
      else swap(row);
    }
    return left;
  }
  // A table of all bins pays for many rows, not for one.
  const isLeft = to - from < 16 ? undefined : leftOf(upTo, goLeft);
  while (left < right) {
    const row = order[left]!;
    const bin = column[row]!;
    if (isLeft ? isLeft[bin] === 1 : goLeft.includes(bin)) left += 1;
    else swap(row);
  }
  return left;
}

function parted(rows: Uint32Array, column: Uint8Array, isLeft: Uint8Array): { left: Uint32Array; right: Uint32Array } {
  const both = new Uint32Array(rows.length);
  let [from, to] = [0, rows.length];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (isLeft[column[row]!] === 1) both[from++] = row;
    else both[--to] = row;
  }
  return { left: both.subarray(0, from), right: both.subarray(to) };
}

function meanLoss(outcomes: Uint8Array, logits: Float64Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += lossOf(outcomes[row] ?? 0, logistic(logits[row] ?? 0));
  return rows.length === 0 ? 0 : sum / rows.length;
}

function drawn(count: number, share: number, roll: () => number): number[] {
  const all = Array.from({ length: count }, (_, at) => at);
  if (share >= 1) return all;
  const wanted = Math.max(1, Math.round(count * share));
  for (let at = 0; at < wanted; at++) {
    const other = at + Math.floor(roll() * (count - at));
    [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
  }
  return all.slice(0, wanted).sort((a, b) => a - b);
}

type Open = { node: number; rows: Uint32Array; histogram: Float64Array; split: Split | undefined };

function grow(
  data: Binned,
  gradients: Float64Array,
  hessians: Float64Array,
  rows: Uint32Array,
  features: readonly number[],
  settings: BoostingSettings,
): Tree {
  const tree: Tree = { feature: [], upTo: [], goLeft: [], left: [], right: [], value: [] };
  const offsets = offsetsOf(data);
  const add = (histogram: Float64Array): number => {
    const first = features[0] ?? 0;
    let g = 0;
    let h = 0;
    for (let at = offsets[first] ?? 0; at < (offsets[first + 1] ?? 0); at += 3) {
      g += histogram[at] ?? 0;
      h += histogram[at + 1] ?? 0;
    }
    tree.value.push((-g / (h + settings.l2)) * settings.rate);
    tree.upTo.push(-1);
    tree.goLeft.push([]);
    tree.left.push(-1);
    tree.right.push(-1);
    return tree.feature.push(-1) - 1;
  };
  const look = (part: Uint32Array, histogram: Float64Array): Open => ({
    node: add(histogram),
    rows: part,
    histogram,
    split: part.length < 2 * settings.minRows ? undefined : bestSplit(data, histogram, offsets, features, settings),
  });

  const open = [look(rows, histogramOf(data, gradients, hessians, rows, features, offsets))];
  for (let leaves = 1; leaves < settings.maxLeaves; leaves++) {
    let at = -1;
    for (const [each, { split }] of open.entries())
      if (split && (at < 0 || split.gain > (open[at]?.split?.gain ?? 0))) at = each;
    const [parent] = at < 0 ? [] : open.splice(at, 1);
    if (!parent?.split) break;
    const { split } = parent;
    const column = data.features[split.feature]?.data ?? new Uint8Array();
    const isLeft = leftOf(split.upTo, split.goLeft);
    const { left: leftRows, right: rightRows } = parted(parent.rows, column, isLeft);
    // The larger side's histogram is the parent's without the smaller one's.
    const leftIsSmall = leftRows.length < rightRows.length;
    const small = histogramOf(data, gradients, hessians, leftIsSmall ? leftRows : rightRows, features, offsets);
    const large = parent.histogram;
    for (let bin = 0; bin < large.length; bin++) large[bin] = (large[bin] ?? 0) - (small[bin] ?? 0);
    const left = look(leftRows, leftIsSmall ? small : large);
    const right = look(rightRows, leftIsSmall ? large : small);
    tree.feature[parent.node] = split.feature;
    tree.upTo[parent.node] = split.upTo;
    tree.goLeft[parent.node] = split.goLeft;
    tree.left[parent.node] = left.node;
    tree.right[parent.node] = right.node;
    open.push(left, right);
  }
  return tree;
}

function leftOf(upTo: number, goLeft: readonly number[]): Uint8Array {
  const isLeft = new Uint8Array(256);
  for (let bin = 1; bin <= upTo; bin++) isLeft[bin] = 1;
  for (const bin of goLeft) isLeft[bin] = 1;
  return isLeft;
}

/** Where the bins of each feature begin: three numbers a bin, the sums of gradients and hessians, and how many rows. */
function offsetsOf(data: Binned): Uint32Array {
  const offsets = new Uint32Array(data.features.length + 1);
  for (const [at, { bins }] of data.features.entries()) offsets[at + 1] = (offsets[at] ?? 0) + bins * 3;
  return offsets;
}

function histogramOf(
  data: Binned,
  gradients: Float64Array,
  hessians: Float64Array,
  rows: Uint32Array,
  features: readonly number[],
  offsets: Uint32Array,
): Float64Array {
  const histogram = new Float64Array(offsets[data.features.length] ?? 0);
  const count = rows.length;
  // Side by side, so that every feature reads them in order.
  const g = new Float64Array(count);
  const h = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    g[at] = gradients[rows[at]!]!;
    h[at] = hessians[rows[at]!]!;
  }
  for (const feature of features) {
    const column = data.features[feature]!.data;
    const offset = offsets[feature]!;
    for (let at = 0; at < count; at++) {
      const bin = offset + column[rows[at]!]! * 3;
      histogram[bin]! += g[at]!;
      histogram[bin + 1]! += h[at]!;
      histogram[bin + 2]! += 1;
    }
  }
  return histogram;
}
