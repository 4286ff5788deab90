import { lowest } from './minimum.ts';
import { apply, noSeason, recentSwings, type Season, withoutSeason } from './season.ts';

/** Values ahead of a series, and the settings they came from, from which a fit on nearly the same series may start. */
export type Ahead = { ahead: Float64Array; settings: readonly number[] };

type Ask = { horizon: number; season: Season; from?: readonly number[] };

/**
 * Theta: simple exponential smoothing of the seasonally adjusted values plus half the slope of their straight line (Assimakopoulos and Nikolopoulos 2000, in the form of Hyndman and
 * Billah 2003): f(h) = l + (b/2)(h - 1 + (1 - (1 - α)^n)/α).
 */
export function theta(values: Float64Array, { horizon, season, from }: Ask): Ahead {
  const adjusted = withoutSeason(values, season);
  const n = adjusted.length;
  let level = 0;
  const cost = ([alpha = 0]: Float64Array) => {
    level = adjusted[0] ?? 0;
    let sum = 0;
    for (const value of adjusted) {
      const miss = value - level;
      sum += miss * miss;
      level += alpha * miss;
    }
    return sum;
  };
  const { at } = lowest(cost, {
    start: from ?? [0.3],
    low: [0.01],
    high: [0.99],
    step: from ? 0.1 : 0.25,
    until: 0.004,
  });
  cost(at);
  const alpha = at[0] ?? 0;
  const drift = slope(adjusted) / 2;
  const ahead = Float64Array.from({ length: horizon }, (_, h) =>
    apply(level + drift * (h + (1 - (1 - alpha) ** n) / alpha), season, n + h, 1),
  );
  return { ahead, settings: [...at] };
}

function slope(values: Float64Array): number {
  const n = values.length;
  if (n < 3) return 0;
  let over = 0;
  let under = 0;
  for (const [t, value] of values.entries()) {
    over += (t - (n - 1) / 2) * value;
    under += (t - (n - 1) / 2) ** 2;
  }
  return over / under;
}

/** Holt and Winters with a damped trend (Gardner 1985): level, trend and season are each smoothed, the trend fades by φ a step; least squares of the errors one step ahead. */
export function dampedHoltWinters(values: Float64Array, { horizon, season, from }: Ask): Ahead {
  const n = values.length;
  const m = season.of.length;
  const factors = season.kind === 'factors';
  const adjusted = withoutSeason(values, season);
  const first = Math.min(n, Math.max(4, m));
  const trendAtStart = slope(adjusted.slice(0, Math.min(n, 2 * first)));
  const levelAtStart = mean(adjusted.subarray(0, first)) - (trendAtStart * (first + 1)) / 2;
  const swings = new Float64Array(m);
  let level = 0;
  let trend = 0;
  const cost = ([alpha = 0, beta = 0, phi = 0, gamma = 0]: Float64Array) => {
    level = levelAtStart;
    trend = trendAtStart;
    swings.set(season.of);
    let sum = 0;
    for (let t = 0; t < n; t++) {
      const value = values[t] ?? 0;
      const swing = swings[t % m] ?? 0;
      const base = level + phi * trend;
      const miss = value - (factors ? base * swing : base + swing);
      sum += miss * miss;
      const next = base + alpha * (factors ? value / swing - base : miss);
      trend = phi * trend + beta * (next - base);
      level = next;
      if (season.kind === 'none') continue;
      if (!factors) swings[t % m] = swing + gamma * miss;
      else if (base > 0) swings[t % m] = Math.max(0.01, swing + gamma * (value / base - swing));
    }
    return sum;
  };
  const { at } = lowest(cost, {
    start: from ?? [0.3, 0.05, 0.9, season.kind === 'none' ? 0 : 0.1],
    low: [0.01, 0, 0.8, 0],
    high: [0.99, 0.5, 0.98, season.kind === 'none' ? 0 : 0.5],
    step: from ? 0.1 : 0.2,
    until: 0.012,
  });
  cost(at);
  const phi = at[2] ?? 0;
  let faded = 0;
  const ahead = Float64Array.from({ length: horizon }, (_, h) => {
    faded += phi ** (h + 1);
    const base = level + faded * trend;
    const swing = swings[(n + h) % m] ?? 0;
    return factors ? base * swing : base + swing;
  });
  return { ahead, settings: [...at] };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What was last seen in the same season, and half of what the last half season lies above the same half a season earlier; without a whole season, the last value. */
export function seasonalNaive(values: Float64Array, m: number, horizon: number): Float64Array {
  const n = values.length;
  const back = n >= m ? m : 1;
  const half = Math.floor(m / 2);
  const grown =
    half === 0 || n < m + half ? 0 : mean(values.subarray(n - half)) - mean(values.subarray(n - half - m, n - m));
  return Float64Array.from({ length: horizon }, (_, h) => (values[n - back + (h % back)] ?? 0) + grown / 2);
}

/**
 * The same on logarithms, which is how things grow that grow by percents: swings of years long past count less (by 0.7 a year), the rest is a damped trend. Values above 0 only.
 * Growth is never carried on to more than three times what was ever seen.
 */
export function growing(
  values: Float64Array,
  { horizon, m, seasonal, from }: { horizon: number; m: number; seasonal: boolean; from?: readonly number[] },
): Ahead {
  const logs = values.map(Math.log);
  const season = seasonal ? recentSwings(logs, m) : noSeason;
  const { ahead, settings } = dampedHoltWinters(withoutSeason(logs, season), {
    horizon,
    season: noSeason,
    ...(from && { from }),
  });
  const [low, high] = [Math.min(...values) / 3, Math.max(...values) * 3];
  return {
    ahead: ahead.map((value, h) => Math.min(high, Math.max(low, Math.exp(apply(value, season, values.length + h, 1))))),
    settings,
  };
}
