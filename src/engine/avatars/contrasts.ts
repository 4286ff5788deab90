import type { Field } from './fields.ts';

export type Contrast = { column: string; text: string };

/** What sets a group apart, as numbers: `effect` is Cohen's d or h, or half the logarithm of the ratio of the variances. */
export type Finding = { column: string; effect: number } & (
  | { kind: 'mean'; own: number; others: number }
  | { kind: 'middle'; from: number; to: number }
  | { kind: 'choice'; choice: string; own: number; others: number }
);

/** Standard errors that a difference must be away from nothing: with some dozens of comparisons chance alone hardly gets there. */
const sure = 3.3;
/** Cohen's d and h: below "medium" nobody would notice it in people. */
const noticeable = 0.5;
const mostOfOneColumn = 3;

/** In what the people of one group differ from all others, the strongest first; only what is large enough to be noticed and more than chance. */
export function findingsOf(fields: readonly Field[], labels: Int32Array, label: number): Finding[] {
  return fields
    .flatMap((field) =>
      field.kind === 'number' ? numberFindings(field, labels, label) : choiceFindings(field, labels, label),
    )
    .toSorted((one, other) => other.effect - one.effect);
}

/** The same in words. */
export function contrastsOf(fields: readonly Field[], labels: Int32Array, label: number): Contrast[] {
  return findingsOf(fields, labels, label).map((finding) => ({ column: finding.column, text: inWords(finding) }));
}

const much = 1.2;

function inWords(finding: Finding): string {
  const { column } = finding;
  if (finding.kind === 'choice') {
    const rarity = finding.own > finding.others ? 'öfter' : 'seltener';
    return `${column} ${rarity} ${finding.choice}: ${percent(finding.own)}, sonst ${percent(finding.others)}`;
  }
  if (finding.kind === 'middle') {
    const [from, to] = inDigits(finding.from, finding.to);
    return `${column} in der Mitte: meist ${from} bis ${to}, sonst weit gestreut`;
  }
  const direction = finding.own > finding.others ? 'höher' : 'niedriger';
  const strength = finding.effect >= much ? `viel ${direction}` : direction;
  const [mine, theirs] = inDigits(finding.own, finding.others);
  return `${column} ${strength}: im Mittel ${mine}, sonst ${theirs}`;
}

function numberFindings(
  { column, values }: Extract<Field, { kind: 'number' }>,
  labels: Int32Array,
  label: number,
): Finding[] {
  const [own, others] = [
    momentsOf(values, (row) => labels[row] === label),
    momentsOf(values, (row) => labels[row] !== label),
  ];
  if (own.n < 2 || others.n < 2) return [];
  const pooled = Math.sqrt(((own.n - 1) * own.variance + (others.n - 1) * others.variance) / (own.n + others.n - 2));
  const error = Math.sqrt(own.variance / own.n + others.variance / others.n);
  const apart = own.mean - others.mean;
  const effect = pooled > 0 ? Math.abs(apart) / pooled : Number.POSITIVE_INFINITY;
  if (apart === 0 || effect < noticeable || Math.abs(apart) < sure * error) return middleFinding(column, own, others);
  return [{ column, effect, kind: 'mean', own: own.mean, others: others.mean }];
}

/** Neither high nor low, but much closer together than the others: that tells them apart as well. */
function middleFinding(column: string, own: Moments, others: Moments): Finding[] {
  if (own.variance <= 0 || others.variance <= 0) return [];
  const effect = 0.5 * Math.log(others.variance / own.variance);
  if (effect < noticeable || 2 * effect < sure * Math.sqrt(2 / (own.n - 1) + 2 / (others.n - 1))) return [];
  const deviation = Math.sqrt(own.variance);
  return [{ column, effect, kind: 'middle', from: own.mean - deviation, to: own.mean + deviation }];
}

function choiceFindings(
  { column, choices, values }: Extract<Field, { kind: 'choice' }>,
  labels: Int32Array,
  label: number,
): Finding[] {
  const counts = choices.map(() => ({ own: 0, others: 0 }));
  const filled = { own: 0, others: 0 };
  for (let row = 0; row < values.length; row++) {
    const choice = values[row]!;
    if (choice < 0) continue;
    const side = labels[row] === label ? 'own' : 'others';
    counts[choice]![side] += 1;
    filled[side] += 1;
  }
  if (filled.own < 2 || filled.others < 2) return [];
  const found = choices.flatMap((choice, at): Finding[] => {
    const [own, others] = [counts[at]!.own / filled.own, counts[at]!.others / filled.others];
    const effect = Math.abs(2 * Math.asin(Math.sqrt(own)) - 2 * Math.asin(Math.sqrt(others)));
    const all = (counts[at]!.own + counts[at]!.others) / (filled.own + filled.others);
    const error = Math.sqrt(all * (1 - all) * (1 / filled.own + 1 / filled.others));
    if (effect < noticeable || Math.abs(own - others) < sure * error) return [];
    // Of two choices one says what the other says.
    if (choices.length === 2 && own < others) return [];
    return [{ column, effect, kind: 'choice', choice, own, others }];
  });
  return found.toSorted((one, other) => other.effect - one.effect).slice(0, mostOfOneColumn);
}

type Moments = { n: number; mean: number; variance: number };

function momentsOf(values: Float64Array, isIn: (row: number) => boolean): Moments {
  let [n, mean, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value) || !isIn(row)) continue;
    n += 1;
    const step = value - mean;
    mean += step / n;
    squares += step * (value - mean);
  }
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 };
}

/** As many decimals as it takes to see the difference. */
function inDigits(one: number, other: number): [string, string] {
  const apart = Math.abs(one - other);
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(apart))));
  const told = (value: number) => value.toLocaleString('de-DE', { maximumFractionDigits: digits });
  return [told(one), told(other)];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
