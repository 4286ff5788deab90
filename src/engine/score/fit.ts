import { type Column, columnOf, type Table, TableProblem, textAt } from '../table.ts';
import { isBlank } from '../numbers.ts';
import { type Feature, type Ignored, understand, type Values, valuesOf } from './features.ts';
import { findLeaks, type Leak } from './leaks.ts';
import { folds, learn, roundsFor, type ScoreParts } from './learn.ts';
import { auc, brier, calibrationBins, type CalibrationBin, calibrationError, logLoss, lossOf } from './measures.ts';

/** `no better than the base rate`: then every row gets the base rate, and nothing else is claimed. */
export type Verdict = 'useful' | 'weak' | 'no better than the base rate';

export type ScoreModel = {
  version: 1;
  target: string;
  positive: string;
  baseRate: number;
  verdict: Verdict;
  features: Feature[];
  /** null: the base rate alone. */
  parts: ScoreParts | null;
  /** What was said of rows that were not seen, and what happened; from the least to the most likely. Empty without parts. */
  calibration: CalibrationBin[];
};

export type ModelCard = {
  rows: number;
  positives: number;
  baseRate: number;
  used: string[];
  ignored: Ignored[];
  suspectedLeaks: Leak[];
  /** Of rows that the part of the model which scored them had not seen. */
  validation: { auc: number; logLoss: number; brier: number; ece: number } | null;
  verdict: Verdict;
  warnings: string[];
};

export type FitOptions = {
  target: string;
  positive: string;
  /** Columns that are filled after the outcome. */
  knownLater?: readonly string[];
  ids?: readonly string[];
  /** Rows of one group are never on both sides of a test. */
  group?: string;
  /** Suspected leaks that are used all the same. */
  keep?: readonly string[];
  seed?: number;
};

/** Fewer outcomes than that say nothing that a rate would not. */
const fewestOutcomes = 50;

/** `said`: of each row of the table by what had not seen it; null without parts. */
export type Fitted = { model: ScoreModel; card: ModelCard; said: Float64Array | null };

/** Learns from a table with known outcomes. Throws TableProblem where nothing can be learned. */
export function fitScore(table: Table, options: FitOptions): Fitted {
  const { outcomes, rows, target } = outcomesOf(table, options);
  const seed = options.seed ?? 1;
  const warnings: string[] = [];
  const positives = sumOf(outcomes, rows);
  if (rows.length === 0) throw new TableProblem(`In der Spalte „${target.name}“ steht kein einziges Ergebnis.`);
  if (positives === 0 || positives === rows.length)
    throw new TableProblem(
      positives === 0
        ? `„${options.positive}“ kommt in der Spalte „${target.name}“ nicht vor. Ohne beide Ausgänge lässt sich nichts lernen.`
        : `In der Spalte „${target.name}“ steht überall „${options.positive}“. Ohne den anderen Ausgang lässt sich nichts lernen.`,
    );
  const baseRate = positives / rows.length;
  const { candidates, ignored } = candidatesOf(table, target, options);
  const understood = understand(onlyRows(table, candidates, rows), onlyRows(table, candidates, rows).columns);
  ignored.push(...understood.ignored);

  const values = valuesOf(understood.features, table.rows, (name) => columnOf(table, name));
  const group = options.group === undefined ? undefined : columnOf(table, options.group);
  const likeness = likenessOf(values, rows, group);
  const splits = Array.from({ length: roundsFor(rows.length) }, (_, round) => foldsOf(likeness, seed * 100 + round));
  const leaks = findLeaks(understood.features, values, outcomes, rows, splits[0]!, folds);
  const kept = new Set((options.keep ?? []).map((name) => name.toLowerCase()));
  const left = new Set(leaks.map(({ column }) => column).filter((name) => !kept.has(name.toLowerCase())));
  const features = understood.features.filter(({ name }) => !left.has(name));
  const used = {
    rows: table.rows,
    columns: values.columns.filter((_, at) => !left.has(understood.features[at]?.name ?? '')),
  };

  const card = {
    rows: rows.length,
    positives,
    baseRate,
    used: features.map(({ name }) => name),
    ignored,
    suspectedLeaks: leaks,
    warnings,
  };
  const base = { version: 1 as const, target: target.name, positive: options.positive, baseRate, features };
  const flat = (why: string): Fitted => {
    warnings.push(why);
    const verdict = 'no better than the base rate';
    return {
      model: { ...base, verdict, parts: null, calibration: [] },
      card: { ...card, validation: null, verdict },
      said: null,
    };
  };
  if (features.length === 0) return flat('Keine Spalte ist übrig, aus der sich etwas lernen ließe.');
  if (Math.min(rows.length, 2 * positives, 2 * (rows.length - positives)) < fewestOutcomes)
    return flat(`Weniger als ${fewestOutcomes} Ergebnisse: Das reicht für eine Quote, nicht für mehr.`);

  const learned = learn(features, used, outcomes, rows, splits, seed);
  const said = Float64Array.from(rows, (row) => learned.probabilities[row] ?? baseRate);
  const happened = Uint8Array.from(rows, (row) => outcomes[row] ?? 0);
  const validation = {
    auc: auc(happened, said),
    logLoss: logLoss(happened, said),
    brier: brier(happened, said),
    ece: calibrationError(happened, said, binsFor(rows.length)),
  };
  const verdict = judge(
    happened,
    said,
    Uint32Array.from(rows, (row) => likeness[row] ?? 0),
    baseRate,
    validation,
  );
  if (verdict === 'no better than the base rate')
    warnings.push('Die Spalten sagen nicht mehr als die Quote allein. Es gibt keine Bewertung, die man zeigen dürfte.');
  const better = verdict !== 'no better than the base rate';
  return {
    model: {
      ...base,
      verdict,
      parts: better ? learned.parts : null,
      calibration: better ? calibrationBins(happened, said, binsFor(rows.length)) : [],
    },
    card: { ...card, validation, verdict },
    said: better ? learned.probabilities : null,
  };
}

const binsFor = (rows: number): number => (rows < 1_000 ? 5 : 10);

/**
 * Two ways to be no better: by hardly anything, or by what chance alone could have done, which is a gain below two of its standard errors. Rows that are alike say the same thing once
 * more, so they count together.
 */
function judge(
  happened: Uint8Array,
  said: Float64Array,
  alike: Uint32Array,
  baseRate: number,
  validation: { auc: number },
): Verdict {
  const gains = new Map<number, number>();
  for (const [row, y] of happened.entries()) {
    const gain = lossOf(y, baseRate) - lossOf(y, said[row] ?? baseRate);
    const like = alike[row] ?? 0;
    gains.set(like, (gains.get(like) ?? 0) + gain);
  }
  const count = happened.length;
  const mean = gains.values().reduce((sum, gain) => sum + gain, 0) / count;
  const each = (mean * count) / gains.size;
  const spread = gains.values().reduce((sum, gain) => sum + (gain - each) ** 2, 0);
  const without = -(baseRate * Math.log(baseRate) + (1 - baseRate) * Math.log(1 - baseRate));
  const skill = mean / without;
  if (skill < 0.005 || mean < (2 * Math.sqrt(spread)) / count) return 'no better than the base rate';
  return skill < 0.03 || validation.auc < 0.62 ? 'weak' : 'useful';
}

function outcomesOf(table: Table, { target: name, positive }: FitOptions) {
  const target = columnOf(table, name);
  const isYes = target.words.map((word) => word.toLowerCase() === positive.trim().toLowerCase());
  const outcomes = new Uint8Array(table.rows);
  const known: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (isBlank(textAt(target, row))) continue;
    known.push(row);
    outcomes[row] = isYes[target.codes[row] ?? 0] ? 1 : 0;
  }
  return { outcomes, rows: Uint32Array.from(known), target };
}

function candidatesOf(table: Table, target: Column, options: FitOptions): { candidates: Column[]; ignored: Ignored[] } {
  const later = new Set((options.knownLater ?? []).map((name) => columnOf(table, name).name));
  const ids = new Set((options.ids ?? []).map((name) => columnOf(table, name).name));
  if (options.group !== undefined) ids.add(columnOf(table, options.group).name);
  const ignored: Ignored[] = [];
  const candidates = table.columns.filter((column) => {
    if (column === target) return false;
    const why = later.has(column.name)
      ? 'erst nach dem Ergebnis bekannt'
      : ids.has(column.name)
        ? 'sagt, welche Zeile es ist'
        : undefined;
    if (why !== undefined) ignored.push({ column: column.name, why });
    return why === undefined;
  });
  return { candidates, ignored };
}

function onlyRows(table: Table, columns: readonly Column[], rows: Uint32Array): Table {
  if (rows.length === table.rows) return { rows: table.rows, columns };
  return {
    rows: rows.length,
    columns: columns.map((column) => ({ ...column, codes: Uint32Array.from(rows, (row) => column.codes[row] ?? 0) })),
  };
}

/** What stands for a row, or for the group it is in: rows that are alike have the same. */
function likenessOf(values: Values, rows: Uint32Array, group: Column | undefined): Uint32Array {
  const likeness = new Uint32Array(values.rows);
  for (const row of rows) {
    let hash = 0x811c9dc5;
    const take = (number: number): void => {
      hash = Math.imul(hash ^ number, 0x01000193) >>> 0;
      hash ^= hash >>> 15;
    };
    if (group) take(group.codes[row] ?? 0);
    else
      for (const column of values.columns)
        take(Number.isNaN(column[row]) ? -1 : Math.round((column[row] ?? 0) * 1e4) | 0);
    likeness[row] = hash;
  }
  return likeness;
}

/** What is alike is in one fold: else what is tested would be known. */
function foldsOf(likeness: Uint32Array, seed: number): Uint8Array {
  return Uint8Array.from(likeness, (like) => {
    let hash = Math.imul(like ^ Math.imul(seed, 0x9e3779b1), 0x45d9f3b) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
    return ((hash ^ (hash >>> 16)) >>> 0) % folds;
  });
}

function sumOf(outcomes: Uint8Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += outcomes[row] ?? 0;
  return sum;
}
