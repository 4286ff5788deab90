/**
 * Reads a day as people type it between two calls: 24.11., 24.11.2026, 2411, morgen, +3, mo. Without a year it is the next such day; English
 * speakers write 24/11. `undefined`: not a day.
 */
export function readDay(text: string, today: string): string | undefined {
  const typed = text.trim().toLowerCase();
  const ahead = wordsAhead.get(typed) ?? plusDays(typed);
  if (ahead !== undefined) return addDays(today, ahead);
  const weekday = weekdays.findIndex((names) => names.includes(typed));
  if (weekday >= 0) return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, day, month, year] =
    /^(\d{1,2})[./ -]+(\d{1,2})(?:[./ -]+(\d{4}|\d{2})?)?$/.exec(typed) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(typed) ??
    [];
  if (day && month) {
    if (year) return dayOf(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day));
    const thisYear = Number(today.slice(0, 4));
    return [thisYear, thisYear + 1]
      .map((of) => dayOf(of, Number(month), Number(day)))
      .find((found) => found && found >= today);
  }
  const alone = /^(\d{1,2})\.?$/.exec(typed)?.[1];
  if (!alone) return undefined;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return [0, 1, 2]
    .map((later) =>
      dayOf(thisYear + Math.floor((thisMonth - 1 + later) / 12), ((thisMonth - 1 + later) % 12) + 1, Number(alone)),
    )
    .find((found) => found && found >= today);
}

/** 14:30 from 14:30, 14.30, 1430, 9 or 930. */
export function readTime(text: string): string | undefined {
  const [, hour, minute = '0'] = /^(\d{1,2})(?:[:.h ]?(\d{2}))?(?: ?(?:uhr|h))?$/.exec(text.trim().toLowerCase()) ?? [];
  if (!hour || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

const wordsAhead = new Map([
  ['heute', 0],
  ['today', 0],
  ['morgen', 1],
  ['tomorrow', 1],
  ['übermorgen', 2],
]);
const weekdays = [
  ['mo', 'montag', 'mon', 'monday'],
  ['di', 'dienstag', 'tue', 'tuesday'],
  ['mi', 'mittwoch', 'wed', 'wednesday'],
  ['do', 'donnerstag', 'thu', 'thursday'],
  ['fr', 'freitag', 'fri', 'friday'],
  ['sa', 'samstag', 'sat', 'saturday'],
  ['so', 'sonntag', 'sun', 'sunday'],
];

function plusDays(typed: string): number | undefined {
  const days = /^\+ ?(\d{1,3})$/.exec(typed)?.[1];
  return days === undefined ? undefined : Number(days);
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const stays = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200;
  return stays ? date.toISOString().slice(0, 10) : undefined;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
