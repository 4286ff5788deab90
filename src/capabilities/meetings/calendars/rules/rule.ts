import { dayOf, daysInMonth, weekdayOf, yearAndMonthOf } from './days.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** A repetition as nearly all calendars write it: which days. The time of day is the event's. */
export type Rule = {
  frequency: Frequency;
  interval: number;
  count: number | undefined;
  until: string | undefined;
  byMonth: readonly number[];
  byMonthDay: readonly number[];
  /** `nth` 0: every one. 0 is Sunday. */
  byDay: readonly { nth: number; weekday: number }[];
  bySetPos: readonly number[];
  weekStart: number;
};

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS', 'WKST']);

/** `undefined`: a rarer rule than these. */
export function readRule(text: string): Rule | undefined {
  const parts = new Map<string, string>();
  for (const part of text.trim().replace(/;+$/, '').split(';')) {
    const [name = '', value = ''] = part.split('=');
    parts.set(name.trim().toUpperCase(), value.trim().toUpperCase());
  }
  const frequency = parts.get('FREQ');
  if ([...parts.keys()].some((name) => !known.has(name) && !name.startsWith('X-'))) return undefined;
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY' && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    return undefined;
  const numbers = (name: string, most: number, least = 1): number[] | undefined => {
    const given = parts.get(name)?.split(',').map(Number) ?? [];
    return given.every((number) => Number.isInteger(number) && Math.abs(number) >= least && Math.abs(number) <= most)
      ? given
      : undefined;
  };
  const [interval, count] = [numbers('INTERVAL', 1e6), numbers('COUNT', 1e12)];
  const [byMonth, byMonthDay, bySetPos] = [numbers('BYMONTH', 12), numbers('BYMONTHDAY', 31), numbers('BYSETPOS', 366)];
  const byDay = parts.get('BYDAY')?.split(',').map(weekdayIn) ?? [];
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  if (!interval || !count || !byMonth || !byMonthDay || !bySetPos || weekStart === -1) return undefined;
  if (byDay.some((day) => !day) || [...byMonth, ...interval, ...count].some((number) => number < 0)) return undefined;
  return {
    frequency,
    interval: interval[0] ?? 1,
    count: count[0],
    until: parts.get('UNTIL'),
    byMonth,
    byMonthDay,
    byDay: byDay.filter((day) => day !== undefined),
    bySetPos,
    weekStart,
  };
}

function weekdayIn(text: string): { nth: number; weekday: number } | undefined {
  const [, nth = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text.trim()) ?? [];
  const weekday = weekdays.indexOf(name);
  return weekday === -1 || Number(nth) > 53 ? undefined : { nth: Number(nth), weekday };
}

/**
 * The days of a repetition from `first` on, in order, up to `last`. Those before `from` may be left out where nothing is counted. `spend` is asked for
 * every stretch that is looked at and throws when it has been too many.
 */
export function* daysOf(
  rule: Rule,
  first: number,
  { from, last, spend }: { from: number; last: number; spend: () => void },
): Generator<number> {
  const skip = rule.count === undefined ? from : first;
  for (const stretch of stretchesOf(rule, first, skip)) {
    spend();
    if (!(stretch.begins <= last)) return;
    for (const day of chosen(rule, stretch.days())) {
      if (day > last) return;
      if (day >= first) yield day;
    }
  }
}

type Stretch = { begins: number; days: () => number[] };

function* stretchesOf(rule: Rule, first: number, from: number): Generator<Stretch> {
  const { frequency, interval } = rule;
  if (frequency === 'DAILY') {
    for (let day = first + stepsTo(from - first, interval); ; day += interval)
      yield { begins: day, days: () => (fits(rule, day) ? [day] : []) };
  }
  if (frequency === 'WEEKLY') {
    const week = first - ((weekdayOf(first) - rule.weekStart + 7) % 7);
    const wanted = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [weekdayOf(first)];
    const offsets = [...new Set(wanted.map((weekday) => (weekday - rule.weekStart + 7) % 7))].sort((a, b) => a - b);
    for (let begins = week + stepsTo(from - 7 - week, 7 * interval); ; begins += 7 * interval)
      yield {
        begins,
        days: () => offsets.map((offset) => begins + offset).filter((day) => inMonths(rule, day)),
      };
  }
  const start = yearAndMonthOf(first);
  const months = (year: number, month: number): number => year * 12 + month;
  const [begin, reached] = [months(start.year, start.month), yearAndMonthOf(from)];
  if (frequency === 'MONTHLY') {
    const skipped = months(reached.year, reached.month) - 1 - begin;
    for (let at = begin + stepsTo(skipped, interval); ; at += interval) {
      const [year, month] = [Math.floor(at / 12), at % 12];
      yield { begins: dayOf(year, month, 1), days: () => daysInMonthOf(rule, year, month, start.day) };
    }
  }
  for (let year = start.year + stepsTo(reached.year - 1 - start.year, interval); ; year += interval)
    yield { begins: dayOf(year, 0, 1), days: () => daysInYearOf(rule, year, start) };
}

const stepsTo = (distance: number, step: number): number => Math.max(0, Math.floor(distance / step)) * step;
const inMonths = ({ byMonth }: Rule, day: number): boolean =>
  byMonth.length === 0 || byMonth.includes(yearAndMonthOf(day).month + 1);

function fits(rule: Rule, day: number): boolean {
  if (!inMonths(rule, day)) return false;
  if (rule.byDay.length > 0 && !rule.byDay.some(({ weekday }) => weekday === weekdayOf(day))) return false;
  if (rule.byMonthDay.length === 0) return true;
  const { year, month, day: number } = yearAndMonthOf(day);
  return rule.byMonthDay.some((one) => (one > 0 ? one : daysInMonth(year, month) + 1 + one) === number);
}

function daysInMonthOf(rule: Rule, year: number, month: number, startsOn: number): number[] {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month + 1)) return [];
  const length = daysInMonth(year, month);
  const first = dayOf(year, month, 1);
  const onWeekdays = rule.byDay.length > 0 ? weekdaysIn(rule, first, length) : undefined;
  if (rule.byMonthDay.length === 0) return onWeekdays ?? (startsOn <= length ? [first + startsOn - 1] : []);
  return rule.byMonthDay
    .map((one) => first + (one > 0 ? one - 1 : length + one))
    .filter((day) => day >= first && day < first + length && (!onWeekdays || onWeekdays.includes(day)));
}

function daysInYearOf(rule: Rule, year: number, start: { month: number; day: number }): number[] {
  const { byMonth, byMonthDay, byDay } = rule;
  if (byMonthDay.length === 0 && byDay.length > 0 && byMonth.length === 0) {
    const first = dayOf(year, 0, 1);
    return weekdaysIn(rule, first, dayOf(year + 1, 0, 1) - first);
  }
  const named = byMonth.length > 0 ? byMonth.map((one) => one - 1) : undefined;
  const months = named ?? (byMonthDay.length > 0 ? Array.from({ length: 12 }, (_, month) => month) : [start.month]);
  return months.flatMap((month) => daysInMonthOf(rule, year, month, start.day));
}

function weekdaysIn({ byDay }: Rule, first: number, length: number): number[] {
  return byDay.flatMap(({ nth, weekday }) => {
    const earliest = first + ((weekday - weekdayOf(first) + 7) % 7);
    const many = Math.ceil((first + length - earliest) / 7);
    if (nth === 0) return Array.from({ length: many }, (_, week) => earliest + 7 * week);
    const week = nth > 0 ? nth - 1 : many + nth;
    return week >= 0 && week < many ? [earliest + 7 * week] : [];
  });
}

function chosen({ bySetPos }: Rule, days: number[]): number[] {
  const sorted = days.length > 1 ? [...new Set(days)].sort((a, b) => a - b) : days;
  if (bySetPos.length === 0) return sorted;
  const places = new Set(bySetPos.map((place) => (place > 0 ? place - 1 : sorted.length + place)));
  return sorted.filter((_, index) => places.has(index));
}
