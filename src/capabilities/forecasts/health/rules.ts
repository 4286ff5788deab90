import type { HealthLevel, HealthReason } from './contract.ts';

/** Below so many won deals a general rule stands in. */
export const enoughWon = 20;
const silentDays = 14;
const oldDays = 180;
const pushedTimes = 2;
const objectedTimes = 3;

/** What is usual for won deals: nine in ten of them were not older, and not longer in that stage. */
export type Norms = { wonDeals: number; ageDays: number | null; stageDays: Readonly<Record<string, number>> };
export const noNorms: Norms = { wonDeals: 0, ageDays: null, stageDays: {} };

export type HealthFacts = {
  stageId: string;
  ageDays: number;
  daysInStage: number;
  /** What the stage allows by its settings. */
  maxAgeDays: number | null;
  closeOn: string | null;
  hasNextStep: boolean;
  silentDays: number;
  pushes: number;
  /** The objection that was heard in the most calls. */
  objection: { title: string; calls: number } | null;
};

/** The more that is against it, the weaker: one thing is worth a look, two and more are a pattern. */
export function healthOf(
  facts: HealthFacts,
  norms: Norms,
  today: string,
): { level: HealthLevel; reasons: HealthReason[] } {
  const reasons: HealthReason[] = [];
  if (!facts.hasNextStep) reasons.push({ code: 'without_step' });
  if (facts.silentDays >= silentDays) reasons.push({ code: 'silent', days: facts.silentDays });
  if (facts.closeOn !== null && facts.closeOn < today) reasons.push({ code: 'overdue', on: facts.closeOn });
  if (facts.pushes >= pushedTimes) reasons.push({ code: 'pushed', times: facts.pushes });
  if (facts.objection && facts.objection.calls >= objectedTimes)
    reasons.push({ code: 'objection', title: facts.objection.title, times: facts.objection.calls });
  if (facts.ageDays > (norms.ageDays ?? oldDays))
    reasons.push({ code: 'old', days: facts.ageDays, usual: norms.ageDays });
  const usual = norms.stageDays[facts.stageId] ?? null;
  const allowed = usual ?? facts.maxAgeDays;
  if (allowed !== null && facts.daysInStage > allowed)
    reasons.push({ code: 'slow_stage', days: facts.daysInStage, usual });
  return { level: reasons.length === 0 ? 'well' : reasons.length === 1 ? 'watch' : 'weak', reasons };
}

/** What nine in ten stay at or below; too few: nothing. */
export function usualOf(days: readonly number[]): number | null {
  if (days.length < enoughWon) return null;
  const sorted = days.toSorted((a, b) => a - b);
  return Math.ceil(sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0);
}
