import { combined } from './combination.ts';
import { type Backtest, backtests, growths, missOneAhead, naiveMiss, unlikelihoods } from './errors.ts';
import { fillGaps } from './gaps.ts';

export type Series = { name: string; /** In the order of time; NaN: missing. */ values: Float64Array };

export type Ranges = { lo80: number[]; hi80: number[]; lo95: number[]; hi95: number[] };
/** One value per step ahead, in the unit of the series. `null`: nothing honest can be said, and `warnings` says why. */
export type SeriesForecast = { series: string; point: number[] | null; warnings: string[] } & (
  | Ranges
  | { [range in keyof Ranges]: null }
);

/**
 * Forecasts each series, with ranges that hold what comes in 80 and 95 of 100 cases.
 *
 * Point: `combined`. Range: point ± q · S · h^p, where S · h^p is how far forecasts of this series made at past moments were off (`backtests`). Both are drawn towards those of the other
 * series of the same table, the more the fewer moments there are, or towards what is usual for monthly business figures when it stands alone. q: the quantile of Student's t for as many moments, widened
 * by what the monthly series of the M3 competition asked for. Series without a value below zero stay at or above it.
 */
export function forecastSeries(
  given: readonly Series[],
  { horizon, m }: { horizon: number; m: number },
): SeriesForecast[] {
  const fits = given.map((series) => fit(series, { horizon, m }));
  const pool = poolOf(fits.filter((one) => one !== undefined));
  return fits.map((one, at) => (one ? told(one, pool, horizon) : untold(given[at]?.name ?? '')));
}

type Fit = {
  name: string;
  /** What values, point and misses are divided by. */
  unit: number;
  values: Float64Array;
  point: Float64Array;
  tests: Backtest[];
  naive: number;
  warnings: string[];
};

function fit({ name, values: raw }: Series, { horizon, m }: { horizon: number; m: number }): Fit | undefined {
  const { values: known, filled, after } = fillGaps(raw, m);
  if (known.length === 0) return undefined;
  // A power of two, which divides and comes back without a rest; the squares of very large numbers would be none.
  const unit = 2 ** Math.floor(Math.log2(known.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1));
  const values = known.map((value) => value / unit);
  const { ahead, settings } = combined(values, { horizon: horizon + after, m });
  const tests = backtests(values, { horizon: horizon + after, m, from: settings });
  const warnings = [
    ...(filled > 0 ? [`${countOf(filled, 'fehlender Wert', 'fehlende Werte')} zwischen den bekannten ergänzt.`] : []),
    ...(after > 0
      ? [`Am Ende ${countOf(after, 'leere Zeile', 'leere Zeilen')}: Gerechnet ist vom letzten bekannten Wert an.`]
      : []),
    ...wordsOnLength(values, m),
  ];
  return { name, values, unit, point: ahead.slice(after), tests, naive: naiveMiss(values, m), warnings };
}

const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function wordsOnLength(values: Float64Array, m: number): string[] {
  const n = values.length;
  if (n === 1) return ['Nur ein Wert: Er ist fortgeschrieben, eine Spanne lässt sich daraus nicht ablesen.'];
  if (values.every((value) => value === values[0]))
    return ['Alle Werte sind gleich: Die Reihe zeigt nicht, wie weit sie einmal ausschlagen könnte.'];
  if (n < 6) return [`Nur ${n} Werte: Die Spanne beruht auf ihren Unterschieden allein.`];
  if (m > 1 && n < 2 * m + 1)
    return [`Nur ${n} Werte: Ob sich eine Saison von ${m} wiederholt, ist daran nicht zu sehen.`];
  return [];
}

/** What is usual: how misses grow, and how large they are beside the naive one. */
type Pool = { unlikelihoods: readonly number[]; ratio: number };

/** Of the monthly series of the M3 competition. */
const usual: Pool = { unlikelihoods: [0.08, 0.05, 0.02, 0, 0, 0.02, 0.05, 0.1, 0.16], ratio: 0.45 };
const enoughForPool = 10;
/** What the pool counts for, in moments of a series' own. */
const poolCounts = 3;

function poolOf(fits: readonly Fit[]): Pool {
  const able = fits.filter(({ tests, naive }) => tests.length >= 4 && naive > 0 && missOneAhead(tests, 0) > 0);
  if (able.length < enoughForPool) return usual;
  const curves = able.map(({ tests }) => unlikelihoods(tests));
  const mean = growths.map((_, at) => curves.reduce((sum, curve) => sum + (curve[at] ?? 0), 0) / curves.length);
  const growth = growths[lowestAt(mean)] ?? 0.3;
  return { unlikelihoods: mean, ratio: median(able.map(({ tests, naive }) => missOneAhead(tests, growth) / naive)) };
}

const lowestAt = (curve: readonly number[]): number => curve.indexOf(Math.min(...curve));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function told(one: Fit, pool: Pool, horizon: number): SeriesForecast {
  const floor = one.values.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const held = (value: number) => Math.max(floor, value * one.unit);
  const point = Array.from(one.point, held);
  const base = { series: one.name, point, warnings: one.warnings };
  if (one.values.length === 1) return { ...base, ...noRanges };
  const miss = missAhead(one, pool, horizon);
  const degrees = Math.max(1, one.tests.length || one.values.length - 1);
  const range = (quantiles: readonly number[], widened: number, direction: 1 | -1) => {
    const wide = widened * (quantiles[Math.min(degrees, quantiles.length) - 1] ?? 0);
    return Array.from(one.point, (value, h) => held(value + direction * wide * miss(h)));
  };
  return {
    ...base,
    lo80: range(student80, 1.18, -1),
    hi80: range(student80, 1.18, 1),
    lo95: range(student95, 1.3, -1),
    hi95: range(student95, 1.3, 1),
  };
}

/** Two-sided quantiles of Student's t for 1, 2, … 8 degrees of freedom. */
const student80 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397];
const student95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306];

/** The mean miss `h` steps after the first: the series' own, drawn towards the pool's at the middle of the horizon. */
function missAhead({ tests, naive }: Fit, pool: Pool, horizon: number): (h: number) => number {
  const poolGrowth = growths[lowestAt(pool.unlikelihoods)] ?? 0.3;
  if (tests.length === 0) return (h) => naive * (h + 1) ** 0.5;
  const own = unlikelihoods(tests);
  const growth = growths[lowestAt(own.map((value, at) => value + (pool.unlikelihoods[at] ?? 0)))] ?? 0.3;
  const middle = (horizon + 1) / 2;
  const [ownMiss, poolMiss] = [
    missOneAhead(tests, growth) * middle ** growth,
    pool.ratio * naive * middle ** poolGrowth,
  ];
  if (ownMiss === 0 && poolMiss === 0) return () => 0;
  const shares =
    (tests.length * Math.log(Math.max(ownMiss, poolMiss / 100)) +
      poolCounts * Math.log(Math.max(poolMiss, ownMiss / 100))) /
    (tests.length + poolCounts);
  return (h) => Math.exp(shares) * ((h + 1) / middle) ** growth;
}

const noRanges = { lo80: null, hi80: null, lo95: null, hi95: null };

const untold = (series: string): SeriesForecast => ({
  series,
  point: null,
  ...noRanges,
  warnings: ['Kein lesbarer Wert: Daraus lässt sich nichts vorhersagen.'],
});
