import type { Db } from '#platform/db';
import type { BulkChangeRow, ContactsTables } from '../schema.ts';

export async function insertBulkChange(trx: Db<ContactsTables>, row: BulkChangeRow): Promise<void> {
  await trx
    .insertInto('bulkChange')
    .values({ ...row, entries: JSON.stringify(row.entries) as never })
    .execute();
}

/** Locked: of two who undo at once, the second finds it undone. */
export function findBulkChange(
  trx: Db<ContactsTables>,
  workspaceId: string,
  id: string,
): Promise<BulkChangeRow | undefined> {
  return trx
    .selectFrom('bulkChange')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markUndone(trx: Db<ContactsTables>, workspaceId: string, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('bulkChange')
    .set({ undoneAt: at })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function forgetBulkChanges(trx: Db<ContactsTables>, workspaceId: string, madeBefore: Date): Promise<void> {
  await trx.deleteFrom('bulkChange').where('workspaceId', '=', workspaceId).where('madeAt', '<', madeBefore).execute();
}
