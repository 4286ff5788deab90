import { type RawBuilder, sql } from 'kysely';
import type { ContactsTables } from '#contacts';
import type { Db } from '#platform/db';
import { answeredMeanings, triedMeanings } from '../rules.ts';
import type { CallsTables } from '../schema.ts';

/** From an instant to another, by the clock of a zone, without these days. */
export type ReachSpan = { from: Date; to: Date; zone: string; without: readonly string[] };

/** Outgoing calls of one user to people of one kind in one hour of the week (Monday 0:00 is 0). */
export type ReachCount = {
  userId: string;
  kind: 'private' | 'business';
  slot: number;
  tries: number;
  answered: number;
  missedSeconds: number;
  missedTimed: number;
};

/** All outgoing calls of which it is known whether a person answered, counted; for a job, since it reads each of them. */
export async function countReach(
  db: Db<CallsTables & ContactsTables>,
  workspaceId: string,
  span: ReachSpan,
): Promise<ReachCount[]> {
  const { rows } = await sql<ReachCount>`
    select t.user_id, p.kind, t.slot, count(*)::int as tries, (count(*) filter (where t.answered))::int as answered,
      coalesce(sum(t.seconds) filter (where not t.answered), 0)::bigint as missed_seconds,
      (count(t.seconds) filter (where not t.answered))::int as missed_timed
    from (${tries(workspaceId, span)}) t
    join contact p on p.workspace_id = ${workspaceId} and p.id = t.contact_id
    where not (t.on_day = any(${[...span.without]}::date[]))
    group by 1, 2, 3
    order by 1, 2, 3
  `.execute(db);
  return rows;
}

/** How many people were tried so often, and answered so often: what tells how much people differ. */
export async function countReachOfPeople(
  db: Db<CallsTables>,
  workspaceId: string,
  span: ReachSpan,
): Promise<{ tries: number; answered: number; people: number }[]> {
  const { rows } = await sql<{ tries: number; answered: number; people: number }>`
    select s.tries, s.answered, count(*)::int as people
    from (
      select t.contact_id, count(*)::int as tries, (count(*) filter (where t.answered))::int as answered
      from (${tries(workspaceId, span)}) t
      group by t.contact_id
    ) s
    where s.tries <= 200
    group by 1, 2
    order by 1, 2
  `.execute(db);
  return rows;
}

export type RecentTry = { contactId: string; userId: string; slot: number; answered: boolean };

/** The latest outgoing calls with each of these people; one walk down the index for each of them. */
export async function findRecentTries(
  db: Db<CallsTables>,
  workspaceId: string,
  contactIds: readonly string[],
  { from, zone, each }: { from: Date; zone: string; each: number },
): Promise<RecentTry[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<RecentTry>`
    select t.contact_id, t.user_id, ${slotOf(sql`t.started_at`, zone)} as slot, d.meaning = any(${answeredMeanings}::text[]) as answered
    from unnest(${[...contactIds]}::uuid[]) as wanted (id)
    cross join lateral (
      select c.contact_id, c.user_id, c.started_at, c.disposition_id from call c
      where c.workspace_id = ${workspaceId} and c.contact_id = wanted.id and c.started_at >= ${from}
        and c.direction = 'outbound' and c.removed_at is null and c.disposition_id is not null
      order by c.started_at desc, c.id desc
      limit ${each}
    ) t
    join disposition d on d.workspace_id = ${workspaceId} and d.id = t.disposition_id and d.meaning = any(${triedMeanings}::text[])
  `.execute(db);
  return rows;
}

function tries(workspaceId: string, { from, to, zone }: ReachSpan): RawBuilder<unknown> {
  return sql`
    select c.user_id, c.contact_id, c.duration_seconds as seconds, d.meaning = any(${answeredMeanings}::text[]) as answered,
      ${slotOf(sql`c.started_at`, zone)} as slot, (c.started_at at time zone ${zone}::text)::date as on_day
    from call c
    join disposition d on d.workspace_id = ${workspaceId} and d.id = c.disposition_id and d.meaning = any(${triedMeanings}::text[])
    where c.workspace_id = ${workspaceId} and c.direction = 'outbound' and c.removed_at is null
      and c.started_at >= ${from} and c.started_at < ${to}`;
}

function slotOf(at: RawBuilder<unknown>, zone: string): RawBuilder<unknown> {
  return sql`((extract(isodow from ${at} at time zone ${zone}::text) - 1) * 24 + extract(hour from ${at} at time zone ${zone}::text))::int`;
}
