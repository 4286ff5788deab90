import { z } from 'zod';
import type { Actor } from './actor.ts';
import { behind, type Db } from './db.ts';
import { fixed } from './db/fixed.ts';
import { newId } from './ids.ts';
import type { PlatformTables } from './schema.ts';

/** An announcement: what happened, in the past tense, with the ids of what it happened to. */
export type EventType<Shape extends z.ZodType = z.ZodType> = { type: string; shape: Shape };

export function defineEvent<Shape extends z.ZodType>(type: string, shape: Shape): EventType<Shape> {
  return { type, shape };
}

/** What was changed, field by field, in a form that people can read years later. */
export const Changed = z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() }));
export type Changed = z.infer<typeof Changed>;

/** Which of the wanted values differ, from and to. */
export function changesIn<Row extends object>(before: Row, wanted: Partial<Row>): Changed {
  const value = (one: unknown): unknown => (one instanceof Date ? one.toISOString() : one);
  return Object.fromEntries(
    (Object.keys(wanted) as (keyof Row & string)[])
      .map((field) => [field, { from: value(before[field]), to: value(wanted[field]) }] as const)
      .filter(([, { from, to }]) => from !== to),
  );
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
    contact_id: payload.contactId ?? undefined,
    company_id: payload.companyId ?? undefined,
    deal_id: payload.dealId ?? undefined,
    payload: event.shape.parse(payload),
  }));
  const about = { workspaceId: actor.workspaceId, type: event.type, actor, now };
  const [only] = rows;
  const inserts = only && rows.length === 1 ? insertsOfOne(about, only) : insertsOfMany(about, rows);
  const written = Promise.all(inserts.map((insert) => insert.execute(trx)));
  await behind(trx, written);
}

type Row = {
  id: string;
  occurred_at: string;
  contact_id: string | undefined;
  company_id: string | undefined;
  deal_id: string | undefined;
  payload: unknown;
};

type Common = { workspaceId: string; type: string; actor: Actor; now: Date };

/** Reading records out of JSON costs a single row a fifth of its insert. */
function insertsOfOne({ workspaceId, type, actor, now }: Common, row: Row) {
  return [
    fixed`
      insert into event (workspace_id, type, recorded_at, actor_kind, actor_id, id, occurred_at, contact_id, company_id, deal_id, payload)
      values (${workspaceId}, ${type}, ${now}, ${actor.kind}, ${actor.userId}, ${row.id}, ${row.occurred_at}, ${row.contact_id ?? null},
        ${row.company_id ?? null}, ${row.deal_id ?? null}, ${JSON.stringify(row.payload)})
    `,
    fixed`insert into event_outbox (workspace_id, event_id) values (${workspaceId}, ${row.id})`,
  ];
}

/** So many are sealed at once. */
export const mostTogether = 500;

function insertsOfMany({ workspaceId, type, actor, now }: Common, rows: readonly Row[]) {
  const ids = rows.map((row) => row.id);
  const entries: [string, ...string[]][] = [];
  for (let at = 0; at < ids.length; at += mostTogether)
    entries.push(ids.slice(at, at + mostTogether) as [string, ...string[]]);
  return [
    fixed`
      insert into event (workspace_id, type, recorded_at, actor_kind, actor_id, id, occurred_at, contact_id, company_id, deal_id, payload)
      select ${workspaceId}::uuid, ${type}, ${now}::timestamptz, ${actor.kind}, ${actor.userId}::uuid,
        r.id, r.occurred_at, r.contact_id, r.company_id, r.deal_id, r.payload
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(id uuid, occurred_at timestamptz, contact_id uuid, company_id uuid, deal_id uuid, payload jsonb)
    `,
    ...entries.map(
      ([first, ...more]) => fixed`
        insert into event_outbox (workspace_id, event_id, more, events)
        values (${workspaceId}, ${first}, ${more}::uuid[], ${more.length + 1})
      `,
    ),
  ];
}
