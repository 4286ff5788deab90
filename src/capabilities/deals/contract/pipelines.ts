import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { Probability } from './shapes.ts';

export const StageView = z.strictObject({
  id: Id,
  pipelineId: Id,
  name: z.string(),
  position: z.number().int(),
  probability: Probability,
  /** Days after which a deal here counts as stuck; null: never. */
  maxAgeDays: z.number().int().nullable(),
  /** What must be true before a deal leaves this stage. */
  exitCriterion: z.string().nullable(),
  archivedAt: Instant.nullable(),
  version: z.number().int(),
});
export type StageView = z.infer<typeof StageView>;

export const PipelineView = z.strictObject({
  id: Id,
  name: z.string(),
  position: z.number().int(),
  archivedAt: Instant.nullable(),
  stages: z.array(StageView),
  version: z.number().int(),
});
export type PipelineView = z.infer<typeof PipelineView>;

const archived = z.stringbool().default(false);
const pipelineParams = z.strictObject({ pipelineId: Id });
const stageParams = z.strictObject({ stageId: Id });
const ids = z.array(Id).min(1).max(100);

export const listPipelines = defineOperation({
  name: 'deals.listPipelines',
  method: 'GET',
  path: '/pipelines',
  summary: 'Pipelines with their stages, in order; archived ones on request',
  permission: 'deals.read',
  query: z.strictObject({ archived }),
  output: z.strictObject({ items: z.array(PipelineView) }),
});

const stageFields = {
  name: Line(60),
  probability: Probability,
  maxAgeDays: z.number().int().min(1).max(3650).nullable(),
  exitCriterion: Line(300).nullable(),
};
export const AddStage = z.strictObject({
  ...stageFields,
  maxAgeDays: stageFields.maxAgeDays.default(null),
  exitCriterion: stageFields.exitCriterion.default(null),
});
export type AddStage = z.infer<typeof AddStage>;

export const AddPipeline = z.strictObject({ name: Line(60), stages: z.array(AddStage).min(1).max(30) });
export type AddPipeline = z.infer<typeof AddPipeline>;
export const addPipeline = defineOperation({
  name: 'deals.addPipeline',
  method: 'POST',
  path: '/pipelines',
  summary: 'Add a pipeline with its first stages',
  permission: 'deals.manage',
  body: AddPipeline,
  output: PipelineView,
  refusals: ['name_taken', 'too_many'],
});

/** `archived: false` brings a pipeline back; the way into the archive is deals.archivePipeline. */
export const ChangePipeline = z.strictObject({ name: Line(60).optional(), archived: z.literal(false).optional() });
export type ChangePipeline = z.infer<typeof ChangePipeline>;
export const changePipeline = defineOperation({
  name: 'deals.changePipeline',
  method: 'PATCH',
  path: '/pipelines/:pipelineId',
  summary: 'Rename a pipeline or bring it back from the archive',
  permission: 'deals.manage',
  params: pipelineParams,
  body: ChangePipeline,
  output: PipelineView,
  refusals: ['stale', 'name_taken'],
});

export const orderPipelines = defineOperation({
  name: 'deals.orderPipelines',
  method: 'PUT',
  path: '/pipelines/order',
  summary: 'Put the pipelines into another order',
  permission: 'deals.manage',
  body: z.strictObject({ ids }),
  output: z.strictObject({ items: z.array(PipelineView) }),
  refusals: ['order_incomplete'],
});

/** Open deals need a place to go; ended ones stay where they ended. */
export const ArchiveStages = z.strictObject({ moveDealsToStageId: Id.optional() });
export type ArchiveStages = z.infer<typeof ArchiveStages>;
export const archivePipeline = defineOperation({
  name: 'deals.archivePipeline',
  method: 'POST',
  path: '/pipelines/:pipelineId/archiving',
  summary: 'Archive a pipeline; its open deals move to a stage of another one',
  permission: 'deals.manage',
  params: pipelineParams,
  body: ArchiveStages,
  output: PipelineView,
  status: 200,
  refusals: ['stale', 'stage_has_deals', 'stage_archived', 'last_pipeline'],
});

export const addStage = defineOperation({
  name: 'deals.addStage',
  method: 'POST',
  path: '/pipelines/:pipelineId/stages',
  summary: 'Add a stage at the end of a pipeline',
  permission: 'deals.manage',
  params: pipelineParams,
  body: AddStage,
  output: StageView,
  refusals: ['name_taken', 'too_many'],
});

/** A changed probability changes every forecast from now on; forecasts.changes names it. */
export const ChangeStage = z.strictObject({ ...stageFields, archived: z.literal(false) }).partial();
export type ChangeStage = z.infer<typeof ChangeStage>;
export const changeStage = defineOperation({
  name: 'deals.changeStage',
  method: 'PATCH',
  path: '/stages/:stageId',
  summary: 'Change name, chance, age limit or exit criterion of a stage, or bring it back from the archive',
  permission: 'deals.manage',
  params: stageParams,
  body: ChangeStage,
  output: StageView,
  refusals: ['stale', 'name_taken'],
});

export const archiveStage = defineOperation({
  name: 'deals.archiveStage',
  method: 'POST',
  path: '/stages/:stageId/archiving',
  summary: 'Archive a stage; its open deals move to another stage',
  permission: 'deals.manage',
  params: stageParams,
  body: ArchiveStages,
  output: StageView,
  status: 200,
  refusals: ['stale', 'stage_has_deals', 'stage_archived', 'last_stage'],
});

export const orderStages = defineOperation({
  name: 'deals.orderStages',
  method: 'PUT',
  path: '/pipelines/:pipelineId/stages/order',
  summary: 'Put the stages of a pipeline into another order',
  permission: 'deals.manage',
  params: pipelineParams,
  body: z.strictObject({ ids }),
  output: PipelineView,
  refusals: ['order_incomplete'],
});

export const LossReasonView = z.strictObject({
  id: Id,
  name: z.string(),
  position: z.number().int(),
  archivedAt: Instant.nullable(),
  version: z.number().int(),
});
export type LossReasonView = z.infer<typeof LossReasonView>;

export const listLossReasons = defineOperation({
  name: 'deals.listLossReasons',
  method: 'GET',
  path: '/loss-reasons',
  summary: 'Why a deal can be lost, in order; archived ones on request',
  permission: 'deals.read',
  query: z.strictObject({ archived }),
  output: z.strictObject({ items: z.array(LossReasonView) }),
});

export const AddLossReason = z.strictObject({ name: Line(60) });
export type AddLossReason = z.infer<typeof AddLossReason>;
export const addLossReason = defineOperation({
  name: 'deals.addLossReason',
  method: 'POST',
  path: '/loss-reasons',
  summary: 'Add a reason why a deal can be lost',
  permission: 'deals.manage',
  body: AddLossReason,
  output: LossReasonView,
  refusals: ['name_taken', 'too_many'],
});

export const ChangeLossReason = z.strictObject({ name: Line(60).optional(), archived: z.boolean().optional() });
export type ChangeLossReason = z.infer<typeof ChangeLossReason>;
export const changeLossReason = defineOperation({
  name: 'deals.changeLossReason',
  method: 'PATCH',
  path: '/loss-reasons/:lossReasonId',
  summary: 'Rename a loss reason, archive it or bring it back',
  permission: 'deals.manage',
  params: z.strictObject({ lossReasonId: Id }),
  body: ChangeLossReason,
  output: LossReasonView,
  refusals: ['stale', 'name_taken', 'last_loss_reason'],
});

export const orderLossReasons = defineOperation({
  name: 'deals.orderLossReasons',
  method: 'PUT',
  path: '/loss-reasons/order',
  summary: 'Put the loss reasons into another order',
  permission: 'deals.manage',
  body: z.strictObject({ ids }),
  output: z.strictObject({ items: z.array(LossReasonView) }),
  refusals: ['order_incomplete'],
});
