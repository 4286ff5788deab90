import type { Deals } from './deals.ts';

/** A group's own mean counts as much as this many deals of the group above. */
const counts = 5;

/**
 * What each deal brings if it is won, from deals won up to `at` alone: list price times what wins brought of it, or the typical amount of wins where there is no list price; by the columns in the order
 * given, each group drawn towards the one above. `undefined`: nothing was won yet and no price is known.
 */
export function worthOf(deals: Deals, at: number): (deal: number) => number | undefined {
  const won: number[] = [];
  for (const [deal, outcome] of deals.outcome.entries())
    if (outcome === 1 && (deals.closed[deal] ?? Number.NaN) <= at && (deals.amount[deal] ?? 0) > 0) won.push(deal);
  const priceOf = (deal: number) => priceIn(deals, deal, at);
  const ratio = drawnMeans(
    deals,
    won.filter((deal) => priceOf(deal) > 0),
    { weightOf: priceOf, fallback: 1 },
  );
  const typical = drawnMeans(deals, won, { weightOf: () => 1, fallback: undefined });
  return (deal) => {
    const price = priceOf(deal);
    return price > 0 ? price * (ratio(deal) ?? 1) : typical(deal);
  };
}

/** Of what is still open, the price as it stands; of what was won by then, that from the middle of its life, as most open deals are met. */
function priceIn({ listPrice, changing, opened, closed, outcome }: Deals, deal: number, at: number): number {
  if (!changing) return listPrice[deal] ?? Number.NaN;
  const [from, to] = [opened[deal] ?? at, closed[deal] ?? Number.NaN];
  return changing.priceAt(deal, outcome[deal] === 1 && to <= at ? Math.floor((from + to) / 2) : at);
}

type Group = { amount: number; weight: number; deals: number };

/** Σ amount / Σ weight of the group, with the mean of the group above weighing as `counts` of its deals. */
function drawnMeans(
  { by, amount }: Deals,
  won: readonly number[],
  { weightOf, fallback }: { weightOf: (deal: number) => number; fallback: number | undefined },
): (deal: number) => number | undefined {
  const groups = new Map<string, Group>();
  const keysOf = (deal: number) => {
    const codes = by.map((column) => column.codes[deal] ?? 0);
    return [''].concat(codes.map((_, depth) => codes.slice(0, depth + 1).join('/')));
  };
  for (const deal of won)
    for (const key of keysOf(deal)) {
      const group = groups.get(key) ?? { amount: 0, weight: 0, deals: 0 };
      groups.set(key, group);
      group.amount += amount[deal] ?? 0;
      group.weight += weightOf(deal);
      group.deals += 1;
    }
  return (deal) => {
    let mean = fallback;
    for (const key of keysOf(deal)) {
      const group = groups.get(key);
      if (!group) break;
      const drawn: number = mean === undefined ? 0 : (counts * group.weight) / group.deals;
      mean = (group.amount + drawn * (mean ?? 0)) / (group.weight + drawn);
    }
    return mean;
  };
}
