import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ProfilingObjectionRow, ScoringTables } from '../schema.ts';

type Objections = Db<Pick<ScoringTables, 'profilingObjection'>>;

export function findStandingObjection(
  db: Objections,
  workspaceId: string,
  contactId: string,
): Promise<ProfilingObjectionRow | undefined> {
  return db
    .selectFrom('profilingObjection')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', contactId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
}

/** Those of these people who have objected to profiling. */
export async function objectorsAmong(
  db: Objections,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('profilingObjection')
    .select('contactId')
    .where('workspaceId', '=', workspaceId)
    .where('withdrawnAt', 'is', null)
    .where('contactId', '=', sql<string>`any(${[...contactIds]}::uuid[])`)
    .execute();
  return new Set(rows.map(({ contactId }) => contactId));
}

export async function countObjectors(db: Objections, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('profilingObjection')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspaceId', '=', workspaceId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Nothing when one stands already: whoever is twice as fast does not object twice. */
export async function insertObjection(db: Objections, row: ProfilingObjectionRow): Promise<boolean> {
  const inserted = await db
    .insertInto('profilingObjection')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'contactId']).where('withdrawnAt', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export function withdrawObjection(
  db: Objections,
  workspaceId: string,
  contactId: string,
  withdrawn: { withdrawnAt: Date; withdrawnBy: string },
): Promise<ProfilingObjectionRow | undefined> {
  return db
    .updateTable('profilingObjection')
    .set(withdrawn)
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', contactId)
    .where('withdrawnAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
