import { winCurve } from './curve.ts';
import { broughtBy, type Deals, isOpen, wonWithin } from './deals.ts';
import { newcomersOf, type Span } from './newcomers.ts';
import { enoughWins, type Hazards, hazardsOf, panelOf, week } from './panel.ts';
import { worthOf } from './worth.ts';

export type { Span } from './newcomers.ts';

export type Ranges = { lo50: number; hi50: number; lo80: number; hi80: number; lo95: number; hi95: number };
/** `null`: nothing honest can be said. `moments`: past ones at which the same forecast was tried. */
export type Expected = { point: number | null; ranges: Ranges | null; moments: number };
export type SpanOutlook = {
  /** From what is open. */
  open: Expected;
  /** From what does not exist yet. */
  fresh: number | null;
  together: Expected;
};
export type Outlook = {
  won: number;
  /** First of all deals, then of each group. */
  groups: { open: number; spans: SpanOutlook[] }[];
  /** What each open deal is worth, and how likely it is won within each span. */
  deals: { deal: number; worth: number; chances: number[] }[];
};

export type Groups = { count: number; /** 0 …, or -1: none. */ at(deal: number, day: number): number };

/** Past weeks that are tried, at most and at least. */
const most = 13;
export const fewestMoments = 3;

/**
 * What deals bring within each span, by what was known at the end of `asOf` alone.
 *
 * Point: Σ chance of a win × worth. The chance comes from a panel of all deals in all past weeks (`panel.ts`), the worth from prices and earlier wins. Range: the same forecast is made as it would have
 * been at past weeks whose outcome is known, and what it missed then, as a share of all that was open, is the range now (split conformal prediction, Vovk et al. 2005). All deals of a week miss together, so
 * ranges from the chances of independent deals hold in one case of five where they say four. `fresh`: what does not exist yet is forecast too (`newcomers.ts`), and missed together with what is open.
 */
export function outlookOf(
  deals: Deals,
  {
    asOf,
    spans,
    groups = { count: 0, at: () => -1 },
    fresh = false,
  }: { asOf: number; spans: readonly Span[]; groups?: Groups; fresh?: boolean },
): Outlook {
  const panel = panelOf(deals, asOf);
  const won = deals.outcome.reduce((sum, _, deal) => sum + (isWonBy(deals, deal, asOf) ? 1 : 0), 0);
  const each = Array.from({ length: 1 + groups.count }, (_, group) => group);
  const newcomers = fresh ? each.map((group) => newcomersOf(deals, (deal) => belongs(deals, groups, deal, group))) : [];
  const now = momentOf(deals, { at: asOf, spans, groups, hazards: hazardsOf(panel, 0) });
  const misses = each.map(() => spans.map(() => ({ open: [] as number[], together: [] as number[] })));

  for (let back = 1; won > 0 && back < panel.weeks; back++) {
    const tried = (at: number) => misses[0]?.[at]?.open.length ?? 0;
    const due = spans.map(({ to }, at) => back >= Math.ceil(to / week) && tried(at) < most);
    if (!due.includes(true)) continue;
    const hazards = hazardsOf(panel, back);
    // What was forecast from far less than is known by now tells little of a forecast made today.
    if (hazards.won < Math.max(enoughWins, won / 3)) break;
    const then = asOf - back * week;
    const dueSpans = spans.filter((_, at) => due[at]);
    const moment = momentOf(deals, { at: then, spans: dueSpans, groups, hazards });
    const came = broughtAfter(deals, { at: then, spans: dueSpans, groups });
    for (const group of each) {
      const worth = moment.worth[group] ?? 0;
      if (worth === 0) continue;
      const found = (misses[group] ?? []).filter((_, at) => due[at]);
      for (const [at, span] of dueSpans.entries()) {
        const point = moment.points[group]?.[at] ?? 0;
        found[at]?.open.push(Math.abs((came.open[group]?.[at] ?? 0) - point) / worth);
        const more = newcomers[group]?.(then, span);
        if (more === undefined) continue;
        found[at]?.together.push(Math.abs((came.all[group]?.[at] ?? 0) - point - more) / (worth + more));
      }
    }
  }

  return {
    won,
    groups: each.map((group) => {
      const [open, worth] = [now.open[group] ?? 0, now.worth[group] ?? 0];
      return {
        open,
        spans: spans.map((span, at) => {
          const point = open === 0 ? 0 : won === 0 ? null : (now.points[group]?.[at] ?? 0);
          const more = newcomers[group]?.(asOf, span) ?? null;
          const sum = point === null || more === null ? null : point + more;
          const found = misses[group]?.[at];
          return {
            open: expected(point, found?.open ?? [], { worth, most: worth }),
            fresh: more,
            together: expected(sum, found?.together ?? [], { worth: worth + (more ?? 0), most: Infinity }),
          };
        }),
      };
    }),
    deals: won === 0 ? [] : now.deals,
  };
}

const isWonBy = ({ opened, closed, outcome }: Deals, deal: number, at: number): boolean =>
  outcome[deal] === 1 && (opened[deal] ?? Number.NaN) <= at && (closed[deal] ?? Number.NaN) <= at;

/** By whose it was when it ended. */
const belongs = ({ closed }: Deals, groups: Groups, deal: number, group: number): boolean =>
  group === 0 || groups.at(deal, closed[deal] ?? Number.NaN) === group - 1;

type Moment = { open: number[]; /** If every open deal were won. */ worth: number[]; points: number[][] };

function momentOf(
  deals: Deals,
  { at, spans, groups, hazards }: { at: number; spans: readonly Span[]; groups: Groups; hazards: Hazards },
): Moment & Pick<Outlook, 'deals'> {
  const ends = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  const places = spans.map(({ from, to }) => [ends.indexOf(from), ends.indexOf(to)] as const);
  const [curveOf, worthAt] = [winCurve(deals, { at, ends, hazards }), worthOf(deals, at)];
  const zeros = () => Array.from({ length: 1 + groups.count }, () => 0);
  const sums: Moment = { open: zeros(), worth: zeros(), points: zeros().map(() => spans.map(() => 0)) };
  const told: Outlook['deals'] = [];
  for (let deal = 0; deal < deals.opened.length; deal++) {
    if (!isOpen(deals, deal, at)) continue;
    const [worth, curve] = [worthAt(deal) ?? 0, curveOf(deal)];
    const chances = places.map(([from, to]) => Math.max(0, (curve[to] ?? 0) - (curve[from] ?? 0)));
    told.push({ deal, worth, chances });
    const own = groups.at(deal, at);
    for (const group of own < 0 ? [0] : [0, own + 1]) {
      sums.open[group] = (sums.open[group] ?? 0) + 1;
      sums.worth[group] = (sums.worth[group] ?? 0) + worth;
      const points = sums.points[group] ?? [];
      for (const [span, chance] of chances.entries()) points[span] = (points[span] ?? 0) + chance * worth;
    }
  }
  return { ...sums, deals: told };
}

/** What was won within each span after a day: of what was open on it, by whose it was then, and of everything, by whose it was in the end. */
function broughtAfter(
  deals: Deals,
  { at, spans, groups }: { at: number; spans: readonly Span[]; groups: Groups },
): { open: number[][]; all: number[][] } {
  const zeros = () => Array.from({ length: 1 + groups.count }, () => spans.map(() => 0));
  const sums = { open: zeros(), all: zeros() };
  const last = Math.max(...spans.map(({ to }) => to));
  for (let deal = 0; deal < deals.opened.length; deal++) {
    if (!wonWithin(deals, deal, at, at + last)) continue;
    const amount = broughtBy(deals, deal);
    const add = (to: number[][], own: number) => {
      for (const group of own < 0 ? [0] : [0, own + 1])
        for (const [span, { from, to: end }] of spans.entries())
          if (wonWithin(deals, deal, at + from, at + end)) {
            const row = to[group] ?? [];
            row[span] = (row[span] ?? 0) + amount;
          }
    };
    add(sums.all, groups.at(deal, deals.closed[deal] ?? at));
    if (isOpen(deals, deal, at)) add(sums.open, groups.at(deal, at));
  }
  return sums;
}

function expected(point: number | null, misses: readonly number[], of: { worth: number; most: number }): Expected {
  const moments = misses.length;
  if (point === null || moments < fewestMoments) return { point, ranges: null, moments };
  const [half, near] = [quantile(misses, 0.5), quantile(misses, 0.8)];
  const far = Math.max(quantile(misses, 0.95), near);
  const at = (miss: number) => Math.min(of.most, Math.max(0, point + miss * of.worth));
  return {
    point,
    ranges: { lo50: at(-half), hi50: at(half), lo80: at(-near), hi80: at(near), lo95: at(-far), hi95: at(far) },
    moments,
  };
}

/** The smallest but (n + 1) p, to the nearest; where there is none, half as much again as the largest. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.round((sorted.length + 1) * p);
  return sorted[rank - 1] ?? 1.5 * (sorted.at(-1) ?? 0);
}
