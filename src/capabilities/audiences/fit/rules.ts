import { type FitModel, fitOf } from '#engine/avatars/fit';
import type { FitReason } from '../contract.ts';
import { type Facts, valueOf } from '../grouping/fields.ts';

export type Ranked = { place: number; percent: number; reasons: FitReason[] };

const mostReasons = 6;
/** In the measure of the columns, where 1 is a usual difference between two people. */
const leastGain = 0.1;

/** The two groups somebody fits best, with what speaks for and against each; nothing where too little is known of them. */
export function rankFits(model: FitModel, facts: Facts): Ranked[] {
  const products = model.axes.flatMap((axis) =>
    axis.kind === 'choice' && axis.column === 'product' ? axis.choices : [],
  );
  const known = model.axes.map(({ column }) => valueOf(facts, column, products));
  const fits = fitOf(model, known);
  if (!fits) return [];
  return fits
    .map(({ percent, gains }, place) => ({ place, percent, gains, gain: sum(gains) }))
    .toSorted((a, b) => b.percent - a.percent || b.gain - a.gain)
    .slice(0, 2)
    .map(({ place, percent, gains }) => ({ place, percent, reasons: reasonsOf(model, known, gains) }));
}

const sum = (gains: readonly (number | null)[]): number => gains.reduce<number>((all, gain) => all + (gain ?? 0), 0);

function reasonsOf(
  { axes }: FitModel,
  known: readonly (string | number | null)[],
  gains: readonly (number | null)[],
): FitReason[] {
  return gains
    .flatMap((gain, at) => {
      const value = known[at];
      return gain === null || value === null || value === undefined || Math.abs(gain) < leastGain
        ? []
        : [{ field: axes[at]!.column, value: String(value), gain: Math.round(gain * 100) / 100 }];
    })
    .toSorted((a, b) => Math.abs(b.gain) - Math.abs(a.gain))
    .slice(0, mostReasons);
}
