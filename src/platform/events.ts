import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Db } from './db.ts';
import { newId } from './ids.ts';
import type { PlatformTables } from './schema.ts';

/** An announcement: what happened, in the past tense, with the ids of what it happened to. */
export type EventType<Shape extends z.ZodType = z.ZodType> = { type: string; shape: Shape };

export function defineEvent<Shape extends z.ZodType>(type: string, shape: Shape): EventType<Shape> {
  return { type, shape };
}

type About = {
  contactId?: string | null | undefined;
  companyId?: string | null | undefined;
  dealId?: string | null | undefined;
};

/**
 * Writes the event in the caller's transaction: the change and its announcement happen together or not at all.
 * `contactId`, `companyId` and `dealId` of the payload put it on those timelines.
 */
export async function announce<Shape extends z.ZodType>(
  trx: Db<Pick<PlatformTables, 'event' | 'eventOutbox'>>,
  actor: Actor,
  event: EventType<Shape>,
  payload: z.input<Shape> & About,
  now: Date,
): Promise<void> {
  await announceAll(trx, actor, event, [{ payload, occurredAt: now }], now);
}

/** Many of one type at once, as an import makes them; each with its own time. */
export async function announceAll<Shape extends z.ZodType>(
  trx: Db<Pick<PlatformTables, 'event' | 'eventOutbox'>>,
  actor: Actor,
  event: EventType<Shape>,
  happened: readonly { payload: z.input<Shape> & About; occurredAt: Date }[],
  now: Date,
): Promise<void> {
  if (happened.length === 0) return;
  const rows = happened.map(({ payload, occurredAt }) => ({
    id: newId(now.getTime()),
    occurred_at: occurredAt.toISOString(),
    contact_id: payload.contactId ?? null,
    company_id: payload.companyId ?? null,
    deal_id: payload.dealId ?? null,
    payload: event.shape.parse(payload),
  }));
  // One statement whatever the number of rows, so that it is prepared once; the outbox row can't be forgotten.
  await sql`
    with fresh as (
      insert into event (workspace_id, id, type, occurred_at, recorded_at, actor_kind, actor_id, contact_id, company_id, deal_id, payload)
      select ${actor.workspaceId}::uuid, r.id, ${event.type}, r.occurred_at, ${now}::timestamptz, ${actor.kind}, ${actor.userId}::uuid,
             r.contact_id, r.company_id, r.deal_id, r.payload
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, occurred_at timestamptz, contact_id uuid, company_id uuid, deal_id uuid, payload jsonb)
      returning workspace_id, id
    )
    insert into event_outbox (workspace_id, event_id) select workspace_id, id from fresh
  `.execute(trx);
}
