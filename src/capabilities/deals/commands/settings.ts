import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { AddStage, ArchiveStages } from '../contract.ts';
import { stageAdded } from '../events.ts';
import { countOpenDealsIn, lockPipelines, type PipelineWithStages } from '../queries/pipelines.ts';
import { isNameTaken } from '../rules.ts';
import type { DealsTables, PipelineRow, StageRow } from '../schema.ts';
import { moveAllOpen } from './bulk.ts';
import type { IfMatch } from './deals.ts';

export type SettingsTables = DealsTables & PlatformTables;

/** No open deal may be left where nobody looks any more. */
export async function emptyInto(
  trx: Db<SettingsTables>,
  actor: Actor,
  all: readonly PipelineWithStages[],
  { stages, moveDealsToStageId }: { stages: readonly StageRow[] } & ArchiveStages,
  now: Date,
): Promise<void> {
  if (actor.seesOnlyOwn) {
    throw new Refusal(403, 'forbidden', 'Sie sehen nur eigene Abschlüsse; das Archivieren beträfe auch fremde.');
  }
  const target = moveDealsToStageId === undefined ? undefined : requireTarget(all, stages, moveDealsToStageId);
  const deals = await countOpenDealsIn(
    trx,
    actor.workspaceId,
    stages.map(({ id }) => id),
  );
  if (deals === 0) return;
  if (!target) {
    const words = deals === 1 ? 'liegt noch ein offener Abschluss' : `liegen noch ${deals} offene Abschlüsse`;
    throw new Refusal(422, 'stage_has_deals', `Hier ${words}. Bitte wählen Sie, wohin damit.`, { deals });
  }
  for (const stage of stages) await moveAllOpen(trx, actor, stage, target, now);
}

function requireTarget(all: readonly PipelineWithStages[], leaving: readonly StageRow[], stageId: string): StageRow {
  const pipeline = all.find((one) => one.stages.some(({ id }) => id === stageId));
  const target = pipeline?.stages.find(({ id }) => id === stageId);
  if (!target) throw notFound();
  if (target.archivedAt || pipeline?.archivedAt || leaving.some(({ id }) => id === target.id)) {
    throw new Refusal(422, 'stage_archived', 'Diese Stufe liegt dann selbst im Archiv. Bitte wählen Sie eine andere.');
  }
  return target;
}

export async function takePipeline(
  trx: Db<SettingsTables>,
  actor: Actor,
  pipelineId: string,
  ifMatch: IfMatch,
): Promise<{ all: PipelineWithStages[]; pipeline: PipelineWithStages }> {
  const all = await lockPipelines(trx, actor.workspaceId);
  const pipeline = all.find(({ id }) => id === pipelineId);
  if (!pipeline) throw notFound();
  refuseStale(pipeline.version, ifMatch);
  return { all, pipeline };
}

export function announceStage(trx: Db<SettingsTables>, actor: Actor, stage: StageRow, now: Date): Promise<void> {
  const { id: stageId, pipelineId, name, probability } = stage;
  return announce(trx, actor, stageAdded, { stageId, pipelineId, name, probability }, now);
}

export function newStage(pipeline: PipelineRow, input: AddStage, position: number, now: Date): StageRow {
  const { name, probability, maxAgeDays, exitCriterion } = input;
  return {
    workspaceId: pipeline.workspaceId,
    id: newId(now.getTime()),
    pipelineId: pipeline.id,
    name,
    position,
    probability,
    maxAgeDays,
    exitCriterion,
    archivedAt: null,
    version: 1,
  };
}

export function refuseTaken(others: readonly { name: string; archivedAt: Date | null }[], name: string): void {
  if (isNameTaken(others, name)) throw nameTaken(name);
}

export function nameTaken(name: string): Refusal {
  return new Refusal(409, 'name_taken', `„${name}“ gibt es hier schon.`);
}

export function tooMany(): Refusal {
  return new Refusal(422, 'too_many', 'Mehr davon wären nicht mehr zu überblicken. Bitte räumen Sie erst auf.');
}

export function incompleteOrder(): Refusal {
  return new Refusal(422, 'order_incomplete', 'Die Liste hat sich inzwischen geändert. Bitte laden Sie sie neu.');
}
