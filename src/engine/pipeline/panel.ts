import type { Deals } from './deals.ts';
import { type Cells, chanceOf, fitHazard, type Hazard } from './hazard.ts';

export const week = 7;
const mostWeeks = 104;
const dayMs = 86_400_000;

/** Ages in days at which the next group begins. */
const ages = [...Array.from({ length: 26 }, (_, at) => week * (at + 1)), 273, 365, 547, 730];
const quarterWeeks = 13;
/** Below that, groups are not told apart. */
export const enoughWins = 20;

/** 0 … 12: the week of the quarter; the last has a few days more. */
function quarterWeek(day: number): number {
  const date = new Date(day * dayMs);
  const start = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1) / dayMs;
  return Math.min(quarterWeeks - 1, Math.floor((day - start) / week));
}

function ageGroup(age: number): number {
  const at = ages.findIndex((edge) => age < edge);
  return at < 0 ? ages.length : at;
}

const sizeOf = (codes: Uint32Array): number => codes.reduce((most, code) => Math.max(most, code + 1), 1);

/** Age, week of the quarter, and the columns by which deals differ: whose chance of a win and of a loss in the next week are learned. */
function levelsOf({ opened, by }: Deals, deal: number, at: number): number[] {
  const [age, quarter] = [ageGroup(at - (opened[deal] ?? 0)), quarterWeek(at)];
  return [age, quarter, ...by.map(({ codes }) => codes[deal] ?? 0)];
}

/** Each deal in each week in which it was open, up to `asOf`: `week` 0 ended on that day, 1 seven days before it. */
export type Panel = { cells: Cells; cellOf: Uint32Array; weekOf: Uint16Array; endOf: Uint8Array; weeks: number };

export function panelOf(deals: Deals, asOf: number): Panel {
  const known = new Map<string, number>();
  const levels: number[][] = [];
  const [cellOf, weekOf, endOf] = [[] as number[], [] as number[], [] as number[]];
  let weeks = 0;
  for (let deal = 0; deal < deals.opened.length; deal++) {
    const opened = deals.opened[deal] ?? Number.NaN;
    const ended = (deals.outcome[deal] ?? 0) > 0;
    const closed = ended ? (deals.closed[deal] ?? Number.NaN) : Number.POSITIVE_INFINITY;
    if (!(opened <= asOf) || Number.isNaN(closed)) continue;
    // The latest week at whose start it was open, and back to the first.
    const last = closed > asOf ? 0 : Math.floor((asOf - closed) / week);
    for (let back = last; back < mostWeeks; back++) {
      const start = asOf - week * (back + 1);
      if (opened > start) break;
      if (closed <= start) continue;
      const own = levelsOf(deals, deal, start);
      const key = own.join(' ');
      let cell = known.get(key);
      if (cell === undefined) {
        cell = levels.push(own) - 1;
        known.set(key, cell);
      }
      cellOf.push(cell);
      weekOf.push(back);
      endOf.push(closed <= start + week ? (deals.outcome[deal] ?? 0) : 0);
      weeks = Math.max(weeks, back + 1);
    }
  }
  const feature = (at: number, size: number, ordered: boolean) => ({
    levels: Uint32Array.from(levels, (own) => own[at] ?? 0),
    size,
    ordered,
  });
  const features = [
    feature(0, ages.length + 1, true),
    feature(1, quarterWeeks, true),
    ...deals.by.map(({ codes }, at) => feature(2 + at, sizeOf(codes), false)),
  ];
  return {
    cells: { count: levels.length, features },
    cellOf: Uint32Array.from(cellOf),
    weekOf: Uint16Array.from(weekOf),
    endOf: Uint8Array.from(endOf),
    weeks,
  };
}

export type Hazards = { /** Wins it was learned from. */ won: number; win: Hazard; loss: Hazard };

/** From the weeks that had ended `back` weeks before the panel's day. */
export function hazardsOf({ cells, cellOf, weekOf, endOf }: Panel, back: number): Hazards {
  const rows = new Float64Array(cells.count);
  const wins = new Float64Array(cells.count);
  const losses = new Float64Array(cells.count);
  for (const [row, cell] of cellOf.entries()) {
    if ((weekOf[row] ?? 0) < back) continue;
    rows[cell] = (rows[cell] ?? 0) + 1;
    if (endOf[row] === 1) wins[cell] = (wins[cell] ?? 0) + 1;
    if (endOf[row] === 2) losses[cell] = (losses[cell] ?? 0) + 1;
  }
  const won = wins.reduce((sum, each) => sum + each, 0);
  const plain = won < enoughWins;
  return {
    won,
    win: fitHazard(cells, { rows, hits: wins, plain }),
    loss: fitHazard(cells, { rows, hits: losses, plain }),
  };
}

/** The chance that a deal open at `at` is won within `days`: week after week it may be won, lost, or stay open. */
export function chanceOfWin(
  deals: Deals,
  deal: number,
  { at, days, hazards }: { at: number; days: number; hazards: Hazards },
): number {
  let [open, won] = [1, 0];
  for (let gone = 0; gone < days; gone += week) {
    const share = Math.min(1, (days - gone) / week);
    const levels = levelsOf(deals, deal, at + gone);
    const win = 1 - (1 - chanceOf(hazards.win, levels)) ** share;
    const loss = 1 - (1 - chanceOf(hazards.loss, levels)) ** share;
    won += open * win;
    open *= Math.max(0, 1 - win - loss);
  }
  return won;
}
