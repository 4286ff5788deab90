import { findPipelines } from '#deals';
import type { Db } from '#platform/db';
import type { ModelView, Objection, ScoreView } from './contract.ts';
import type { ModelCardRow } from './queries/models.ts';
import type { ProfilingObjectionRow, ScoreRow } from './schema.ts';
import type { ScoringWorld } from './commands/world.ts';

/** Stages by the name they have now. */
export async function toScoreViews(
  db: Db<ScoringWorld>,
  workspaceId: string,
  rows: readonly ScoreRow[],
): Promise<ScoreView[]> {
  const named = rows.some(({ reasons }) => reasons.some(({ feature }) => feature === 'stage'));
  const pipelines = named ? await findPipelines(db, workspaceId) : [];
  const stages = new Map(pipelines.flatMap((pipeline) => pipeline.stages).map(({ id, name }) => [id, name]));
  return rows.map(({ target, subjectId, probability, low, high, reasons, cases, modelId, computedAt }) => ({
    target,
    subjectId,
    probability,
    low,
    high,
    reasons: reasons.map(({ feature, value, logit }) => ({
      feature,
      value: feature === 'stage' ? (stages.get(value) ?? value) : value,
      logit,
    })),
    cases,
    basis: modelId === null ? ('rule' as const) : ('learned' as const),
    modelId,
    computedAt: computedAt.toISOString(),
  }));
}

export function toModelView(row: ModelCardRow, active: boolean): ModelView {
  const { id, target, trainedAt, because, rows, outcomes, baseRate, verdict, card, approvedAt, approvedBy } = row;
  return {
    id,
    target,
    trainedAt: trainedAt.toISOString(),
    because,
    rows,
    outcomes,
    baseRate,
    verdict,
    card,
    approvedAt: approvedAt?.toISOString() ?? null,
    approvedBy,
    active,
  };
}

export function toObjection(row: ProfilingObjectionRow): Objection {
  const { id, objectedAt, way, note, recordedBy, recordedAt } = row;
  return { id, objectedAt: objectedAt.toISOString(), way, note, recordedBy, recordedAt: recordedAt.toISOString() };
}
