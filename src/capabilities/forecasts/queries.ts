import { sql } from 'kysely';
import type { DealFacts } from '#deals';
import type { Changed } from '#platform/events';
import { firstId, inBatches } from '#platform/batches';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';

type Events = Db<Pick<PlatformTables, 'event'>>;

export type DealEvent = {
  id: string;
  occurredAt: Date;
  type: string;
  dealId: string;
  contactId: string | null;
  title: string;
  version: number;
  facts: DealFacts;
  changed: Changed | null;
};

const batch = 5000;

/** Every event of every deal from an instant on, in batches, so that a busy quarter fits in memory. */
export function dealEventsSince(db: Events, workspaceId: string, since: Date): AsyncGenerator<DealEvent[]> {
  return inBatches<DealEvent>(batch, async (last) => {
    const after = last ?? { occurredAt: since, id: firstId };
    const { rows } = await sql<DealEvent>`
      select id, occurred_at, type, deal_id, contact_id, payload ->> 'title' as title, (payload ->> 'version')::integer as version,
        payload -> 'facts' as facts, payload -> 'changed' as changed
      from event
      where workspace_id = ${workspaceId} and deal_id is not null and payload ? 'facts'
        and (occurred_at, id) > (${after.occurredAt}::timestamptz, ${after.id}::uuid)
      order by occurred_at, id
      limit ${batch}
    `.execute(db);
    return rows;
  });
}

/** The chance each stage had on the morning of a day, for those that were given another one since. */
export async function findFormerChances(db: Events, workspaceId: string, since: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ stageId: string; probability: number }>`
    select payload ->> 'stageId' as stage_id, (payload -> 'changed' -> 'probability' ->> 'from')::integer as probability
    from event
    where workspace_id = ${workspaceId} and type = 'deals.stageSettingsChanged' and occurred_at >= ${since}
      and payload -> 'changed' ? 'probability'
    order by occurred_at desc, id desc
  `.execute(db);
  // The earliest change wins: what it came from is what it was.
  return new Map(rows.map(({ stageId, probability }) => [stageId, probability]));
}
