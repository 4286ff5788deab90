import { sql } from 'kysely';
import type { Role } from '#platform/actor';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type {
  AccessTables,
  ApiKeyRow,
  InvitationRow,
  MembershipRow,
  RestrictableRole,
  SessionRow,
  UserRow,
} from './schema.ts';

export const idleHours = 12;

/** A session that is neither past its end nor idle for twelve hours. */
export function findLiveSession(db: Db<AccessTables>, token: string, now: Date): Promise<SessionRow | undefined> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('token', '=', token)
    .where('expiresAt', '>', now)
    .where('updatedAt', '>', new Date(now.getTime() - idleHours * 3_600_000))
    .executeTakeFirst();
}

/** At most once in five minutes, so that reading a page does not write. */
export async function touchSession(db: Db<AccessTables>, session: SessionRow, now: Date): Promise<void> {
  if (now.getTime() - session.updatedAt.getTime() < 5 * 60_000) return;
  await db.updateTable('session').set({ updatedAt: now }).where('id', '=', session.id).execute();
}

export function listSessionsOf(db: Db<AccessTables>, userId: string, now: Date): Promise<SessionRow[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt', 'desc')
    .execute();
}

export async function deleteSession(db: Db<AccessTables>, userId: string, sessionId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('session')
    .where('userId', '=', userId)
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Ends every session of a person in one workspace; their others are none of its business. */
export async function deleteSessionsIn(db: Db<AccessTables>, userId: string, workspaceId: string): Promise<void> {
  await db.deleteFrom('session').where('userId', '=', userId).where('workspaceId', '=', workspaceId).execute();
}

export async function chooseWorkspace(db: Db<AccessTables>, token: string, workspaceId: string): Promise<void> {
  await db.updateTable('session').set({ workspaceId }).where('token', '=', token).execute();
}

export async function membershipsOf(
  db: Db<AccessTables>,
  userId: string,
): Promise<{ workspaceId: string; role: Role }[]> {
  const found = await sql<{
    workspaceId: string;
    role: Role;
  }>`select workspace_id, role from memberships_of(${userId})`.execute(db);
  return found.rows;
}

export type Standing = { role: Role; seesOnlyOwn: boolean };

export async function findStanding(
  db: Db<AccessTables>,
  workspaceId: string,
  userId: string,
): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('membership')
    .leftJoin('rolePolicy', (join) =>
      join
        .onRef('rolePolicy.workspaceId', '=', 'membership.workspaceId')
        .on(sql`role_policy.role`, '=', sql.ref('membership.role')),
    )
    .select(['membership.role', 'rolePolicy.seesOnlyOwn'])
    .where('membership.workspaceId', '=', workspaceId)
    .where('membership.userId', '=', userId)
    .where('membership.endedAt', 'is', null)
    .executeTakeFirst();
  return row && { role: row.role, seesOnlyOwn: row.seesOnlyOwn ?? false };
}

export function findUser(db: Db<AccessTables>, userId: string): Promise<UserRow | undefined> {
  return db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst();
}

export function findUserByEmail(db: Db<AccessTables>, email: string): Promise<UserRow | undefined> {
  return db.selectFrom('user').selectAll().where('email', '=', email).executeTakeFirst();
}

export async function anyoneThere(db: Db<AccessTables>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function insertUser(
  db: Db<AccessTables>,
  user: UserRow,
  accountId: string,
  passwordHash: string | null,
): Promise<void> {
  await db.insertInto('user').values(user).execute();
  if (passwordHash === null) return;
  const { id: userId, createdAt, updatedAt } = user;
  await db
    .insertInto('account')
    .values({
      id: accountId,
      userId,
      accountId: userId,
      providerId: 'credential',
      password: passwordHash,
      createdAt,
      updatedAt,
    })
    .execute();
}

export async function findPasswordHash(db: Db<AccessTables>, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

export async function updatePasswordHash(
  db: Db<AccessTables>,
  userId: string,
  password: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('account')
    .set({ password, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute();
}

export async function updateUser(db: Db<AccessTables>, userId: string, change: Partial<UserRow>): Promise<void> {
  await db.updateTable('user').set(change).where('id', '=', userId).execute();
}

export async function insertMembership(db: Db<AccessTables>, row: MembershipRow): Promise<void> {
  await db
    .insertInto('membership')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'userId'])
        .doUpdateSet({ role: row.role, endedAt: null, joinedAt: row.joinedAt }),
    )
    .execute();
}

export type MemberRow = MembershipRow & Pick<UserRow, 'name' | 'email' | 'locale'>;

export function listMembers(db: Db<AccessTables>, workspaceId: string): Promise<MemberRow[]> {
  return members(db, workspaceId).orderBy('user.name').execute();
}

/** Locked, because who else is an owner decides what may happen to this one. */
export function lockMembers(db: Db<AccessTables>, workspaceId: string): Promise<MemberRow[]> {
  return members(db, workspaceId).forUpdate('membership').execute();
}

function members(db: Db<AccessTables>, workspaceId: string) {
  return db
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.userId')
    .selectAll('membership')
    .select(['user.name', 'user.email', 'user.locale'])
    .where('membership.workspaceId', '=', workspaceId);
}

export async function updateMembership(
  db: Db<AccessTables>,
  row: MembershipRow,
  change: Partial<MembershipRow>,
): Promise<void> {
  await db
    .updateTable('membership')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('userId', '=', row.userId)
    .execute();
}

export function listRolePolicies(
  db: Db<AccessTables>,
  workspaceId: string,
): Promise<{ role: RestrictableRole; seesOnlyOwn: boolean }[]> {
  return db.selectFrom('rolePolicy').select(['role', 'seesOnlyOwn']).where('workspaceId', '=', workspaceId).execute();
}

export async function upsertRolePolicy(db: Db<AccessTables>, row: AccessTables['rolePolicy']): Promise<void> {
  await db
    .insertInto('rolePolicy')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'role']).doUpdateSet({ seesOnlyOwn: row.seesOnlyOwn }))
    .execute();
}

export function listOpenInvitations(db: Db<AccessTables>, workspaceId: string, now: Date): Promise<InvitationRow[]> {
  return openInvitations(db, workspaceId, now).orderBy('createdAt', 'desc').execute();
}

export function findInvitationByToken(
  db: Db<AccessTables>,
  workspaceId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<InvitationRow | undefined> {
  return openInvitations(db, workspaceId, now).where('tokenHash', '=', tokenHash).forUpdate().executeTakeFirst();
}

function openInvitations(db: Db<AccessTables>, workspaceId: string, now: Date) {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now);
}

export async function insertInvitation(db: Db<AccessTables>, row: InvitationRow): Promise<void> {
  await db.insertInto('invitation').values(row).execute();
}

export async function endInvitation(
  db: Db<AccessTables>,
  workspaceId: string,
  id: string,
  how: { acceptedAt: Date } | { revokedAt: Date },
): Promise<boolean> {
  const ended = await db
    .updateTable('invitation')
    .set(how)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

export function listApiKeys(db: Db<AccessTables>, workspaceId: string): Promise<ApiKeyRow[]> {
  return db
    .selectFrom('apiKey')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('createdAt', 'desc')
    .execute();
}

export async function insertApiKey(db: Db<AccessTables>, row: ApiKeyRow): Promise<void> {
  await db.insertInto('apiKey').values(row).execute();
}

export function findApiKey(db: Db<AccessTables>, workspaceId: string, id: string): Promise<ApiKeyRow | undefined> {
  return db
    .selectFrom('apiKey')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
}

export async function revokeApiKey(db: Db<AccessTables>, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const revoked = await db
    .updateTable('apiKey')
    .set({ revokedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return revoked.numUpdatedRows > 0n;
}

export async function noteApiKeyUse(db: Db<AccessTables>, key: ApiKeyRow, now: Date): Promise<void> {
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < 60_000) return;
  await db
    .updateTable('apiKey')
    .set({ lastUsedAt: now })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .execute();
}

export function findFailures(
  db: Db<AccessTables>,
  key: Buffer,
  since: Date,
): Promise<{ failures: number; lastAt: Date } | undefined> {
  return db
    .selectFrom('signInFailure')
    .select(['failures', 'lastAt'])
    .where('key', '=', key)
    .where('lastAt', '>', since)
    .executeTakeFirst();
}

/** Counts in the database, so that parallel guesses and several processes count together. */
export async function countFailure(db: Db<AccessTables>, key: Buffer, now: Date, since: Date): Promise<void> {
  await sql`insert into sign_in_failure (key, failures, last_at) values (${key}, 1, ${now})
    on conflict (key) do update set last_at = excluded.last_at,
      failures = case when sign_in_failure.last_at > ${since} then sign_in_failure.failures + 1 else 1 end`.execute(db);
}

export async function forgetFailures(db: Db<AccessTables>, key: Buffer): Promise<void> {
  await db.deleteFrom('signInFailure').where('key', '=', key).execute();
}

export function listMails(db: Db<PlatformTables>, workspaceId: string): Promise<PlatformTables['mail'][]> {
  return db
    .selectFrom('mail')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute();
}
