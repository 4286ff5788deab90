import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CallsTables, LineCallRow } from '../schema.ts';

type Name = { workspaceId: string; lineId: string; externalId: string };

/** Held until the transaction ends: what a carrier tells twice at once is told one after the other. */
export function lockLineCallNamed(db: Db<CallsTables>, name: Name): Promise<LineCallRow | undefined> {
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', name.workspaceId)
    .where('lineId', '=', name.lineId)
    .where('externalId', '=', name.externalId)
    .forUpdate()
    .executeTakeFirst();
}

export function lockLineCall(
  db: Db<CallsTables>,
  key: { workspaceId: string; lineCallId: string },
): Promise<LineCallRow | undefined> {
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.lineCallId)
    .forUpdate()
    .executeTakeFirst();
}

/** What has no end yet, of one user on one line. */
export function lockOpenLineCalls(
  db: Db<CallsTables>,
  { workspaceId, lineId, userId, before }: { workspaceId: string; lineId: string; userId: string; before: Date },
): Promise<LineCallRow[]> {
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('endedAt', 'is', null)
    .where('createdAt', '<', before)
    .where('lineId', '=', lineId)
    .where('userId', '=', userId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export function findLineCallOf(
  db: Db<CallsTables>,
  key: { workspaceId: string; callId: string },
): Promise<LineCallRow | undefined> {
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('callId', '=', key.callId)
    .executeTakeFirst();
}

export async function findLineCallsOf(
  db: Db<CallsTables>,
  workspaceId: string,
  callIds: readonly string[],
): Promise<LineCallRow[]> {
  if (callIds.length === 0) return [];
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('callId', 'in', [...callIds])
    .execute();
}

/**
 * A call of ours to that number for which the carrier has told no name yet; the oldest. Its word for it may come before the answer to our order, or at the same moment: one that
 * is being named is waited for, and then known by its name.
 */
export async function nameOwnCall(
  db: Db<CallsTables>,
  { number, since, ...name }: Name & { number: string; since: Date },
): Promise<LineCallRow | undefined> {
  const { rows } = await sql<LineCallRow>`
    update line_call set external_id = ${name.externalId}
    where workspace_id = ${name.workspaceId} and id = (
      select id from line_call
      where workspace_id = ${name.workspaceId} and line_id = ${name.lineId} and external_id is null
        and direction = 'outbound' and number = ${number} and created_at >= ${since} and ended_at is null
      order by created_at, id limit 1 for update)
    returning *
  `.execute(db);
  return rows[0];
}

/** False: this call is known. */
export async function insertLineCall(db: Db<CallsTables>, row: LineCallRow): Promise<boolean> {
  const made = await db
    .insertInto('lineCall')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateLineCall(
  db: Db<CallsTables>,
  { workspaceId, id }: LineCallRow,
  change: Partial<Omit<LineCallRow, 'workspaceId' | 'id'>>,
): Promise<void> {
  await db.updateTable('lineCall').set(change).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** What rings or is spoken now, and what was spoken a moment ago and belongs to nobody yet. Who tells of no end has lost it, so age ends a call too. */
export async function findIncoming(db: Db<CallsTables>, workspaceId: string, now: Date): Promise<LineCallRow[]> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  return db
    .selectFrom('lineCall')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('direction', '=', 'inbound')
    .where('createdAt', '>=', ago(180))
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'ringing'), is('createdAt', '>=', ago(3))]),
        is('state', '=', 'answered'),
        is.and([is('state', '=', 'ended'), is('callId', 'is', null), is('endedAt', '>=', ago(15))]),
      ]),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(50)
    .execute();
}

/** The calls from this number that nobody took in a span of time. */
export async function findMissedFrom(
  db: Db<CallsTables>,
  { workspaceId, number, from, to }: { workspaceId: string; number: string; from: Date; to: Date },
): Promise<string[]> {
  const rows = await db
    .selectFrom('lineCall')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('number', '=', number)
    .where('state', '=', 'missed')
    .where(({ fn }) => fn.coalesce('rangAt', 'createdAt'), '>=', from)
    .where(({ fn }) => fn.coalesce('rangAt', 'createdAt'), '<', to)
    .execute();
  return rows.map(({ id }) => id);
}

/** From which numbers these calls came, as far as they are calls and showed one. */
export async function findCallingNumbers(
  db: Db<CallsTables>,
  workspaceId: string,
  lineCallIds: readonly string[],
): Promise<Map<string, string>> {
  if (lineCallIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lineCall')
    .select(['id', 'number'])
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', [...lineCallIds])
    .execute();
  return new Map(rows.flatMap(({ id, number }) => (number === null ? [] : [[id, number] as const])));
}
