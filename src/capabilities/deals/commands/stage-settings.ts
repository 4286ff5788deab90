import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, changesIn } from '#platform/events';
import { refuseStale } from '#platform/http';
import type { AddStage, ArchiveStages, ChangeStage } from '../contract.ts';
import { stageSettingsChanged, stagesOrdered } from '../events.ts';
import { insertStages, lockPipelines, type PipelineWithStages, updateStage } from '../queries/pipelines.ts';
import { orderOf } from '../rules.ts';
import type { StageRow } from '../schema.ts';
import type { IfMatch } from './deals.ts';
import {
  announceStage,
  emptyInto,
  incompleteOrder,
  newStage,
  refuseTaken,
  type SettingsTables as Tables,
  takePipeline,
  tooMany,
} from './settings.ts';

export function addStage(
  db: Db<Tables>,
  actor: Actor,
  pipelineId: string,
  input: AddStage,
  now: Date,
): Promise<StageRow> {
  return inTransaction(db, async (trx) => {
    const { pipeline } = await takePipeline(trx, actor, pipelineId, undefined);
    if (pipeline.stages.length >= 60) throw tooMany();
    refuseTaken(pipeline.stages, input.name);
    const stage = newStage(pipeline, input, Math.max(0, ...pipeline.stages.map(({ position }) => position)) + 1, now);
    await insertStages(trx, [stage]);
    await announceStage(trx, actor, stage, now);
    return stage;
  });
}

export function changeStage(
  db: Db<Tables>,
  actor: Actor,
  stageId: string,
  input: ChangeStage,
  ifMatch: IfMatch,
  now: Date,
): Promise<StageRow> {
  return inTransaction(db, async (trx) => {
    const { pipeline, stage } = await takeStage(trx, actor, stageId, ifMatch);
    const wanted = {
      name: input.name ?? stage.name,
      probability: input.probability ?? stage.probability,
      maxAgeDays: input.maxAgeDays === undefined ? stage.maxAgeDays : input.maxAgeDays,
      exitCriterion: input.exitCriterion === undefined ? stage.exitCriterion : input.exitCriterion,
      archivedAt: input.archived === false ? null : stage.archivedAt,
    };
    refuseTaken(
      pipeline.stages.filter(({ id }) => id !== stageId),
      wanted.name,
    );
    return storeStage(trx, actor, stage, wanted, now);
  });
}

export function orderStages(
  db: Db<Tables>,
  actor: Actor,
  pipelineId: string,
  ids: readonly string[],
  now: Date,
): Promise<PipelineWithStages> {
  return inTransaction(db, async (trx) => {
    const { pipeline } = await takePipeline(trx, actor, pipelineId, undefined);
    const order = orderOf(ids, pipeline.stages);
    if (!order) throw incompleteOrder();
    const stages: StageRow[] = [];
    for (const [at, id] of order.entries()) {
      const row = pipeline.stages.find((stage) => stage.id === id);
      if (row) stages.push(row.position === at + 1 ? row : await updateStage(trx, row, { position: at + 1 }));
    }
    const names = stages.map(({ name }) => name);
    await announce(trx, actor, stagesOrdered, { pipelineId, name: pipeline.name, names }, now);
    return { ...pipeline, stages };
  });
}

export function archiveStage(
  db: Db<Tables>,
  actor: Actor,
  stageId: string,
  input: ArchiveStages,
  ifMatch: IfMatch,
  now: Date,
): Promise<StageRow> {
  return inTransaction(db, async (trx) => {
    const { all, pipeline, stage } = await takeStage(trx, actor, stageId, ifMatch);
    if (stage.archivedAt) return stage;
    if (pipeline.stages.filter((one) => one.archivedAt === null).length === 1) {
      throw new Refusal(
        422,
        'last_stage',
        'Das ist die einzige Stufe dieser Pipeline. Legen Sie zuerst eine andere an.',
      );
    }
    await emptyInto(trx, actor, all, { stages: [stage], ...input }, now);
    return storeStage(trx, actor, stage, { archivedAt: now }, now);
  });
}

async function takeStage(trx: Db<Tables>, actor: Actor, stageId: string, ifMatch: IfMatch) {
  const all = await lockPipelines(trx, actor.workspaceId);
  const pipeline = all.find((one) => one.stages.some(({ id }) => id === stageId));
  const stage = pipeline?.stages.find(({ id }) => id === stageId);
  if (!pipeline || !stage) throw notFound();
  refuseStale(stage.version, ifMatch);
  return { all, pipeline, stage };
}

async function storeStage(
  trx: Db<Tables>,
  actor: Actor,
  before: StageRow,
  wanted: Partial<StageRow>,
  now: Date,
): Promise<StageRow> {
  const changed = changesIn(before, wanted);
  if (Object.keys(changed).length === 0) return before;
  const after = await updateStage(trx, before, wanted);
  const { id: stageId, pipelineId, name } = after;
  await announce(trx, actor, stageSettingsChanged, { stageId, pipelineId, name, changed }, now);
  return after;
}
