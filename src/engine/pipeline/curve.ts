import type { Deals } from './deals.ts';
import { chanceOf } from './hazard.ts';
import { type Hazards, levelsOf, stateAt, week } from './panel.ts';

/** Stages in which hardly any of a deal is left tell nothing more. */
const hardly = 1e-5;

/**
 * The chance that a deal open at `at` is won by each of `ends` (days later, rising): week after week it may be won, lost, go to another stage, or stay. When it is to close is taken to hold on as it is
 * known at `at`.
 */
export function winCurve(
  deals: Deals,
  { at, ends, hazards }: { at: number; ends: readonly number[]; hazards: Hazards },
): (deal: number) => Float64Array {
  const stages = deals.changing?.stages ?? 1;
  const last = ends.at(-1) ?? 0;
  const known = new Map<string, { win: number; loss: number }>();
  const chances = (levels: readonly number[]) => {
    const key = levels.join(' ');
    let found = known.get(key);
    if (!found) {
      found = { win: chanceOf(hazards.win, levels), loss: chanceOf(hazards.loss, levels) };
      known.set(key, found);
    }
    return found;
  };

  return (deal) => {
    const curve = new Float64Array(ends.length);
    const state = stateAt(deals, deal, at);
    let open = new Float64Array(stages);
    open[state.stage] = 1;
    let won = 0;
    let next = 0;
    while (ends[next] === 0) next += 1;
    for (let gone = 0; gone < last; gone += week) {
      const here = Array.from(open, (share, stage) =>
        share < hardly
          ? undefined
          : { share, stage, ...chances(levelsOf(deals, deal, at + gone, { ...state, stage })) },
      ).filter((one) => one !== undefined);
      for (; next < ends.length && (ends[next] ?? 0) <= gone + week; next++) {
        const part = ((ends[next] ?? 0) - gone) / week;
        curve[next] = here.reduce((sum, { share, win }) => sum + share * (1 - (1 - win) ** part), won);
      }
      const later = new Float64Array(stages);
      for (const { share, stage, win, loss } of here) {
        won += share * win;
        const stays = share * Math.max(0, 1 - win - loss);
        for (let to = 0; to < stages; to++)
          later[to] = (later[to] ?? 0) + stays * (hazards.moves[stage * stages + to] ?? 0);
      }
      open = later;
    }
    return curve;
  };
}
