import { listHolidays } from '#workspace/contract';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useNow } from '#web/components/texts.tsx';

export type Days = {
  today: string;
  /** 16:20, on the clock of the workspace. */
  time: string;
  /** So many days on; a Saturday, Sunday or holiday moves to the next working day. */
  workingDayIn: (days: number) => string;
  nextMonday: string;
};

/** The calendar of the workspace, as far as suggestions need it. */
export function useDays(): Days {
  const format = useFormat();
  const now = useNow();
  const today = format.isoDayOf(now);
  const year = Number(today.slice(0, 4));
  const holidays = useHolidays([year, year + 1]);
  return {
    today,
    time: clock(now, format.time),
    workingDayIn: (days) =>
      workingDayFrom(addDays(today, days), days === 0 ? () => false : (day) => isFree(day, holidays)),
    nextMonday: workingDayFrom(addDays(today, 8 - weekdayOf(today)), (day) => isFree(day, holidays)),
  };
}

function useHolidays(years: readonly [number, number]): ReadonlySet<string> {
  const [first, second] = years.map((year) => ({ query: { year: String(year) } }));
  const ask = { staleMs: 24 * 3_600_000 };
  const these = useQueryOf(listHolidays, first, ask).data?.items ?? [];
  const those = useQueryOf(listHolidays, second, ask).data?.items ?? [];
  return new Set([...these, ...those].map(({ on }) => on));
}

function clock(now: Date, time: (at: string) => string): string {
  return time(now.toISOString());
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function isFree(day: string, holidays: ReadonlySet<string>): boolean {
  return weekdayOf(day) > 5 || holidays.has(day);
}

function workingDayFrom(day: string, free: (day: string) => boolean): string {
  let found = day;
  while (free(found)) found = addDays(found, 1);
  return found;
}
