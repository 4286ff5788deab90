import { createHmac } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { behind, type Db } from './db.ts';
import { mostTogether } from './events.ts';
import type { EventOutboxRow, EventRow, EventSealRow, PlatformTables } from './schema.ts';

/** How far a chain had come: whoever knows the mark notices when its end is cut off. */
export type Mark = { number: number; hash: Buffer };

type ChainTables = Pick<PlatformTables, 'event' | 'eventOutbox' | 'eventSeal'>;

const genesis = Buffer.alloc(32);

/** HMAC-SHA-256 over the link before and each event of the batch in order; keyed, so that who can write the tables still can't forge a chain. */
export function sealHash(key: string, previous: Buffer, events: readonly EventRow[]): Buffer {
  const hmac = createHmac('sha256', key).update(previous);
  for (const event of events) hmac.update('\n').update(canonical(event));
  return hmac.digest();
}

/** Every column, in a fixed order; object keys sorted, because jsonb does not keep theirs. */
function canonical(event: EventRow): string {
  return JSON.stringify([
    event.workspaceId,
    event.id,
    event.type,
    event.occurredAt.toISOString(),
    event.recordedAt.toISOString(),
    event.actorKind,
    event.actorId,
    event.contactId,
    event.companyId,
    event.dealId,
    sorted(event.payload),
  ]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Before every id. */
const fromTheStart = '00000000-0000-0000-0000-000000000000';

/**
 * Takes events behind `after` out of the outbox, entry by entry until they are `mostTogether` or more, and adds one link to the workspace's chain. Returns them in order, with the link; `last`: the entry behind
 * which the next begin; `isFull`: there may be more.
 * One sealer a workspace at a time: the insert of the next number fails for the slower of two, and its batch stays in the outbox.
 */
export async function sealNext(
  trx: Db<ChainTables>,
  workspaceId: string,
  key: string,
  now: Date,
  after = fromTheStart,
): Promise<{ events: EventRow[]; mark: Mark; last: string; isFull: boolean } | undefined> {
  const locked = await sql<{
    yes: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${workspaceId}, 17)) as yes`.execute(trx);
  if (!locked.rows[0]?.yes) return undefined;
  const taken = await takeFromOutbox(trx, workspaceId, after);
  const behindThese = taken.at(-1);
  if (!behindThese) return undefined;

  const ids = taken.flatMap(({ eventId, more }) => (more ? [eventId, ...more] : eventId));
  const [events, link] = await Promise.all([eventsByIds(trx, workspaceId, ids), lastSeal(trx, workspaceId)]);
  const previousHash = link?.hash ?? genesis;
  const mark = { number: (link?.number ?? 0) + 1, hash: sealHash(key, previousHash, events) };
  const seal = trx
    .insertInto('eventSeal')
    .values({ workspaceId, ...mark, eventIds: events.map((event) => event.id), previousHash, sealedAt: now })
    .execute();
  await behind(trx, seal);
  return { events, mark, last: behindThese.eventId, isFull: ids.length >= mostTogether };
}

/**
 * As an array: joined, the database would read all of the outbox, with what was sealed and has not been tidied away yet. And by the index: the plan is made when the outbox is as good
 * as empty, where reading all of it is best, and kept while an import fills it with a hundred thousand.
 */
async function takeFromOutbox(
  trx: Db<ChainTables>,
  workspaceId: string,
  after: string,
): Promise<Pick<EventOutboxRow, 'eventId' | 'more'>[]> {
  await behind(trx, sql`set local enable_seqscan = off`.execute(trx));
  const { rows } = await sql<Pick<EventOutboxRow, 'eventId' | 'more'>>`
    delete from event_outbox
    where workspace_id = ${workspaceId} and event_id = any(array(
      select event_id from (
        select event_id, sum(events) over (order by event_id) - events as before from (
          select event_id, events from event_outbox
          where workspace_id = ${workspaceId} and event_id > ${after}
          order by event_id limit ${mostTogether}) next) counted
      where before < ${mostTogether}))
    returning event_id, more
  `.execute(trx);
  await behind(trx, sql`set local enable_seqscan = on`.execute(trx));
  return rows.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
}

async function eventsByIds(db: Db<ChainTables>, workspaceId: string, ids: readonly string[]): Promise<EventRow[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
}

export function lastSeal(db: Db<ChainTables>, workspaceId: string): Promise<EventSealRow | undefined> {
  return db
    .selectFrom('eventSeal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findSeal(db: Db<ChainTables>, workspaceId: string, number: number): Promise<EventSealRow | undefined> {
  return db
    .selectFrom('eventSeal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('number', '=', number)
    .executeTakeFirst();
}

export type AuditResult = { sealed: number; waiting: number; faults: AuditFault[] };
export type AuditFault = {
  what:
    | 'event_missing'
    | 'event_changed'
    | 'link_missing'
    | 'link_broken'
    | 'event_unsealed'
    /** The chain ends before a mark it once had. */
    | 'end_missing'
    /** There is such a link, but not the one that was marked. */
    | 'mark_differs';
  seal?: number;
  eventId?: string;
};

/** So many links are read at once: at most twenty thousand events in memory. */
const stretch = 20;

/**
 * Walks a workspace's chain from its beginning. Finds edits, deletions, insertions and reordering of events, and missing or changed links; and, by
 * marks kept elsewhere, an end that was cut off. Reports after each stretch how many events it has seen, and lets others have their turn meanwhile.
 */
export async function verifyChain(
  db: Db<ChainTables>,
  workspaceId: string,
  key: string,
  { marks = [], onProgress }: { marks?: readonly Mark[]; onProgress?: (sealed: number) => void | Promise<void> } = {},
): Promise<AuditResult> {
  const faults: AuditFault[] = [];
  let sealed = 0;
  let last: Mark = { number: 0, hash: genesis };
  for (;;) {
    const seals = await sealsAfter(db, workspaceId, last.number);
    if (seals.length === 0) break;
    const ids = seals.flatMap((seal) => seal.eventIds);
    const found = new Map((await eventsByIds(db, workspaceId, ids)).map((event) => [event.id, event]));
    for (const seal of seals) {
      faults.push(...faultsOfLink(seal, last, found, key), ...differing(marks, seal));
      sealed += seal.eventIds.length;
      last = seal;
      await nextTurn();
    }
    await onProgress?.(sealed);
  }
  const end = last.number;
  faults.push(
    ...marks.filter(({ number }) => number > end).map(({ number }) => ({ what: 'end_missing' as const, seal: number })),
  );
  const waiting = await countWaiting(db, workspaceId);
  // An event slipped in by hand is in no link and not waiting for one.
  const stray = await sql<{ id: string }>`
    with sealed as (select unnest(event_ids) as id from event_seal where workspace_id = ${workspaceId}),
      waiting as (select unnest(event_id || more) as id from event_outbox where workspace_id = ${workspaceId})
    select e.id from event e
    left join sealed s on s.id = e.id
    left join waiting w on w.id = e.id
    where e.workspace_id = ${workspaceId} and s.id is null and w.id is null limit 20`.execute(db);
  faults.push(...stray.rows.map((row) => ({ what: 'event_unsealed' as const, eventId: row.id })));
  return { sealed, waiting, faults };
}

function sealsAfter(db: Db<ChainTables>, workspaceId: string, number: number): Promise<EventSealRow[]> {
  return db
    .selectFrom('eventSeal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('number', '>', number)
    .orderBy('number')
    .limit(stretch)
    .execute();
}

export async function countWaiting(db: Db<ChainTables>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('eventOutbox')
    .select(({ fn }) => fn.sum<number | null>('events').as('count'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return count ?? 0;
}

function faultsOfLink(seal: EventSealRow, last: Mark, found: ReadonlyMap<string, EventRow>, key: string): AuditFault[] {
  const { number } = seal;
  const faults: AuditFault[] = [];
  if (number !== last.number + 1) faults.push({ what: 'link_missing', seal: last.number + 1 });
  else if (!seal.previousHash.equals(last.hash)) faults.push({ what: 'link_broken', seal: number });
  const missing = seal.eventIds.filter((id) => !found.has(id));
  faults.push(...missing.map((eventId) => ({ what: 'event_missing' as const, seal: number, eventId })));
  const inOrder = seal.eventIds.flatMap((id) => found.get(id) ?? []);
  if (missing.length === 0 && !sealHash(key, seal.previousHash, inOrder).equals(seal.hash)) {
    faults.push({ what: 'event_changed', seal: number });
  }
  return faults;
}

function differing(marks: readonly Mark[], { number, hash }: Mark): AuditFault[] {
  return marks
    .filter((mark) => mark.number === number && !mark.hash.equals(hash))
    .map(() => ({ what: 'mark_differs' as const, seal: number }));
}
