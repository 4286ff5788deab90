import type { Db } from '#platform/db';
import type { CallsTables, DispositionRow } from '../schema.ts';

type Key = { workspaceId: string; dispositionId: string };

/** In the order of the number keys; archived ones last. */
export function listDispositions(db: Db<CallsTables>, workspaceId: string): Promise<DispositionRow[]> {
  return db
    .selectFrom('disposition')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('archivedAt', (order) => order.asc().nullsFirst())
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** All of them, held until the transaction ends: order, names and "at least one" are about the whole list. */
export function lockDispositions(db: Db<CallsTables>, workspaceId: string): Promise<DispositionRow[]> {
  return db
    .selectFrom('disposition')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export function findDisposition(db: Db<CallsTables>, key: Key): Promise<DispositionRow | undefined> {
  return db
    .selectFrom('disposition')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.dispositionId)
    .executeTakeFirst();
}

/** The number of rows that found their place; a name that is taken finds none. */
export async function insertDispositions(db: Db<CallsTables>, rows: readonly DispositionRow[]): Promise<number> {
  const inserted = await db
    .insertInto('disposition')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return inserted.length;
}

export function updateDisposition(
  db: Db<CallsTables>,
  key: Key & { version: number },
  change: Partial<Omit<DispositionRow, 'workspaceId' | 'id'>>,
): Promise<DispositionRow | undefined> {
  return db
    .updateTable('disposition')
    .set({ ...change, version: key.version + 1 })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.dispositionId)
    .where('version', '=', key.version)
    .returningAll()
    .executeTakeFirst();
}
