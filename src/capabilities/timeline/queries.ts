import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { EventRow, PlatformTables } from '#platform/schema';
import type { NoteRow, TimelineTables } from './schema.ts';

export type Subject = { contactId: string } | { companyId: string } | { dealId: string };

/**
 * A page of a record's story, newest first, from one range of one index. A company's people carry the company on their events, so its stream
 * holds theirs too. `beginnings` narrows to kinds of events: a range of types each, because LIKE can't be used under row level security.
 */
export async function listEvents(
  db: Db<PlatformTables>,
  workspaceId: string,
  subject: Subject,
  page: { beginnings: readonly string[] | undefined; after: { at: Date; id: string } | undefined; limit: number },
): Promise<EventRow[]> {
  const [column, id] =
    'contactId' in subject
      ? (['contactId', subject.contactId] as const)
      : 'companyId' in subject
        ? (['companyId', subject.companyId] as const)
        : (['dealId', subject.dealId] as const);
  return db
    .selectFrom('event')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where(column, '=', id)
    .$if(page.after !== undefined, (query) =>
      query.where(sql<boolean>`(occurred_at, id) < (${page.after?.at}, ${page.after?.id})`),
    )
    .$if(page.beginnings !== undefined, (query) =>
      query.where(({ or, and, eb }) =>
        or(
          (page.beginnings ?? []).map((begin) =>
            and([eb(typeBytes, '>=', begin), eb(typeBytes, '<', `${begin}\uFFFF`)]),
          ),
        ),
      ),
    )
    .orderBy('occurredAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Byte by byte, because in the order of a German dictionary a point counts for nothing. */
const typeBytes = sql<string>`type collate "C"`;

export async function findNotes(
  db: Db<TimelineTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<NoteRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('note')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

export function lockNote(trx: Db<TimelineTables>, workspaceId: string, id: string): Promise<NoteRow | undefined> {
  return trx
    .selectFrom('note')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertNote(trx: Db<TimelineTables>, row: NoteRow): Promise<void> {
  await trx.insertInto('note').values(row).execute();
}

export function updateNote(
  trx: Db<TimelineTables>,
  row: NoteRow,
  change: Pick<NoteRow, 'updatedAt'> & Partial<NoteRow>,
): Promise<NoteRow> {
  return trx
    .updateTable('note')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
