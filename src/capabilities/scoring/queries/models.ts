import type { WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import type { Target } from '../contract/shapes.ts';
import type { ScoreModelRow, ScoreModelUseRow, ScoreTrainingRow, ScoringPolicyRow, ScoringTables } from '../schema.ts';

/** A model without the text of it. */
export type ModelCardRow = Omit<ScoreModelRow, 'model'>;

const cardColumns = [
  'workspaceId',
  'id',
  'target',
  'trainedAt',
  'because',
  'askedBy',
  'rows',
  'outcomes',
  'baseRate',
  'verdict',
  'card',
  'approvedAt',
  'approvedBy',
] as const;

export async function insertModel(db: Db<ScoringTables>, row: ScoreModelRow): Promise<void> {
  await db
    .insertInto('scoreModel')
    .values({ ...row, card: JSON.stringify(row.card) as never })
    .execute();
}

/** Latest first. */
export function findModels(
  db: Db<ScoringTables>,
  workspaceId: string,
  target: Target,
  limit: number,
): Promise<ModelCardRow[]> {
  return db
    .selectFrom('scoreModel')
    .select(cardColumns)
    .where('workspaceId', '=', workspaceId)
    .where('target', '=', target)
    .orderBy('trainedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export function findModel(db: Db<ScoringTables>, workspaceId: string, id: string): Promise<ModelCardRow | undefined> {
  return db
    .selectFrom('scoreModel')
    .select(cardColumns)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findModelText(db: Db<ScoringTables>, workspaceId: string, id: string): Promise<string> {
  const { model } = await db
    .selectFrom('scoreModel')
    .select('model')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return model;
}

export async function noteApproval(
  db: Db<ScoringTables>,
  { workspaceId, id }: ModelCardRow,
  approved: Pick<ScoreModelRow, 'approvedAt' | 'approvedBy'>,
): Promise<void> {
  await db
    .updateTable('scoreModel')
    .set(approved)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export type UseOfModel = ScoreModelUseRow & { model: ModelCardRow };

/** The models in use, at most one a target. */
export async function findUsed(db: Db<ScoringTables>, workspaceId: string): Promise<Map<Target, UseOfModel>> {
  const uses = await db
    .selectFrom('scoreModelUse')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('untilAt', 'is', null)
    .execute();
  const found = await Promise.all(
    uses.map(async (use) => ({ use, model: await findModel(db, workspaceId, use.modelId) })),
  );
  return new Map(found.flatMap(({ use, model }) => (model ? [[use.target, { ...use, model }] as const] : [])));
}

/** Does anything that was learned score here at all? Asked with many an event, so without the cards. */
export async function scoresByModel(
  db: Db<Pick<ScoringTables, 'scoreModelUse'>>,
  workspaceId: string,
): Promise<boolean> {
  const use = await db
    .selectFrom('scoreModelUse')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('untilAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return use !== undefined;
}

/** Latest first. */
export function findUses(
  db: Db<ScoringTables>,
  workspaceId: string,
  target: Target,
  limit: number,
): Promise<ScoreModelUseRow[]> {
  return db
    .selectFrom('scoreModelUse')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('target', '=', target)
    .orderBy('fromAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function endUse(db: Db<ScoringTables>, workspaceId: string, target: Target, untilAt: Date): Promise<void> {
  await db
    .updateTable('scoreModelUse')
    .set({ untilAt })
    .where('workspaceId', '=', workspaceId)
    .where('target', '=', target)
    .where('untilAt', 'is', null)
    .execute();
}

export async function insertUse(db: Db<ScoringTables>, row: ScoreModelUseRow): Promise<void> {
  await db.insertInto('scoreModelUse').values(row).execute();
}

export async function noteFirstShares(
  db: Db<ScoringTables>,
  { workspaceId, id }: ScoreModelUseRow,
  shares: readonly number[],
): Promise<void> {
  await db
    .updateTable('scoreModelUse')
    .set({ firstShares: JSON.stringify(shares) as never })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('firstShares', 'is', null)
    .execute();
}

export function findTrainings(db: Db<ScoringTables>, workspaceId: string): Promise<ScoreTrainingRow[]> {
  return db.selectFrom('scoreTraining').selectAll().where('workspaceId', '=', workspaceId).execute();
}

export async function upsertTraining(db: Db<ScoringTables>, row: ScoreTrainingRow): Promise<void> {
  const { workspaceId: _, target: __, ...rest } = row;
  await db
    .insertInto('scoreTraining')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'target']).doUpdateSet(rest))
    .execute();
}

export function findPolicy(db: Db<ScoringTables>, workspaceId: string): Promise<ScoringPolicyRow | undefined> {
  return db.selectFrom('scoringPolicy').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function upsertPolicy(db: Db<ScoringTables>, row: ScoringPolicyRow): Promise<void> {
  const { workspaceId: _, ...rest } = row;
  await db
    .insertInto('scoringPolicy')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(rest))
    .execute();
}

/** The one workspace that a chore of the night sees. */
export async function findOwnWorkspace(db: Db<WorkspaceTables>): Promise<string | undefined> {
  return (await db.selectFrom('workspace').select('workspaceId').executeTakeFirst())?.workspaceId;
}
