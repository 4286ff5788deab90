import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { HealthTables, NormsRow } from './schema.ts';

/** The latest moment at which one of us did something about each deal, or about the person it is with. */
export async function findLastTouches(
  db: Db<Pick<PlatformTables, 'event'>>,
  workspaceId: string,
  deals: readonly { id: string; contactId: string | null }[],
): Promise<Map<string, Date>> {
  if (deals.length === 0) return new Map();
  const asked = JSON.stringify(deals.map(({ id, contactId }) => ({ id, contactId })));
  const { rows } = await sql<{ id: string; at: Date }>`
    select r.id, greatest(own.at, theirs.at) as at
    from jsonb_to_recordset(${asked}::jsonb) as r(id uuid, "contactId" uuid)
    left join lateral (
      select occurred_at as at from event
      where workspace_id = ${workspaceId} and deal_id = r.id and actor_kind in ('user', 'key')
      order by occurred_at desc, id desc limit 1
    ) own on true
    left join lateral (
      select occurred_at as at from event
      where workspace_id = ${workspaceId} and contact_id = r."contactId" and actor_kind in ('user', 'key')
      order by occurred_at desc, id desc limit 1
    ) theirs on true
    where own.at is not null or theirs.at is not null
  `.execute(db);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

export function findNorms(db: Db<HealthTables>, workspaceId: string): Promise<NormsRow | undefined> {
  return db.selectFrom('dealNorm').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function writeNorms(db: Db<HealthTables>, row: NormsRow): Promise<void> {
  const written = { ...row, stageDays: JSON.stringify(row.stageDays) };
  await db
    .insertInto('dealNorm')
    .values(written)
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(written))
    .execute();
}
