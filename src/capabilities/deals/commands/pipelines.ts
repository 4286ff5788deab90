import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce, changesIn } from '#platform/events';
import { newId } from '#platform/ids';
import type { AddPipeline, ArchiveStages, ChangePipeline } from '../contract.ts';
import { pipelineAdded, pipelineChanged, pipelinesOrdered } from '../events.ts';
import {
  findPipelines,
  insertPipeline,
  insertStages,
  lockPipelines,
  type PipelineWithStages,
  updatePipeline,
} from '../queries/pipelines.ts';
import { orderOf } from '../rules.ts';
import type { PipelineRow, StageRow } from '../schema.ts';
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
