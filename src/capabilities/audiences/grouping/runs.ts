import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Outcome } from '../contract.ts';
import type { AudiencesTables, AvatarRunRow } from '../schema.ts';

type Own = Db<AudiencesTables>;
type Key = { workspaceId: string; outcome: Outcome };

/** `false`: one is going already. */
export async function insertRun(db: Own, row: AvatarRunRow): Promise<boolean> {
  const inserted = await db
    .insertInto('avatarRun')
    .values({ ...row, fit: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export function findRun(db: Own, key: { workspaceId: string; runId: string }): Promise<AvatarRunRow | undefined> {
  return db
    .selectFrom('avatarRun')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.runId)
    .executeTakeFirst();
}

export function findGoing(db: Own, { workspaceId, outcome }: Key): Promise<AvatarRunRow | undefined> {
  return db
    .selectFrom('avatarRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('outcome', '=', outcome)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
}

export function listRuns(db: Own, { workspaceId, outcome }: Key, limit: number): Promise<AvatarRunRow[]> {
  return db
    .selectFrom('avatarRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('outcome', '=', outcome)
    .orderBy('askedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The latest that found groups. */
export function findStanding(db: Own, { workspaceId, outcome }: Key): Promise<AvatarRunRow | undefined> {
  return db
    .selectFrom('avatarRun')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('outcome', '=', outcome)
    .where('finishedAt', 'is not', null)
    .where('problem', 'is', null)
    .orderBy('askedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function endRun(
  db: Own,
  key: { workspaceId: string; runId: string },
  ending: Omit<AvatarRunRow, 'workspaceId' | 'id' | 'outcome' | 'fields' | 'seed' | 'askedBy' | 'askedAt'>,
): Promise<void> {
  await db
    .updateTable('avatarRun')
    .set({ ...ending, fit: ending.fit && JSON.stringify(ending.fit) })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.runId)
    .execute();
}

/** Is there anything that leads could be compared with? */
export async function hasFitModel(db: Own, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select 1 from avatar_run where workspace_id = ${workspaceId} and outcome = 'won' and fit is not null) as has
  `.execute(db);
  return rows[0]?.has ?? false;
}
