import type { Deals } from './deals.ts';
import { type Cells, fitHazard, type Hazard } from './hazard.ts';

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

/** Days until it is to close at which the next group begins; below all of them it is long overdue. */
const dues = [-28, 0, week, 2 * week, 3 * week, 5 * week, 9 * week, 14 * week];
const dueGroups = dues.length + 2;

/** The first group: nobody has said when. */
function dueGroup(days: number): number {
  if (Number.isNaN(days)) return 0;
  const at = dues.findIndex((edge) => days < edge);
  return 1 + (at < 0 ? dues.length : at);
}

/** What is known of a deal on one day and taken to hold on. */
export type State = { due: number; stage: number };
export function stateAt({ changing }: Deals, deal: number, day: number): State {
  return changing
    ? { due: changing.dueAt(deal, day), stage: changing.stageAt(deal, day) }
    : { due: Number.NaN, stage: 0 };
}

/** Age, week of the quarter, how long until it is to close, stage, and the columns by which deals differ: whose chance of a win and of a loss in the next week are learned. */
export function levelsOf({ opened, by, changing }: Deals, deal: number, at: number, { due, stage }: State): number[] {
  const [age, quarter] = [ageGroup(at - (opened[deal] ?? 0)), quarterWeek(at)];
  return [age, quarter, ...(changing ? [dueGroup(due - at), stage] : []), ...by.map(({ codes }) => codes[deal] ?? 0)];
}

/** Each deal in each week in which it was open, up to `asOf`: `week` 0 ended on that day, 1 seven days before it. */
export type Panel = {
  cells: Cells;
  cellOf: Uint32Array;
  weekOf: Uint16Array;
  endOf: Uint8Array;
  /** From which stage to which a deal that stayed open went in that week: from × stages + to. */
  moveOf: Uint16Array;
  stages: number;
  weeks: number;
};

export function panelOf(deals: Deals, asOf: number): Panel {
  const known = new Map<string, number>();
  const levels: number[][] = [];
  const [cellOf, weekOf, endOf, moveOf] = [[] as number[], [] as number[], [] as number[], [] as number[]];
  const stages = deals.changing?.stages ?? 1;
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
      const state = stateAt(deals, deal, start);
      const own = levelsOf(deals, deal, start, state);
      const key = own.join(' ');
      let cell = known.get(key);
      if (cell === undefined) {
        cell = levels.push(own) - 1;
        known.set(key, cell);
      }
      cellOf.push(cell);
      weekOf.push(back);
      const ends = closed <= start + week;
      endOf.push(ends ? (deals.outcome[deal] ?? 0) : 0);
      moveOf.push(state.stage * stages + (ends ? state : stateAt(deals, deal, start + week)).stage);
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
    ...(deals.changing ? [feature(2, dueGroups, true), feature(3, stages, false)] : []),
    ...deals.by.map(({ codes }, at) => feature((deals.changing ? 4 : 2) + at, sizeOf(codes), false)),
  ];
  return {
    cells: { count: levels.length, features },
    cellOf: Uint32Array.from(cellOf),
    weekOf: Uint16Array.from(weekOf),
    endOf: Uint8Array.from(endOf),
    moveOf: Uint16Array.from(moveOf),
    stages,
    weeks,
  };
}

export type Hazards = {
  /** Wins it was learned from. */
  won: number;
  win: Hazard;
  loss: Hazard;
  /** How likely a deal of one stage that stays open is in another a week later: from × stages + to. */
  moves: Float64Array;
};

/** What a stage counts for that nobody has been seen in: so many weeks in which deals stayed there. */
const restingWeeks = 5;

/** From the weeks that had ended `back` weeks before the panel's day. */
export function hazardsOf({ cells, cellOf, weekOf, endOf, moveOf, stages }: Panel, back: number): Hazards {
  const rows = new Float64Array(cells.count);
  const wins = new Float64Array(cells.count);
  const losses = new Float64Array(cells.count);
  const moves = new Float64Array(stages * stages);
  for (let stage = 0; stage < stages; stage++) moves[stage * stages + stage] = restingWeeks;
  for (const [row, cell] of cellOf.entries()) {
    if ((weekOf[row] ?? 0) < back) continue;
    rows[cell] = (rows[cell] ?? 0) + 1;
    if (endOf[row] === 1) wins[cell] = (wins[cell] ?? 0) + 1;
    else if (endOf[row] === 2) losses[cell] = (losses[cell] ?? 0) + 1;
    else moves[moveOf[row] ?? 0] = (moves[moveOf[row] ?? 0] ?? 0) + 1;
  }
  for (let from = 0; from < stages; from++) {
    const own = moves.subarray(from * stages, (from + 1) * stages);
    const all = own.reduce((sum, each) => sum + each, 0);
    for (const [to, each] of own.entries()) own[to] = each / all;
  }
  const won = wins.reduce((sum, each) => sum + each, 0);
  const plain = won < enoughWins;
  return {
    won,
    win: fitHazard(cells, { rows, hits: wins, plain }),
    loss: fitHazard(cells, { rows, hits: losses, plain }),
    moves,
  };
}
