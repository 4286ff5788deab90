import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ActorKind, EventRow, EventSealRow, PlatformTables } from '#platform/schema';
import type { AuditCheckRow, TimelineTables } from '../schema.ts';

export type AuditFilter = {
  types: readonly string[] | undefined;
  by: ActorKind | undefined;
  userId: string | undefined;
  from: Date | undefined;
  /** Left out itself. */
  until: Date | undefined;
  contactId: string | undefined;
  companyId: string | undefined;
  dealId: string | undefined;
};

/**
 * Newest first. Of five million events a walk along all of them would pass millions of imported ones before it meets a sign-in; so each kind of event,
 * or each actor, is read along its own stretch of an index, and the newest of all stretches are the page.
 */
export async function findAuditEntries(
  db: Db<PlatformTables>,
  workspaceId: string,
  filter: AuditFilter,
  page: { after: { at: Date; id: string } | undefined; limit: number; members: readonly string[] },
): Promise<EventRow[]> {
  const conditions = conditionsOf(filter, page.after);
  const stretch = (own: readonly RawBuilder<unknown>[]) => sql`
    select e.workspace_id, e.id, e.type, e.occurred_at, e.recorded_at, e.actor_kind, e.actor_id, e.contact_id, e.company_id, e.deal_id, e.payload
    from event e
    where e.workspace_id = ${workspaceId} and ${sql.join([...own, ...conditions], sql` and `)}
    order by e.recorded_at desc, e.id desc
    limit ${page.limit}`;
  const { types, by, userId } = filter;
  const ofUser = userId ? [sql`e.actor_id = ${userId}`] : [];
  const ofType = types ? [sql`e.type = any(${types}::text[])`] : [];
  if (filter.contactId ?? filter.companyId ?? filter.dealId) {
    const ofKind = sql`e.actor_kind = any(${kindsOf(filter)}::text[])`;
    return (await sql<EventRow>`${stretch([...ofType, ofKind, ...ofUser])}`.execute(db)).rows;
  }
  // What one person did is never so much; what everyone did is, and then kinds of events are the shorter way.
  const byPerson = by !== 'import' && by !== 'system' && (userId !== undefined || (by !== undefined && !types));
  const [stretches, own] = byPerson
    ? [actorStretches(page.members, filter), [ofActor, ...ofType]]
    : [typeStretches(workspaceId, filter), [sql`e.type = s.type and e.actor_kind = s.kind`, ...ofUser]];
  const { rows } = await sql<EventRow>`
    select found.* from (${stretches}) s cross join lateral (${stretch(own)}) found
    order by found.recorded_at desc, found.id desc
    limit ${page.limit}`.execute(db);
  return rows;
}

function kindsOf({ by, userId }: AuditFilter): ActorKind[] {
  if (by) return [by];
  return userId ? ['user', 'key'] : ['user', 'key', 'import', 'system'];
}

/** The types asked for, or all there are: from one to the next along the index. */
function typeStretches(workspaceId: string, filter: AuditFilter): RawBuilder<unknown> {
  const kinds = kindsOf(filter);
  if (filter.types) {
    return sql`
      select types.type, kinds.kind from unnest(${filter.types}::text[]) as types(type)
      cross join unnest(${kinds}::text[]) as kinds(kind)`;
  }
  const first = (beyond: RawBuilder<unknown>) => sql`
    select e.type, e.actor_kind from event e
    where e.workspace_id = ${workspaceId} and ${beyond}
    order by e.type, e.actor_kind
    limit 1`;
  return sql`
    with recursive known(type, kind) as (
      (${first(sql`true`)})
      union all
      select next.type, next.actor_kind from known k
      cross join lateral (${first(sql`(e.type, e.actor_kind) > (k.type, k.kind)`)}) next
    )
    select type, kind from known where kind = any(${kinds}::text[])`;
}

/** One person's hands, or those of everyone who ever belonged here. */
function actorStretches(members: readonly string[], filter: AuditFilter): RawBuilder<unknown> {
  return sql`
    select kinds.kind, ids.id from unnest(${kindsOf(filter)}::text[]) as kinds(kind)
    cross join unnest(${filter.userId ? [filter.userId] : members}::uuid[]) as ids(id)`;
}

/** The last words are those of the index, which leaves imports out. */
const ofActor = sql`e.actor_kind = s.kind and e.actor_id = s.id and e.actor_kind <> 'import'`;

function conditionsOf(filter: AuditFilter, after: { at: Date; id: string } | undefined): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (after) conditions.push(sql`(e.recorded_at, e.id) < (${after.at}, ${after.id})`);
  if (filter.from) conditions.push(sql`e.recorded_at >= ${filter.from}`);
  if (filter.until) conditions.push(sql`e.recorded_at < ${filter.until}`);
  if (filter.contactId) conditions.push(sql`e.contact_id = ${filter.contactId}`);
  if (filter.companyId) conditions.push(sql`e.company_id = ${filter.companyId}`);
  if (filter.dealId) conditions.push(sql`e.deal_id = ${filter.dealId}`);
  return conditions;
}

export function findEvent(db: Db<PlatformTables>, workspaceId: string, id: string): Promise<EventRow | undefined> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** So many links after the recording of an event are looked through; it is nearly always in the first. */
const reach = 2_000;

/** The clocks of two machines may be that far apart. */
const clockSlackMs = 60_000;

export async function findSealOf(db: Db<PlatformTables>, event: EventRow): Promise<EventSealRow | undefined> {
  const from = new Date(event.recordedAt.getTime() - clockSlackMs);
  const { rows } = await sql<EventSealRow>`
    select s.* from (
      select * from event_seal
      where workspace_id = ${event.workspaceId} and sealed_at >= ${from}
      order by sealed_at, number
      limit ${reach}
    ) s
    where ${event.id}::uuid = any(s.event_ids)
    limit 1
  `.execute(db);
  return rows[0];
}

export function findCheck(db: Db<TimelineTables>, workspaceId: string): Promise<AuditCheckRow | undefined> {
  return db.selectFrom('auditCheck').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

/** Takes the place of the one before; `undefined` while that one still runs. */
export function insertCheck(
  trx: Db<TimelineTables>,
  { workspaceId, startedBy, startedAt }: Pick<AuditCheckRow, 'workspaceId' | 'startedBy' | 'startedAt'>,
): Promise<AuditCheckRow | undefined> {
  const fresh = {
    startedBy,
    startedAt,
    sealed: 0,
    finishedAt: null,
    faultCount: 0,
    faults: sql<never>`'[]'::jsonb`,
    error: null,
  };
  return trx
    .insertInto('auditCheck')
    .values({ workspaceId, ...fresh })
    .onConflict((conflict) =>
      conflict.column('workspaceId').doUpdateSet(fresh).where('auditCheck.finishedAt', 'is not', null),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Only while it runs; `false` when it has ended. */
export async function updateCheck(
  db: Db<TimelineTables>,
  workspaceId: string,
  change: { sealed?: number; finishedAt?: Date; faultCount?: number; faults?: AuditCheckRow['faults']; error?: string },
): Promise<boolean> {
  const { faults, ...rest } = change;
  const { numUpdatedRows } = await db
    .updateTable('auditCheck')
    .set({ ...rest, ...(faults && { faults: sql<never>`${JSON.stringify(faults)}::jsonb` }) })
    .where('workspaceId', '=', workspaceId)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
