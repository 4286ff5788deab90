import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Caps } from '../rules/caps.ts';
import type { HashKey } from '../rules/suppressed.ts';
import type { ConsentTables, SuppressionListRow } from '../schema.ts';

export function findKey(db: Db<ConsentTables>, workspaceId: string): Promise<HashKey | undefined> {
  return db
    .selectFrom('suppressionKey')
    .select(['inside', 'outside'])
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirst();
}

/** The key that is there, or this one from now on. */
export async function ensureKey(db: Db<ConsentTables>, workspaceId: string, fresh: HashKey): Promise<HashKey> {
  await db
    .insertInto('suppressionKey')
    .values({ workspaceId, ...fresh })
    .onConflict((conflict) => conflict.column('workspaceId').doNothing())
    .execute();
  return (await findKey(db, workspaceId)) ?? fresh;
}

export async function insertList(db: Db<ConsentTables>, row: SuppressionListRow): Promise<void> {
  await db.insertInto('suppressionList').values(row).execute();
}

export async function insertSuppressions(
  db: Db<ConsentTables>,
  list: { workspaceId: string; listId: string; addedAt: Date },
  hashes: readonly { kind: 'phone' | 'email'; hash: Buffer }[],
): Promise<void> {
  for (let from = 0; from < hashes.length; from += 10_000) {
    const part = hashes.slice(from, from + 10_000);
    await sql`
      insert into suppression (workspace_id, hash, list_id, kind, added_at)
      select ${list.workspaceId}::uuid, decode(h.hash, 'hex'), ${list.listId}::uuid, h.kind, ${list.addedAt}::timestamptz
      from unnest(${part.map(({ hash }) => hash.toString('hex'))}::text[], ${part.map(({ kind }) => kind)}::text[]) as h(hash, kind)
      on conflict do nothing
    `.execute(db);
  }
}

export function listLists(db: Db<ConsentTables>, workspaceId: string): Promise<SuppressionListRow[]> {
  return db
    .selectFrom('suppressionList')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('addedAt', 'desc')
    .limit(500)
    .execute();
}

/** `undefined`: there was no such list. */
export async function deleteList(
  db: Db<ConsentTables>,
  key: { workspaceId: string; listId: string },
): Promise<SuppressionListRow | undefined> {
  await db
    .deleteFrom('suppression')
    .where('workspaceId', '=', key.workspaceId)
    .where('listId', '=', key.listId)
    .execute();
  return db
    .deleteFrom('suppressionList')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.listId)
    .returningAll()
    .executeTakeFirst();
}

/** Since when one of these hashes stands on a list. */
export async function suppressedSince(
  db: Db<ConsentTables>,
  workspaceId: string,
  hash: Buffer,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('suppression')
    .select(({ fn }) => fn.min('addedAt').as('since'))
    .where('workspaceId', '=', workspaceId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.since ?? undefined;
}

export async function findCaps(db: Db<ConsentTables>, workspaceId: string): Promise<Caps | undefined> {
  return db
    .selectFrom('contactCap')
    .select(['perDay', 'perWeek'])
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirst();
}

export async function upsertCaps(
  db: Db<ConsentTables>,
  row: Caps & { workspaceId: string; changedBy: string; changedAt: Date },
): Promise<void> {
  const { perDay, perWeek, changedBy, changedAt } = row;
  await db
    .insertInto('contactCap')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ perDay, perWeek, changedBy, changedAt }))
    .execute();
}
