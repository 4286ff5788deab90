import type { Changing, Deals } from '#engine/pipeline/deals';

/** What deals were after each event, a row an event; in any order. */
export type Histories = {
  /** Which deal, which event of it. */
  readonly deal: Uint32Array;
  readonly version: Int32Array;
  readonly day: Int32Array;
  readonly stage: Uint16Array;
  /** 0: nobody's. */
  readonly owner: Uint16Array;
  readonly cents: Float64Array;
  /** NaN: no day. */
  readonly closeOn: Float64Array;
  /** 0 open, 1 won, 2 lost, 3 removed or in another currency. */
  readonly state: Uint8Array;
};

export const states = ['open', 'won', 'lost', 'removed'] as const;
const [open, won] = [0, 1];

/** From when to when a deal was open: one that was opened again begins anew. */
export type Spells = Deals & {
  readonly changing: Changing;
  readonly deal: Uint32Array;
  ownerAt(spell: number, day: number): number;
  /** How long it was in each stage until it ended. */
  stays(spell: number): { stage: number; days: number }[];
};

/** Rows of `Histories` become spells; whatever is asked about a spell on a day is answered by what was known at its end. */
export function spellsOf(histories: Histories, stages: number): Spells {
  const { deal, version, day, stage, owner, cents, closeOn, state } = histories;
  const order = Uint32Array.from(deal.keys()).sort(
    (a, b) => (deal[a] ?? 0) - (deal[b] ?? 0) || (version[a] ?? 0) - (version[b] ?? 0),
  );
  const [opened, closed, outcome, amount] = [[] as number[], [] as number[], [] as number[], [] as number[]];
  const [first, last, deals] = [[] as number[], [] as number[], [] as number[]];
  let running = -1;
  let before = -1;
  for (const [place, row] of order.entries()) {
    const same = before >= 0 && deal[before] === deal[row];
    const wasOpen = same && state[before] === open;
    if (state[row] === open) {
      if (wasOpen) last[running] = place;
      else {
        running = opened.push(day[row] ?? 0) - 1;
        closed.push(Number.NaN);
        outcome.push(0);
        amount.push(Number.NaN);
        first.push(place);
        last.push(place);
        deals.push(deal[row] ?? 0);
      }
    } else if (wasOpen) {
      closed[running] = day[row] ?? 0;
      outcome[running] = state[row] === won ? 1 : 2;
      amount[running] = cents[row] ?? 0;
      last[running] = place;
    } else if (same && state[row] === won && outcome[running] === 1) {
      // What was won, corrected afterwards.
      amount[running] = cents[row] ?? 0;
    }
    before = row;
  }

  /** The last row of a spell by the end of a day; its first, if there is none yet. */
  const rowAt = (spell: number, at: number): number => {
    const begin = first[spell] ?? 0;
    let place = last[spell] ?? begin;
    while (place > begin && (day[order[place] ?? 0] ?? 0) > at) place -= 1;
    return order[place] ?? 0;
  };
  return {
    opened: Float64Array.from(opened),
    closed: Float64Array.from(closed),
    outcome: Uint8Array.from(outcome),
    amount: Float64Array.from(amount),
    listPrice: new Float64Array(0),
    by: [],
    deal: Uint32Array.from(deals),
    stays: (spell) => {
      const stays = new Map<number, number>();
      const end = closed[spell] ?? Number.NaN;
      for (let place = first[spell] ?? 0; place <= (last[spell] ?? -1); place++) {
        const row = order[place] ?? 0;
        if (state[row] !== open) continue;
        const next = place < (last[spell] ?? 0) ? (day[order[place + 1] ?? 0] ?? end) : end;
        stays.set(stage[row] ?? 0, (stays.get(stage[row] ?? 0) ?? 0) + next - (day[row] ?? 0));
      }
      return [...stays].map(([own, days]) => ({ stage: own, days }));
    },
    ownerAt: (spell, at) => owner[rowAt(spell, at)] ?? 0,
    changing: {
      stages,
      stageAt: (spell, at) => stage[rowAt(spell, at)] ?? 0,
      dueAt: (spell, at) => closeOn[rowAt(spell, at)] ?? Number.NaN,
      priceAt: (spell, at) => cents[rowAt(spell, at)] ?? 0,
    },
  };
}
