import { type Column, type Table, textAt } from '../table.ts';
import { addTree, leafOf } from './boosting.ts';
import { binned, type Values, valuesOf } from './features.ts';
import type { ScoreModel } from './fit.ts';
import { linearLogits, termsOf } from './linear.ts';
import { logistic, logitOf } from './measures.ts';

/** A probability for each row. Columns that are missing, in another order or with values never seen are no reason to stop. */
export function applyScore(model: ScoreModel, table: Table): Float64Array {
  const { parts, features } = model;
  if (!parts) return new Float64Array(table.rows).fill(model.baseRate);
  const values = valuesIn(model, table);
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const linear = new Float64Array(table.rows);
  linearLogits(parts.linear, termsOf(features), values, rows, linear);
  const trees = new Float64Array(table.rows);
  if (parts.weight > 0) {
    const data = binned(features, values);
    for (const { start, trees: all } of parts.forests) {
      for (const row of rows) trees[row]! += start;
      for (const tree of all) addTree(tree, data, rows, trees);
    }
  }
  const share = parts.weight / Math.max(1, parts.forests.length);
  return linear.map((logit, row) =>
    logistic(parts.shift + parts.stretch * (share * trees[row]! + (1 - parts.weight) * logit)),
  );
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
    for (const { start, trees } of parts.forests)
      base += treeShare * trees.reduce((sum, tree) => sum + tree.value[0]!, start);

  return (row) => {
    const shares = new Float64Array(features.length);
    terms.each(
      values,
      row,
      (term, x) => (shares[terms.feature[term]!]! += linearShare * parts.linear.terms[term]! * x),
    );
    if (parts.weight > 0)
      for (const tree of parts.forests.flatMap(({ trees }) => trees))
        leafOf(
          tree,
          (feature) => data.features[feature]!.data[row]!,
          (from, to) => (shares[tree.feature[from]!]! += treeShare * (tree.value[to]! - tree.value[from]!)),
        );
    const contributions = features.map(({ name }, at) => {
      const column = places[at];
      return { column: name, value: column ? textAt(column, row) : '', logit: shares[at]! };
    });
    return { base, contributions: contributions.sort((a, b) => Math.abs(b.logit) - Math.abs(a.logit)) };
  };
}
