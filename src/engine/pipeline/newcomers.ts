import { combined } from '../series/combination.ts';
import { broughtBy, type Deals } from './deals.ts';

/** Days after a moment: later than `from`, up to `to`. */
export type Span = { from: number; to: number };

const monthDays = 30.4375;
const season = 12;
const most = 48;
/** Past months without which nothing is said. */
export const fewestMonths = 3;

/**
 * What deals that do not exist yet at a moment bring within a span after it, one figure a month back, as far as deals go: the series of these figures is carried on (`combined`). `undefined`: too few
 * months. `of`: which deals count.
 */
export function newcomersOf(
  deals: Deals,
  of: (deal: number) => boolean,
): (at: number, span: Span) => number | undefined {
  const { opened, closed, outcome } = deals;
  const won = Array.from(opened.keys()).filter((deal) => outcome[deal] === 1 && of(deal));
  const first = opened.reduce((least, day) => (day < least ? day : least), Number.POSITIVE_INFINITY);
  return (at, { from, to }) => {
    const nearest = Math.max(1, Math.ceil(to / monthDays));
    const figures: number[] = [];
    for (let back = nearest; figures.length < most; back++) {
      const then = at - Math.round(back * monthDays);
      if (!(then >= first)) break;
      let sum = 0;
      for (const deal of won) {
        const day = closed[deal] ?? Number.NaN;
        if ((opened[deal] ?? 0) > then && day > then + from && day <= then + to) sum += broughtBy(deals, deal);
      }
      figures.push(sum);
    }
    if (figures.length < fewestMonths) return undefined;
    const { ahead } = combined(Float64Array.from(figures.toReversed()), { horizon: nearest, m: season });
    return Math.max(0, ahead.at(-1) ?? 0);
  };
}
