import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ConsentShowroomRow, ConsentTables } from '../schema.ts';

export async function insertShowroom(db: Db<ConsentTables>, row: ConsentShowroomRow): Promise<void> {
  await db.insertInto('consentShowroom').values(row).execute();
}

export type OpenShowroom = ConsentShowroomRow & { cards: number };

export async function listOpenShowrooms(
  db: Db<ConsentTables>,
  workspaceId: string,
  now: Date,
): Promise<OpenShowroom[]> {
  const { rows } = await sql<OpenShowroom>`
    select s.*, (select count(*)::int from consent_card c where c.workspace_id = s.workspace_id and c.showroom_id = s.id) as cards
    from consent_showroom s
    where s.workspace_id = ${workspaceId} and s.ended_at is null and s.expires_at > ${now}
    order by s.started_at desc, s.id desc
    limit 100
  `.execute(db);
  return rows;
}

/** While it takes cards. */
export function findShowroom(
  db: Db<ConsentTables>,
  workspaceId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<ConsentShowroomRow | undefined> {
  return db
    .selectFrom('consentShowroom')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('tokenHash', '=', tokenHash)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** `undefined`: there is no such tablet. One that has ended stays as it is. */
export async function endShowroom(
  db: Db<ConsentTables>,
  key: { workspaceId: string; id: string },
  by: { endedBy: string; endedAt: Date },
): Promise<ConsentShowroomRow | undefined> {
  const { rows } = await sql<ConsentShowroomRow>`
    update consent_showroom set ended_by = coalesce(ended_by, ${by.endedBy}), ended_at = coalesce(ended_at, ${by.endedAt})
    where workspace_id = ${key.workspaceId} and id = ${key.id} returning *
  `.execute(db);
  return rows[0];
}

export async function countCards(
  db: Db<ConsentTables>,
  showroom: { workspaceId: string; id: string },
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ cards: number }>`
    select count(*)::int as cards from consent_card
    where workspace_id = ${showroom.workspaceId} and showroom_id = ${showroom.id} and received_at > ${since}
  `.execute(db);
  return rows[0]?.cards ?? 0;
}

/** One after the other, so that a card that comes twice at once finds the first. `true`: it has come in already. */
export async function hasCard(db: Db<ConsentTables>, workspaceId: string, cardId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7243, hashtext(${cardId}))`.execute(db);
  const found = await db
    .selectFrom('consentCard')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', cardId)
    .executeTakeFirst();
  return found !== undefined;
}

export async function insertCard(db: Db<ConsentTables>, row: ConsentTables['consentCard']): Promise<void> {
  await db.insertInto('consentCard').values(row).execute();
}
