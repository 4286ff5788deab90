/** Rows of the panel that look alike, taken together. `levels`: for each cell, which level of the feature it has; `ordered`: neighbours among them are alike. */
export type Cells = { readonly count: number; readonly features: readonly Feature[] };
export type Feature = { readonly levels: Uint32Array; readonly size: number; readonly ordered: boolean };

/** A node parts by whether a level of its feature `goesLeft`, or is a leaf. */
type Node = { value: number } | { feature: number; goesLeft: Uint8Array; left: Node; right: Node };
export type Hazard = { base: number; trees: readonly Node[] };

const trees = 40;
const rate = 0.1;
const leaves = 12;
/** What was seen in one or two quarters will not come again as strongly: this share of what sets groups apart is carried on. */
const believed = 0.6;
const ridge = 5;
/** Rows that a leaf must hold. */
const fewest = 50;

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** `plain`: one chance for all, where there is too little to tell groups apart. */
type Counts = { rows: Float64Array; hits: Float64Array; plain: boolean };

/**
 * The chance that something happens within a week, from how often it did: boosted trees on the logistic loss (Friedman 2001), grown leaf by leaf. `rows` and `hits`: for each cell, how many rows and in how many of them it happened.
 */
export function fitHazard({ count, features }: Cells, { rows, hits, plain }: Counts): Hazard {
  const all = rows.reduce((sum, each) => sum + each, 0);
  const happened = hits.reduce((sum, each) => sum + each, 0);
  const base = Math.log((happened + 0.5) / (all - happened + 0.5));
  const logits = new Float64Array(count).fill(base);
  const used = Uint32Array.from({ length: count }, (_, cell) => cell).filter((cell) => (rows[cell] ?? 0) > 0);
  const gradients = new Float64Array(count);
  const curves = new Float64Array(count);
  const made: Node[] = [];
  for (let tree = 0; tree < (plain ? 0 : trees); tree++) {
    for (const cell of used) {
      const p = logistic(logits[cell] ?? 0);
      gradients[cell] = (hits[cell] ?? 0) - (rows[cell] ?? 0) * p;
      curves[cell] = (rows[cell] ?? 0) * p * (1 - p);
    }
    const grown = grow(features, { gradients, curves, rows, cells: used });
    for (const leaf of grown.leaves) for (const cell of leaf.cells) logits[cell] = (logits[cell] ?? 0) + leaf.value;
    made.push(grown.root);
  }
  return { base, trees: made };
}

export function chanceOf({ base, trees: made }: Hazard, levels: readonly number[]): number {
  let logit = base;
  for (let node of made) {
    while ('feature' in node) node = node.goesLeft[levels[node.feature] ?? 0] === 1 ? node.left : node.right;
    logit += believed * node.value;
  }
  return logistic(logit);
}

type Sums = { gradients: Float64Array; curves: Float64Array; rows: Float64Array };
type Split = { gain: number; feature: number; goesLeft: Uint8Array };
type Leaf = { cells: Uint32Array; value: number; split: Split | undefined; put(node: Node): void };

function grow(
  features: readonly Feature[],
  { cells, ...sums }: Sums & { cells: Uint32Array },
): { root: Node; leaves: Leaf[] } {
  const leafOf = (part: Uint32Array, put: (node: Node) => void): Leaf => {
    let [g, h] = [0, 0];
    for (const cell of part) {
      g += sums.gradients[cell] ?? 0;
      h += sums.curves[cell] ?? 0;
    }
    return { cells: part, value: (rate * g) / (h + ridge), split: bestSplit(features, sums, part), put };
  };
  let root: Node = { value: 0 };
  const open = [leafOf(cells, (node) => (root = node))];
  while (open.length < leaves) {
    const at = open.reduce(
      (best, { split }, each) => ((split?.gain ?? 0) > (open[best]?.split?.gain ?? 0) ? each : best),
      0,
    );
    const { split, cells: part, put } = open[at] ?? {};
    if (!split || !part || !put) break;
    const levels = features[split.feature]?.levels ?? new Uint32Array();
    const isLeft = (cell: number) => split.goesLeft[levels[cell] ?? 0] === 1;
    const node = {
      feature: split.feature,
      goesLeft: split.goesLeft,
      left: { value: 0 } as Node,
      right: { value: 0 } as Node,
    };
    put(node);
    open.splice(
      at,
      1,
      leafOf(part.filter(isLeft), (below) => (node.left = below)),
      leafOf(
        part.filter((cell) => !isLeft(cell)),
        (below) => (node.right = below),
      ),
    );
  }
  for (const { put, value } of open) put({ value });
  return { root, leaves: open };
}

/** Levels in their order, or in the order of what they say, parted in two where the loss falls most. */
function bestSplit(features: readonly Feature[], sums: Sums, cells: Uint32Array): Split | undefined {
  let best: Split | undefined;
  for (const [feature, { levels, size, ordered }] of features.entries()) {
    const [g, h, n] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    let [allG, allH, allN] = [0, 0, 0];
    for (const cell of cells) {
      const level = levels[cell] ?? 0;
      const [own, curve, rows] = [sums.gradients[cell] ?? 0, sums.curves[cell] ?? 0, sums.rows[cell] ?? 0];
      g[level] = (g[level] ?? 0) + own;
      h[level] = (h[level] ?? 0) + curve;
      n[level] = (n[level] ?? 0) + rows;
      allG += own;
      allH += curve;
      allN += rows;
    }
    const order = Array.from({ length: size }, (_, level) => level).filter((level) => (n[level] ?? 0) > 0);
    const says = (level: number) => (g[level] ?? 0) / ((h[level] ?? 0) + 2 * ridge);
    if (!ordered) order.sort((a, b) => says(a) - says(b) || a - b);
    let [leftG, leftH, leftN] = [0, 0, 0];
    for (const [at, level] of order.entries()) {
      leftG += g[level] ?? 0;
      leftH += h[level] ?? 0;
      leftN += n[level] ?? 0;
      if (leftN < fewest) continue;
      if (allN - leftN < fewest) break;
      const gain =
        leftG ** 2 / (leftH + ridge) + (allG - leftG) ** 2 / (allH - leftH + ridge) - allG ** 2 / (allH + ridge);
      if (gain <= (best?.gain ?? 1e-9)) continue;
      const goesLeft = new Uint8Array(size);
      // A level that was never seen here goes with the neighbour before it.
      if (ordered) goesLeft.fill(1, 0, level + 1);
      else for (const each of order.slice(0, at + 1)) goesLeft[each] = 1;
      best = { gain, feature, goesLeft };
    }
  }
  return best;
}
