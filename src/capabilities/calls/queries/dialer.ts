import { sql } from 'kysely';
import type { PermitRequest, Purpose } from '#consent/contract';
import type { Db } from '#platform/db';
import type { PassedBecause } from '../contract.ts';
import type { CallsTables, DialerEntryRow, DialerListRow, DialerSessionRow } from '../schema.ts';

export type OpenSession = DialerSessionRow & Pick<DialerListRow, 'name' | 'people' | 'readAt'>;

/** The dialer that a user has not ended. */
export async function findSession(
  db: Db<CallsTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<OpenSession | undefined> {
  const { rows } = await sql<OpenSession>`
    select s.*, l.name, l.people, l.read_at
    from dialer_session s
    join dialer_list l on l.workspace_id = s.workspace_id and l.id = s.list_id
    where s.workspace_id = ${workspaceId} and s.user_id = ${userId} and s.ended_at is null
  `.execute(db);
  return rows[0];
}

/** The latest reading of the same list since `since`, where somebody is still to be called. */
export async function findListToJoin(
  db: Db<CallsTables>,
  {
    workspaceId,
    query,
    onlyOwnOf,
    since,
  }: Pick<DialerListRow, 'workspaceId' | 'query' | 'onlyOwnOf'> & { since: Date },
): Promise<DialerListRow | undefined> {
  const { rows } = await sql<DialerListRow>`
    select l.* from dialer_list l
    where l.workspace_id = ${workspaceId} and l.read_at >= ${since} and l.query = ${JSON.stringify(query)}::jsonb
      and l.only_own_of is not distinct from ${onlyOwnOf}::uuid
      and exists (select 1 from dialer_entry e where e.workspace_id = l.workspace_id and e.list_id = l.id and e.settled is null)
    order by l.read_at desc, l.id desc
    limit 1
  `.execute(db);
  return rows[0];
}

export type Listed = { contactId: string; purpose: Purpose; request?: PermitRequest | undefined };

/** The list with its people, in their order. */
export async function insertList(db: Db<CallsTables>, row: DialerListRow, people: readonly Listed[]): Promise<void> {
  await db
    .insertInto('dialerList')
    .values({ ...row, query: row.query === null ? null : JSON.stringify(row.query) })
    .execute();
  await sql`
    insert into dialer_entry (workspace_id, list_id, position, contact_id, purpose, request)
    select ${row.workspaceId}::uuid, ${row.id}::uuid, p.position, p.contact_id, p.purpose, p.request
    from jsonb_to_recordset(${JSON.stringify(people.map(({ contactId, purpose, request }, position) => ({ position, contact_id: contactId, purpose, request })))}::jsonb)
      as p(position integer, contact_id uuid, purpose text, request jsonb)
  `.execute(db);
}

/** One at a time decides about a list, so that all see the same order and nobody locks its people crosswise. */
export async function lockList(db: Db<CallsTables>, workspaceId: string, listId: string): Promise<void> {
  await sql`select from dialer_list where workspace_id = ${workspaceId} and id = ${listId} for update`.execute(db);
}

export async function insertSession(db: Db<CallsTables>, row: DialerSessionRow): Promise<void> {
  await db.insertInto('dialerSession').values(row).execute();
}

export async function updateSession(
  db: Db<CallsTables>,
  { workspaceId, id }: Pick<DialerSessionRow, 'workspaceId' | 'id'>,
  change: Partial<Pick<DialerSessionRow, 'paceSeconds' | 'pausedAt' | 'endedAt' | 'seenAt'>>,
): Promise<void> {
  await db
    .updateTable('dialerSession')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export type OpenEntry = Pick<DialerEntryRow, 'position' | 'contactId' | 'purpose' | 'request'> & {
  /** Somebody of the team has called them since the list was read. */
  called: boolean;
};

/** Whose turn it is, in the order of the list; without those whom a colleague has right now. */
export async function findOpenEntries(
  db: Db<CallsTables>,
  { workspaceId, listId, readAt, id: sessionId }: Pick<OpenSession, 'workspaceId' | 'listId' | 'readAt' | 'id'>,
  now: Date,
  limit: number,
): Promise<OpenEntry[]> {
  const { rows } = await sql<OpenEntry>`
    select e.position, e.contact_id, e.purpose, e.request, ${calledSince(readAt)} as called
    from dialer_entry e
    where e.workspace_id = ${workspaceId} and e.list_id = ${listId} and (e.settled is null or e.again_at <= ${now})
      and not exists (select 1 from call_claim k
        where k.workspace_id = e.workspace_id and k.contact_id = e.contact_id and k.lease_until > ${now}
          and k.session_id is distinct from ${sessionId}::uuid)
    order by e.position
    limit ${limit}
  `.execute(db);
  return rows;
}

function calledSince(readAt: Date) {
  return sql`exists (select 1 from call c
    where c.workspace_id = e.workspace_id and c.contact_id = e.contact_id and c.direction = 'outbound'
      and c.started_at >= ${readAt} and c.removed_at is null)`;
}

export async function findEntry(
  db: Db<CallsTables>,
  { workspaceId, listId, readAt }: Pick<OpenSession, 'workspaceId' | 'listId' | 'readAt'>,
  contactId: string,
): Promise<OpenEntry | undefined> {
  const { rows } = await sql<OpenEntry>`
    select e.position, e.contact_id, e.purpose, e.request, ${calledSince(readAt)} as called
    from dialer_entry e
    where e.workspace_id = ${workspaceId} and e.list_id = ${listId} and e.contact_id = ${contactId}
  `.execute(db);
  return rows[0];
}

export type Settlement = {
  contactId: string;
  settled: NonNullable<DialerEntryRow['settled']>;
  because?: PassedBecause;
  againAt?: Date | undefined;
};

export async function settleEntries(
  db: Db<CallsTables>,
  { workspaceId, listId, userId }: Pick<OpenSession, 'workspaceId' | 'listId' | 'userId'>,
  settlements: readonly Settlement[],
  now: Date,
): Promise<void> {
  if (settlements.length === 0) return;
  const rows = settlements.map(({ contactId, settled, because, againAt }) => ({
    contact_id: contactId,
    settled,
    because,
    again_at: againAt?.toISOString(),
  }));
  await sql`
    update dialer_entry e
    set settled = s.settled, because = s.because, again_at = s.again_at, settled_at = ${now}, settled_by = ${userId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(contact_id uuid, settled text, because text, again_at timestamptz)
    where e.workspace_id = ${workspaceId} and e.list_id = ${listId} and e.contact_id = s.contact_id
  `.execute(db);
}

export type EntryCount = Pick<DialerEntryRow, 'settled' | 'because'> & {
  people: number;
  again: Date | null;
  /** Open, but a colleague has them. */
  elsewhere: number;
};

export async function countEntries(
  db: Db<CallsTables>,
  { workspaceId, listId, id: sessionId }: Pick<OpenSession, 'workspaceId' | 'listId' | 'id'>,
  now: Date,
): Promise<EntryCount[]> {
  const { rows } = await sql<EntryCount>`
    select e.settled, e.because, count(*) as people, min(e.again_at) as again,
      count(k.contact_id) filter (where e.settled is null or e.again_at <= ${now}) as elsewhere
    from dialer_entry e
    left join call_claim k on k.workspace_id = e.workspace_id and k.contact_id = e.contact_id and k.lease_until > ${now}
      and k.session_id is distinct from ${sessionId}::uuid
    where e.workspace_id = ${workspaceId} and e.list_id = ${listId}
    group by e.settled, e.because
    order by count(*) desc, e.because
  `.execute(db);
  return rows;
}

/** A list that was worked through long ago tells nothing that the calls themselves don't. */
const keptMs = 30 * 86_400_000;

export const forgetDialerLists = async (db: Db<CallsTables>, now: Date, most: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from dialer_list where (workspace_id, id) in (
      select workspace_id, id from dialer_list where read_at < ${new Date(now.getTime() - keptMs)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};
