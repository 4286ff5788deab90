import type { Db } from '#platform/db';
import type { DealsTables, LossReasonRow, PipelineRow, StageRow } from '../schema.ts';

export type PipelineWithStages = PipelineRow & { stages: StageRow[] };

/** All pipelines with all stages, archived ones too, in order. */
export async function findPipelines(db: Db<DealsTables>, workspaceId: string): Promise<PipelineWithStages[]> {
  const [pipelines, stages] = await Promise.all([
    db
      .selectFrom('pipeline')
      .selectAll()
      .where('workspaceId', '=', workspaceId)
      .orderBy('position')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('stage')
      .selectAll()
      .where('workspaceId', '=', workspaceId)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  ]);
  return pipelines.map((pipeline) => ({
    ...pipeline,
    stages: stages.filter((stage) => stage.pipelineId === pipeline.id),
  }));
}

/** The list is short and changes rarely: whoever changes it takes all of it, so that two orders can't mix. */
export async function lockPipelines(db: Db<DealsTables>, workspaceId: string): Promise<PipelineWithStages[]> {
  await db
    .selectFrom('pipeline')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return findPipelines(db, workspaceId);
}

/** The stage and whether its pipeline is archived. */
export function findStage(
  db: Db<DealsTables>,
  key: { workspaceId: string; id: string },
): Promise<(StageRow & { pipelineArchivedAt: Date | null }) | undefined> {
  return db
    .selectFrom('stage')
    .innerJoin('pipeline', (join) =>
      join.onRef('pipeline.workspaceId', '=', 'stage.workspaceId').onRef('pipeline.id', '=', 'stage.pipelineId'),
    )
    .selectAll('stage')
    .select('pipeline.archivedAt as pipelineArchivedAt')
    .where('stage.workspaceId', '=', key.workspaceId)
    .where('stage.id', '=', key.id)
    .executeTakeFirst();
}

export async function insertPipeline(db: Db<DealsTables>, row: PipelineRow): Promise<void> {
  await db.insertInto('pipeline').values(row).execute();
}

export async function insertStages(db: Db<DealsTables>, rows: readonly StageRow[]): Promise<void> {
  await db
    .insertInto('stage')
    .values([...rows])
    .execute();
}

export function updatePipeline(
  db: Db<DealsTables>,
  row: PipelineRow,
  change: Partial<PipelineRow>,
): Promise<PipelineRow> {
  return db
    .updateTable('pipeline')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function updateStage(db: Db<DealsTables>, row: StageRow, change: Partial<StageRow>): Promise<StageRow> {
  return db
    .updateTable('stage')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function countOpenDealsIn(
  db: Db<DealsTables>,
  workspaceId: string,
  stageIds: readonly string[],
): Promise<number> {
  if (stageIds.length === 0) return 0;
  const { deals } = await db
    .selectFrom('deal')
    .select((eb) => eb.fn.countAll<number>().as('deals'))
    .where('workspaceId', '=', workspaceId)
    .where('stageId', 'in', stageIds)
    .where('wonAt', 'is', null)
    .where('lostAt', 'is', null)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return deals;
}

export function findLossReasons(db: Db<DealsTables>, workspaceId: string): Promise<LossReasonRow[]> {
  return db
    .selectFrom('lossReason')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function lockLossReasons(db: Db<DealsTables>, workspaceId: string): Promise<LossReasonRow[]> {
  await db
    .selectFrom('lossReason')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return findLossReasons(db, workspaceId);
}

export async function insertLossReasons(db: Db<DealsTables>, rows: readonly LossReasonRow[]): Promise<void> {
  await db
    .insertInto('lossReason')
    .values([...rows])
    .execute();
}

export function updateLossReason(
  db: Db<DealsTables>,
  row: LossReasonRow,
  change: Partial<LossReasonRow>,
): Promise<LossReasonRow> {
  return db
    .updateTable('lossReason')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
