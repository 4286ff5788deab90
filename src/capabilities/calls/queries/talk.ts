import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CallsTables } from '../schema.ts';

export type Talk = { contactId: string; calls: number; seconds: number };

/** How often and how long we spoke with these people from an instant on; a call whose length nobody knows counts, but adds no time. */
export async function sumTalk(
  db: Db<CallsTables>,
  workspaceId: string,
  contactIds: readonly string[],
  since: Date,
): Promise<Talk[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<Talk>`
    select contact_id, count(*)::integer as calls, coalesce(sum(duration_seconds), 0)::integer as seconds
    from call
    where workspace_id = ${workspaceId} and contact_id = any(${[...contactIds]}::uuid[])
      and started_at >= ${since} and removed_at is null
    group by contact_id
  `.execute(db);
  return rows;
}
