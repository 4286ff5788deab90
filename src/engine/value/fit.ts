import { minimise, type Minimum } from '../nelder-mead.ts';
import { TableProblem } from '../table.ts';
import { type BgNbd, bgNbdLogLik, type Histories, nbdLogLik } from './bgnbd.ts';
import { type GammaGamma, gammaGammaLogLik, type Spending } from './gamma-gamma.ts';
import { type Fallback, fitFallback } from './fallback.ts';
import type { Customer } from './purchases.ts';

/** What was learned of all customers; plain data, as it is kept in a file. */
export type ValueModel = {
  customers: number;
  bgnbd: BgNbd & { logLik: number; degenerate: boolean };
  /** Predicts in place of BG/NBD where nothing can be told about who leaves. */
  fallback: Fallback | null;
  gammaGamma: GammaGamma | null;
  /** The mean of the customers' mean amounts; null: no amounts are known. */
  meanAmount: number | null;
  warnings: string[];
};

/** Natural logarithms of the parameters stay within these: beyond, a parameter has no meaning of its own any more. */
const mostLn = 14;
/** 95 % of the χ² with one degree of freedom, halved: less than this in ln L is no evidence for one more parameter. */
const evidence = 1.92;

/**
 * Fits BG/NBD and, with amounts, Gamma-Gamma by maximum likelihood on the logarithms of the parameters.
 *
 * `degenerate`: the four numbers can't be told from these data. Either no one is seen to leave (a model without leaving, NBD, explains them as well): then `fallback` predicts. Or several numbers do equally well
 * together (a ridge of the likelihood, a parameter at its bound): then what they predict holds, they themselves don't.
 * Throws a TableProblem where there is no customer.
 */
export function fitValue(customers: readonly Customer[], { amounts }: { amounts: boolean }): ValueModel {
  if (customers.length === 0) throw new TableProblem('In dieser Tabelle ist bis zum Ende kein Kauf eines Kunden.');
  const histories = groupHistories(customers);
  const warnings: string[] = [];
  const repeating = customers.filter(({ frequency }) => frequency > 0).length;
  if (repeating < fewRepeating)
    warnings.push(
      `Nur ${repeating} von ${customers.length} Kunden haben mehr als einmal gekauft: Die Schätzung ist grob.`,
    );

  const { model, logLik } = fitBgNbd(histories);
  const leavers = logLik - bestNbd(histories) >= evidence && model.a / (model.a + model.b) > 1e-3;
  const ridge = leavers && (atBound(model) || flat(model, logLik, histories));
  if (!leavers)
    warnings.push(
      'BG/NBD ist entartet: Aus diesen Käufen lässt sich nicht ablesen, wer abgesprungen ist. Vorhergesagt wird aus Kaufrate und Stille jedes Kunden; pAlive ist nur ein vorsichtiger Richtwert.',
    );
  else if (ridge)
    warnings.push(
      'Die vier Zahlen von BG/NBD sind einzeln nicht bestimmbar (flacher Grat der Likelihood). Die Vorhersage hängt davon kaum ab, die Zahlen selbst bedeuten nichts.',
    );
  const spending = amounts ? fitSpending(customers) : { gammaGamma: null, meanAmount: null, warnings: [] };
  return {
    customers: customers.length,
    bgnbd: { ...model, logLik, degenerate: !leavers || ridge },
    fallback: leavers ? null : fitFallback(customers, histories),
    gammaGamma: spending.gammaGamma,
    meanAmount: spending.meanAmount,
    warnings: [...warnings, ...spending.warnings],
  };
}

const fewRepeating = 30;

/** Equal histories count once, with their number. */
export function groupHistories(customers: readonly Customer[]): Histories {
  const known = new Map<string, { customer: Customer; count: number }>();
  for (const customer of customers) {
    const key = `${customer.frequency} ${customer.recency} ${customer.age}`;
    const group = known.get(key);
    if (group) group.count += 1;
    else known.set(key, { customer, count: 1 });
  }
  const groups = [...known.values()];
  return {
    frequency: Float64Array.from(groups, ({ customer }) => customer.frequency),
    recency: Float64Array.from(groups, ({ customer }) => customer.recency),
    age: Float64Array.from(groups, ({ customer }) => customer.age),
    count: Float64Array.from(groups, ({ count }) => count),
  };
}

const toBgNbd = ([r, alpha, a, b]: readonly number[]): BgNbd => ({
  r: Math.exp(r!),
  alpha: Math.exp(alpha!),
  a: Math.exp(a!),
  b: Math.exp(b!),
});

const within = (at: readonly number[], value: () => number): number =>
  at.some((ln) => Math.abs(ln) > mostLn) ? Number.POSITIVE_INFINITY : value();

/** From several starts on a part of the histories, then from the best of them on all. */
function fitBgNbd(of: Histories): { model: BgNbd; logLik: number } {
  const part = thinned(of, 1500);
  const age = meanOf(of.age, of.count) + 1;
  const starts = [
    [0, 1, 0, 0],
    [Math.log(0.5), Math.log(age / 4), Math.log(0.5), Math.log(2)],
    [0, Math.log(age), 0, Math.log(10)],
    [Math.log(2), Math.log(age), Math.log(0.1), 0],
  ];
  const cost = (which: Histories) => (at: readonly number[]) => within(at, () => -bgNbdLogLik(toBgNbd(at), which));
  const roughly = starts.map((start) => minimise(cost(part), start, { tolerance: 1e-6, mostRounds: 2 }));
  const best = roughly.reduce((one, other) => (other.value < one.value ? other : one));
  const found = minimise(cost(of), best.at, { step: 0.2 });
  return { model: toBgNbd(found.at), logLik: -found.value };
}

/** Every n-th group, so that about `most` are left; they stand in the order of the table, which is no order of behaviour. */
function thinned(of: Histories, most: number): Histories {
  const every = Math.ceil(of.count.length / most);
  const some = (column: Float64Array) => column.filter((_, at) => at % every === 0);
  return { frequency: some(of.frequency), recency: some(of.recency), age: some(of.age), count: some(of.count) };
}

function meanOf(values: Float64Array, count: Float64Array): number {
  let [sum, total] = [0, 0];
  for (const [at, value] of values.entries()) {
    sum += value * count[at]!;
    total += count[at]!;
  }
  return sum / total;
}

function bestNbd(of: Histories): number {
  const cost = (at: readonly number[]) =>
    within(at, () => -nbdLogLik({ r: Math.exp(at[0]!), alpha: Math.exp(at[1]!) }, of));
  return -minimise(cost, [0, 1]).value;
}

const atBound = (model: BgNbd): boolean => Object.values(model).some((one) => Math.abs(Math.log(one)) > mostLn - 4);

/** Ten times as alike, in buying or in leaving, and the data don't mind. */
function flat(model: BgNbd, logLik: number, of: Histories): boolean {
  const alike = [
    { ...model, a: model.a * 10, b: model.b * 10 },
    { ...model, r: model.r * 10, alpha: model.alpha * 10 },
  ];
  return alike.some((other) => logLik - bgNbdLogLik(other, of) < evidence);
}

function fitSpending(customers: readonly Customer[]): Pick<ValueModel, 'gammaGamma' | 'meanAmount' | 'warnings'> {
  const paying = customers.filter(({ paid }) => paid > 0);
  if (paying.length === 0)
    return { gammaGamma: null, meanAmount: null, warnings: ['Es gibt keinen Betrag über null: Umsatz bleibt offen.'] };
  const meanAmount = paying.reduce((sum, { mean }) => sum + mean, 0) / paying.length;
  const repeating = customers.filter(({ frequency, repeatMean }) => frequency > 0 && repeatMean > 0);
  if (repeating.length < fewRepeating)
    return {
      gammaGamma: null,
      meanAmount,
      warnings: [
        `Nur ${repeating.length} Kunden mit Wiederkauf und Betrag: zu wenige für Gamma-Gamma, es gilt der Mittelwert.`,
      ],
    };
  const warnings: string[] = [];
  const related = correlation(
    repeating.map(({ frequency, repeatMean }) => [Math.log(frequency), Math.log(repeatMean)]),
  );
  if (Math.abs(related) > 0.3)
    warnings.push(
      `Wer öfter kauft, kauft ${related > 0 ? 'teurer' : 'billiger'} (Korrelation ${related.toFixed(2).replace('.', ',')}): Gamma-Gamma setzt voraus, dass beides unabhängig ist.`,
    );
  const { model, found } = fitGammaGamma(
    repeating.map(({ frequency, repeatMean }) => ({ purchases: frequency, mean: repeatMean })),
    meanAmount,
  );
  if (model.q <= 1.01 || found.at.some((ln) => Math.abs(ln) > mostLn - 1)) {
    warnings.push('Gamma-Gamma lässt sich aus diesen Beträgen nicht bestimmen, es gilt der Mittelwert.');
    return { gammaGamma: null, meanAmount, warnings };
  }
  return { gammaGamma: model, meanAmount, warnings };
}

/** From several starts on a part, then from the best on all. Amounts are taken relative to their mean meanwhile: the start fits cents and millions alike. */
function fitGammaGamma(of: readonly Spending[], unit: number): { model: GammaGamma; found: Minimum } {
  const relative = of.map(({ purchases, mean }) => ({ purchases, mean: mean / unit }));
  const toModel = (at: readonly number[], scale: number): GammaGamma => ({
    p: Math.exp(at[0]!),
    q: Math.exp(at[1]!),
    v: Math.exp(at[2]!) * scale,
  });
  const cost = (which: readonly Spending[]) => (at: readonly number[]) =>
    within(at, () => -gammaGammaLogLik(toModel(at, 1), which));
  const every = Math.ceil(relative.length / 1500);
  const part = relative.filter((_, at) => at % every === 0);
  const starts = [
    [1, 1, 0],
    [Math.log(6), Math.log(4), Math.log(0.5)],
    [0, Math.log(10), Math.log(5)],
  ];
  const roughly = starts.map((start) => minimise(cost(part), start, { tolerance: 1e-6, mostRounds: 2 }));
  const best = roughly.reduce((one, other) => (other.value < one.value ? other : one));
  const found = minimise(cost(relative), best.at, { step: 0.2 });
  return { model: toModel(found.at, unit), found };
}

function correlation(pairs: readonly (readonly number[])[]): number {
  const n = pairs.length;
  const [x = 0, y = 0] = [0, 1].map((axis) => pairs.reduce((sum, pair) => sum + pair[axis]!, 0) / n);
  let [xy, xx, yy] = [0, 0, 0];
  for (const [one, other] of pairs) {
    xy += (one! - x) * (other! - y);
    xx += (one! - x) ** 2;
    yy += (other! - y) ** 2;
  }
  return xx * yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
