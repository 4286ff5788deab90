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

/** How many meetings with these people are still to come. */
export async function countPlanned(
  db: Db<MeetingsTables>,
  workspaceId: string,
  contactIds: readonly string[],
  now: Date,
): Promise<number> {
  if (contactIds.length === 0) return 0;
  const { rows } = await sql<{ planned: number }>`
    select count(*)::integer as planned from meeting
    where workspace_id = ${workspaceId} and contact_id = any(${[...contactIds]}::uuid[]) and state = 'planned' and ends_at > ${now}
  `.execute(db);
  return rows[0]?.planned ?? 0;
}
