import { isBlank, readNumbers, toNumber, decimalOf } from '../numbers.ts';
import { readDays } from '../days.ts';
import { type Column, type Table } from '../table.ts';
import type { Binned } from './boosting.ts';

/** How a column is understood; all that is needed to understand the same column of another table. */
export type Feature =
  | {
      kind: 'number';
      name: string;
      decimal: ',' | '.';
      edges: number[];
      low: number;
      high: number;
      mean: number;
      spread: number;
    }
  | { kind: 'choice'; name: string; choices: string[] };

/** Why a column is not looked at, in words. */
export type Ignored = { column: string; why: string };

const mostBins = 255;
/** A choice that fewer rows have is one of the others. */
const fewestOfChoice = 5;

/** Decides for each column what it is, from the rows to learn from alone. */
export function understand(table: Table, columns: readonly Column[]): { features: Feature[]; ignored: Ignored[] } {
  const features: Feature[] = [];
  const ignored: Ignored[] = [];
  for (const column of columns) {
    const found = understandColumn(column, table.rows);
    if (typeof found === 'string') ignored.push({ column: column.name, why: found });
    else features.push(found);
  }
  return { features, ignored };
}

function understandColumn(column: Column, rows: number): Feature | string {
  const counts = new Uint32Array(column.words.length);
  for (const code of column.codes) counts[code] = (counts[code] ?? 0) + 1;
  const different = column.words.filter((word, code) => counts[code] && !isBlank(word)).length;
  if (different === 0) return 'leer';
  const hasBlank = column.words.some((word, code) => counts[code] && isBlank(word));
  if (different === 1 && !hasBlank) return 'überall dasselbe';

  const numbers = readNumbers(column);
  if (numbers.readable >= 0.9) {
    if (isSerial(column.name, numbers.values, different)) return 'fortlaufende Nummer';
    return { ...numberShape(numbers.values), kind: 'number', name: column.name, decimal: decimalOf(column.words) };
  }
  // A day comes once: what is to be scored lies after all of them, where nothing was learned.
  const days = readDays(column);
  if (days.reduce((sum, day) => sum + (Number.isNaN(day) ? 0 : 1), 0) >= 0.9 * numbers.filled)
    return 'ein Datum: kehrt nicht wieder';
  if (different > 20 && different > rows * 0.5) return 'in fast jeder Zeile anders';

  const fewest = Math.min(fewestOfChoice, Math.max(1, Math.floor(rows / 100)));
  const choices = column.words
    .map((word, code) => ({ word, count: counts[code] ?? 0 }))
    .filter(({ word, count }) => count >= fewest && !isBlank(word))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, mostBins - 2)
    .map(({ word }) => word);
  return choices.length === 0 ? 'nur einzelne, seltene Werte' : { kind: 'choice', name: column.name, choices };
}

const serialName = /(^|[^a-zäöü])(id|nr|no|num|number|nummer|key|row|zeile|index|schlüssel)\.?$/i;

/** A whole number of its own in every row, that is named so or only rises, tells rows apart and nothing else. */
function isSerial(name: string, values: Float64Array, different: number): boolean {
  if (different < 20 || different < values.length * 0.98) return false;
  if (!values.every((value) => Number.isNaN(value) || Number.isInteger(value))) return false;
  return serialName.test(name) || values.every((value, row) => row === 0 || value > (values[row - 1] ?? 0));
}

function numberShape(values: Float64Array): {
  edges: number[];
  low: number;
  high: number;
  mean: number;
  spread: number;
} {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const different: number[] = [];
  for (const value of sorted) if (value !== different.at(-1)) different.push(value);
  const middles = (all: readonly number[]): number[] =>
    all.slice(1).map((value, before) => ((all[before] ?? 0) + value) / 2);
  const edges =
    different.length < mostBins
      ? middles(different)
      : [...new Set(Array.from({ length: mostBins - 2 }, (_, bin) => at((bin + 1) / (mostBins - 1))))];
  // Beyond what nearly all have, a straight line says less and less.
  const [low, high] = [at(0.005), at(0.995)];
  let [sum, squares] = [0, 0];
  for (const value of sorted) {
    const inside = Math.min(high, Math.max(low, value));
    sum += inside;
    squares += inside * inside;
  }
  const mean = sum / sorted.length;
  return { edges, low, high, mean, spread: Math.sqrt(Math.max(0, squares / sorted.length - mean * mean)) || 1 };
}

/** What the rows of a table are in these features: numbers as they are (NaN: missing), choices by their place (0: blank or unknown). */
export type Values = { readonly rows: number; readonly columns: readonly Float64Array[] };

/** `columnFor`: where a feature is in this table; undefined: nowhere, and every row of it is blank. */
export function valuesOf(
  features: readonly Feature[],
  rows: number,
  columnFor: (name: string) => Column | undefined,
): Values {
  return {
    rows,
    columns: features.map((feature) => {
      const column = columnFor(feature.name);
      if (!column) return new Float64Array(rows).fill(feature.kind === 'choice' ? 0 : Number.NaN);
      const known = knownWords(feature, column);
      return Float64Array.from(column.codes, (code) => known[code] ?? Number.NaN);
    }),
  };
}

function knownWords(feature: Feature, column: Column): Float64Array {
  switch (feature.kind) {
    case 'number':
      return Float64Array.from(column.words, (word) => (isBlank(word) ? Number.NaN : toNumber(word, feature.decimal)));
    case 'choice': {
      const places = new Map(feature.choices.map((choice, at) => [choice, at + 2]));
      // 1: something else than what we know.
      return Float64Array.from(column.words, (word) => (isBlank(word) ? 0 : (places.get(word) ?? 1)));
    }
  }
}

export function binned(features: readonly Feature[], values: Values): Binned {
  return {
    rows: values.rows,
    features: features.map((feature, at) => {
      const bins = feature.kind === 'choice' ? feature.choices.length + 2 : feature.edges.length + 2;
      return {
        kind: feature.kind === 'choice' ? ('choice' as const) : ('number' as const),
        bins,
        data: Uint8Array.from(values.columns[at] ?? [], (value) => binOf(feature, value)),
      };
    }),
  };
}

export function binOf(feature: Feature, value: number): number {
  if (feature.kind === 'choice') return value;
  if (Number.isNaN(value)) return 0;
  const { edges } = feature;
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value > edges[middle]!) from = middle + 1;
    else to = middle;
  }
  return from + 1;
}
