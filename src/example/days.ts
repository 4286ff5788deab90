import { callingTime, isWorkingDay, localDay, zonedTime } from '#workspace';
import type { Chance } from './chance.ts';

/** The working days around the visit, and when each of the team still has a free quarter of an hour on them. */
export type Days = {
  /** yyyy-mm-dd of the working day so many after (or before) the present one; 0 is today, or on a day off the last one before. */
  on(offset: number): string;
  /** True unless today is a day off. */
  todayWorks: boolean;
  instant(day: string, time: string): Date;
  /** A moment of work nobody else has, on that day or not at all: undefined when it would lie in the future. */
  free(user: number, offset: number, at?: string): Date | undefined;
  /** The same on the forenoon of the Saturday after it, where that day is a Friday and the Saturday no holiday. */
  freeOnSaturday(user: number, offset: number): Date | undefined;
  /** A moment of that day, or of the Monday after it, at which people ring us. */
  inOfficeHours(at: Date): Date;
  zone: string;
  /** From midnight of the day on which the doors were left. */
  now: Date;
};

const quarter = 15;
const [opens, closes] = [9 * 60, 19 * 60 + 15];

export function days(
  now: Date,
  place: { zone: string; region: 'DE-HE' },
  by: Chance,
  reach: { back: number; ahead: number },
): Days {
  const today = localDay(now, place.zone);
  const first = Temporal.PlainDate.from(today);
  const works = (day: Temporal.PlainDate) => isWorkingDay(day.toString(), { place: place.region });
  const walk = (step: 1 | -1, count: number): string[] => {
    const found: string[] = [];
    for (let day = first.add({ days: step }); found.length < count; day = day.add({ days: step }))
      if (works(day)) found.push(day.toString());
    return found;
  };
  const todayWorks = works(first);
  const [before, after] = [walk(-1, reach.back + 1), walk(1, reach.ahead)];
  const past = (todayWorks ? [today, ...before] : before).toReversed();
  const list = [...past, ...after];
  const zero = past.length - 1;
  const taken = new Set<string>();
  const instant = (day: string, time: string): Date =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: place.zone, plainTime: time }).epochMilliseconds);
  const on = (offset: number): string => list[Math.max(0, Math.min(list.length - 1, zero + offset))] ?? today;
  const nowMinutes = minutesOf(zonedTime(now, place.zone));

  return {
    on,
    todayWorks,
    instant,
    zone: place.zone,
    now,
    inOfficeHours(at) {
      const day = zonedTime(at, place.zone).toPlainDate();
      const open = day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day;
      return instant(open.toString(), clock(by.between(9 * 60, 18 * 60)));
    },
    free(user, offset, at) {
      const day = on(offset);
      const latest = day === today ? Math.min(closes, nowMinutes - quarter - 5) : closes;
      for (let tries = 0; tries < 12; tries++) {
        const wanted =
          at !== undefined && tries === 0 ? minutesIn(at) : by.between(opens / quarter, closes / quarter) * quarter;
        const key = `${user} ${day} ${Math.floor(wanted / quarter)}`;
        if (wanted > latest || taken.has(key)) continue;
        taken.add(key);
        const minute = at !== undefined && tries === 0 ? wanted : wanted + by.between(0, 9);
        return instant(day, clock(Math.min(minute, latest)));
      }
      return undefined;
    },
    freeOnSaturday(user, offset) {
      const friday = Temporal.PlainDate.from(on(offset));
      if (friday.dayOfWeek !== 5) return undefined;
      const day = friday.add({ days: 1 }).toString();
      const minute = by.between(10 * 4, 13 * 4) * quarter;
      const key = `${user} ${day} ${minute / quarter}`;
      const at = instant(day, clock(minute + by.between(0, 9)));
      if (taken.has(key) || at >= now || !callingTime(at, place.region).open) return undefined;
      taken.add(key);
      return at;
    },
  };
}

export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesIn(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function minutesOf(at: Temporal.ZonedDateTime): number {
  return at.hour * 60 + at.minute;
}

const weekdays = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

/** "morgen gegen 17 Uhr", as one says it on that day. */
export function spoken(saidOn: string, dueOn: string, time: string): string {
  const [from, to] = [Temporal.PlainDate.from(saidOn), Temporal.PlainDate.from(dueOn)];
  const away = from.until(to, { largestUnit: 'day' }).days;
  const weekday = weekdays[to.dayOfWeek - 1] ?? '';
  const day = away === 0 ? 'heute' : away === 1 ? 'morgen' : away < 7 ? weekday : `${weekday} in einer Woche`;
  return `${day} gegen ${Number(time.slice(0, 2))} Uhr`;
}
