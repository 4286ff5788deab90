import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import { dealChanged } from '../events.ts';

/** How often the day on which each of these deals is to close was put off, as their events tell; those of which it never was are left out. */
export async function countPushes(
  db: Db<Pick<PlatformTables, 'event'>>,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, number>> {
  if (dealIds.length === 0) return new Map();
  const { rows } = await sql<{ dealId: string; times: number }>`
    select deal_id, count(*)::int as times
    from event
    where workspace_id = ${workspaceId} and deal_id = any(${[...dealIds]}::uuid[]) and type = ${dealChanged.type}
      and payload -> 'changed' -> 'closeOn' ->> 'to' > payload -> 'changed' -> 'closeOn' ->> 'from'
    group by deal_id
  `.execute(db);
  return new Map(rows.map(({ dealId, times }) => [dealId, times]));
}
