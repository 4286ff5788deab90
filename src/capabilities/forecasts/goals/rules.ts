import { daysOf, isQuarter, numberOf, type Period } from '../outlook/periods.ts';

/** The months of a period. */
export function monthsOf(period: Period): string[] {
  if (!isQuarter(period)) return [period];
  const first = Temporal.PlainYearMonth.from(daysOf(period).from.slice(0, 7));
  return [0, 1, 2].map((months) => first.add({ months }).toString());
}

/** Of a quarter: what is set for its months together; none of them: nothing. */
export function quotaOf(period: Period, quotas: ReadonlyMap<string, number>): number | null {
  const known = monthsOf(period).flatMap((month) => quotas.get(month) ?? []);
  return known.length === 0 ? null : known.reduce((sum, cents) => sum + cents, 0);
}

/** The share of its days that are over on the evening of a day. */
export function elapsedOf(period: Period, today: string): number {
  const { from, to } = daysOf(period);
  const all = numberOf(to) - numberOf(from) + 1;
  return Math.min(1, Math.max(0, (numberOf(today) - numberOf(from) + 1) / all));
}
