import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Chore } from '#platform/housekeeping';
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

/** A change to many can be taken back at least so long: as long as somebody may still sit before the same screen. */
const undoForMs = 60 * 60_000;

export const forgetBulkChanges: Chore<ContactsTables> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from bulk_change where (workspace_id, id) in (
      select workspace_id, id from bulk_change where made_at < ${new Date(now.getTime() - undoForMs)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};
