import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { LineRow, TelephonyTables } from '../schema.ts';

type Key = { workspaceId: string; lineId: string };

/** With what stands beside it: whether a secret is kept, and when the carrier told something last. */
export type KnownLine = LineRow & { hasSecret: boolean; lastEventAt: Date | null };

function knownLines(db: Db<TelephonyTables>, workspaceId: string) {
  return db
    .selectFrom('line')
    .selectAll('line')
    .select([
      sql<boolean>`exists (select 1 from line_secret s where s.workspace_id = line.workspace_id and s.line_id = line.id)`.as(
        'hasSecret',
      ),
      sql<Date | null>`(select max(e.received_at) from carrier_event e where e.workspace_id = line.workspace_id and e.line_id = line.id)`.as(
        'lastEventAt',
      ),
    ])
    .where('line.workspaceId', '=', workspaceId);
}

/** By name; archived ones last. */
export function listLines(db: Db<TelephonyTables>, workspaceId: string): Promise<KnownLine[]> {
  return knownLines(db, workspaceId)
    .orderBy('line.archivedAt', (order) => order.asc().nullsFirst())
    .orderBy(sql`lower(line.name)`)
    .orderBy('line.id')
    .execute();
}

/** Without looking at anything else; there are never many. */
export function findLines(db: Db<TelephonyTables>, workspaceId: string): Promise<LineRow[]> {
  return db.selectFrom('line').selectAll().where('workspaceId', '=', workspaceId).orderBy('createdAt').execute();
}

export function findLine(db: Db<TelephonyTables>, { workspaceId, lineId }: Key): Promise<KnownLine | undefined> {
  return knownLines(db, workspaceId).where('line.id', '=', lineId).executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockLine(db: Db<TelephonyTables>, { workspaceId, lineId }: Key): Promise<LineRow | undefined> {
  return db
    .selectFrom('line')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', lineId)
    .forUpdate()
    .executeTakeFirst();
}

/** False: the name is taken. */
export async function insertLine(db: Db<TelephonyTables>, row: LineRow): Promise<boolean> {
  const made = await db
    .insertInto('line')
    .values({ ...row, settings: JSON.stringify(row.settings), extensions: JSON.stringify(row.extensions) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Among the lines in use. In small letters as the index has them: those of JavaScript differ (İ). */
export async function isNameTaken(
  db: Db<TelephonyTables>,
  { workspaceId, lineId }: Key,
  name: string,
): Promise<boolean> {
  const other = await db
    .selectFrom('line')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '<>', lineId)
    .where(sql<boolean>`lower(name) = lower(${name}::text)`)
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return other !== undefined;
}

export async function updateLine(
  db: Db<TelephonyTables>,
  before: LineRow,
  { settings, extensions, ...change }: Partial<Omit<LineRow, 'workspaceId' | 'id' | 'version'>>,
): Promise<void> {
  await db
    .updateTable('line')
    .set({
      ...change,
      ...(settings && { settings: JSON.stringify(settings) }),
      ...(extensions && { extensions: JSON.stringify(extensions) }),
      version: before.version + 1,
    })
    .where('workspaceId', '=', before.workspaceId)
    .where('id', '=', before.id)
    .execute();
}

export async function keepSecret(db: Db<TelephonyTables>, key: Key, sealed: Buffer): Promise<void> {
  await db
    .insertInto('lineSecret')
    .values({ ...key, sealed })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'lineId']).doUpdateSet({ sealed }))
    .execute();
}

export async function findSecret(db: Db<TelephonyTables>, key: Key): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('lineSecret')
    .select('sealed')
    .where('workspaceId', '=', key.workspaceId)
    .where('lineId', '=', key.lineId)
    .executeTakeFirst();
  return row?.sealed;
}

/** For the page of lines and the doctor; at most once a minute, whatever is thrown at us. */
export async function noteRefusal(
  db: Db<TelephonyTables>,
  { workspaceId, id }: LineRow,
  refusal: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('line')
    .set({ refusal: refusal.slice(0, 300), refusedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where((is) => is.or([is('refusedAt', 'is', null), is('refusedAt', '<', new Date(now.getTime() - 60_000))]))
    .execute();
}
