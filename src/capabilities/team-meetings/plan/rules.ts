import { zonedTime } from '#workspace';

/** A week later by the clock on the wall, also where it was changed in between. */
export function aWeekLater(at: Date, timeZone: string): Date {
  return new Date(zonedTime(at, timeZone).add({ weeks: 1 }).epochMilliseconds);
}

/** The first of a weekly series that is not over yet. */
export function nextOf(
  span: { startsAt: Date; endsAt: Date },
  timeZone: string,
  now: Date,
): { startsAt: Date; weeks: number } {
  const lasts = span.endsAt.getTime() - span.startsAt.getTime();
  let { startsAt } = span;
  let weeks = 0;
  while (startsAt.getTime() + lasts <= now.getTime()) {
    startsAt = aWeekLater(startsAt, timeZone);
    weeks++;
  }
  return { startsAt, weeks };
}
