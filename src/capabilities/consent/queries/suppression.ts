import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Channel } from '../contract.ts';
import type { Caps } from '../rules/caps.ts';
import type { HashKey, Suppressed } from '../rules/suppressed.ts';
import type { ConsentTables, OwnSuppressionRow, SuppressionListRow } from '../schema.ts';

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

/** Is it on a list? What this contact's own objection put there does not count: of them the ledger tells. */
export async function isSuppressed(
  db: Db<ConsentTables>,
  workspaceId: string,
  hash: Buffer,
  contactId: string,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from suppression where workspace_id = ${workspaceId} and hash = ${hash})
      or exists (select 1 from own_suppression
        where workspace_id = ${workspaceId} and hash = ${hash} and contact_id is distinct from ${contactId}::uuid) as found
  `.execute(db);
  return rows[0]?.found ?? false;
}

/** Those that were not there yet from the same hand. */
export async function insertOwn(
  db: Db<ConsentTables>,
  rows: readonly OwnSuppressionRow[],
): Promise<Pick<OwnSuppressionRow, 'contactId'>[]> {
  if (rows.length === 0) return [];
  return db
    .insertInto('ownSuppression')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['workspaceId', 'hash', 'contactId']).doNothing())
    .returning('contactId')
    .execute();
}

/** Whatever put it there. */
export async function deleteOwn(db: Db<ConsentTables>, workspaceId: string, hash: Buffer): Promise<number> {
  const removed = await db
    .deleteFrom('ownSuppression')
    .where('workspaceId', '=', workspaceId)
    .where('hash', '=', hash)
    .returning('id')
    .execute();
  return removed.length;
}

/** What the objections of these contacts put on the list, over channels they no longer deny: the objection was a mistake, or a later word ended it. */
export async function deleteLifted(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ contactId: string; entries: number }[]> {
  const { rows } = await sql<{ contactId: string; entries: number }>`
    with lifted as (
      delete from own_suppression o
      where o.workspace_id = ${workspaceId} and o.contact_id = any(${contactIds}::uuid[])
        and not exists (select 1 from consent_state s
          where s.workspace_id = o.workspace_id and s.contact_id = o.contact_id and s.channel = o.kind and s.state = 'denied')
      returning o.contact_id
    )
    select contact_id, count(*)::integer as entries from lifted group by contact_id
  `.execute(db);
  return rows;
}

/** How many numbers and addresses stand on the workspace's own list. */
export async function countOwn(db: Db<ConsentTables>, workspaceId: string): Promise<number> {
  const { entries } = await db
    .selectFrom('ownSuppression')
    .select(({ fn }) => fn.count<number>('hash').distinct().as('entries'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return entries;
}

/** The next contacts of whom some way is denied, in the order of their ids. */
export async function findDenied(
  db: Db<ConsentTables>,
  workspaceId: string,
  page: { afterId: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('consentState')
    .select('contactId')
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('state', '=', 'denied')
    .$if(page.afterId !== undefined, (query) => query.where('contactId', '>', page.afterId ?? ''))
    .orderBy('contactId')
    .limit(page.limit)
    .execute();
  return rows.map(({ contactId }) => contactId);
}

/** The standing objections of these contacts. Locked, so that none is taken back before what it puts on the list stands there to be taken off. */
export async function lockObjections(
  trx: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ contactId: string; channel: Channel; importId: string | null }[]> {
  const { rows } = await sql<{ contactId: string; channel: Channel; importId: string | null }>`
    select s.contact_id, s.channel, e.import_id
    from consent_state s join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
    where s.workspace_id = ${workspaceId} and s.contact_id = any(${contactIds}::uuid[])
      and s.state = 'denied' and e.because = 'objected'
    order by s.contact_id, s.channel
    for share of s`.execute(trx);
  return rows;
}

/** The numbers and addresses of these contacts. */
export async function findReachable(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<(Suppressed & { contactId: string })[]> {
  const { rows } = await sql<Suppressed & { contactId: string }>`
    select p.contact_id, 'phone' as kind, v ->> 'value' as value from contact_party p, jsonb_array_elements(p.phones) v
    where p.workspace_id = ${workspaceId} and p.contact_id = any(${contactIds}::uuid[])
    union
    select p.contact_id, 'email', lower(v ->> 'value') from contact_party p, jsonb_array_elements(p.emails) v
    where p.workspace_id = ${workspaceId} and p.contact_id = any(${contactIds}::uuid[])
  `.execute(db);
  return rows;
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
