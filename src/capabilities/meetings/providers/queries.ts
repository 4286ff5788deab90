import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Chore } from '#platform/housekeeping';
import type { MeetingAt } from '../contract.ts';
import type { ProviderEventRow, ProviderMeetingRow, ProviderRow, ProviderTables } from './schema.ts';

type Key = { workspaceId: string; providerId: string };

export type KnownProvider = ProviderRow & { hasSecret: boolean; lastEventAt: Date | null };

function knownProviders(db: Db<ProviderTables>, workspaceId: string) {
  return db
    .selectFrom('meetingProvider')
    .selectAll('meetingProvider')
    .select([
      sql<boolean>`exists (select 1 from meeting_provider_secret s
        where s.workspace_id = meeting_provider.workspace_id and s.provider_id = meeting_provider.id)`.as('hasSecret'),
      sql<Date | null>`(select max(e.received_at) from provider_event e
        where e.workspace_id = meeting_provider.workspace_id and e.provider_id = meeting_provider.id)`.as(
        'lastEventAt',
      ),
    ])
    .where('meetingProvider.workspaceId', '=', workspaceId);
}

export function listProviders(db: Db<ProviderTables>, workspaceId: string): Promise<KnownProvider[]> {
  return knownProviders(db, workspaceId).orderBy('meetingProvider.createdAt').orderBy('meetingProvider.id').execute();
}

export function findProvider(
  db: Db<ProviderTables>,
  { workspaceId, providerId }: Key,
): Promise<KnownProvider | undefined> {
  return knownProviders(db, workspaceId).where('meetingProvider.id', '=', providerId).executeTakeFirst();
}

export function findUsual(db: Db<ProviderTables>, workspaceId: string): Promise<KnownProvider | undefined> {
  return knownProviders(db, workspaceId).where('meetingProvider.usualSince', 'is not', null).executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockProvider(
  db: Db<ProviderTables>,
  { workspaceId, providerId }: Key,
): Promise<ProviderRow | undefined> {
  return db
    .selectFrom('meetingProvider')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', providerId)
    .forUpdate()
    .executeTakeFirst();
}

/** False: the name is taken. */
export async function insertProvider(db: Db<ProviderTables>, row: ProviderRow): Promise<boolean> {
  const inserted = await db
    .insertInto('meetingProvider')
    .values({ ...row, settings: JSON.stringify(row.settings) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function isNameTaken(db: Db<ProviderTables>, { workspaceId, id, name }: ProviderRow): Promise<boolean> {
  const other = await db
    .selectFrom('meetingProvider')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '<>', id)
    .where('archivedAt', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
  return other !== undefined;
}

export async function updateProvider(
  db: Db<ProviderTables>,
  { workspaceId, id, version }: ProviderRow,
  { settings, ...change }: Partial<Omit<ProviderRow, 'workspaceId' | 'id' | 'version'>>,
): Promise<void> {
  await db
    .updateTable('meetingProvider')
    .set({ ...change, ...(settings && { settings: JSON.stringify(settings) }), version: version + 1 })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** At one of them at most; null: in our own room. */
export async function setUsual(db: Db<ProviderTables>, workspaceId: string, id: string | null, now: Date) {
  const all = db.updateTable('meetingProvider').where('workspaceId', '=', workspaceId);
  await all.set({ usualSince: null }).where('usualSince', 'is not', null).execute();
  if (id !== null) await all.set({ usualSince: now }).where('id', '=', id).execute();
}

export async function noteRefusal(db: Db<ProviderTables>, { workspaceId, id }: ProviderRow, why: string, now: Date) {
  await db
    .updateTable('meetingProvider')
    .set({ refusedAt: now, refusal: why })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function findSecret(db: Db<ProviderTables>, { workspaceId, providerId }: Key): Promise<Buffer | null> {
  const row = await db
    .selectFrom('meetingProviderSecret')
    .select('sealed')
    .where('workspaceId', '=', workspaceId)
    .where('providerId', '=', providerId)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

export async function keepSecret(db: Db<ProviderTables>, key: Key, sealed: Buffer): Promise<void> {
  await db
    .insertInto('meetingProviderSecret')
    .values({ ...key, sealed })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'providerId']).doUpdateSet({ sealed }))
    .execute();
}

type MeetingKey = { workspaceId: string; meetingId: string };

export function listProviderMeetings(db: Db<ProviderTables>, key: MeetingKey): Promise<ProviderMeetingRow[]> {
  return db
    .selectFrom('providerMeeting')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .execute();
}

/** The one that stands, or this. */
export async function ensureProviderMeeting(
  db: Db<ProviderTables>,
  row: ProviderMeetingRow,
): Promise<ProviderMeetingRow> {
  await db
    .insertInto('providerMeeting')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db
    .selectFrom('providerMeeting')
    .selectAll()
    .where('workspaceId', '=', row.workspaceId)
    .where('meetingId', '=', row.meetingId)
    .where('providerId', '=', row.providerId)
    .executeTakeFirstOrThrow();
}

export async function updateProviderMeeting(
  db: Db<ProviderTables>,
  { workspaceId, meetingId, providerId }: MeetingKey & Key,
  change: Partial<Omit<ProviderMeetingRow, 'workspaceId' | 'meetingId' | 'providerId'>>,
): Promise<void> {
  await db
    .updateTable('providerMeeting')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', meetingId)
    .where('providerId', '=', providerId)
    .execute();
}

export async function deleteProviderMeeting(
  db: Db<ProviderTables>,
  { workspaceId, meetingId, providerId }: MeetingKey & Key,
): Promise<void> {
  await db
    .deleteFrom('providerMeeting')
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', meetingId)
    .where('providerId', '=', providerId)
    .execute();
}

/** Those of which something is still to be told there, and will not be by itself. */
export async function findTroubled(db: Db<ProviderTables>, { workspaceId, providerId }: Key): Promise<string[]> {
  const rows = await db
    .selectFrom('providerMeeting')
    .select('meetingId')
    .where('workspaceId', '=', workspaceId)
    .where('providerId', '=', providerId)
    .where('problem', 'is not', null)
    .where('gaveUpAt', 'is', null)
    .limit(1000)
    .execute();
  return rows.map((row) => row.meetingId);
}

/** Of how many meetings ahead something could not be told, for each provider. */
export async function countTroubled(
  db: Db<ProviderTables>,
  workspaceId: string,
  now: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ providerId: string; count: number }>`
    select p.provider_id, count(*) as count from provider_meeting p
    join meeting m on m.workspace_id = p.workspace_id and m.id = p.meeting_id
    where p.workspace_id = ${workspaceId} and p.problem is not null and m.ends_at > ${now}
    group by p.provider_id
  `.execute(db);
  return new Map(rows.map(({ providerId, count }) => [providerId, count]));
}

/** Asked once more: it takes place there again, if they will have it. False: there is nothing to ask for. */
export async function wantAgain(
  db: Db<ProviderTables>,
  { workspaceId, meetingId }: MeetingKey,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('providerMeeting')
    .set({
      toldOwnAt: sql`coalesce(told_own_at, gave_up_at)`,
      gaveUpAt: null,
      problem: null,
      problemSince: null,
      tries: 0,
      wantedAt: now,
    })
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', meetingId)
    .where('problem', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function findProviderMeeting(
  db: Db<ProviderTables>,
  { workspaceId, providerId, externalId }: Key & { externalId: string },
): Promise<ProviderMeetingRow | undefined> {
  return db
    .selectFrom('providerMeeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('providerId', '=', providerId)
    .where('externalId', '=', externalId)
    .executeTakeFirst();
}

/** False: it was heard already. */
export async function insertEvent(db: Db<ProviderTables>, row: ProviderEventRow): Promise<boolean> {
  const inserted = await db
    .insertInto('providerEvent')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('dedupeKey')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Who was there until then, of us and of the others. */
export async function findWhoCame(
  db: Db<ProviderTables>,
  {
    workspaceId,
    providerId,
    externalId,
    at,
  }: Pick<ProviderEventRow, 'workspaceId' | 'providerId' | 'externalId' | 'at'>,
): Promise<Set<ProviderEventRow['type']>> {
  const rows = await db
    .selectFrom('providerEvent')
    .select('type')
    .distinct()
    .where('workspaceId', '=', workspaceId)
    .where('providerId', '=', providerId)
    .where('externalId', '=', externalId)
    .where('at', '<=', at)
    .execute();
  return new Set(rows.map(({ type }) => type));
}

/** After that time nobody repeats anything. */
export const forgetProviderEvents: Chore<ProviderTables> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from provider_event where (workspace_id, provider_id, dedupe_key) in (
      select workspace_id, provider_id, dedupe_key from provider_event
      where received_at < ${new Date(now.getTime() - 30 * 86_400_000)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};

/** Where a meeting takes place elsewhere, as part of a query over `meeting`. */
export const placeOf = sql<MeetingAt | null>`(select jsonb_build_object(
    'id', p.id, 'kind', p.kind, 'name', p.name, 'joinUrl', t.join_url, 'problem', t.problem,
    'state', case when t.made_at is not null then 'made' when t.gave_up_at is not null then 'failed' else 'awaited' end)
  from meeting_provider p
  left join provider_meeting t on t.workspace_id = p.workspace_id and t.meeting_id = meeting.id and t.provider_id = p.id
  where p.workspace_id = meeting.workspace_id and p.id = meeting.provider_id)`;
