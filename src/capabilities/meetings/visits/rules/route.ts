export type Spot = { latitude: number; longitude: number };
export type Stop = { id: string; spot: Spot | null };

const earthKm = 6371;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** As the crow flies. */
export function kmBetween(a: Spot, b: Spot): number {
  const [from, to] = [rad(a.latitude), rad(b.latitude)];
  const half =
    Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * The stops in an order that makes a short way: from the first one always to the nearest, then with crossings taken out (2-opt). By distances
 * as the crow flies and not by roads. The first stays the first; those of which nobody knows where they are come last, as they came.
 */
export function routeOf<Each extends Stop>(stops: readonly Each[]): { stop: Each; kmFromLast: number | null }[] {
  const known = stops.filter(({ spot }) => spot !== null);
  const unknown = stops.filter(({ spot }) => spot === null);
  const way = withoutCrossings(nearestFirst(known));
  return [
    ...way.map((stop, at) => ({ stop, kmFromLast: at === 0 ? null : length(way.slice(at - 1, at + 1)) })),
    ...unknown.map((stop) => ({ stop, kmFromLast: null })),
  ];
}

function nearestFirst<Each extends Stop>(stops: readonly Each[]): Each[] {
  const [first, ...rest] = stops;
  if (!first) return [];
  const way = [first];
  const left = new Set(rest);
  for (let here = first; left.size > 0;) {
    let nearest: Each | undefined;
    for (const stop of left) if (!nearest || between(here, stop) < between(here, nearest)) nearest = stop;
    if (!nearest) break;
    way.push(nearest);
    left.delete(nearest);
    here = nearest;
  }
  return way;
}

/** Turns stretches of the way round as long as that makes it shorter. */
function withoutCrossings<Each extends Stop>(way: readonly Each[]): Each[] {
  let best = [...way];
  for (let better = true; better;) {
    better = false;
    for (let from = 1; from < best.length - 1; from++)
      for (let to = from + 1; to < best.length; to++) {
        const turned = [...best.slice(0, from), ...best.slice(from, to + 1).toReversed(), ...best.slice(to + 1)];
        if (length(turned) >= length(best) - 1e-9) continue;
        best = turned;
        better = true;
      }
  }
  return best;
}

const between = (a: Stop, b: Stop): number => (a.spot && b.spot ? kmBetween(a.spot, b.spot) : 0);

export function length(way: readonly Stop[]): number {
  return way.reduce((sum, stop, at) => {
    const last = way[at - 1];
    return last ? sum + between(last, stop) : sum;
  }, 0);
}
