import { monthOf, monthsFrom } from '../months.ts';

/** A month or a quarter: 2026-11, 2026-Q4. */
export type Period = string;

const shown = 3;

export const quarterOf = (day: string): Period => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The month and the quarter of a day, and the next two of each. */
export function periodsFrom(today: string): Period[] {
  const months = monthsFrom(today, 3 * shown);
  return [...months.slice(0, shown), ...[...new Set(months.map((month) => quarterOf(`${month}-01`)))].slice(0, shown)];
}

/** Its first and its last day. */
export function daysOf(period: Period): { from: string; to: string } {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period);
  const first = Temporal.PlainDate.from(
    quarter ? { year: Number(quarter[1]), month: Number(quarter[2]) * 3 - 2, day: 1 } : `${period}-01`,
  );
  return {
    from: first.toString(),
    to: first
      .add({ months: quarter ? 3 : 1 })
      .subtract({ days: 1 })
      .toString(),
  };
}

export const isQuarter = (period: Period): boolean => period.includes('Q');

/** The months and quarters that had ended before a day, the latest first. */
export function endedBefore(today: string, kind: 'month' | 'quarter', count: number): Period[] {
  const months = kind === 'month' ? count : 3 * count;
  const first = Temporal.PlainYearMonth.from(
    monthOf(daysOf(kind === 'month' ? monthOf(today) : quarterOf(today)).from),
  );
  const all = Array.from({ length: months }, (_, at) => first.subtract({ months: at + 1 }).toString());
  return kind === 'month' ? all : [...new Set(all.map((month) => quarterOf(`${month}-01`)))];
}

const dayMs = 86_400_000;
/** Days since 1970-01-01. */
export const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);
