import ICAL from 'ical.js';

/** Repetitions that hardly any calendar has: hours, minutes, weeks and days of the year by number. */
export function* rareWallsOf(
  text: string,
  start: number,
  { earliest, latest, spend }: { earliest: number; latest: number; spend: () => void },
): Generator<number> {
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromJSDate(new Date(start), true));
  for (let next = iterator.next(); next; next = iterator.next()) {
    spend();
    const wall = next.toUnixTime() * 1000;
    if (wall > latest) return;
    if (wall >= earliest && wall !== start) yield wall;
  }
}
