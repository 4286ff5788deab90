import { type Deals, isOpen, wonWithin } from './deals.ts';
import { chanceOfWin, enoughWins, type Hazards, hazardsOf, type Panel, panelOf, week } from './panel.ts';
import { worthOf } from './worth.ts';

/** Amounts in the unit of the table. `null`: nothing honest can be said; `basis.text` says why. */
export type PipelineForecast = {
  point: number | null;
  lo80: number | null;
  hi80: number | null;
  lo95: number | null;
  hi95: number | null;
  /** Deals open on that day, the only ones that are counted. */
  open: number;
  basis: { won: number; lost: number; backtests: number; text: string };
};

type Ask = { asOf: number; days: number };

/**
 * What deals open at the end of `asOf` bring within `days`, by what was known on that day alone.
 *
 * Point: Σ chance of a win × worth. The chance comes from a panel of all deals in all past weeks (`panel.ts`), the worth from list prices and earlier wins. Range: the same forecast is made as it would
 * have been at past weeks whose outcome is known, and what it missed then, as a share of all that was open, is the range now (split conformal prediction, Vovk et al. 2005). All deals of a week miss together, so
 * ranges from the chances of independent deals hold in one case of five where they say four.
 */
export function forecastPipeline(deals: Deals, { asOf, days }: Ask): PipelineForecast {
  const panel = panelOf(deals, asOf);
  const open = openAt(deals, asOf);
  const [won, lost] = [1, 2].map((outcome) => endedAt(deals, asOf, outcome));
  const known = { won: won ?? 0, lost: lost ?? 0 };
  const told = (point: number | null, misses: readonly number[], all: number): PipelineForecast => ({
    point,
    ...rangesOf(point, misses, all),
    open: open.length,
    basis: {
      ...known,
      backtests: misses.length,
      text: [words({ ...known, open: open.length, misses: misses.length }), ...undatedIn(deals)].join(' '),
    },
  });
  if (open.length === 0) return { ...told(0, [], 0), lo80: 0, hi80: 0, lo95: 0, hi95: 0 };
  if (known.won === 0) return told(null, [], 0);
  const now = revenueAt(deals, { asOf, days, hazards: hazardsOf(panel, 0) });
  return told(now.point, missesOf(deals, panel, { asOf, days, won: known.won }), now.all);
}

function openAt(deals: Deals, at: number): number[] {
  return Array.from(deals.opened.keys()).filter((deal) => isOpen(deals, deal, at));
}

function endedAt({ opened, closed, outcome }: Deals, at: number, which: number): number {
  return outcome.reduce(
    (sum, own, deal) =>
      sum + (own === which && (opened[deal] ?? Number.NaN) <= at && (closed[deal] ?? Number.NaN) <= at ? 1 : 0),
    0,
  );
}

function undatedIn({ opened, closed, outcome }: Deals): string[] {
  const undated = opened.reduce(
    (sum, day, deal) => sum + (Number.isNaN(day) || (outcome[deal] !== 0 && Number.isNaN(closed[deal])) ? 1 : 0),
    0,
  );
  return undated === 0
    ? []
    : [`${count(undated)} Zeilen ohne lesbaren Tag des Beginns oder des Abschlusses bleiben außen vor.`];
}

const count = (n: number): string => n.toLocaleString('de-DE');

/** `all`: what it would be if every open deal were won. */
function revenueAt(deals: Deals, { asOf, days, hazards }: Ask & { hazards: Hazards }): { point: number; all: number } {
  const worth = worthOf(deals, asOf);
  const open = openAt(deals, asOf);
  let [point, all] = [0, 0];
  for (const deal of open) {
    const own = worth(deal) ?? 0;
    point += chanceOfWin(deals, deal, { at: asOf, days, hazards }) * own;
    all += own;
  }
  return { point, all };
}

/** Past weeks that are tried, at most. */
const most = 13;

function missesOf(deals: Deals, panel: Panel, { asOf, days, won }: Ask & { won: number }): number[] {
  const first = Math.ceil(days / week);
  const misses: number[] = [];
  for (let back = first; back < panel.weeks && misses.length < most; back++) {
    const then = asOf - back * week;
    const hazards = hazardsOf(panel, back);
    // What was forecast from far less than is known by now tells little of a forecast made today.
    if (hazards.won < Math.max(enoughWins, won / 3)) break;
    const { point, all } = revenueAt(deals, { asOf: then, days, hazards });
    const brought = openAt(deals, then).reduce(
      (sum, deal) => sum + (wonWithin(deals, deal, then, then + days) ? Math.max(0, deals.amount[deal] || 0) : 0),
      0,
    );
    misses.push(Math.abs(brought - point) / all);
  }
  return misses;
}

const fewestMisses = 3;

function rangesOf(point: number | null, misses: readonly number[], all: number) {
  if (point === null || misses.length < fewestMisses) return { lo80: null, hi80: null, lo95: null, hi95: null };
  const [near, far] = [quantile(misses, 0.8), quantile(misses, 0.95)];
  const at = (miss: number) => Math.min(all, Math.max(0, point + miss * all));
  return { lo80: at(-near), hi80: at(near), lo95: at(-Math.max(far, near)), hi95: at(Math.max(far, near)) };
}

/** The smallest but (n + 1) p, to the nearest; where there is none, half as much again as the largest. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.round((sorted.length + 1) * p);
  return sorted[rank - 1] ?? 1.5 * (sorted.at(-1) ?? 0);
}

function words({ open, won, lost, misses }: { open: number; won: number; lost: number; misses: number }): string {
  if (open === 0) return 'An diesem Tag ist kein Abschluss offen.';
  const from = `${count(open)} offene Abschlüsse; bekannt sind ${count(won)} gewonnene und ${count(lost)} verlorene.`;
  if (won === 0) return `${from} Ohne einen gewonnenen lässt sich nicht sagen, was die offenen bringen.`;
  const how =
    won < enoughWins
      ? ' Das ist zu wenig, um Abschlüsse voneinander zu unterscheiden: Gerechnet ist mit einer Aussicht für alle.'
      : '';
  const range =
    misses < fewestMisses
      ? ' Für eine Spanne fehlen frühere Wochen, an denen sich die Prognose messen ließe.'
      : ` Die Spanne ist, was ${misses} frühere Prognosen verfehlt hätten.`;
  return `${from}${how}${range}`;
}
