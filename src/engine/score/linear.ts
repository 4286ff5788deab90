import type { Feature, Values } from './features.ts';
import { logistic } from './measures.ts';

/** Terms of one feature side by side: a number and whether it is missing, or one for each choice. */
export type LinearModel = { intercept: number; terms: number[] };

export type Terms = {
  readonly count: number;
  /** Of which feature each term is. */
  readonly feature: Int32Array;
  /** Calls with each term of a row that is not zero. */
  each(values: Values, row: number, visit: (term: number, x: number) => void): void;
};

export function termsOf(features: readonly Feature[]): Terms {
  const first: number[] = [];
  const feature: number[] = [];
  for (const [at, one] of features.entries()) {
    first.push(feature.length);
    const own = one.kind === 'choice' ? one.choices.length + 2 : 2;
    for (let term = 0; term < own; term++) feature.push(at);
  }
  return {
    count: feature.length,
    feature: Int32Array.from(feature),
    each(values, row, visit) {
      for (let at = 0; at < features.length; at++) {
        const one = features[at]!;
        const value = values.columns[at]![row]!;
        const term = first[at]!;
        if (one.kind === 'choice') visit(term + value, 1);
        else if (Number.isNaN(value)) visit(term + 1, 1);
        else visit(term, (Math.min(one.high, Math.max(one.low, value)) - one.mean) / one.spread);
      }
    },
  };
}

/**
 * Logistic regression with a penalty of `l2`/2 on the squared terms, by iteratively reweighted least squares (McCullagh & Nelder 1989). The step is solved by Cholesky; the penalty
 * makes it solvable whatever the columns are.
 */
export function fitLinear(
  terms: Terms,
  values: Values,
  outcomes: Uint8Array,
  rows: Uint32Array,
  l2: number,
): LinearModel {
  const size = terms.count + 1;
  let positives = 0;
  for (const row of rows) positives += outcomes[row]!;
  const rate = (positives + 0.5) / (rows.length + 1);
  const beta = new Float64Array(size);
  beta[size - 1] = Math.log(rate / (1 - rate));
  // The rows once as pairs of term and size, since every step reads them again.
  const begins = new Uint32Array(rows.length + 1);
  const wide = rows.length * (new Set(terms.feature).size + 1);
  const term = new Int32Array(wide);
  const x = new Float64Array(wide);
  let end = 0;
  for (let at = 0; at < rows.length; at++) {
    terms.each(values, rows[at]!, (each, size) => {
      term[end] = each;
      x[end++] = size;
    });
    term[end] = size - 1;
    x[end++] = 1;
    begins[at + 1] = end;
  }
  const matrix = new Float64Array(size * size);
  const slope = new Float64Array(size);
  for (let step = 0; step < 25; step++) {
    matrix.fill(0);
    slope.fill(0);
    for (let at = 0; at < rows.length; at++) {
      const [from, to] = [begins[at]!, begins[at + 1]!];
      let logit = 0;
      for (let one = from; one < to; one++) logit += beta[term[one]!]! * x[one]!;
      const p = logistic(logit);
      const off = outcomes[rows[at]!]! - p;
      const weight = Math.max(1e-10, p * (1 - p));
      for (let one = from; one < to; one++) {
        const row = term[one]! * size;
        slope[term[one]!]! += off * x[one]!;
        const scaled = weight * x[one]!;
        for (let other = from; other <= one; other++) matrix[row + term[other]!]! += scaled * x[other]!;
      }
    }
    for (let at = 0; at < size - 1; at++) {
      matrix[at * size + at]! += l2;
      slope[at]! -= l2 * beta[at]!;
    }
    matrix[size * size - 1]! += 1e-9;
    const change = solve(matrix, slope, size);
    let largest = 0;
    for (let at = 0; at < size; at++) {
      // A step that is too long can swing for ever where the classes are apart.
      const move = Math.max(-4, Math.min(4, change[at]!));
      beta[at]! += move;
      largest = Math.max(largest, Math.abs(move));
    }
    if (largest < 1e-5) break;
  }
  return { intercept: beta[size - 1]!, terms: [...beta.subarray(0, size - 1)] };
}

export function linearLogits(
  model: LinearModel,
  terms: Terms,
  values: Values,
  rows: Uint32Array,
  into: Float64Array,
): void {
  for (const row of rows) {
    let logit = model.intercept;
    terms.each(values, row, (term, x) => (logit += model.terms[term]! * x));
    into[row] = logit;
  }
}

/** A·x = b for a symmetric, positive A, of which the lower half is given; A is overwritten. */
function solve(a: Float64Array, b: Float64Array, size: number): Float64Array {
  for (let column = 0; column < size; column++) {
    let diagonal = a[column * size + column]!;
    for (let k = 0; k < column; k++) diagonal -= a[column * size + k]! ** 2;
    const root = Math.sqrt(Math.max(diagonal, 1e-12));
    a[column * size + column] = root;
    for (let row = column + 1; row < size; row++) {
      let sum = a[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= a[row * size + k]! * a[column * size + k]!;
      a[row * size + column] = sum / root;
    }
  }
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row]! -= a[row * size + k]! * x[k]!;
    x[row]! /= a[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row]! -= a[k * size + row]! * x[k]!;
    x[row]! /= a[row * size + row]!;
  }
  return x;
}
