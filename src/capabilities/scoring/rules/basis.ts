import type { NoScore, Target } from '../contract/shapes.ts';
import type { UseOfModel } from '../queries/models.ts';
import type { ScoreModelRow } from '../schema.ts';

/** Fewer ended cases say nothing that a rate would not. */
const fewest = 50;

/** Is there enough to tell that nothing can be told? */
export function hasEnough({ rows, outcomes }: Pick<ScoreModelRow, 'rows' | 'outcomes'>): boolean {
  return Math.min(rows, 2 * outcomes, 2 * (rows - outcomes)) >= fewest;
}

/** What scores a target now. */
export type Basis =
  | { kind: 'learned'; use: UseOfModel }
  | { kind: 'rule' }
  | { kind: 'none'; because: Extract<NoScore, 'too_little' | 'no_better' | 'not_approved'> };

export function basisOf(
  target: Target,
  use: UseOfModel | undefined,
  latest: Pick<ScoreModelRow, 'rows' | 'outcomes' | 'verdict'> | undefined,
): Basis {
  if (use) return { kind: 'learned', use };
  if (latest && hasEnough(latest) && latest.verdict === 'no better than the base rate')
    return { kind: 'none', because: 'no_better' };
  // Only stages have something to go by before anything is learned: the chance they are given in the settings.
  if (target === 'deal_win') return { kind: 'rule' };
  return { kind: 'none', because: latest && hasEnough(latest) ? 'not_approved' : 'too_little' };
}
