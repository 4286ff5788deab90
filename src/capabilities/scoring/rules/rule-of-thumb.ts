import type { Computed } from '../computing.ts';

/** The chance in the settings counts like so many cases of our own. */
const weight = 20;
const within80 = 1.2816;

const logit = (p: number): number => Math.log(p / (1 - p));
const inside = (p: number): number => Math.min(0.99, Math.max(0.01, p));

export type Thumb = { cases: number; of(stageId: string): Computed };

/**
 * While too few deals have ended: the chance that the stage is given in the settings, drawn to the share of those won from there as their number grows (a beta prior). Its one reason is the stage.
 */
export function stageThumb(
  ended: readonly { stageId: string; won: boolean }[],
  chances: ReadonlyMap<string, number>,
): Thumb {
  const all = [...chances.values()];
  const usual = inside(all.reduce((sum, chance) => sum + chance, 0) / Math.max(1, all.length));
  return {
    cases: ended.length,
    of(stageId) {
      const here = ended.filter((deal) => deal.stageId === stageId);
      const won = here.filter((deal) => deal.won).length;
      const p = inside((weight * (chances.get(stageId) ?? usual) + won) / (weight + here.length));
      const half = within80 * Math.sqrt((p * (1 - p)) / (weight + here.length + 1));
      return {
        probability: p,
        low: Math.max(0, p - half),
        high: Math.min(1, p + half),
        reasons: [{ feature: 'stage', value: stageId, logit: logit(p) - logit(usual) }],
      };
    },
  };
}
