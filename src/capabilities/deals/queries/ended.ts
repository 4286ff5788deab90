import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { DealRow, DealsTables } from '../schema.ts';

export type EndedDeal = Pick<DealRow, 'id' | 'contactId' | 'wonAt'> & { endedAt: Date };

/** Won and lost deals, the latest first; begins after the one at `after`. Walks down deal_ended. */
export async function findEndedDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  page: { after?: Pick<EndedDeal, 'endedAt' | 'id'> | undefined; limit: number },
): Promise<EndedDeal[]> {
  const { rows } = await sql<EndedDeal>`
    select id, contact_id, won_at, ended_at from deal
    where workspace_id = ${workspaceId} and ended_at is not null and removed_at is null
      and (ended_at, id) < (${page.after?.endedAt ?? 'infinity'}::timestamptz, ${page.after?.id ?? lastId}::uuid)
    order by ended_at desc, id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const firstId = '00000000-0000-0000-0000-000000000000';

/** How many have ended since, counted up to `most`. */
export async function countEndedDeals(
  db: Db<DealsTables>,
  workspaceId: string,
  since: Date | null,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ ended: number }>`
    select count(*) as ended from (
      select from deal where workspace_id = ${workspaceId} and ended_at > ${since ?? '-infinity'}::timestamptz and removed_at is null limit ${most}) d
  `.execute(db);
  return rows[0]?.ended ?? 0;
}

/** Open deals in the order of their ids. */
export async function findOpenDealIds(
  db: Db<DealsTables>,
  workspaceId: string,
  page: { afterId: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from deal
    where workspace_id = ${workspaceId} and id > ${page.afterId ?? firstId}::uuid and ended_at is null and removed_at is null
    order by id limit ${page.limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}

export async function countOpenDeals(db: Db<DealsTables>, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from deal where workspace_id = ${workspaceId} and won_at is null and lost_at is null and removed_at is null
  `.execute(db);
  return rows[0]?.open ?? 0;
}
