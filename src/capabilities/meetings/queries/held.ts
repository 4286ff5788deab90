import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { MeetingsTables } from '../schema.ts';

export type Held = { contactId: string; meetings: number; minutes: number; visits: number };

/** How many meetings took place with these people from an instant on, how long they were, and how many of them at theirs. */
export async function sumHeld(
  db: Db<MeetingsTables>,
  workspaceId: string,
  contactIds: readonly string[],
  since: Date,
): Promise<Held[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<Held>`
    select m.contact_id, count(*)::integer as meetings,
      (sum(extract(epoch from m.ends_at - m.starts_at)) / 60)::integer as minutes, count(v.meeting_id)::integer as visits
    from meeting m left join meeting_visit v on v.workspace_id = m.workspace_id and v.meeting_id = m.id
    where m.workspace_id = ${workspaceId} and m.contact_id = any(${[...contactIds]}::uuid[])
      and m.starts_at >= ${since} and m.state = 'held'
    group by m.contact_id
  `.execute(db);
  return rows;
}
