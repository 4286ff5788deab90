import { callingHours } from '#workspace';
import type { Window } from '#engine/touch/reach';
import { zonedTime } from '#workspace';

/** The hours of the week at which advertising may ring. */
export const openWindows: readonly Window[] = Object.entries(callingHours).flatMap(([weekday, spans]) =>
  spans.map(({ from, to }) => ({ weekday: Number(weekday), from: hourOf(from), to: hourOf(to) })),
);

function hourOf(time: string): number {
  return Number(time.slice(0, 2));
}

/** The hour of the week it is. */
export function windowOf(at: Date, zone: string): Window {
  const { dayOfWeek: weekday, hour } = zonedTime(at, zone);
  return { weekday, from: hour, to: hour + 1 };
}

/** When a window begins in the coming days, the nearest first; one that has begun counts while half of it is left. */
export function comingStarts({ weekday, from, to }: Window, now: Date, zone: string, weeks: number): Date[] {
  const today = zonedTime(now, zone);
  const first = today.toPlainDate().add({ days: (weekday - today.dayOfWeek + 7) % 7 });
  const half = ((to - from) / 2) * 3_600_000;
  return Array.from({ length: weeks + 1 }, (_, week) => {
    const start = first.add({ weeks: week }).toZonedDateTime({ timeZone: zone, plainTime: { hour: from } });
    return new Date(start.epochMilliseconds);
  })
    .filter((start) => start.getTime() + half > now.getTime())
    .slice(0, weeks);
}
