/** Where a meeting is that takes place there. */
export function placeLine({ name, address }: { name: string; address: string }): string {
  return (name === address ? address : `${name}, ${address}`).slice(0, 300);
}

type Span = { startsAt: Date; endsAt: Date };

/** When as many are there as it takes, in order. Who leaves makes room for who comes at that moment. */
export function fullTimes(visits: readonly Span[], capacity: number): Span[] {
  const steps = visits
    .flatMap(({ startsAt, endsAt }) => [
      { at: startsAt.getTime(), by: 1 },
      { at: endsAt.getTime(), by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  const full: Span[] = [];
  let there = 0;
  let since: number | undefined;
  for (const { at, by } of steps) {
    there += by;
    if (there >= capacity) since ??= at;
    else if (since !== undefined) {
      full.push({ startsAt: new Date(since), endsAt: new Date(at) });
      since = undefined;
    }
  }
  return full;
}

/** So long after the end of a visit whoever has not checked in counts as not having come. */
export const absentAfterMs = 30 * 60_000;
