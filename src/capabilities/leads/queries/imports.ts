import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ImportChangeRow, ImportProblemRow, ImportRecord, LeadsTables, VisitRow } from '../schema.ts';

export async function insertImport(db: Db<LeadsTables>, row: ImportRecord): Promise<void> {
  await db
    .insertInto('import')
    .values({ ...row, ...asJson(row) })
    .execute();
}

export function findImport(db: Db<LeadsTables>, workspaceId: string, id: string): Promise<ImportRecord | undefined> {
  return db
    .selectFrom('import')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Locked: a cancel, an undo and the worker itself change the state one after the other. */
export function lockImport(trx: Db<LeadsTables>, workspaceId: string, id: string): Promise<ImportRecord | undefined> {
  return trx
    .selectFrom('import')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function listImports(
  db: Db<LeadsTables>,
  workspaceId: string,
  before: string | undefined,
  limit: number,
): Promise<ImportRecord[]> {
  // Ids are made in the order of time.
  return db
    .selectFrom('import')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function updateImport(
  trx: Db<LeadsTables>,
  row: Pick<ImportRecord, 'workspaceId' | 'id'>,
  change: Partial<Omit<ImportRecord, 'workspaceId' | 'id' | 'version'>>,
): Promise<ImportRecord> {
  return trx
    .updateTable('import')
    .set({ ...change, ...asJson(change), version: sql<number>`version + 1` })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** This transaction's commit does not wait until it is on the disk; a later one that does has it there too. */
export async function letTheDiskFollow(trx: Db<LeadsTables>): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(trx);
}

/** Plans are kept: made while a table is as good as empty, they would read all of it, and go on doing so while the list fills it, until autovacuum has measured anew. */
export async function goAlongIndexes(trx: Db<LeadsTables>): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(trx);
}

/** pg would write a JavaScript array as an array of PostgreSQL. */
function asJson(row: Partial<ImportRecord>): Record<string, never> {
  const json = {
    format: row.format,
    mapping: row.mapping,
    settings: row.settings,
    options: row.options,
    undo: row.undo,
  };
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => (value === undefined ? [] : [[name, JSON.stringify(value)]])),
  ) as Record<string, never>;
}

export async function deleteImport(trx: Db<LeadsTables>, workspaceId: string, id: string): Promise<void> {
  await trx.deleteFrom('importProblem').where('workspaceId', '=', workspaceId).where('importId', '=', id).execute();
  await trx.deleteFrom('import').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function insertProblems(trx: Db<LeadsTables>, rows: readonly ImportProblemRow[]): Promise<void> {
  if (rows.length === 0) return;
  const [first] = rows as [ImportProblemRow];
  const given = rows.map(({ id, row, col, message, cells }) => ({ id, row, col, message, cells }));
  await sql`
    insert into import_problem (workspace_id, import_id, id, row, col, message, cells)
    select ${first.workspaceId}::uuid, ${first.importId}::uuid, p.id, p.row, p.col, p.message, p.cells
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as p(id uuid, row integer, col text, message text, cells jsonb)
  `.execute(trx);
}

export function listProblems(
  db: Db<LeadsTables>,
  key: { workspaceId: string; importId: string },
  page: { after?: string | undefined; limit: number; failedOnly?: boolean },
): Promise<ImportProblemRow[]> {
  return db
    .selectFrom('importProblem')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('importId', '=', key.importId)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .$if(page.failedOnly === true, (query) => query.where('cells', 'is not', null))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** The first state of a person counts: a second row about the same one changes nothing here but the version, unless somebody else was in between. */
export async function rememberChanges(trx: Db<LeadsTables>, rows: readonly ImportChangeRow[]): Promise<void> {
  if (rows.length === 0) return;
  const [first] = rows as [ImportChangeRow];
  const given = rows.map((row) => ({ subject_id: row.subjectId, before: row.before, version_after: row.versionAfter }));
  await sql`
    insert into import_change (workspace_id, import_id, subject, subject_id, before, version_after)
    select ${first.workspaceId}::uuid, ${first.importId}::uuid, 'contact', c.subject_id, c.before, c.version_after
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as c(subject_id uuid, before jsonb, version_after integer)
    on conflict (workspace_id, import_id, subject, subject_id) do update set version_after = excluded.version_after
      where import_change.version_after = excluded.version_after - 1
  `.execute(trx);
}

export async function insertVisits(trx: Db<LeadsTables>, rows: readonly VisitRow[]): Promise<void> {
  if (rows.length === 0) return;
  const [first] = rows as [VisitRow];
  const given = rows.map((row) => ({
    id: row.id,
    contact_id: row.contactId,
    visited_at: row.visitedAt,
    day_only: row.dayOnly,
    result: row.result,
    result_raw: row.resultRaw,
    visited_by: row.visitedBy,
    count: row.count,
    note: row.note,
    import_id: row.importId,
    created_at: row.createdAt,
  }));
  await sql`
    insert into visit (workspace_id, id, contact_id, visited_at, day_only, result, result_raw, visited_by, count, note, import_id, created_at)
    select ${first.workspaceId}::uuid, v.id, v.contact_id, v.visited_at, v.day_only, v.result, v.result_raw, v.visited_by, v.count, v.note, v.import_id, v.created_at
    from json_to_recordset(${JSON.stringify(given)}::json)
      as v(id uuid, contact_id uuid, visited_at timestamptz, day_only boolean, result text, result_raw text, visited_by text, count integer, note text, import_id uuid, created_at timestamptz)
  `.execute(trx);
}

export function listVisits(
  db: Db<LeadsTables>,
  workspaceId: string,
  page: { after?: string | undefined; limit: number },
): Promise<VisitRow[]> {
  return db
    .selectFrom('visit')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}
