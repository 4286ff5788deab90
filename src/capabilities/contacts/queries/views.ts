import type { Db } from '#platform/db';
import type { ContactsTables, SavedViewRow } from '../schema.ts';

/** The person's own and those of the team. */
export function listViews(
  db: Db<ContactsTables>,
  workspaceId: string,
  userId: string,
  subject: string,
): Promise<SavedViewRow[]> {
  return db
    .selectFrom('savedView')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('subject', '=', subject as SavedViewRow['subject'])
    .where((eb) => eb.or([eb('userId', 'is', null), eb('userId', '=', userId)]))
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Locked. Somebody else's own view does not exist for others. */
export function findView(
  trx: Db<ContactsTables>,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<SavedViewRow | undefined> {
  return trx
    .selectFrom('savedView')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('userId', 'is', null), eb('userId', '=', userId)]))
    .forUpdate()
    .executeTakeFirst();
}

export async function insertView(trx: Db<ContactsTables>, row: SavedViewRow): Promise<void> {
  await trx
    .insertInto('savedView')
    .values({ ...row, query: JSON.stringify(row.query) as never })
    .execute();
}

export async function updateView(trx: Db<ContactsTables>, row: SavedViewRow): Promise<void> {
  const { workspaceId, id, name, query, userId, position, version } = row;
  await trx
    .updateTable('savedView')
    .set({ name, query: JSON.stringify(query) as never, userId, position, version })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteView(trx: Db<ContactsTables>, workspaceId: string, id: string): Promise<void> {
  await trx.deleteFrom('savedView').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}
