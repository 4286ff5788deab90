import { localDay, zonedTime } from '#workspace';

/** How often one person may be tried over one channel. */
export type Caps = { perDay: number; perWeek: number };

/** UWG Anhang Nr. 26 forbids persistent unwanted contact and names no number: this is our policy where a workspace has none of its own. */
export const ourCaps: Caps = { perDay: 3, perWeek: 10 };

const week = 7 * 86_400_000;

/** When the next try is due after so many; undefined: now is fine. A day is the day where we sit, a week the last seven times 24 hours. */
export function nextTry(tries: readonly Date[], at: Date, caps: Caps, zone: string): Date | undefined {
  const recent = tries.filter((each) => each <= at && each.getTime() > at.getTime() - week).toSorted((a, b) => +a - +b);
  const today = recent.filter((each) => localDay(each, zone) === localDay(at, zone));
  const due: number[] = [];
  if (today.length >= caps.perDay)
    due.push(zonedTime(at, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
  const oldest = recent[recent.length - caps.perWeek];
  if (recent.length >= caps.perWeek && oldest) due.push(oldest.getTime() + week);
  return due.length > 0 ? new Date(Math.max(...due)) : undefined;
}
