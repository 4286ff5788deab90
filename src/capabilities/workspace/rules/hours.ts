import { isRestDay, zonedTime } from './days.ts';
import { zoneOf, type Place } from './regions.ts';

/** Local times `HH:MM`; the end does not belong to the span, `24:00` is the end of the day. */
export type TimeSpan = { from: string; to: string };
/** ISO weekdays, Monday is 1. A missing day is closed. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export type WeeklyHours = Readonly<Partial<Record<Weekday, readonly TimeSpan[]>>>;

/** When advertising may ring at people's doors and phones. No statute names hours: this is our policy. */
export const callingHours: WeeklyHours = {
  1: [{ from: '08:00', to: '20:00' }],
  2: [{ from: '08:00', to: '20:00' }],
  3: [{ from: '08:00', to: '20:00' }],
  4: [{ from: '08:00', to: '20:00' }],
  5: [{ from: '08:00', to: '20:00' }],
  6: [{ from: '10:00', to: '16:00' }],
};

export function isWithinHours(at: Date, hours: WeeklyHours, zone: string): boolean {
  const local = zonedTime(at, zone);
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return spansOn(local.toPlainDate(), hours).some((span) => clock >= span.from && clock < span.to);
}

export type CallingTime =
  | { open: true }
  | { open: false; because: 'rest_day' | 'outside_hours'; opensAt: Date | undefined };

/**
 * May it ring there now, and if not, when next? The hours are those of the person called.
 * `opensAt` is undefined when no day of the coming month has hours.
 */
export function callingTime(at: Date, place: Place, hours: WeeklyHours = callingHours): CallingTime {
  const zone = zoneOf(place);
  const today = zonedTime(at, zone).toPlainDate();
  const resting = isRestDay(today.toString(), place);
  if (!resting && isWithinHours(at, hours, zone)) return { open: true };
  return {
    open: false,
    because: resting ? 'rest_day' : 'outside_hours',
    opensAt: nextOpening(at, place, hours),
  };
}

function nextOpening(at: Date, place: Place, hours: WeeklyHours): Date | undefined {
  const zone = zoneOf(place);
  const today = zonedTime(at, zone).toPlainDate();
  for (let days = 0; days <= 31; days++) {
    const day = today.add({ days });
    if (isRestDay(day.toString(), place)) continue;
    for (const span of spansOn(day, hours).toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      const opensAt = new Date(day.toZonedDateTime({ timeZone: zone, plainTime: span.from }).epochMilliseconds);
      if (opensAt > at) return opensAt;
    }
  }
  return undefined;
}

function spansOn(day: Temporal.PlainDate, hours: WeeklyHours): readonly TimeSpan[] {
  return hours[day.dayOfWeek as Weekday] ?? [];
}
