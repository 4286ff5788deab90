import { type CallsTables, countDisposedCalls } from '#calls';
import { countEndedDeals, type DealsTables } from '#deals';
import type { Db } from '#platform/db';
import type { Target } from './contract/shapes.ts';
import type { UseOfModel } from './queries/models.ts';
import { findOutcomes, sharesOf } from './queries/scores.ts';
import { calibrationOf, isAlarm, psi, retrainEvery } from './rules/drift.ts';
import type { ScoringTables } from './schema.ts';

/** How the model in use has done of late, and whether those it scores are still such as they were. */
export async function driftOf(db: Db<ScoringTables>, use: UseOfModel) {
  const { workspaceId, modelId, target, firstShares } = use;
  const [outcomes, shares] = await Promise.all([
    findOutcomes(db, workspaceId, modelId, retrainEvery),
    sharesOf(db, workspaceId, target, modelId),
  ]);
  const calibrated = calibrationOf(outcomes);
  const index = firstShares === null ? null : psi(firstShares, shares);
  return {
    outcomes: outcomes.length,
    said: calibrated?.said ?? null,
    happened: calibrated?.happened ?? null,
    z: calibrated?.z ?? null,
    psi: index,
    alarm: isAlarm(calibrated, index),
  };
}

/** A lead is decided by a won deal, or by none in half a year; the deals that end are the measure of both. */
export function endedSince(
  db: Db<DealsTables & CallsTables>,
  workspaceId: string,
  target: Target,
  since: Date | null,
): Promise<number> {
  return target === 'reach'
    ? countDisposedCalls(db, workspaceId, since, 5_000)
    : countEndedDeals(db, workspaceId, since, 5_000);
}
