import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ContactsTables } from '../schema.ts';

/** Counting ends here, so that a tag on half a million people costs no more than one on a thousand. */
const mostCounted = 1_000;
const mostTags = 500;

/** From tag to tag through the index of keys, without reading what lies between them. */
export async function countTags(
  db: Db<ContactsTables>,
  workspaceId: string,
): Promise<{ tag: string; contacts: number }[]> {
  const { rows } = await sql<{ tag: string; contacts: number }>`
    with recursive tags as (
      (select value from contact_key where workspace_id = ${workspaceId} and kind = 't' order by value limit 1)
      union all
      select (select k.value from contact_key k
              where k.workspace_id = ${workspaceId} and k.kind = 't' and k.value > tags.value
              order by k.value limit 1)
      from tags where tags.value is not null
    )
    select t.value as tag, c.contacts
    from (select value from tags where value is not null limit ${mostTags}) t
    cross join lateral (
      select count(*)::integer as contacts from (
        select 1 from contact_key k
        where k.workspace_id = ${workspaceId} and k.kind = 't' and k.value = t.value limit ${mostCounted}) k
    ) c
    order by t.value
  `.execute(db);
  return rows;
}

/** For who sees only their own records. */
export async function countOwnTags(
  db: Db<ContactsTables>,
  workspaceId: string,
  userId: string,
): Promise<{ tag: string; contacts: number }[]> {
  const { rows } = await sql<{ tag: string; contacts: number }>`
    select t.tag, least(count(*), ${mostCounted})::integer as contacts
    from contact c cross join lateral unnest(c.tags) as t(tag)
    where c.workspace_id = ${workspaceId} and c.owner_id = ${userId} and c.removed_at is null
    group by t.tag order by t.tag limit ${mostTags}
  `.execute(db);
  return rows;
}
