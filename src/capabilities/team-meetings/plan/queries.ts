import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { TeamMeetingsTables } from '../schema.ts';
import type { TeamPlanRow } from './schema.ts';

type Own = TeamMeetingsTables;
type Key = { workspaceId: string; planId: string };
export type TeamPlan = TeamPlanRow & { memberIds: string[] };

function plans(db: Db<Own>, workspaceId: string) {
  return db
    .selectFrom('teamMeetingPlan')
    .selectAll('teamMeetingPlan')
    .select(
      sql<string[]>`array(select m.user_id from team_meeting_member m
        where m.workspace_id = team_meeting_plan.workspace_id and m.plan_id = team_meeting_plan.id order by m.user_id)`.as(
        'memberIds',
      ),
    )
    .where('teamMeetingPlan.workspaceId', '=', workspaceId);
}

/** What is over is not planned any more. */
export function listPlans(db: Db<Own>, workspaceId: string, now: Date): Promise<TeamPlan[]> {
  return plans(db, workspaceId)
    .where('cancelledAt', 'is', null)
    .where('endsAt', '>', now)
    .orderBy('startsAt')
    .orderBy('id')
    .limit(100)
    .execute();
}

export function findPlan(db: Db<Own>, key: Key): Promise<TeamPlan | undefined> {
  return plans(db, key.workspaceId).where('id', '=', key.planId).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockPlan(db: Db<Own>, key: Key): Promise<TeamPlan | undefined> {
  const held = await db
    .selectFrom('teamMeetingPlan')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.planId)
    .forUpdate()
    .executeTakeFirst();
  return held && findPlan(db, key);
}

export async function insertPlan(db: Db<Own>, row: TeamPlanRow, memberIds: readonly string[]): Promise<void> {
  await db.insertInto('teamMeetingPlan').values(row).execute();
  await replaceMembers(db, row, memberIds);
}

export async function updatePlan(
  db: Db<Own>,
  { workspaceId, id, version }: TeamPlanRow,
  change: Partial<Pick<TeamPlanRow, 'startsAt' | 'endsAt' | 'repeats' | 'occurrence' | 'cancelledAt' | 'cancelledBy'>>,
): Promise<void> {
  await db
    .updateTable('teamMeetingPlan')
    .set({ ...change, version: version + 1 })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function replaceMembers(
  db: Db<Own>,
  { workspaceId, id: planId }: TeamPlanRow,
  memberIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('teamMeetingMember')
    .where('workspaceId', '=', workspaceId)
    .where('planId', '=', planId)
    .execute();
  await db
    .insertInto('teamMeetingMember')
    .values(memberIds.map((userId) => ({ workspaceId, planId, userId })))
    .execute();
}
