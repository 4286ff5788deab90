import type { Db } from '#platform/db';
import type { BookingTables } from '../schema.ts';
import type { CallWishRow } from './schema.ts';

export async function insertCallWish(db: Db<BookingTables>, row: CallWishRow): Promise<void> {
  await db
    .insertInto('callWish')
    .values({ ...row, answers: JSON.stringify(row.answers) })
    .execute();
}

const wishes = (db: Db<BookingTables>, workspaceId: string) =>
  db.selectFrom('callWish').selectAll().where('workspaceId', '=', workspaceId);

export function findCallWish(
  db: Db<BookingTables>,
  key: { workspaceId: string; wishId: string },
): Promise<CallWishRow | undefined> {
  return wishes(db, key.workspaceId).where('id', '=', key.wishId).executeTakeFirst();
}

export function findCallWishOfForm(
  db: Db<BookingTables>,
  key: { workspaceId: string; formId: string },
): Promise<CallWishRow | undefined> {
  return wishes(db, key.workspaceId).where('formId', '=', key.formId).executeTakeFirst();
}
