import { enoughWins } from '#engine/pipeline/panel';
import { fewestMoments } from '#engine/pipeline/outlook';
import type { BacktestRow, BacktestView, Missing, PeriodOutlook } from './contract.ts';
import { daysOf, isQuarter, numberOf, type Period, quarterOf } from './periods.ts';

/** What is missing for a range: first wins, then weeks whose forecast can be compared with what came. */
export function missingOf(
  { period, ranges, moments }: PeriodOutlook,
  { takenOn, wonDeals }: { takenOn: string; wonDeals: number },
): Missing | null {
  if (ranges) return null;
  const wins = Math.max(0, enoughWins - wonDeals);
  const weeksAhead = Math.ceil((numberOf(daysOf(period).to) - numberOf(takenOn)) / 7);
  return { wins, weeks: Math.max(1, (wins > 0 ? weeksAhead : 0) + fewestMoments - moments) };
}

export function cameIn(period: Period, won: readonly { month: string; valueCents: number }[]): number {
  return won
    .filter(({ month }) => (isQuarter(period) ? quarterOf(`${month}-01`) : month) === period)
    .reduce((sum, { valueCents }) => sum + valueCents, 0);
}

type Past = { period: Period; told: PeriodOutlook | undefined; cameCents: number; commitCents?: number | undefined };

/** Periods before the first deal say nothing and are left out. */
export function backtestOf(past: readonly Past[]): Pick<BacktestView, 'rows' | 'held' | 'errors'> {
  const first = past.findLastIndex(({ told, cameCents }) => told !== undefined || cameCents > 0);
  const rows = past.slice(0, first + 1).map(({ period, told, cameCents, commitCents }): BacktestRow => {
    const ranges = told?.ranges ?? null;
    return {
      period,
      predictedCents: told?.expectedCents ?? null,
      ranges,
      weightedCents: told ? told.wonCents + told.weightedCents : null,
      commitCents: commitCents ?? null,
      cameCents,
      held80: ranges && within(cameCents, ranges.lo80, ranges.hi80),
    };
  });
  const ranged = rows.flatMap(({ ranges, cameCents }) => (ranges ? [{ ranges, cameCents }] : []));
  const count = (low: 'lo50' | 'lo80' | 'lo95', high: 'hi50' | 'hi80' | 'hi95') =>
    ranged.filter(({ ranges, cameCents }) => within(cameCents, ranges[low], ranges[high])).length;
  const compared = rows.filter(({ predictedCents }) => predictedCents !== null);
  return {
    rows,
    held: {
      of: ranged.length,
      in50: count('lo50', 'hi50'),
      in80: count('lo80', 'hi80'),
      in95: count('lo95', 'hi95'),
    },
    errors: {
      periods: compared.length,
      model: missOf(compared, ({ predictedCents }) => predictedCents),
      weighted: missOf(compared, ({ weightedCents }) => weightedCents),
      commit: missOf(compared, ({ commitCents }) => commitCents),
    },
  };
}

const within = (cents: number, low: number, high: number): boolean => cents >= low && cents <= high;

/** Weighted absolute percentage error over the periods in which it was told. */
function missOf(rows: readonly BacktestRow[], told: (row: BacktestRow) => number | null): number | null {
  const known = rows.flatMap((row) => {
    const cents = told(row);
    return cents === null ? [] : [{ came: row.cameCents, missed: Math.abs(row.cameCents - cents) }];
  });
  const came = known.reduce((sum, one) => sum + one.came, 0);
  return came === 0 ? null : known.reduce((sum, { missed }) => sum + missed, 0) / came;
}
