import { type Column, type Table, textAt } from '../table.ts';
import { addTree, descend } from './boosting.ts';
import { binned, type Values, valuesOf } from './features.ts';
import type { ScoreModel } from './fit.ts';
import { folds } from './learn.ts';
import { linearLogits, termsOf } from './linear.ts';
import { logistic, logitOf } from './measures.ts';

/** A probability for each row. Columns that are missing, in another order or with values never seen are no reason to stop. */
export function applyScore(model: ScoreModel, table: Table): Float64Array {
  return applyWithRange(model, table).probabilities;
}

/** Four of five times the share among such rows lies within, where the rows are like those it was learned from; a test measures it. */
export type Ranged = { probabilities: Float64Array; low: Float64Array; high: Float64Array };

/** Of a normal distribution, 80 % lie within so many standard deviations. */
const within80 = 1.2816;

/**
 * The range comes from three things that are added as variances: by how much the members of the bag differ in this row (each has left out a fifth: the delete-a-group jackknife, Kott 2001), by how much chance moves the share among the rows that were said to be about as
 * likely (p(1−p)/n of its calibration bin), and by how much that share was off.
 */
export function applyWithRange(model: ScoreModel, table: Table): Ranged {
  const { parts, features } = model;
  if (!parts) {
    const rate = new Float64Array(table.rows).fill(model.baseRate);
    return { probabilities: rate, low: rate, high: rate };
  }
  const values = valuesIn(model, table);
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const linear = new Float64Array(table.rows);
  linearLogits(parts.linear, termsOf(features), values, rows, linear);
  const members = parts.weight > 0 ? parts.forests.length : 0;
  const sum = new Float64Array(table.rows);
  const squares = new Float64Array(table.rows);
  const data = binned(features, values);
  for (const { start, trees } of members > 0 ? parts.forests : []) {
    const one = new Float64Array(table.rows).fill(start);
    for (const tree of trees) addTree(tree, data, rows, one);
    for (const row of rows) {
      sum[row]! += one[row]!;
      squares[row]! += one[row]! ** 2;
    }
  }
  const probabilities = new Float64Array(table.rows);
  const [low, high] = [new Float64Array(table.rows), new Float64Array(table.rows)];
  for (const row of rows) {
    const mean = members > 0 ? sum[row]! / members : 0;
    const spread = members > 1 ? Math.max(0, squares[row]! / members - mean * mean) : 0;
    const p = logistic(parts.shift + parts.stretch * (parts.weight * mean + (1 - parts.weight) * linear[row]!));
    const bin = model.calibration.find(({ upTo }) => p <= upTo) ?? model.calibration.at(-1);
    const ofMembers = (folds - 1) * (parts.stretch * parts.weight * p * (1 - p)) ** 2 * spread;
    const ofBin = bin ? (p * (1 - p)) / bin.rows + (bin.happened - bin.said) ** 2 : p * (1 - p);
    const half = within80 * Math.sqrt(ofMembers + ofBin);
    probabilities[row] = p;
    low[row] = Math.max(0, p - half);
    high[row] = Math.min(1, p + half);
  }
  return { probabilities, low, high };
}

const placeOf = (table: Table, name: string): Column | undefined =>
  table.columns.find((column) => column.name === name) ??
  table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());

const valuesIn = (model: ScoreModel, table: Table): Values =>
  valuesOf(model.features, table.rows, (name) => placeOf(table, name));

/** What one column does to one row's logit; `value`: as it stands there. */
export type Contribution = { column: string; value: string; logit: number };
export type Explained = { base: number; contributions: Contribution[] };

/**
 * The score of one row taken apart: `base` and all contributions, the strongest first, sum up to its logit. A tree's share goes to the columns along the way to its leaf (Saabas 2014), a linear
 * term's to its own column.
 */
export function explainer(model: ScoreModel, table: Table): (row: number) => Explained {
  const { parts, features } = model;
  if (!parts) return () => ({ base: logitOf(model.baseRate), contributions: [] });
  const values = valuesIn(model, table);
  const data = binned(features, values);
  const terms = termsOf(features);
  const places = features.map(({ name }) => placeOf(table, name));
  const linearShare = parts.stretch * (1 - parts.weight);
  const treeShare = (parts.stretch * parts.weight) / Math.max(1, parts.forests.length);
  let base = parts.shift + linearShare * parts.linear.intercept;
  if (parts.weight > 0)
    for (const forest of parts.forests)
      base += treeShare * forest.trees.reduce((sum, tree) => sum + tree.value[0]!, forest.start);

  const trees = parts.weight > 0 ? parts.forests.flatMap((forest) => forest.trees) : [];
  const wide = features.length;
  const block = { from: 0, to: 0, shares: new Float64Array(0) };
  const explainBlock = (from: number): void => {
    const rows = Uint32Array.from({ length: Math.min(blockRows, table.rows - from) }, (_, at) => from + at);
    const shares = new Float64Array(rows.length * wide);
    for (const row of rows)
      terms.each(values, row, (term, x) => {
        shares[(row - from) * wide + terms.feature[term]!]! += linearShare * parts.linear.terms[term]! * x;
      });
    for (const tree of trees)
      descend(tree, data, rows, (node, parent, order, first, end) => {
        if (parent < 0) return;
        const share = treeShare * (tree.value[node]! - tree.value[parent]!);
        const feature = tree.feature[parent]!;
        for (let at = first; at < end; at++) shares[(order[at]! - from) * wide + feature]! += share;
      });
    Object.assign(block, { from, to: from + rows.length, shares });
  };
  return (row) => {
    if (row < block.from || row >= block.to) explainBlock(row - (row % blockRows));
    const contributions = features.map(({ name }, at) => {
      const column = places[at];
      const logit = block.shares[(row - block.from) * wide + at]!;
      return { column: name, value: column ? textAt(column, row) : '', logit };
    });
    return { base, contributions: contributions.sort((a, b) => Math.abs(b.logit) - Math.abs(a.logit)) };
  };
}

/** Neighbouring rows are taken apart together, since the way down a tree costs them all hardly more than one. */
const blockRows = 4_096;
