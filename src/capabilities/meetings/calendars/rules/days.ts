/** Days counted from 1 January 1970, and moments on a clock on the wall as milliseconds, as if it hung in UTC. */
export const dayMs = 86_400_000;

export const dayOf = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month, day) / dayMs;
export const daysInMonth = (year: number, month: number): number => dayOf(year, month + 1, 1) - dayOf(year, month, 1);
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Month from 0, day from 1. */
export function yearAndMonthOf(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

export type Moment = { wall: number; kind: 'day' | 'local' | 'utc' };

/** `20261123`, `20261123T093000` or `20261123T093000Z`; `undefined` for what no calendar has. */
export function readMoment(text: string): Moment | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month - 1)) return undefined;
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  const wall = dayOf(year, month - 1, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000;
  return { wall, kind: found[4] === undefined ? 'day' : found[7] === undefined ? 'local' : 'utc' };
}

/** `PT1H30M`, `P2D`, `P1W`: whole days apart from what a clock counts. */
export function readDuration(text: string): { days: number; ms: number } | undefined {
  const found = /^\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/i.exec(
    text.trim(),
  );
  if (!found) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}
