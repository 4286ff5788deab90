import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Outcome } from '../contract.ts';
import type { AudiencesWorld } from '../world.ts';
import type { Facts } from './fields.ts';

type World = Db<AudiencesWorld>;

const ended = (outcome: Outcome) =>
  outcome === 'won'
    ? sql`d.won_at is not null`
    : // Whoever bought another time is no lost customer.
      sql`d.lost_at is not null and not exists (
        select 1 from deal w where w.workspace_id = d.workspace_id and w.contact_id = d.contact_id and w.won_at is not null and w.removed_at is null)`;

/** Customers won or lost, who ended last first. Deals without a person tell nothing of people. */
export async function findCustomers(
  db: World,
  workspaceId: string,
  outcome: Outcome,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ contactId: string }>`
    select d.contact_id from deal d
    join contact c on c.workspace_id = d.workspace_id and c.id = d.contact_id and c.removed_at is null
    where d.workspace_id = ${workspaceId} and d.ended_at is not null and d.removed_at is null and ${ended(outcome)}
    group by d.contact_id
    order by max(d.ended_at) desc, d.contact_id
    limit ${limit}
  `.execute(db);
  return rows.map(({ contactId }) => contactId);
}

/** Never more than asked for: to know that there are enough nobody has to be counted to the end. */
export async function countCustomers(
  db: World,
  workspaceId: string,
  outcome: Outcome,
  enough: number,
): Promise<number> {
  const { rows } = await sql<{ customers: number }>`
    select count(*)::int as customers from (
      select distinct d.contact_id from deal d
      join contact c on c.workspace_id = d.workspace_id and c.id = d.contact_id and c.removed_at is null
      where d.workspace_id = ${workspaceId} and d.ended_at is not null and d.removed_at is null and ${ended(outcome)}
      limit ${enough}) few
  `.execute(db);
  return rows[0]?.customers ?? 0;
}

const dealsOf = (outcome: Outcome | 'open') =>
  ({
    won: sql`d.won_at is not null`,
    lost: sql`d.lost_at is not null`,
    open: sql`d.won_at is null and d.lost_at is null`,
  })[outcome];

/** What is known of these people, with the deals that ended so, or are open; in no order. `withNotes`: the beginning of what is noted about them. */
export async function findFacts(
  db: World,
  workspaceId: string,
  contactIds: readonly string[],
  outcome: Outcome | 'open',
  withNotes = false,
): Promise<Facts[]> {
  if (contactIds.length === 0) return [];
  const ids = sql`any(${[...contactIds]}::uuid[])`;
  const [people, answers] = await Promise.all([
    sql<Omit<Facts, 'answers'>>`
      select c.id as contact_id, c.kind, c.postal_code, c.city, f.industry, c.job_title, coalesce(d.source, c.source) as source,
        ${withNotes ? sql`left(c.note, 500)` : sql`null`} as note, d.value_cents, d.deal_title, d.days_to_end::float8 as days_to_end, d.loss_reason
      from contact c
      left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id and f.removed_at is null
      left join lateral (
        select sum(d.value_cents)::bigint as value_cents, (array_agg(d.title order by d.value_cents desc, d.id))[1] as deal_title,
          (array_agg(d.source order by d.created_at, d.id) filter (where d.source is not null))[1] as source,
          min(extract(epoch from d.ended_at - d.created_at)) / 86400 as days_to_end,
          (array_agg(r.name order by d.ended_at desc, d.id) filter (where r.name is not null))[1] as loss_reason
        from deal d
        left join loss_reason r on r.workspace_id = d.workspace_id and r.id = d.loss_reason_id
        where d.workspace_id = c.workspace_id and d.contact_id = c.id and d.removed_at is null and ${dealsOf(outcome)}
      ) d on true
      where c.workspace_id = ${workspaceId} and c.id = ${ids} and c.removed_at is null
    `.execute(db),
    sql<{ contactId: string; title: string; said: string }>`
      select r.contact_id, a.value ->> 'title' as title, a.value ->> 'said' as said
      from script_run r cross join jsonb_array_elements(r.path) a
      where r.workspace_id = ${workspaceId} and r.contact_id = ${ids} and a.value ->> 'said' is not null
      order by a.value ->> 'at'
    `.execute(db),
  ]);
  const said = Map.groupBy(answers.rows, ({ contactId }) => contactId);
  return people.rows.map((one) => ({
    ...one,
    answers: new Map((said.get(one.contactId) ?? []).map(({ title, said: words }) => [title, words])),
  }));
}

/** How the customers of an avatar could be reached: outgoing calls that were answered, meetings that took place. */
export async function countChannels(
  db: World,
  workspaceId: string,
  avatarId: string,
): Promise<{ channel: 'phone' | 'video' | 'place'; reached: number; tried: number }[]> {
  const { rows } = await sql<{ channel: 'phone' | 'video' | 'place'; reached: number; tried: number }>`
    select 'phone' as channel, count(*) filter (where p.meaning in ('connected', 'callback', 'appointment', 'refused'))::int as reached, count(*)::int as tried
    from avatar_member m
    join call c on c.workspace_id = m.workspace_id and c.contact_id = m.contact_id and c.direction = 'outbound' and c.removed_at is null
    join disposition p on p.workspace_id = c.workspace_id and p.id = c.disposition_id
    where m.workspace_id = ${workspaceId} and m.avatar_id = ${avatarId}
    union all
    select t.way, count(*) filter (where t.state = 'held')::int, count(*)::int
    from avatar_member m
    join meeting t on t.workspace_id = m.workspace_id and t.contact_id = m.contact_id and t.way in ('video', 'place') and t.state in ('held', 'no_show')
    where m.workspace_id = ${workspaceId} and m.avatar_id = ${avatarId}
    group by t.way
  `.execute(db);
  return rows.filter(({ tried }) => tried > 0);
}
