import { regionOf } from './region.ts';

export type Format = ReturnType<typeof createFormat>;

/** How people in a place write numbers, amounts, days and times. */
export function createFormat(locale: string, timeZone: string, workspaceCurrency: string) {
  const region = regionOf(locale);
  const dates = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(region, { ...options, timeZone: zone });
  const dayParts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const timeParts = { hour: '2-digit', minute: '2-digit' } as const;
  const dayOnly = dates(dayParts, 'UTC');
  const dayShort = dates({ day: '2-digit', month: '2-digit' }, 'UTC');
  const dayLong = dates({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
  const weekday = dates({ weekday: 'long' }, 'UTC');
  const month = dates({ month: 'long', year: 'numeric' }, 'UTC');
  const monthShort = dates({ month: 'short' }, 'UTC');
  const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const instantDay = dates(dayParts);
  const instantTime = dates(timeParts);
  const instantBoth = dates({ ...dayParts, ...timeParts });
  const number = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const amounts = new Map<string, Intl.NumberFormat>();
  const amount = (currency: string, whole: boolean) => {
    const key = `${currency}${whole}`;
    const format =
      amounts.get(key) ??
      new Intl.NumberFormat(region, { style: 'currency', currency, ...(whole && { maximumFractionDigits: 0 }) });
    amounts.set(key, format);
    return format;
  };
  const relativeDays = (days: number) => {
    const [unit, , length] = calendarUnits.find(([, least]) => Math.abs(days) >= least) ?? ['day', 0, 1];
    return relative.format(Math.trunc(days / length), unit);
  };
  const asUtc = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`);

  return {
    /** 1.234,56 € */
    money: (cents: number, currency = workspaceCurrency) => amount(currency, false).format(cents / 100),
    /** 1.235 €, for sums that are looked at, not booked */
    wholeMoney: (cents: number, currency = workspaceCurrency) => amount(currency, true).format(cents / 100),
    number: (value: number) => number.format(value),
    /** `share` from 0 to 1 */
    percent: (share: number) => percent.format(share),
    /** 23.11.2026 from 2026-11-23 */
    day: (day: string) => dayOnly.format(asUtc(day)),
    /** 23.11. */
    dayShort: (day: string) => dayShort.format(asUtc(day)),
    /** Montag, 23. November */
    dayLong: (day: string) => dayLong.format(asUtc(day)),
    /** Montag */
    weekday: (day: string) => weekday.format(asUtc(day)),
    /** November 2026 from 2026-11 or a day of it */
    month: (day: string) => month.format(asUtc(`${day.slice(0, 7)}-01`)),
    /** Nov */
    monthShort: (day: string) => monthShort.format(asUtc(`${day.slice(0, 7)}-01`)),
    /** 2026-11-23: the day of an instant where the workspace is */
    isoDayOf: (at: string | Date) => isoDay.format(new Date(at)),
    dayOf: (at: string) => instantDay.format(new Date(at)),
    time: (at: string) => instantTime.format(new Date(at)),
    dateTime: (at: string) => instantBoth.format(new Date(at)),
    /** vor 3 Std., gestern, in 2 Wochen: hours within a day, from then on by the calendar */
    relative: (at: string, now: Date) => {
      const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
      if (Math.abs(seconds) < 3600) return relative.format(Math.trunc(seconds / 60), 'minute');
      if (Math.abs(seconds) < 43_200) return relative.format(Math.trunc(seconds / 3600), 'hour');
      return relativeDays(daysBetween(isoDay.format(now), isoDay.format(new Date(at))));
    },
    /** gestern, heute, in 3 Tagen */
    relativeDay: (day: string, today: string) => relativeDays(daysBetween(today, day)),
    /** 3:07 */
    duration: (seconds: number) => {
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
      return (parts[0] === 0 ? parts.slice(1) : parts)
        .map((part, index) => (index === 0 ? part : String(part).padStart(2, '0')))
        .join(':');
    },
  };
}

/** From how many days on we speak of the unit, and how many days it has. */
const calendarUnits: [Intl.RelativeTimeFormatUnit, least: number, days: number][] = [
  ['year', 365, 365],
  ['month', 60, 30],
  ['week', 14, 7],
];

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
