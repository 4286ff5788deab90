import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { EventRow, PlatformTables } from './schema.ts';

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

/**
 * Takes up to `most` events out of the outbox and adds one link to the workspace's chain. Returns them in order.
 * One sealer a workspace at a time: the insert of the next number fails for the slower of two, and its batch stays in the outbox.
 */
export async function sealNext(
  trx: Db<ChainTables>,
  workspaceId: string,
  key: string,
  now: Date,
  most = 500,
): Promise<EventRow[]> {
  const locked = await sql<{
    yes: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${workspaceId}, 17)) as yes`.execute(trx);
  if (!locked.rows[0]?.yes) return [];
  const taken = await trx
    .deleteFrom('eventOutbox')
    .where('workspaceId', '=', workspaceId)
    .where('eventId', 'in', (outbox) =>
      outbox
        .selectFrom('eventOutbox')
        .select('eventId')
        .where('workspaceId', '=', workspaceId)
        .orderBy('eventId')
        .limit(most),
    )
    .returning('eventId')
    .execute();
  if (taken.length === 0) return [];

  const events = await eventsByIds(
    trx,
    workspaceId,
    taken.map((row) => row.eventId),
  );
  const last = await lastSeal(trx, workspaceId);
  await trx
    .insertInto('eventSeal')
    .values({
      workspaceId,
      number: (last?.number ?? 0) + 1,
      eventIds: events.map((event) => event.id),
      previousHash: last?.hash ?? genesis,
      hash: sealHash(key, last?.hash ?? genesis, events),
      sealedAt: now,
    })
    .execute();
  return events;
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

async function lastSeal(
  db: Db<ChainTables>,
  workspaceId: string,
): Promise<{ number: number; hash: Buffer } | undefined> {
  return db
    .selectFrom('eventSeal')
    .select(['number', 'hash'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type AuditResult = { sealed: number; waiting: number; faults: AuditFault[] };
export type AuditFault = {
  what: 'event_missing' | 'event_changed' | 'link_missing' | 'link_broken' | 'event_unsealed';
  seal?: number;
  eventId?: string;
};

/** Walks a workspace's chain from its beginning. Finds edits, deletions, insertions and reordering of events, and missing or changed links. */
export async function verifyChain(db: Db<ChainTables>, workspaceId: string, key: string): Promise<AuditResult> {
  const faults: AuditFault[] = [];
  let sealed = 0;
  let previous: Buffer = genesis;
  for (let number = 1; ; number++) {
    const seal = await db
      .selectFrom('eventSeal')
      .selectAll()
      .where('workspaceId', '=', workspaceId)
      .where('number', '>=', number)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst();
    if (!seal) break;
    if (seal.number !== number) {
      faults.push({ what: 'link_missing', seal: number });
      number = seal.number;
    } else if (!seal.previousHash.equals(previous)) {
      faults.push({ what: 'link_broken', seal: number });
    }
    const events = await eventsByIds(db, workspaceId, seal.eventIds);
    const found = new Map(events.map((event) => [event.id, event]));
    const missing = seal.eventIds.filter((id) => !found.has(id));
    faults.push(...missing.map((eventId) => ({ what: 'event_missing' as const, seal: number, eventId })));
    const inOrder = seal.eventIds.flatMap((id) => found.get(id) ?? []);
    if (missing.length === 0 && !sealHash(key, seal.previousHash, inOrder).equals(seal.hash)) {
      faults.push({ what: 'event_changed', seal: number });
    }
    sealed += seal.eventIds.length;
    previous = seal.hash;
  }
  const waiting = await db
    .selectFrom('eventOutbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  // An event slipped in by hand is in no link and not waiting for one.
  const stray = await sql<{ id: string }>`
    with sealed as (select unnest(event_ids) as id from event_seal where workspace_id = ${workspaceId})
    select e.id from event e
    left join sealed s on s.id = e.id
    left join event_outbox o on o.workspace_id = e.workspace_id and o.event_id = e.id
    where e.workspace_id = ${workspaceId} and s.id is null and o.event_id is null limit 20`.execute(db);
  faults.push(...stray.rows.map((row) => ({ what: 'event_unsealed' as const, eventId: row.id })));
  return { sealed, waiting: waiting.count, faults };
}
