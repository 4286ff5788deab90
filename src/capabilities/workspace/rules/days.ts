import { holidayOn } from './holidays.ts';
import type { Place } from './regions.ts';

/** A place's holidays and the days on which this workspace itself is closed. */
export type BusinessCalendar = { place: Place; closedOn?: readonly string[] };

/** The calendar day (yyyy-mm-dd) it is in a zone at an instant. */
export function localDay(at: Date, zone: string): string {
  return zonedTime(at, zone).toPlainDate().toString();
}

/** When a calendar day begins in a zone. */
export function morningOf(on: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds);
}

/** A holiday that holds in the whole place. */
export function isHoliday(on: string, place: Place): boolean {
  return holidayOn(place, on)?.extent === 'everywhere';
}

/** Monday to Friday and no holiday that holds in the whole place. */
export function isWorkingDay(on: string, calendar: BusinessCalendar): boolean {
  if (Temporal.PlainDate.from(on).dayOfWeek > 5) return false;
  if (calendar.closedOn?.includes(on)) return false;
  return !isHoliday(on, calendar.place);
}

/** The first working day after a day. */
export function nextWorkingDay(on: string, calendar: BusinessCalendar): string {
  let day = Temporal.PlainDate.from(on);
  do day = day.add({ days: 1 });
  while (!isWorkingDay(day.toString(), calendar));
  return day.toString();
}

/** Sundays, and holidays that hold everywhere or in most of the place: days on which one leaves people in peace. */
export function isRestDay(on: string, place: Place): boolean {
  if (Temporal.PlainDate.from(on).dayOfWeek === 7) return true;
  const holiday = holidayOn(place, on);
  return holiday !== undefined && holiday.extent !== 'locally';
}

export function zonedTime(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}
