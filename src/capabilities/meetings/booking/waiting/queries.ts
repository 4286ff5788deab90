import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { MeetingsTables } from '../../schema.ts';
import { linkHours } from './rules.ts';
import type { WaitingEntryRow } from './schema.ts';

type Key = { workspaceId: string; entryId: string };

export async function insertEntry(db: Db<MeetingsTables>, row: WaitingEntryRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('waitingEntry')
    .values({ ...row, answers: JSON.stringify(row.answers) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const entries = (db: Db<MeetingsTables>, workspaceId: string) =>
  db.selectFrom('waitingEntry').selectAll().where('workspaceId', '=', workspaceId);

export function findEntry(db: Db<MeetingsTables>, { workspaceId, entryId }: Key): Promise<WaitingEntryRow | undefined> {
  return entries(db, workspaceId).where('id', '=', entryId).executeTakeFirst();
}

export function findEntryOfForm(
  db: Db<MeetingsTables>,
  key: { workspaceId: string; formId: string },
): Promise<WaitingEntryRow | undefined> {
  return entries(db, key.workspaceId).where('formId', '=', key.formId).executeTakeFirst();
}

/** Pages for which somebody waits. */
export async function findPagesWaitedFor(db: Db<MeetingsTables>, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('waitingEntry')
    .select('pageId')
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('toldAt', 'is', null)
    .where('leftAt', 'is', null)
    .execute();
  return rows.map(({ pageId }) => pageId);
}

/** Who waits for the page or was told lately, and whether they have booked since then. */
export async function findInLine(
  db: Db<MeetingsTables>,
  { workspaceId, pageId }: { workspaceId: string; pageId: string },
  now: Date,
): Promise<(WaitingEntryRow & { booked: boolean })[]> {
  return entries(db, workspaceId)
    .select(
      sql<boolean>`exists (select 1 from booking b where b.workspace_id = waiting_entry.workspace_id and b.page_id = waiting_entry.page_id
        and b.email = waiting_entry.email and b.booked_at >= waiting_entry.told_at)`.as('booked'),
    )
    .where('pageId', '=', pageId)
    .where('leftAt', 'is', null)
    .where((where) =>
      where.or([where('toldAt', 'is', null), where('toldAt', '>', new Date(now.getTime() - linkHours * 3_600_000))]),
    )
    .orderBy('enteredAt')
    .orderBy('id')
    .limit(500)
    .execute();
}

/** Only while they still wait. */
export async function closeEntry(
  db: Db<MeetingsTables>,
  { workspaceId, entryId }: Key,
  how: { toldAt: Date } | { leftAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('waitingEntry')
    .set(how)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', entryId)
    .where('toldAt', 'is', null)
    .where('leftAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
