import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { NextStepRow, NextStepsTables } from '../schema.ts';

type Tables = NextStepsTables;
type Key = { workspaceId: string; nextStepId: string };

function steps(db: Db<Tables>, workspaceId: string) {
  return db.selectFrom('nextStep').selectAll().where('workspaceId', '=', workspaceId);
}

export function findNextStep(db: Db<Tables>, key: Key): Promise<NextStepRow | undefined> {
  return steps(db, key.workspaceId).where('id', '=', key.nextStepId).executeTakeFirst();
}

export function findNextSteps(db: Db<Tables>, workspaceId: string, ids: readonly string[]): Promise<NextStepRow[]> {
  return steps(db, workspaceId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('dueOn')
    .orderBy('id')
    .execute();
}

export async function hasAny(db: Db<Tables>, workspaceId: string, stepIds: readonly string[]): Promise<boolean> {
  if (stepIds.length === 0) return false;
  const step = await db
    .selectFrom('nextStep')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', [...stepIds])
    .limit(1)
    .executeTakeFirst();
  return step !== undefined;
}

/** Held until the transaction ends, so that of two people who close one step the second is told. */
export function lockNextStep(db: Db<Tables>, key: Key): Promise<NextStepRow | undefined> {
  return steps(db, key.workspaceId).where('id', '=', key.nextStepId).forUpdate().executeTakeFirst();
}

export async function lockNextSteps(
  db: Db<Tables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<NextStepRow[]> {
  if (ids.length === 0) return [];
  return steps(db, workspaceId)
    .where('id', 'in', [...ids])
    .forUpdate()
    .execute();
}

/** When the next meeting with this person is planned, as its step says. */
export async function findPlannedMeeting(
  db: Db<Tables>,
  workspaceId: string,
  contactId: string,
  now: Date,
): Promise<Date | undefined> {
  const step = await steps(db, workspaceId)
    .where('contactId', '=', contactId)
    .where('kind', '=', 'meeting')
    .where('dueAt', '>', now)
    .where('doneAt', 'is', null)
    .where('droppedAt', 'is', null)
    .orderBy('dueAt')
    .limit(1)
    .executeTakeFirst();
  return step?.dueAt ?? undefined;
}

/** A call back that stands there already because of a missed call. */
export async function hasOpenCallBack(
  db: Db<Tables>,
  { workspaceId, contactId, ownerId }: { workspaceId: string; contactId: string; ownerId: string },
): Promise<boolean> {
  const step = await db
    .selectFrom('nextStep')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', contactId)
    .where('ownerId', '=', ownerId)
    .where('kind', '=', 'call')
    .where('createdBy', 'is', null)
    .where('doneAt', 'is', null)
    .where('droppedAt', 'is', null)
    .executeTakeFirst();
  return step !== undefined;
}

export type StepFilter = {
  contactId?: string | undefined;
  companyId?: string | undefined;
  dealId?: string | undefined;
  ownerId?: string | undefined;
  state: 'open' | 'closed' | 'all';
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
};

/** By due day; begins after the step at `after`. */
export function listNextSteps(
  db: Db<Tables>,
  workspaceId: string,
  filter: StepFilter,
  page: { limit: number; after: readonly [dueOn: string, id: string] | undefined },
): Promise<NextStepRow[]> {
  let query = steps(db, workspaceId);
  for (const column of ['contactId', 'companyId', 'dealId', 'ownerId'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(column, '=', wanted);
  }
  if (filter.state === 'open') query = query.where('doneAt', 'is', null).where('droppedAt', 'is', null);
  if (filter.state === 'closed')
    query = query.where((or) => or.or([or('doneAt', 'is not', null), or('droppedAt', 'is not', null)]));
  if (filter.dueFrom !== undefined) query = query.where('dueOn', '>=', filter.dueFrom);
  if (filter.dueTo !== undefined) query = query.where('dueOn', '<=', filter.dueTo);
  if (page.after) query = query.where(sql<boolean>`(due_on, id) > (${page.after[0]}::date, ${page.after[1]}::uuid)`);
  return query.orderBy('dueOn').orderBy('id').limit(page.limit).execute();
}

export async function insertNextSteps(db: Db<Tables>, rows: readonly NextStepRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await db
      .insertInto('nextStep')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
}

/** From the version that was read and no other; `undefined` when someone was faster. */
export function updateNextStep(
  db: Db<Tables>,
  key: Key & { version: number },
  change: Partial<Omit<NextStepRow, 'workspaceId' | 'id'>>,
): Promise<NextStepRow | undefined> {
  return db
    .updateTable('nextStep')
    .set({ ...change, version: key.version + 1 })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.nextStepId)
    .where('version', '=', key.version)
    .returningAll()
    .executeTakeFirst();
}

/** What one call settled and what was agreed in it. */
export function lockStepsOfCall(db: Db<Tables>, workspaceId: string, callId: string): Promise<NextStepRow[]> {
  return steps(db, workspaceId)
    .where((or) => or.or([or('fromCallId', '=', callId), or('doneByCallId', '=', callId)]))
    .orderBy('id')
    .forUpdate()
    .execute();
}
