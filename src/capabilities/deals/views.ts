import {
  type CompanyRow,
  type ContactRow,
  type ContactsTables,
  findCompaniesByIds,
  findContactsByIds,
} from '#contacts';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { DealItem, DealView, LossReasonView, PipelineView, StageView, StageMoveView, Sum } from './contract.ts';
import { findStageMoves, type DealAtStage } from './queries/deals.ts';
import { findLossReasons, findPipelines, type PipelineWithStages } from './queries/pipelines.ts';
import { daysInStage, isOverdue, isStale, stateOf, weightedCents, type Today } from './rules.ts';
import type { DealsTables, LossReasonRow, StageMoveRow, StageRow } from './schema.ts';

/** The one place where deals become what lists and boards see of them. */
export async function toItems(
  db: Db<ContactsTables>,
  workspaceId: string,
  deals: readonly DealAtStage[],
  at: Today,
): Promise<DealItem[]> {
  const [contacts, companies] = await Promise.all([
    findContactsByIds(db, workspaceId, distinct(deals.map((deal) => deal.contactId))),
    findCompaniesByIds(db, workspaceId, distinct(deals.map((deal) => deal.companyId))),
  ]);
  const names = new Map([...contacts, ...companies].map((row) => [row.id, named(row)]));
  return deals.map((deal) => ({
    id: deal.id,
    title: deal.title,
    contact: names.get(deal.contactId ?? '') ?? null,
    company: names.get(deal.companyId ?? '') ?? null,
    pipelineId: deal.pipelineId,
    stageId: deal.stageId,
    stageSince: deal.stageSince.toISOString(),
    daysInStage: daysInStage(deal, at),
    stale: isStale(deal, deal.maxAgeDays, at),
    probability: deal.probability,
    valueCents: deal.valueCents,
    weightedCents: weightedCents(deal.valueCents, deal.probability),
    currency: deal.currency,
    closeOn: deal.closeOn,
    overdue: isOverdue(deal, at.today),
    ownerId: deal.ownerId,
    state: stateOf(deal),
    endedAt: (deal.wonAt ?? deal.lostAt)?.toISOString() ?? null,
    createdAt: deal.createdAt.toISOString(),
    version: deal.version,
  }));
}

export async function toDealView(
  db: Db<DealsTables & ContactsTables>,
  deal: DealAtStage,
  at: Today,
): Promise<DealView> {
  const [item] = await toItems(db, deal.workspaceId, [deal], at);
  if (!item) throw notFound();
  const reasons = deal.lossReasonId ? await findLossReasons(db, deal.workspaceId) : [];
  const reason = reasons.find(({ id }) => id === deal.lossReasonId);
  return {
    ...item,
    source: deal.source,
    note: deal.note,
    externalId: deal.externalId,
    endedBy: deal.endedBy,
    lossReason: reason ? named(reason) : null,
    lossNote: deal.lossNote,
    importId: deal.importId,
    updatedAt: deal.updatedAt.toISOString(),
  };
}

/** The way of a deal, latest first; each move with the days spent in the stage before. */
export async function findMoveViews(
  db: Db<DealsTables>,
  workspaceId: string,
  dealId: string,
): Promise<StageMoveView[]> {
  const [moves, pipelines] = await Promise.all([
    findStageMoves(db, workspaceId, dealId, 500),
    findPipelines(db, workspaceId),
  ]);
  const stages = new Map(pipelines.flatMap((pipeline) => pipeline.stages).map((stage) => [stage.id, named(stage)]));
  return moves.map((move, at) => toMoveView(move, moves[at + 1], stages));
}

function toMoveView(
  move: StageMoveRow,
  before: StageMoveRow | undefined,
  stages: ReadonlyMap<string, { id: string; name: string }>,
): StageMoveView {
  return {
    id: move.id,
    from: stages.get(move.fromStageId ?? '') ?? null,
    to: stages.get(move.toStageId) ?? { id: move.toStageId, name: '' },
    afterDays: before ? Math.floor((move.movedAt.getTime() - before.movedAt.getTime()) / 86_400_000) : null,
    movedBy: move.movedBy,
    movedAt: move.movedAt.toISOString(),
  };
}

/** The workspace's own currency first, and always there. */
export function toSums(found: readonly Sum[], currency: string): Sum[] {
  const sums = found.map(({ currency: of, deals, valueCents, weightedCents: weighted }) => ({
    currency: of,
    deals,
    valueCents,
    weightedCents: weighted,
  }));
  const own = sums.find((sum) => sum.currency === currency) ?? { currency, deals: 0, valueCents: 0, weightedCents: 0 };
  return [own, ...sums.filter((sum) => sum !== own).toSorted((a, b) => b.valueCents - a.valueCents)];
}

export function toPipelineView(pipeline: PipelineWithStages, archived: boolean): PipelineView {
  return {
    id: pipeline.id,
    name: pipeline.name,
    position: pipeline.position,
    archivedAt: pipeline.archivedAt?.toISOString() ?? null,
    stages: pipeline.stages.filter((stage) => archived || stage.archivedAt === null).map(toStageView),
    version: pipeline.version,
  };
}

export function toStageView(stage: StageRow): StageView {
  return {
    id: stage.id,
    pipelineId: stage.pipelineId,
    name: stage.name,
    position: stage.position,
    probability: stage.probability,
    maxAgeDays: stage.maxAgeDays,
    exitCriterion: stage.exitCriterion,
    archivedAt: stage.archivedAt?.toISOString() ?? null,
    version: stage.version,
  };
}

export function toLossReasonView(reason: LossReasonRow): LossReasonView {
  return {
    id: reason.id,
    name: reason.name,
    position: reason.position,
    archivedAt: reason.archivedAt?.toISOString() ?? null,
    version: reason.version,
  };
}

function named({ id, name }: Pick<ContactRow | CompanyRow, 'id' | 'name'>): { id: string; name: string } {
  return { id, name };
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
