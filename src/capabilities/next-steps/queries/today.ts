import type { Db } from '#platform/db';
import type { NextStepRow, NextStepsTables } from '../schema.ts';

type Owner = { workspaceId: string; ownerId: string };

function openSteps(db: Db<NextStepsTables>, { workspaceId, ownerId }: Owner) {
  return db
    .selectFrom('nextStep')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('ownerId', '=', ownerId)
    .where('doneAt', 'is', null)
    .where('droppedAt', 'is', null);
}

/**
 * What is due today or late. Three questions, so that a heap of late plans can't push out today's steps, nor promises: each
 * has its own room in the list.
 */
export async function findDueSteps(
  db: Db<NextStepsTables>,
  owner: Owner,
  today: string,
  limit: number,
): Promise<NextStepRow[]> {
  const late = (promised: boolean) =>
    openSteps(db, owner)
      .where('dueOn', '<', today)
      .where('promised', '=', promised)
      .orderBy('dueOn', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  const groups = await Promise.all([
    openSteps(db, owner).where('dueOn', '=', today).orderBy('id').limit(limit).execute(),
    late(true),
    late(false),
  ]);
  return groups.flat();
}

/** The nearest open step of each deal, whoever owns it. */
export async function findNextDueDays(
  db: Db<NextStepsTables>,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, string>> {
  if (dealIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('nextStep')
    .select((select) => ['dealId', select.fn.min('dueOn').as('dueOn')])
    .where('workspaceId', '=', workspaceId)
    .where('dealId', 'in', [...dealIds])
    .where('doneAt', 'is', null)
    .where('droppedAt', 'is', null)
    .groupBy('dealId')
    .execute();
  return new Map(rows.flatMap(({ dealId, dueOn }) => (dealId === null ? [] : [[dealId, dueOn] as const])));
}

/** What this user has ticked off within a span. */
export async function countDone(
  db: Db<NextStepsTables>,
  workspaceId: string,
  userId: string,
  span: { from: Date; to: Date },
): Promise<number> {
  const { count } = await db
    .selectFrom('nextStep')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('workspaceId', '=', workspaceId)
    .where('doneBy', '=', userId)
    .where('doneAt', '>=', span.from)
    .where('doneAt', '<', span.to)
    .executeTakeFirstOrThrow();
  return count;
}
