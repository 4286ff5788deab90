/** Retrained when so many have ended since (measured on calls of a bank: every 1,000 instead of 250 costs .04 of AUC). */
export const retrainEvery = 250;
const fewestForDrift = 50;

export type Calibrated = { outcomes: number; said: number; happened: number; z: number };

/** What was said of those that have ended since, against what happened to them: z = Σ(y − p) / √Σp(1 − p). */
export function calibrationOf(outcomes: readonly { probability: number; happened: boolean }[]): Calibrated | null {
  if (outcomes.length === 0) return null;
  let [said, happened, variance] = [0, 0, 0];
  for (const { probability: p, happened: y } of outcomes) {
    said += p;
    happened += y ? 1 : 0;
    variance += p * (1 - p);
  }
  const n = outcomes.length;
  return {
    outcomes: n,
    said: said / n,
    happened: happened / n,
    z: (happened - said) / Math.sqrt(Math.max(1e-9, variance)),
  };
}

/** Population stability index: Σ (now − then) ln(now / then) over the tenths; an empty one counts as half a case. */
export function psi(then: readonly number[], now: readonly number[]): number | null {
  const shares = (counts: readonly number[]): number[] => {
    const total = counts.reduce((sum, count) => sum + Math.max(count, 0.5), 0);
    return counts.map((count) => Math.max(count, 0.5) / total);
  };
  const enough = [then, now].every((counts) => counts.reduce((sum, count) => sum + count, 0) >= fewestForDrift);
  if (!enough) return null;
  const [a, b] = [shares(then), shares(now)];
  return b.reduce((sum, share, tenth) => sum + (share - (a[tenth] ?? 0)) * Math.log(share / (a[tenth] ?? 1)), 0);
}

/** Three standard deviations happen by chance once in 370; above .25 the cases are said to be others than they were (Siddiqi 2006). */
export function isAlarm(calibrated: Calibrated | null, index: number | null): boolean {
  return (
    (calibrated !== null && calibrated.outcomes >= fewestForDrift && Math.abs(calibrated.z) > 3) ||
    (index !== null && index > 0.25)
  );
}
