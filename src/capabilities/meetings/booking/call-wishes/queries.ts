import { sql } from 'kysely';
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

/** How much came lately over this line, for this number, and over this page. */
export async function countRecentWishes(
  db: Db<BookingTables>,
  about: Pick<CallWishRow, 'workspaceId' | 'pageId' | 'network' | 'phone'>,
  since: { hour: Date; day: Date },
): Promise<{ line: number; number: number; page: number }> {
  const { rows } = await sql<{ line: number; number: number; page: number }>`
    select
      (select count(*) from call_wish where workspace_id = ${about.workspaceId} and network = ${about.network} and wished_at > ${since.hour}) as line,
      (select count(*) from call_wish where workspace_id = ${about.workspaceId} and phone = ${about.phone} and wished_at > ${since.day}) as number,
      (select count(*) from call_wish where workspace_id = ${about.workspaceId} and page_id = ${about.pageId} and wished_at > ${since.hour}) as page
  `.execute(db);
  return rows[0] ?? { line: 0, number: 0, page: 0 };
}
