import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { AvatarFigures, FitReason } from '../contract.ts';
import type { AudiencesTables, AvatarFitRow } from '../schema.ts';
import type { AudiencesWorld } from '../world.ts';

/** People in the order of their ids, page by page. */
export async function listPeople(
  db: Db<AudiencesWorld>,
  workspaceId: string,
  page: { after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What was known of these people before goes. */
export async function replaceFits(
  db: Db<AudiencesTables>,
  workspaceId: string,
  contactIds: readonly string[],
  fits: readonly Omit<AvatarFitRow, 'workspaceId'>[],
): Promise<void> {
  await sql`delete from avatar_fit where workspace_id = ${workspaceId} and contact_id = any(${[...contactIds]}::uuid[])`.execute(
    db,
  );
  if (fits.length === 0) return;
  const rows = fits.map(({ contactId, rank, avatarId, percent, reasons, computedAt }) => ({
    contact_id: contactId,
    rank,
    avatar_id: avatarId,
    percent,
    reasons,
    computed_at: computedAt.toISOString(),
  }));
  // Whoever was removed for good since they were read has no row to hang on, and an avatar may be gone with a newer run.
  await sql`
    insert into avatar_fit (workspace_id, contact_id, rank, avatar_id, percent, reasons, computed_at)
    select ${workspaceId}::uuid, r.contact_id, r.rank, r.avatar_id, r.percent, r.reasons, r.computed_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(contact_id uuid, rank smallint, avatar_id uuid, percent smallint, reasons jsonb, computed_at timestamptz)
    join contact c on c.workspace_id = ${workspaceId} and c.id = r.contact_id
    join avatar a on a.workspace_id = ${workspaceId} and a.id = r.avatar_id
    on conflict (workspace_id, contact_id, rank) do update
      set avatar_id = excluded.avatar_id, percent = excluded.percent, reasons = excluded.reasons, computed_at = excluded.computed_at
  `.execute(db);
}

/** The sizes that were counted stay those of the run. */
export async function leaveGroups(
  db: Db<AudiencesTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('avatarMember')
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', sql<string>`any(${[...contactIds]}::uuid[])`)
    .execute();
}

export type ShownFit = {
  avatarId: string;
  place: number | null;
  name: string | null;
  pictureId: string | null;
  percent: number;
  reasons: FitReason[];
};

export async function findFits(
  db: Db<AudiencesTables>,
  key: { workspaceId: string; contactId: string },
): Promise<ShownFit[]> {
  return db
    .selectFrom('avatarFit as f')
    .innerJoin('avatar as a', (join) =>
      join.onRef('a.workspaceId', '=', 'f.workspaceId').onRef('a.id', '=', 'f.avatarId'),
    )
    .select(['f.avatarId', 'a.place', 'a.name', 'a.pictureId', 'f.percent', 'f.reasons'])
    .where('f.workspaceId', '=', key.workspaceId)
    .where('f.contactId', '=', key.contactId)
    .orderBy('f.rank')
    .execute();
}

export function findMembership(
  db: Db<AudiencesTables>,
  key: { workspaceId: string; contactId: string },
): Promise<{ avatarId: string; place: number | null; name: string | null } | undefined> {
  return db
    .selectFrom('avatarMember as m')
    .innerJoin('avatar as a', (join) =>
      join.onRef('a.workspaceId', '=', 'm.workspaceId').onRef('a.id', '=', 'm.avatarId'),
    )
    .select(['m.avatarId', 'a.place', 'a.name'])
    .where('m.workspaceId', '=', key.workspaceId)
    .where('m.contactId', '=', key.contactId)
    .where('a.outcome', '=', 'won')
    .executeTakeFirst();
}

/** Why people most like an avatar did not buy: the reasons of their lost deals. */
export async function countLossReasons(
  db: Db<AudiencesWorld>,
  workspaceId: string,
): Promise<Map<string, AvatarFigures['lossReasons']>> {
  const { rows } = await sql<{ avatarId: string; text: string; count: number; of: number }>`
    select avatar_id, text, count, "of" from (
      select f.avatar_id, r.name as text, count(*)::int as count, (sum(count(*)) over (partition by f.avatar_id))::int as "of",
        row_number() over (partition by f.avatar_id order by count(*) desc, r.name) as nth
      from deal d
      join loss_reason r on r.workspace_id = d.workspace_id and r.id = d.loss_reason_id
      join avatar_fit f on f.workspace_id = d.workspace_id and f.contact_id = d.contact_id and f.rank = 1
      where d.workspace_id = ${workspaceId} and d.lost_at is not null and d.removed_at is null
      group by f.avatar_id, r.name
    ) counted where nth <= 5 order by avatar_id, nth
  `.execute(db);
  const byAvatar = Map.groupBy(rows, ({ avatarId }) => avatarId);
  return new Map([...byAvatar].map(([id, told]) => [id, told.map(({ avatarId: _, ...counted }) => counted)]));
}
