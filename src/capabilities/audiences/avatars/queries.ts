import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { FileRow, PlatformTables } from '#platform/schema';
import type { Outcome } from '../contract.ts';
import type { AudiencesTables, AvatarRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';

type Own = Db<AudiencesTables>;
type Key = { workspaceId: string; avatarId: string };

export function listAvatars(db: Own, workspaceId: string, outcome: Outcome): Promise<AvatarRow[]> {
  return db
    .selectFrom('avatar')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('outcome', '=', outcome)
    .orderBy(sql`place asc nulls last`)
    .orderBy('id')
    .execute();
}

export function findAvatar(db: Own, { workspaceId, avatarId }: Key): Promise<AvatarRow | undefined> {
  return db
    .selectFrom('avatar')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', avatarId)
    .executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockAvatar(db: Own, { workspaceId, avatarId }: Key): Promise<AvatarRow | undefined> {
  return db
    .selectFrom('avatar')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', avatarId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertAvatar(db: Own, row: AvatarRow): Promise<void> {
  await db.insertInto('avatar').values(asJson(row)).execute();
}

export async function updateAvatar(
  db: Own,
  { workspaceId, id }: Pick<AvatarRow, 'workspaceId' | 'id'>,
  change: Partial<Omit<AvatarRow, 'workspaceId' | 'id'>>,
): Promise<void> {
  await db
    .updateTable('avatar')
    .set(asJson(change))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

function asJson<Row extends Partial<AvatarRow>>(row: Row) {
  const { findings, figures, seenFindings, ...rest } = row;
  return {
    ...rest,
    ...(findings !== undefined && { findings: JSON.stringify(findings) }),
    ...(figures !== undefined && { figures: JSON.stringify(figures) }),
    ...(seenFindings !== undefined && { seenFindings: seenFindings && JSON.stringify(seenFindings) }),
  } as Omit<Row, 'findings' | 'figures' | 'seenFindings'> & {
    findings: string;
    figures: string;
    seenFindings: string | null;
  };
}

export async function deleteAvatar(db: Own, { workspaceId, avatarId }: Key): Promise<void> {
  await db.deleteFrom('avatar').where('workspaceId', '=', workspaceId).where('id', '=', avatarId).execute();
}

export async function insertFile(db: Db<Pick<PlatformTables, 'file'>>, row: FileRow): Promise<void> {
  await db.insertInto('file').values(row).execute();
}

export function findPicture(
  db: Db<AudiencesTables & PlatformTables>,
  { workspaceId, avatarId }: Key,
): Promise<Pick<FileRow, 'sha256' | 'mediaType'> | undefined> {
  return db
    .selectFrom('avatar as a')
    .innerJoin('file as f', (join) =>
      join.onRef('f.workspaceId', '=', 'a.workspaceId').onRef('f.id', '=', 'a.pictureId'),
    )
    .select(['f.sha256', 'f.mediaType'])
    .where('a.workspaceId', '=', workspaceId)
    .where('a.id', '=', avatarId)
    .executeTakeFirst();
}

/** Is it in a target group, be it a removed one? */
export async function isWanted(db: Own, { workspaceId, avatarId }: Key): Promise<boolean> {
  const row = await db
    .selectFrom('audience')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('avatarId', '=', avatarId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findMembers(
  db: Own,
  workspaceId: string,
  avatarIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (avatarIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('avatarMember')
    .select(['avatarId', 'contactId'])
    .where('workspaceId', '=', workspaceId)
    .where('avatarId', '=', sql<string>`any(${[...avatarIds]}::uuid[])`)
    .execute();
  const byAvatar = Map.groupBy(rows, ({ avatarId }) => avatarId);
  return new Map([...byAvatar].map(([id, members]) => [id, members.map(({ contactId }) => contactId)]));
}

/** In place of those before. Whoever was removed for good meanwhile is left out. */
export async function replaceMembers(
  db: Own,
  { workspaceId, avatarId }: Key,
  contactIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('avatarMember').where('workspaceId', '=', workspaceId).where('avatarId', '=', avatarId).execute();
  await sql`
    insert into avatar_member (workspace_id, avatar_id, contact_id)
    select ${workspaceId}::uuid, ${avatarId}::uuid, c.id from contact c
    where c.workspace_id = ${workspaceId} and c.id = any(${[...contactIds]}::uuid[])
  `.execute(db);
}

export type AvatarPersonRow = {
  contactId: string;
  name: string;
  companyName: string | null;
  city: string | null;
  percent: number | null;
};

const shown = sql`c.id as contact_id, c.name, f.name as company_name, c.city`;
const company = sql`left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id and f.removed_at is null`;

export async function listCustomersOf(
  db: Db<AudiencesWorld>,
  { workspaceId, avatarId }: Key,
  page: { limit: number; after: string | undefined },
): Promise<AvatarPersonRow[]> {
  const { rows } = await sql<AvatarPersonRow>`
    select ${shown}, null::int as percent
    from avatar_member m
    join contact c on c.workspace_id = m.workspace_id and c.id = m.contact_id and c.removed_at is null ${company}
    where m.workspace_id = ${workspaceId} and m.avatar_id = ${avatarId} and ${page.after ? sql`m.contact_id > ${page.after}::uuid` : sql`true`}
    order by m.contact_id
    limit ${page.limit}
  `.execute(db);
  return rows;
}

/** Who is no customer of any avatar yet, who fits best first. */
export async function listLeadsOf(
  db: Db<AudiencesWorld>,
  { workspaceId, avatarId }: Key,
  page: { limit: number; after: readonly [percent: number, contactId: string] | undefined },
): Promise<AvatarPersonRow[]> {
  const { rows } = await sql<AvatarPersonRow>`
    select ${shown}, t.percent
    from avatar_fit t
    join contact c on c.workspace_id = t.workspace_id and c.id = t.contact_id and c.removed_at is null ${company}
    where t.workspace_id = ${workspaceId} and t.avatar_id = ${avatarId}
      and ${page.after ? sql`(t.percent, t.contact_id) < (${page.after[0]}::smallint, ${page.after[1]}::uuid)` : sql`true`}
      and not exists (select 1 from avatar_member m where m.workspace_id = t.workspace_id and m.contact_id = t.contact_id)
    order by t.percent desc, t.contact_id desc
    limit ${page.limit}
  `.execute(db);
  return rows;
}
