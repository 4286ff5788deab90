import type { Field } from './fields.ts';

export type Contrast = { column: string; text: string };

/** Standard errors that a difference must be away from nothing: with some dozens of comparisons chance alone hardly gets there. */
const sure = 3.3;
/** Cohen's d and h: below "medium" nobody would notice it in people. */
const noticeable = 0.5;
const mostOfOneColumn = 3;

/** In what the people of one group differ from all others, the strongest first; only what is large enough to be noticed and more than chance. */
export function contrastsOf(fields: readonly Field[], labels: Int32Array, label: number): Contrast[] {
  return fields
    .flatMap((field) =>
      field.kind === 'number' ? numberContrast(field, labels, label) : choiceContrasts(field, labels, label),
    )
    .toSorted((one, other) => other.effect - one.effect)
    .map(({ column, text }) => ({ column, text }));
}

type Found = Contrast & { effect: number };

function numberContrast(
  { column, values }: Extract<Field, { kind: 'number' }>,
  labels: Int32Array,
  label: number,
): Found[] {
  const [own, others] = [
    momentsOf(values, (row) => labels[row] === label),
    momentsOf(values, (row) => labels[row] !== label),
  ];
  if (own.n < 2 || others.n < 2) return [];
  const pooled = Math.sqrt(((own.n - 1) * own.variance + (others.n - 1) * others.variance) / (own.n + others.n - 2));
  const error = Math.sqrt(own.variance / own.n + others.variance / others.n);
  const apart = own.mean - others.mean;
  const effect = pooled > 0 ? Math.abs(apart) / pooled : Number.POSITIVE_INFINITY;
  if (apart === 0 || effect < noticeable || Math.abs(apart) < sure * error) return middleContrast(column, own, others);
  const direction = apart > 0 ? 'höher' : 'niedriger';
  const strength = effect >= 1.2 ? `viel ${direction}` : direction;
  const [mine, theirs] = inDigits(own.mean, others.mean);
  return [{ column, effect, text: `${column} ${strength}: im Mittel ${mine}, sonst ${theirs}` }];
}

/** Neither high nor low, but much closer together than the others: that tells them apart as well. */
function middleContrast(column: string, own: Moments, others: Moments): Found[] {
  if (own.variance <= 0 || others.variance <= 0) return [];
  const effect = 0.5 * Math.log(others.variance / own.variance);
  if (effect < noticeable || 2 * effect < sure * Math.sqrt(2 / (own.n - 1) + 2 / (others.n - 1))) return [];
  const deviation = Math.sqrt(own.variance);
  const [from, to] = inDigits(own.mean - deviation, own.mean + deviation);
  return [{ column, effect, text: `${column} in der Mitte: meist ${from} bis ${to}, sonst weit gestreut` }];
}

function choiceContrasts(
  { column, choices, values }: Extract<Field, { kind: 'choice' }>,
  labels: Int32Array,
  label: number,
): Found[] {
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
  const found = choices.flatMap((choice, at): Found[] => {
    const [mine, theirs] = [counts[at]!.own / filled.own, counts[at]!.others / filled.others];
    const effect = Math.abs(2 * Math.asin(Math.sqrt(mine)) - 2 * Math.asin(Math.sqrt(theirs)));
    const all = (counts[at]!.own + counts[at]!.others) / (filled.own + filled.others);
    const error = Math.sqrt(all * (1 - all) * (1 / filled.own + 1 / filled.others));
    if (effect < noticeable || Math.abs(mine - theirs) < sure * error) return [];
    const rarity = mine > theirs ? 'öfter' : 'seltener';
    // Of two choices one says what the other says.
    if (choices.length === 2 && mine < theirs) return [];
    return [{ column, effect, text: `${column} ${rarity} ${choice}: ${percent(mine)}, sonst ${percent(theirs)}` }];
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
