import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { AddPipeline, AddStage, ArchiveStages, ChangePipeline, ChangeStage } from '../contract.ts';
import {
  pipelineAdded,
  pipelineChanged,
  pipelinesOrdered,
  stageAdded,
  stageSettingsChanged,
  stagesOrdered,
} from '../events.ts';
import {
  countOpenDealsIn,
  findPipelines,
  insertPipeline,
  insertStages,
  lockPipelines,
  type PipelineWithStages,
  updatePipeline,
  updateStage,
} from '../queries/pipelines.ts';
import { changesIn, isNameTaken, orderOf } from '../rules.ts';
import type { DealsTables, PipelineRow, StageRow } from '../schema.ts';
import { moveAllOpen } from './bulk.ts';
import type { IfMatch } from './deals.ts';

type Tables = DealsTables & PlatformTables;

export function addPipeline(db: Db<Tables>, actor: Actor, input: AddPipeline, now: Date): Promise<PipelineWithStages> {
  return inTransaction(db, async (trx) => {
    const known = await lockPipelines(trx, actor.workspaceId);
    if (known.length >= 50) throw tooMany();
    refuseTaken(known, input.name);
    const pipeline: PipelineRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      name: input.name,
      position: known.length + 1,
      archivedAt: null,
      version: 1,
    };
    const stages: StageRow[] = [];
    for (const stage of input.stages) {
      refuseTaken(stages, stage.name);
      stages.push(newStage(pipeline, stage, stages.length + 1, now));
    }
    await insertPipeline(trx, pipeline);
    await insertStages(trx, stages);
    await announce(trx, actor, pipelineAdded, { pipelineId: pipeline.id, name: pipeline.name }, now);
    for (const stage of stages) await announceStage(trx, actor, stage, now);
    return { ...pipeline, stages };
  });
}

export function changePipeline(
  db: Db<Tables>,
  actor: Actor,
  pipelineId: string,
  input: ChangePipeline,
  ifMatch: IfMatch,
  now: Date,
): Promise<PipelineWithStages> {
  return inTransaction(db, async (trx) => {
    const { all, pipeline } = await takePipeline(trx, actor, pipelineId, ifMatch);
    const name = input.name ?? pipeline.name;
    const archivedAt = input.archived === false ? null : pipeline.archivedAt;
    refuseTaken(
      all.filter(({ id }) => id !== pipelineId),
      name,
    );
    return storePipeline(trx, actor, pipeline, { name, archivedAt }, now);
  });
}

export function orderPipelines(
  db: Db<Tables>,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<PipelineWithStages[]> {
  return inTransaction(db, async (trx) => {
    const known = await lockPipelines(trx, actor.workspaceId);
    const order = orderOf(ids, known);
    if (!order) throw incompleteOrder();
    for (const row of known) {
      const position = order.indexOf(row.id) + 1;
      if (position !== row.position) await updatePipeline(trx, row, { position });
    }
    const ordered = await findPipelines(trx, actor.workspaceId);
    await announce(trx, actor, pipelinesOrdered, { names: ordered.map(({ name }) => name) }, now);
    return ordered;
  });
}

export function archivePipeline(
  db: Db<Tables>,
  actor: Actor,
  pipelineId: string,
  input: ArchiveStages,
  ifMatch: IfMatch,
  now: Date,
): Promise<PipelineWithStages> {
  return inTransaction(db, async (trx) => {
    const { all, pipeline } = await takePipeline(trx, actor, pipelineId, ifMatch);
    if (pipeline.archivedAt) return pipeline;
    if (all.filter((one) => one.archivedAt === null).length === 1) {
      throw new Refusal(422, 'last_pipeline', 'Das ist die einzige Pipeline. Legen Sie zuerst eine andere an.');
    }
    await emptyInto(trx, actor, all, { stages: pipeline.stages, ...input }, now);
    return storePipeline(trx, actor, pipeline, { archivedAt: now }, now);
  });
}

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

/** No open deal may be left where nobody looks any more. */
async function emptyInto(
  trx: Db<Tables>,
  actor: Actor,
  all: readonly PipelineWithStages[],
  { stages, moveDealsToStageId }: { stages: readonly StageRow[] } & ArchiveStages,
  now: Date,
): Promise<void> {
  if (actor.seesOnlyOwn) {
    throw new Refusal(403, 'forbidden', 'Sie sehen nur eigene Abschlüsse; das Archivieren beträfe auch fremde.');
  }
  const deals = await countOpenDealsIn(
    trx,
    actor.workspaceId,
    stages.map(({ id }) => id),
  );
  if (deals === 0) return;
  if (moveDealsToStageId === undefined) {
    const words = deals === 1 ? 'liegt noch ein offener Abschluss' : `liegen noch ${deals} offene Abschlüsse`;
    throw new Refusal(422, 'stage_has_deals', `Hier ${words}. Bitte wählen Sie, wohin damit.`, { deals });
  }
  const pipeline = all.find((one) => one.stages.some(({ id }) => id === moveDealsToStageId));
  const target = pipeline?.stages.find(({ id }) => id === moveDealsToStageId);
  if (!target) throw notFound();
  if (target.archivedAt || pipeline?.archivedAt || stages.some(({ id }) => id === target.id)) {
    throw new Refusal(422, 'stage_archived', 'Diese Stufe liegt dann selbst im Archiv. Bitte wählen Sie eine andere.');
  }
  for (const stage of stages) await moveAllOpen(trx, actor, stage, target, now);
}

async function takePipeline(
  trx: Db<Tables>,
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

async function takeStage(trx: Db<Tables>, actor: Actor, stageId: string, ifMatch: IfMatch) {
  const all = await lockPipelines(trx, actor.workspaceId);
  const pipeline = all.find((one) => one.stages.some(({ id }) => id === stageId));
  const stage = pipeline?.stages.find(({ id }) => id === stageId);
  if (!pipeline || !stage) throw notFound();
  refuseStale(stage.version, ifMatch);
  return { all, pipeline, stage };
}

async function storePipeline(
  trx: Db<Tables>,
  actor: Actor,
  before: PipelineWithStages,
  wanted: Partial<PipelineRow>,
  now: Date,
): Promise<PipelineWithStages> {
  const changed = changesIn(before, wanted);
  if (Object.keys(changed).length === 0) return before;
  const after = await updatePipeline(trx, before, wanted);
  await announce(trx, actor, pipelineChanged, { pipelineId: after.id, name: after.name, changed }, now);
  return { ...after, stages: before.stages };
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

function announceStage(trx: Db<Tables>, actor: Actor, stage: StageRow, now: Date): Promise<void> {
  const { id: stageId, pipelineId, name, probability } = stage;
  return announce(trx, actor, stageAdded, { stageId, pipelineId, name, probability }, now);
}

function newStage(pipeline: PipelineRow, input: AddStage, position: number, now: Date): StageRow {
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

function refuseTaken(others: readonly { name: string; archivedAt: Date | null }[], name: string): void {
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
