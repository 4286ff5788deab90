import { type RawBuilder, sql } from 'kysely';
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
  const { beginnings, after, limit } = page;
  const { rows } = await sql<EventRow>`
    select workspace_id, id, type, occurred_at, recorded_at, actor_kind, actor_id, contact_id, company_id, deal_id, payload
    from event
    where workspace_id = ${workspaceId} and ${about(subject)}
      and ${after ? sql`(occurred_at, id) < (${after.at}, ${after.id})` : sql`true`}
      and ${beginnings ? sql`(${sql.join(beginnings.map(beginsWith), sql` or `)})` : sql`true`}
    order by occurred_at desc, id desc
    limit ${limit}
  `.execute(db);
  return rows;
}

function about(subject: Subject): RawBuilder<boolean> {
  if ('contactId' in subject) return sql`contact_id = ${subject.contactId}`;
  if ('companyId' in subject) return sql`company_id = ${subject.companyId}`;
  return sql`deal_id = ${subject.dealId}`;
}

/** Byte by byte, because in the order of a German dictionary a point counts for nothing. */
function beginsWith(begin: string): RawBuilder<boolean> {
  return sql`(type collate "C" >= ${begin} and type collate "C" < ${`${begin}\uFFFF`})`;
}

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
