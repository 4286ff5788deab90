import { isBlank, readNumbers } from '../numbers.ts';
import { type Column, type Table, TableProblem } from '../table.ts';
import type { Points } from './k-means.ts';

/** A column that can tell people apart. Blank is NaN, or -1 in a choice. */
export type Field =
  | { column: string; kind: 'number'; values: Float64Array }
  | { column: string; kind: 'choice'; choices: string[]; values: Int32Array };

const mostChoices = 12;
const readable = 0.95;

/** Numbers and choices of these columns. Left out, with the reason: what is the same for everybody, and what is different for nearly everybody. */
export function readFields(table: Table, columns: readonly Column[]): { fields: Field[]; warnings: string[] } {
  const fields: Field[] = [];
  const warnings: string[] = [];
  for (const column of columns) {
    const field = readField(column);
    if (typeof field === 'string') warnings.push(field);
    else {
      fields.push(field);
      const blank = field.kind === 'choice' ? count(field.values, (at) => at < 0) : count(field.values, Number.isNaN);
      if (blank > 0)
        warnings.push(
          `„${column.name}“ ist bei ${blank} von ${table.rows} leer oder unlesbar; dort zählt die Spalte nicht.`,
        );
    }
  }
  if (fields.length === 0)
    throw new TableProblem(['Keine Spalte, nach der sich Gruppen bilden ließen.', ...warnings].join(' '));
  return { fields, warnings };
}

function count(values: Float64Array | Int32Array, is: (value: number) => boolean): number {
  let sum = 0;
  for (const value of values) if (is(value)) sum += 1;
  return sum;
}

function readField(column: Column): Field | string {
  const numbers = readNumbers(column);
  if (numbers.filled === 0) return `„${column.name}“ ist leer und bleibt weg.`;
  const different = new Set(numbers.values.filter((value) => !Number.isNaN(value))).size;
  if (numbers.readable >= readable && different > 2)
    return { column: column.name, kind: 'number', values: numbers.values };
  return readChoice(column, numbers.filled);
}

function readChoice({ name, words, codes }: Column, filled: number): Field | string {
  const counts = new Map<number, number>();
  for (const code of codes) if (!isBlank(words[code]!)) counts.set(code, (counts.get(code) ?? 0) + 1);
  if (counts.size < 2) return `„${name}“ ist bei allen gleich und bleibt weg.`;
  if (counts.size > mostChoices && counts.size > filled / 2)
    return `„${name}“ ist fast bei jedem anders und bleibt weg.`;
  const ordered = [...counts].toSorted(([a, times], [b, others]) => others - times || a - b).map(([code]) => code);
  const own = ordered.slice(0, counts.size > mostChoices ? mostChoices - 1 : mostChoices);
  const choices = own.map((code) => words[code]!);
  if (own.length < counts.size) choices.push('anderes');
  const place = new Map(ordered.map((code, at) => [code, Math.min(at, choices.length - 1)]));
  return { column: name, kind: 'choice', choices, values: Int32Array.from(codes, (code) => place.get(code) ?? -1) };
}

/** The measure of a column: how far apart two of its values lie. */
export type Axis =
  | { column: string; kind: 'number'; middle: number; deviation: number }
  | { column: string; kind: 'choice'; choices: string[]; shares: number[]; weight: number };

/** Numbers from their median in robust deviations (interquartile range / 1.349); choices of variance 1 together, but never weighing rare ones up without end. */
export function axesOf(fields: readonly Field[]): Axis[] {
  return fields.map((field) => {
    if (field.kind === 'choice') return { column: field.column, kind: 'choice', ...choiceScale(field) };
    const { middle, deviation } = spreadOf(field.values);
    return { column: field.column, kind: 'number', middle, deviation };
  });
}

/**
 * Where each row stands, so that distances mean something. Numbers alone whose spreads are alike (the largest at most twice the smallest, nothing far out) share a measure already and stay as they are. Else each
 * column counts as one: numbers in the measure of their axis, at most three of it; choices as one axis each. What is blank stands in the middle.
 */
export function placeRows(fields: readonly Field[], rows: number): Points {
  const spreads = fields.map((field) => (field.kind === 'number' ? spreadOf(field.values) : undefined));
  const raw = comparable(spreads);
  const axes = fields.flatMap((field, at) =>
    field.kind === 'number' ? [numberAxis(field.values, spreads[at]!, raw)] : choiceAxes(field),
  );
  const values = new Float64Array(rows * axes.length);
  for (const [at, axis] of axes.entries())
    for (let row = 0; row < rows; row++) values[row * axes.length + at] = axis[row]!;
  return { values, rows, width: axes.length };
}

type Spread = { middle: number; deviation: number; farOut: boolean };

function spreadOf(values: Float64Array): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const middle = at(0.5);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const plain = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const deviation = (at(0.75) - at(0.25)) / 1.349 || plain || 1;
  const farOut = Math.max(sorted.at(-1)! - middle, middle - sorted[0]!) > 4 * deviation;
  return { middle, deviation, farOut };
}

function comparable(spreads: readonly (Spread | undefined)[]): boolean {
  const deviations = spreads.map((spread) => (spread && !spread.farOut ? spread.deviation : Number.NaN));
  return Math.max(...deviations) <= 2 * Math.min(...deviations);
}

function numberAxis(values: Float64Array, scale: Spread, raw: boolean): Float64Array {
  if (raw) return values.map((value) => (Number.isNaN(value) ? scale.middle : value));
  return values.map((value) => (Number.isNaN(value) ? 0 : inDeviations(value, scale)));
}

export function inDeviations(value: number, { middle, deviation }: { middle: number; deviation: number }): number {
  return Math.max(-3, Math.min(3, (value - middle) / deviation));
}

type ChoiceField = Extract<Field, { kind: 'choice' }>;

function choiceScale({ choices, values }: ChoiceField): { choices: string[]; shares: number[]; weight: number } {
  const shares = choices.map(() => 0);
  let filled = 0;
  for (const choice of values)
    if (choice >= 0) {
      shares[choice]! += 1;
      filled += 1;
    }
  for (let choice = 0; choice < choices.length; choice++) shares[choice]! /= filled;
  const variance = 1 - shares.reduce((sum, share) => sum + share * share, 0);
  return { choices, shares, weight: 1 / Math.sqrt(Math.max(variance, 0.5)) };
}

function choiceAxes(field: ChoiceField): Float64Array[] {
  const { shares, weight } = choiceScale(field);
  return shares.map((share, choice) =>
    Float64Array.from(field.values, (value) => weight * (value < 0 ? 0 : (value === choice ? 1 : 0) - share)),
  );
}
