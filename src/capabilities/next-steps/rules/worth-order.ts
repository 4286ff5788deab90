import type { TodayReason } from '../contract.ts';

/** Reasons among which nobody was told anything: who comes first may follow what a call is worth. What was agreed keeps its time. */
const free: ReadonlySet<TodayReason> = new Set(['step_today', 'new_lead', 'deal_stuck', 'deal_without_step']);

export type Standing = {
  code: TodayReason;
  /** It has to wait for the hour. */
  waits: boolean;
  /** A time was agreed. */
  timed: boolean;
  centsPerHour: number | undefined;
  /** Where chance puts the row in its group, from 0 to 1, while an experiment runs and it is one of those. */
  byChance: number | undefined;
  /** The person has objected to profiling: they stand where they would stand without us. */
  neutral: boolean;
};

/** May the row be moved by what it is worth? */
export function isFree({ code, timed }: Pick<Standing, 'code' | 'timed'>): boolean {
  return free.has(code) && !timed;
}

/**
 * Within one reason the most expected euros per hour first; rows of which nothing is known behind those, in the order they had. Rows of chance stand at their place in the group,
 * and objectors at the place they had; the others keep their order around them. Groups and all other rows stay where they are.
 */
export function orderByWorth<Row>(rows: readonly Row[], standingOf: (row: Row) => Standing): Row[] {
  const standing = rows.map((row, index) => ({ row, index, ...standingOf(row) }));
  const groups: (typeof standing)[] = [];
  for (const one of standing) {
    const before = groups.at(-1)?.at(-1);
    const joins = before && isFree(one) && isFree(before) && before.code === one.code && before.waits === one.waits;
    if (joins) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => {
    if (!group.some(({ centsPerHour, byChance }) => centsPerHour !== undefined || byChance !== undefined))
      return group.map(({ row }) => row);
    const placed = group.flatMap((one, at) => {
      const place = one.neutral ? (at + 0.5) / group.length : one.byChance;
      return place === undefined ? [] : [{ ...one, place }];
    });
    const expected = group
      .filter(({ byChance, neutral }) => byChance === undefined && !neutral)
      .toSorted((a, b) => (b.centsPerHour ?? -1) - (a.centsPerHour ?? -1) || a.index - b.index)
      .map((one, place, all) => ({ ...one, place: (place + 0.5) / all.length }));
    return [...expected, ...placed].toSorted((a, b) => a.place - b.place || a.index - b.index).map(({ row }) => row);
  });
}
