/** The instant of a day and time on the walls of a time zone. In the hour that a clock skips it is the one after; in the hour that comes twice, the first. */
export function instantIn(timeZone: string, on: string, time: string): string {
  const asUtc = Date.parse(`${on}T${time}:00Z`);
  const [before, after] = [asUtc - 86_400_000, asUtc + 86_400_000].map((at) => offsetAt(timeZone, at)) as [
    number,
    number,
  ];
  const candidates = [asUtc - before, asUtc - after];
  const found = candidates.find((at) => at + offsetAt(timeZone, at) === asUtc) ?? asUtc - before;
  return new Date(found).toISOString();
}

/** How far the clocks there are ahead of UTC at that moment, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at;
}
