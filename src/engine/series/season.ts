/** How values swing with the season: factors of the level, or what is added to it. `none`: no season can be told. */
export type Season = { kind: 'factors' | 'added' | 'none'; of: Float64Array };

export const noSeason: Season = { kind: 'none', of: Float64Array.of(0) };

/**
 * Does the season repeat? From four seasons on: yes if more than half of what lies between the months is no luck (`meanSwings`). Before, the scatter within a month is told by too few: yes if r(m) > 1.645 √((1 + 2 Σ r(k)²) / n), k < m, r: autocorrelation at lag k; the test of the theta method in the M3 and M4 competitions (Assimakopoulos and
 * Nikolopoulos 2000; Fiorucci et al. 2016), here of what stands above or below the centred moving average, since a trend is no season. A smooth swing, as of a sine, hides from it for four seasons:
 * so also if the months alone explain nine tenths of the variance. Less than two whole seasons tell nothing.
 */
export function isSeasonal(values: Float64Array, m: number): boolean {
  const n = values.length;
  if (m < 2 || n < 2 * m + 1) return false;
  if (n >= 4 * m) return meanSwings(values, { m, kind: kindOf(values), keep: 1 }).share > 0.5;
  const swings = swingsOf(values, { m, kind: kindOf(values), ends: 'straight on' });
  const mean = meanOf(swings);
  const lagged = (k: number) => {
    let sum = 0;
    for (let t = k; t < n; t++) sum += ((swings[t] ?? 0) - mean) * ((swings[t - k] ?? 0) - mean);
    return sum;
  };
  const own = lagged(0);
  if (!(own > 1e-12 * n * Math.max(1, mean * mean))) return false;
  let squares = 0;
  for (let k = 1; k < m; k++) squares += (lagged(k) / own) ** 2;
  return lagged(m) / own > 1.645 * Math.sqrt((1 + 2 * squares) / n) || unexplained(swings, m) / (own / (n - 1)) < 0.1;
}

/** The variance that is left within the months. */
function unexplained(swings: Float64Array, m: number): number {
  let rest = 0;
  for (let at = 0; at < m; at++) {
    const month = swings.filter((_, t) => t % m === at);
    const mean = meanOf(month);
    for (const swing of month) rest += (swing - mean) ** 2;
  }
  return rest / (swings.length - m);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
}

/** Classical decomposition: the mean of what stands above or below the centred moving average, month by month, without luck; `of[t % m]` belongs to `values[t]`. */
export const seasonOf = (values: Float64Array, m: number): Season =>
  meanSwings(values, { m, kind: kindOf(values), keep: 1 }).season;

/** The same of logarithms, so always added; a swing counts 0.7 of what it counts a season later. */
export const recentSwings = (logs: Float64Array, m: number): Season =>
  meanSwings(logs, { m, kind: 'added', keep: 0.7 }).season;

const kindOf = (values: Float64Array): 'factors' | 'added' =>
  values.every((value) => value > 0) ? 'factors' : 'added';

/**
 * Means of a few swings each are mostly luck where months differ little: they are drawn towards no season by the share of what lies between the months that the scatter within them explains,
 * 1 / F of the analysis of variance, F = Σ s² / ((m - 1) σ²), σ²: the variance of such a mean (Efron and Morris 1973; that it pays for seasons: Miller and Williams 2003).
 */
function meanSwings(
  values: Float64Array,
  { m, kind, keep }: { m: number; kind: 'factors' | 'added'; keep: number },
): { season: Season; /** How much of what lies between the months is season. */ share: number } {
  const swings = swingsOf(values, { m, kind, ends: 'none' });
  const weight = (t: number) => (Number.isNaN(swings[t]) ? 0 : keep ** ((values.length - 1 - t) / m));
  const months = Array.from({ length: m }, (_, month) => {
    let [weights, squares, sum, count] = [0, 0, 0, 0];
    for (let t = month; t < swings.length; t += m) {
      if (weight(t) === 0) continue;
      weights += weight(t);
      squares += weight(t) ** 2;
      sum += weight(t) * (swings[t] ?? 0);
      count += 1;
    }
    return { mean: sum / weights, asMany: weights ** 2 / squares, count };
  });
  if (months.some(({ count }) => count === 0)) return { season: noSeason, share: 0 };
  const none = kind === 'factors' ? 1 : 0;
  const mean = meanOf(months.map((month) => month.mean));
  const centred = months.map((month) => (kind === 'factors' ? month.mean / mean - 1 : month.mean - mean));
  if (kind === 'factors' && centred.some((swing) => swing < -0.99)) return { season: noSeason, share: 0 };
  let scatter = 0;
  for (const [t, swing] of swings.entries()) if (weight(t) > 0) scatter += (swing - (months[t % m]?.mean ?? 0)) ** 2;
  const free = months.reduce((sum, { count }) => sum + count - 1, 0);
  const luck = free > 0 ? (scatter / free) * meanOf(months.map(({ asMany }) => 1 / asMany)) : 0;
  const between = centred.reduce((sum, swing) => sum + swing ** 2, 0);
  const share = between > 0 ? Math.max(0, 1 - ((m - 1) * luck) / between) : 0;
  return { season: { kind, of: Float64Array.from(centred, (swing) => none + share * swing) }, share };
}

/** What stands above or below the centred moving average over one season. At both ends, where there is none: NaN, or what stands above or below its straight continuation. */
function swingsOf(
  values: Float64Array,
  { m, kind, ends }: { m: number; kind: 'factors' | 'added'; ends: 'none' | 'straight on' },
): Float64Array {
  const n = values.length;
  const half = Math.floor(m / 2);
  const trend = new Float64Array(n).fill(Number.NaN);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const atEnd = m % 2 === 0 && (k === -half || k === half);
      sum += (values[t + k] ?? 0) * (atEnd ? 0.5 : 1);
    }
    trend[t] = sum / m;
  }
  if (ends === 'straight on') {
    const [first, last] = [half, n - half - 1];
    const span = Math.max(1, Math.min(half, last - first));
    const rise = (from: number) => ((trend[from + span] ?? trend[from] ?? 0) - (trend[from] ?? 0)) / span;
    const [before, after] = [rise(first), rise(last - span)];
    for (let t = 1; t <= half; t++) {
      trend[first - t] = (trend[first] ?? 0) - before * t;
      trend[last + t] = (trend[last] ?? 0) + after * t;
    }
  }
  return values.map((value, t) => (kind === 'factors' ? value / (trend[t] ?? 1) : value - (trend[t] ?? 0)));
}

export const withoutSeason = (values: Float64Array, season: Season): Float64Array =>
  values.map((value, t) => apply(value, season, t, -1));

/** `direction` 1 puts the season of place `t` on a value, -1 takes it off. */
export function apply(value: number, season: Season, t: number, direction: 1 | -1): number {
  const swing = season.of[t % season.of.length] ?? 0;
  if (season.kind === 'none') return value;
  if (season.kind === 'added') return value + direction * swing;
  return direction === 1 ? value * swing : value / swing;
}
