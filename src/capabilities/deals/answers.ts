import type { ContactsTables } from '#contacts';
import { hereAndNow, type WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { DealItem } from './contract.ts';
import { type DealAtStage, findDeal, findDealsAtStage } from './queries/deals.ts';
import { findLossReasons, findPipelines, type PipelineWithStages } from './queries/pipelines.ts';
import type { DealsTables, LossReasonRow } from './schema.ts';
import { toItems } from './views.ts';

/** The one way to get at a deal whose id came from outside. */
export async function requireDeal(db: Db<DealsTables>, workspaceId: string, dealId: string): Promise<DealAtStage> {
  const deal = await findDeal(db, { workspaceId, id: dealId });
  if (!deal) throw notFound();
  return deal;
}

/** The pipelines in use with their stages in use, in order. */
export async function pipelinesOf(db: Db<DealsTables>, workspaceId: string): Promise<PipelineWithStages[]> {
  const pipelines = await findPipelines(db, workspaceId);
  return pipelines
    .filter((pipeline) => pipeline.archivedAt === null)
    .map((pipeline) => ({ ...pipeline, stages: pipeline.stages.filter((stage) => stage.archivedAt === null) }));
}

export async function lossReasonsOf(db: Db<DealsTables>, workspaceId: string): Promise<LossReasonRow[]> {
  return (await findLossReasons(db, workspaceId)).filter((reason) => reason.archivedAt === null);
}

/** These deals as lists show them, in no order; removed ones are not among them. */
export async function dealItemsOf(
  db: Db<DealsTables & ContactsTables & WorkspaceTables>,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<DealItem[]> {
  if (ids.length === 0) return [];
  const [here, deals] = await Promise.all([hereAndNow(db, workspaceId, now), findDealsAtStage(db, workspaceId, ids)]);
  return toItems(db, workspaceId, deals, here);
}
