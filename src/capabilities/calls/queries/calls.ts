import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { DispositionMeaning } from '../contract.ts';
import type { CallRow, CallsTables, PlacedCall } from '../schema.ts';

/** A call with the words for how it ended. */
export type DisposedCall = CallRow & {
  dispositionName: string | null;
  dispositionMeaning: DispositionMeaning | null;
};
type Key = { workspaceId: string; callId: string };

function disposedCalls(db: Db<CallsTables>, workspaceId: string) {
  return db
    .selectFrom('call')
    .leftJoin('disposition', (join) =>
      join.onRef('disposition.workspaceId', '=', 'call.workspaceId').onRef('disposition.id', '=', 'call.dispositionId'),
    )
    .selectAll('call')
    .select(['disposition.name as dispositionName', 'disposition.meaning as dispositionMeaning'])
    .where('call.workspaceId', '=', workspaceId);
}

export function findCall(db: Db<CallsTables>, key: Key): Promise<DisposedCall | undefined> {
  return disposedCalls(db, key.workspaceId).where('call.id', '=', key.callId).executeTakeFirst();
}

export async function findCallsByIds(
  db: Db<CallsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<DisposedCall[]> {
  if (ids.length === 0) return [];
  return disposedCalls(db, workspaceId)
    .where('call.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('call.removedAt', 'is', null)
    .execute();
}

/** Of those that began since then and whose length is known, the longest first. */
export function findLongestCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  since: Date,
  limit: number,
): Promise<DisposedCall[]> {
  return disposedCalls(db, workspaceId)
    .where('call.startedAt', '>=', since)
    .where('call.removedAt', 'is', null)
    .where('call.durationSeconds', 'is not', null)
    .orderBy('call.durationSeconds', 'desc')
    .orderBy('call.id')
    .limit(limit)
    .execute();
}

/** Held until the transaction ends, so that two people can't finish one call with two results. */
export async function lockCall(db: Db<CallsTables>, key: Key): Promise<DisposedCall | undefined> {
  const held = await db
    .selectFrom('call')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.callId)
    .forUpdate()
    .executeTakeFirst();
  return held && findCall(db, key);
}

export type CallFilter = {
  contactId?: string | undefined;
  dealId?: string | undefined;
  userId?: string | undefined;
  direction?: 'inbound' | 'outbound' | undefined;
  dispositionId?: string | undefined;
  unfinished?: boolean | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Newest first; begins after the call at `after`. */
export function listCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  filter: CallFilter,
  page: { limit: number; after: readonly [startedAt: string, id: string] | undefined },
): Promise<DisposedCall[]> {
  let query = disposedCalls(db, workspaceId).where('call.removedAt', 'is', null);
  for (const column of ['contactId', 'dealId', 'userId', 'direction', 'dispositionId'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(`call.${column}`, '=', wanted);
  }
  if (filter.unfinished !== undefined)
    query = query.where('call.dispositionId', filter.unfinished ? 'is' : 'is not', null);
  if (filter.from !== undefined) query = query.where('call.startedAt', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('call.startedAt', '<', new Date(filter.to));
  if (page.after)
    query = query.where(
      sql<boolean>`(call.started_at, call.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`,
    );
  return newestFirst(query).limit(page.limit).execute();
}

function newestFirst<Tables, Table extends keyof Tables, Row>(query: SelectQueryBuilder<Tables, Table, Row>) {
  return query.orderBy(sql`call.started_at`, 'desc').orderBy(sql`call.id`, 'desc');
}

/** Our own calls of which it is known how they ended, the latest first; begins after the one at `after`. */
export function findDisposedCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  page: { after?: Pick<CallRow, 'startedAt' | 'id'> | undefined; limit: number },
): Promise<DisposedCall[]> {
  const after = page.after && ([page.after.startedAt.toISOString(), page.after.id] as const);
  return listCalls(db, workspaceId, { direction: 'outbound', unfinished: false }, { limit: page.limit, after });
}

/** Our own calls since then of which it is known how they ended, counted up to `most`. */
export async function countDisposedCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  since: Date | null,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ calls: number }>`
    select count(*) as calls from (
      select from call where workspace_id = ${workspaceId} and started_at > ${since ?? '-infinity'}::timestamptz
        and direction = 'outbound' and disposition_id is not null and removed_at is null limit ${most}) c
  `.execute(db);
  return rows[0]?.calls ?? 0;
}

export async function insertCall(db: Db<CallsTables>, row: PlacedCall): Promise<void> {
  await db.insertInto('call').values(toColumns(row)).execute();
}

/** As many as fit into one statement's parameters, again and again. */
export async function insertManyCalls(db: Db<CallsTables>, rows: readonly CallRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await db
      .insertInto('call')
      .values(rows.slice(from, from + 1000).map(toColumns))
      .execute();
  }
}

function toColumns(row: CallRow) {
  return { ...row, permit: row.permit && JSON.stringify(row.permit) };
}

/** From the version that was read and no other; `undefined` when someone was faster. */
export async function updateCall(
  db: Db<CallsTables>,
  key: Key & { version: number },
  change: Partial<Omit<CallRow, 'workspaceId' | 'id' | 'permit' | 'permitId'>>,
): Promise<DisposedCall | undefined> {
  const changed = await db
    .updateTable('call')
    .set({ ...change, version: key.version + 1 })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.callId)
    .where('version', '=', key.version)
    .returning('id')
    .executeTakeFirst();
  return changed && findCall(db, key);
}

/** Each contact's latest call whose end is known. One step down the index for each of them. */
export async function findLastCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<DisposedCall[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<DisposedCall>`
    select last.*, d.name as disposition_name, d.meaning as disposition_meaning
    from unnest(${contactIds}::uuid[]) as wanted(contact_id)
    cross join lateral (
      select * from call c
      where c.workspace_id = ${workspaceId} and c.contact_id = wanted.contact_id and c.removed_at is null and c.disposition_id is not null
      order by c.started_at desc, c.id desc
      limit 1
    ) last
    left join disposition d on d.workspace_id = ${workspaceId} and d.id = last.disposition_id
  `.execute(db);
  return rows;
}

/** Started by this user and never said how they ended. */
export function findUnfinishedCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  userId: string,
  limit: number,
): Promise<DisposedCall[]> {
  return disposedCalls(db, workspaceId)
    .where('call.userId', '=', userId)
    .where('call.dispositionId', 'is', null)
    .where('call.removedAt', 'is', null)
    .orderBy('call.startedAt', 'desc')
    .orderBy('call.id')
    .limit(limit)
    .execute();
}

/** The latest that this user began with this person since then. */
export function findCallSince(
  db: Db<CallsTables>,
  { workspaceId, userId, contactId, since }: { workspaceId: string; userId: string; contactId: string; since: Date },
): Promise<DisposedCall | undefined> {
  return disposedCalls(db, workspaceId)
    .where('call.contactId', '=', contactId)
    .where('call.userId', '=', userId)
    .where('call.startedAt', '>=', since)
    .where('call.removedAt', 'is', null)
    .orderBy('call.startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function countCalls(
  db: Db<CallsTables>,
  workspaceId: string,
  userId: string,
  span: { from: Date; to: Date },
): Promise<number> {
  const { count } = await db
    .selectFrom('call')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .where('startedAt', '>=', span.from)
    .where('startedAt', '<', span.to)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
