/** When something is due: a day, and perhaps a time of day, on the clock that hangs in the workspace. */

/** The instant of a time of day. Where the clocks jump over it, the same time after the jump; where they show it twice, the first. */
export function dueInstant(dueOn: string, dueTime: string, zone: string): Date {
  const zoned = Temporal.PlainDate.from(dueOn).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from(dueTime),
  });
  return new Date(zoned.epochMilliseconds);
}

/** What the clock on the wall shows then, as HH:MM. */
export function timeOfDay(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

export function dayOf(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day as it passes on the wall: 23, 24 or 25 hours. */
export function spanOfDay(on: string, zone: string): { from: Date; to: Date } {
  const day = Temporal.PlainDate.from(on);
  const start = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(zone).epochMilliseconds);
  return { from: start(day), to: start(day.add({ days: 1 })) };
}

export function addDays(on: string, days: number): string {
  return Temporal.PlainDate.from(on).add({ days }).toString();
}

/** Whole days from one calendar day to another; negative backwards. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}
