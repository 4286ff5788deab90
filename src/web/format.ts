import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { sessionIfAny } from '#web/session.ts';

export type Format = ReturnType<typeof createFormat>;

/** Numbers, amounts, days and times as people here write them, in the time zone of the workspace. */
export function useFormat(): Format {
  const { i18n } = useLingui();
  const workspace = sessionIfAny()?.workspace;
  const timeZone = workspace?.timeZone ?? 'Europe/Berlin';
  const currency = workspace?.currency ?? 'EUR';
  return useMemo(() => createFormat(i18n.locale, timeZone, currency), [i18n.locale, timeZone, currency]);
}

export function createFormat(locale: string, timeZone: string, workspaceCurrency: string) {
  const region = locale === 'en' ? 'en-GB' : 'de-DE';
  const dates = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(region, { ...options, timeZone: zone });
  const dayParts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const timeParts = { hour: '2-digit', minute: '2-digit' } as const;
  const dayOnly = dates(dayParts, 'UTC');
  const dayShort = dates({ day: '2-digit', month: '2-digit' }, 'UTC');
  const dayLong = dates({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
  const month = dates({ month: 'long', year: 'numeric' }, 'UTC');
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
    /** November 2026 from 2026-11 or a day of it */
    month: (day: string) => month.format(asUtc(`${day.slice(0, 7)}-01`)),
    /** 2026-11-23: the day of an instant where the workspace is */
    isoDayOf: (at: string | Date) => isoDay.format(new Date(at)),
    dayOf: (at: string) => instantDay.format(new Date(at)),
    time: (at: string) => instantTime.format(new Date(at)),
    dateTime: (at: string) => instantBoth.format(new Date(at)),
    /** vor 3 Std., morgen */
    relative: (at: string, now: Date) => {
      const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
      const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
      return relative.format(Math.trunc(seconds / size), unit);
    },
    /** gestern, heute, in 3 Tagen */
    relativeDay: (day: string, today: string) =>
      relative.format(Math.round((asUtc(day).getTime() - asUtc(today).getTime()) / 86_400_000), 'day'),
    /** 3:07 */
    duration: (seconds: number) => {
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
      return (parts[0] === 0 ? parts.slice(1) : parts)
        .map((part, index) => (index === 0 ? part : String(part).padStart(2, '0')))
        .join(':');
    },
  };
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
];
