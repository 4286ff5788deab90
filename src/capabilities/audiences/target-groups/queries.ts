import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { AudienceRow, AudiencesTables } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';
import type { AudienceCount } from './contract.ts';

type Own = Db<AudiencesTables>;
type Key = { workspaceId: string; audienceId: string };
export type ShownAudience = AudienceRow & { avatarName: string | null; avatarPlace: number | null };

const shown = (db: Own, workspaceId: string) =>
  db
    .selectFrom('audience as t')
    .leftJoin('avatar as a', (join) =>
      join.onRef('a.workspaceId', '=', 't.workspaceId').onRef('a.id', '=', 't.avatarId'),
    )
    .selectAll('t')
    .select(['a.name as avatarName', 'a.place as avatarPlace'])
    .where('t.workspaceId', '=', workspaceId);

export function listAudiences(db: Own, workspaceId: string): Promise<ShownAudience[]> {
  return shown(db, workspaceId).where('t.removedAt', 'is', null).orderBy('t.name').orderBy('t.id').execute();
}

export function findAudience(db: Own, { workspaceId, audienceId }: Key): Promise<ShownAudience | undefined> {
  return shown(db, workspaceId).where('t.id', '=', audienceId).where('t.removedAt', 'is', null).executeTakeFirst();
}

/** Held until the transaction ends; a removed one too. */
export function lockAudience(db: Own, { workspaceId, audienceId }: Key): Promise<AudienceRow | undefined> {
  return db
    .selectFrom('audience')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', audienceId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertAudience(db: Own, row: AudienceRow): Promise<void> {
  await db
    .insertInto('audience')
    .values({ ...row, filters: JSON.stringify(row.filters), counted: null })
    .execute();
}

export async function updateAudience(
  db: Own,
  { workspaceId, id }: Pick<AudienceRow, 'workspaceId' | 'id'>,
  { filters, ...change }: Partial<Omit<AudienceRow, 'workspaceId' | 'id' | 'counted' | 'countedAt' | 'countedVersion'>>,
): Promise<void> {
  await db
    .updateTable('audience')
    .set({ ...change, ...(filters && { filters: JSON.stringify(filters) }) })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Whoever changes it meanwhile gets other numbers soon. */
export async function keepCount(
  db: Own,
  { workspaceId, id, version }: AudienceRow,
  counted: AudienceCount,
  countedAt: Date,
): Promise<void> {
  await db
    .updateTable('audience')
    .set({ counted: JSON.stringify(counted), countedAt, countedVersion: version })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** People by how well they fit, the best first. */
export async function listByFit(
  db: Db<AudiencesWorld>,
  { workspaceId, avatarId, leastPercent }: { workspaceId: string; avatarId: string; leastPercent: number },
  page: { limit: number; after: readonly [percent: number, contactId: string] | undefined },
): Promise<{ contactId: string; percent: number }[]> {
  const { rows } = await sql<{ contactId: string; percent: number }>`
    select contact_id, percent from avatar_fit
    where workspace_id = ${workspaceId} and avatar_id = ${avatarId} and percent >= ${leastPercent}
      and ${page.after ? sql`(percent, contact_id) < (${page.after[0]}::smallint, ${page.after[1]}::uuid)` : sql`true`}
    order by percent desc, contact_id desc
    limit ${page.limit}
  `.execute(db);
  return rows;
}

/** What a customer has brought in the mean, in the currency of the house. */
export async function averageWon(db: Db<AudiencesWorld>, workspaceId: string): Promise<number | null> {
  const { rows } = await sql<{ average: number | null }>`
    select round(avg(won))::float8 as average from (
      select sum(d.value_cents) as won from deal d
      join workspace w on w.workspace_id = d.workspace_id and w.currency = d.currency
      where d.workspace_id = ${workspaceId} and d.won_at is not null and d.removed_at is null and d.contact_id is not null
      group by d.contact_id) customers
  `.execute(db);
  return rows[0]?.average ?? null;
}
