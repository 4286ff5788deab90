import { addTree, boost, type BoostingSettings, type Forest } from './boosting.ts';
import { binned, type Feature, type Values } from './features.ts';
import { fitLinear, type LinearModel, linearLogits, type Terms, termsOf } from './linear.ts';
import { logistic, lossOf } from './measures.ts';

/** The score is logistic(shift + stretch × (weight × trees + (1 − weight) × linear)), all three in logits; `trees`: the mean of the forests. */
export type ScoreParts = { linear: LinearModel; forests: Forest[]; weight: number; shift: number; stretch: number };

export const folds = 5;
/** Below, there is not enough to grow trees from. */
const fewestForTrees = 200;

/** `probabilities`: of each row by what had not seen it. */
type Learned = { parts: ScoreParts; probabilities: Float64Array };

/** Linear and boosted parts, mixed and straightened by what they say of rows they have not seen. `splits`: for each round, the fold of every row. */
export function learn(
  features: readonly Feature[],
  values: Values,
  outcomes: Uint8Array,
  rows: Uint32Array,
  splits: readonly Uint8Array[],
  seed: number,
): Learned {
  const terms = termsOf(features);
  const rounds = splits.map((foldOf) =>
    Array.from({ length: folds }, (_, fold) => ({
      train: rows.filter((row) => foldOf[row] !== fold),
      aside: rows.filter((row) => foldOf[row] === fold),
    })),
  );
  const { l2, logits: linear } = bestPenalty(terms, values, outcomes, rows, rounds);
  const forests: Forest[] = [];
  const trees = new Float64Array(values.rows);
  if (rows.length >= fewestForTrees) {
    const data = binned(features, values);
    for (const { train, aside } of rounds.flat()) {
      const forest = boost(data, outcomes, train, aside, settingsFor(rows.length), seed * 1_000 + forests.length);
      forests.push(forest);
      for (const row of aside) trees[row]! += forest.start;
      for (const tree of forest.trees) addTree(tree, data, aside, trees);
    }
    for (const row of rows) trees[row]! /= rounds.length;
  }
  const weight = forests.length === 0 ? 0 : bestWeight(trees, linear, outcomes, rows);
  const mixed = Float64Array.from(linear, (logit, row) => weight * trees[row]! + (1 - weight) * logit);
  const { shift, stretch } = straighten(mixed, outcomes, rows);
  return {
    parts: { linear: fitLinear(terms, values, outcomes, rows, l2), forests, weight, shift, stretch },
    probabilities: mixed.map((logit) => logistic(shift + stretch * logit)),
  };
}

/** In a small table chance decides who is in which part; so it is parted more than once. */
export const roundsFor = (rows: number): number => (rows < 2_000 ? 5 : rows < 10_000 ? 2 : 1);

/** One set for every table; smaller ones get smaller trees. */
function settingsFor(rows: number): BoostingSettings {
  return {
    maxTrees: 1_000,
    rate: rows < 5_000 ? 0.04 : 0.06,
    maxLeaves: rows < 1_000 ? 4 : rows < 10_000 ? 12 : 31,
    minRows: rows < 2_000 ? 10 : 20,
    l2: 2,
    rowShare: 0.8,
    featureShare: rows < 1_000 ? 0.4 : 0.7,
    patience: 40,
  };
}

function bestPenalty(
  terms: Terms,
  values: Values,
  outcomes: Uint8Array,
  rows: Uint32Array,
  rounds: readonly { train: Uint32Array; aside: Uint32Array }[][],
): { l2: number; logits: Float64Array } {
  let best = { l2: 0, loss: Infinity, logits: new Float64Array(values.rows) };
  for (const l2 of rows.length < 5_000 ? [1, 3, 10, 30, 100] : [3]) {
    const logits = new Float64Array(values.rows);
    const one = new Float64Array(values.rows);
    for (const round of rounds) {
      for (const { train, aside } of round)
        linearLogits(fitLinear(terms, values, outcomes, train, l2), terms, values, aside, one);
      for (const row of rows) logits[row]! += one[row]! / rounds.length;
    }
    const loss = lossAt(outcomes, rows, (row) => logits[row]!);
    if (loss < best.loss) best = { l2, loss, logits };
  }
  return best;
}

function bestWeight(trees: Float64Array, linear: Float64Array, outcomes: Uint8Array, rows: Uint32Array): number {
  let best = { weight: 0, loss: Infinity };
  for (let step = 0; step <= 20; step++) {
    const weight = step / 20;
    const loss = lossAt(outcomes, rows, (row) => weight * trees[row]! + (1 - weight) * linear[row]!);
    if (loss < best.loss - 1e-6) best = { weight, loss };
  }
  return best.weight;
}

function lossAt(outcomes: Uint8Array, rows: Uint32Array, logit: (row: number) => number): number {
  let sum = 0;
  for (const row of rows) sum += lossOf(outcomes[row]!, logistic(logit(row)));
  return sum / rows.length;
}

/** Platt's scaling by Newton's method (Platt 1999; Lin, Lin & Weng 2007), kept where it tells the rows that were not seen better. Being straight in logits it keeps the sum of the reasons exact. */
function straighten(logits: Float64Array, outcomes: Uint8Array, rows: Uint32Array): { shift: number; stretch: number } {
  let [shift, stretch] = [0, 1];
  for (let step = 0; step < 50; step++) {
    let [gs, gt, hss, hst, htt] = [0, 0, 1e-9, 0, 1e-9];
    for (const row of rows) {
      const x = logits[row]!;
      const p = logistic(shift + stretch * x);
      const [off, weight] = [outcomes[row]! - p, p * (1 - p)];
      gs += off;
      gt += off * x;
      hss += weight;
      hst += weight * x;
      htt += weight * x * x;
    }
    const determinant = hss * htt - hst * hst;
    if (determinant <= 1e-12) break;
    const [ds, dt] = [(gs * htt - gt * hst) / determinant, (gt * hss - gs * hst) / determinant];
    shift += ds;
    stretch += dt;
    if (Math.abs(ds) + Math.abs(dt) < 1e-9) break;
  }
  const plain = lossAt(outcomes, rows, (row) => logits[row]!);
  const straight = lossAt(outcomes, rows, (row) => shift + stretch * logits[row]!);
  // Two numbers fitted to n rows gain 1/n by chance alone.
  return Number.isFinite(straight) && stretch > 0 && straight < plain - 1 / rows.length
    ? { shift, stretch }
    : { shift: 0, stretch: 1 };
}
