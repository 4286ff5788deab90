import type { Actor, Role } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import { sendMail } from '#platform/mail';
import type { Random } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import {
  apiKeyCreated,
  apiKeyRevoked,
  invitationRevoked,
  memberChanged,
  memberInvited,
  memberJoined,
  rolePolicyChanged,
} from './events.ts';
import { hashSecret, writeApiKey } from './identify.ts';
import { invitationMail } from './mails.ts';
import {
  endInvitation,
  findUserByEmail,
  insertApiKey,
  insertInvitation,
  insertMembership,
  insertUser,
  lockMembers,
  type MemberRow,
  revokeApiKey as revokeKey,
  updateMembership,
  upsertRolePolicy,
} from './queries.ts';
import { judgePassword, mayAssign } from './rules.ts';
import type { AccessTables, ApiKeyRow, InvitationRow, RestrictableRole } from './schema.ts';

type Tables = AccessTables & PlatformTables;

export const invitationDays = 14;

export function refuseWeakPassword(password: string, email: string): void {
  const fault = judgePassword(password, email);
  if (fault === undefined) return;
  const words = {
    too_short: 'Bitte mindestens 10 Zeichen.',
    too_long: 'Bitte höchstens 200 Zeichen.',
    too_common: 'Dieses Passwort ist zu leicht zu erraten. Ein kurzer Satz ist gut.',
  };
  throw new Refusal(422, 'password_weak', words[fault], { fault });
}

/** A person with a password; made by set-up and by accepting an invitation, never by signing up. */
export async function createPerson(
  trx: Db<AccessTables>,
  person: { name: string; email: string; locale: 'de' | 'en'; passwordHash: string | null },
  now: Date,
): Promise<string> {
  const id = newId(now.getTime());
  const { name, email, locale, passwordHash } = person;
  await insertUser(
    trx,
    { id, name, email, emailVerified: true, image: null, locale, createdAt: now, updatedAt: now },
    newId(now.getTime()),
    passwordHash,
  );
  return id;
}

export async function join(trx: Db<Tables>, actor: Actor, userId: string, role: Role, now: Date): Promise<void> {
  await insertMembership(trx, {
    workspaceId: actor.workspaceId,
    userId,
    role,
    joinedAt: now,
    endedAt: null,
    version: 1,
  });
  await announce(trx, actor, memberJoined, { userId, role }, now);
}

export function changeMember(
  db: Db<Tables>,
  actor: Actor,
  userId: string,
  input: { role?: Role | undefined; ended?: boolean | undefined },
  ifMatch: number | undefined,
  now: Date,
): Promise<MemberRow> {
  return inTransaction(db, async (trx) => {
    const everyone = await lockMembers(trx, actor.workspaceId);
    const member = everyone.find((one) => one.userId === userId);
    if (!member) throw notFound();
    refuseStale(member.version, ifMatch);
    const role = input.role ?? member.role;
    if (!mayAssign(actor.role, member.role, role)) {
      throw new Refusal(
        403,
        'role_too_high',
        'Diese Rolle kann nur eine Inhaberin oder ein Inhaber vergeben oder nehmen.',
      );
    }
    const endedAt = input.ended === undefined ? member.endedAt : input.ended ? (member.endedAt ?? now) : null;
    const owners = everyone.filter((one) => one.role === 'owner' && one.endedAt === null && one.userId !== userId);
    if (owners.length === 0 && member.role === 'owner' && (role !== 'owner' || endedAt !== null)) {
      throw new Refusal(409, 'last_owner', 'Mindestens eine Inhaberin oder ein Inhaber muss bleiben.');
    }
    await updateMembership(trx, member, { role, endedAt });
    await announce(trx, actor, memberChanged, { userId, from: member.role, to: endedAt === null ? role : null }, now);
    return { ...member, role, endedAt, version: member.version + 1 };
  });
}

export function changeRolePolicy(
  db: Db<Tables>,
  actor: Actor,
  role: RestrictableRole,
  seesOnlyOwn: boolean,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await upsertRolePolicy(trx, { workspaceId: actor.workspaceId, role, seesOnlyOwn });
    await announce(trx, actor, rolePolicyChanged, { role, seesOnlyOwn }, now);
  });
}

export function invite(
  db: Db<Tables>,
  actor: Actor & { userId: string },
  input: { email: string; role: Role },
  about: { workspaceName: string; inviterName: string; address: string; locale: 'de' | 'en' },
  random: Random,
  now: Date,
): Promise<InvitationRow> {
  return inTransaction(db, async (trx) => {
    if (!mayAssign(actor.role, undefined, input.role)) {
      throw new Refusal(403, 'role_too_high', 'Diese Rolle kann nur eine Inhaberin oder ein Inhaber vergeben.');
    }
    const known = await findUserByEmail(trx, input.email);
    const members = await lockMembers(trx, actor.workspaceId);
    if (known && members.some((member) => member.userId === known.id && member.endedAt === null)) {
      throw new Refusal(409, 'already_member', 'Diese Person gehört schon zum Team.');
    }
    const secret = random(32).toString('base64url');
    const row: InvitationRow = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      email: input.email,
      role: input.role,
      tokenHash: hashSecret(secret),
      invitedBy: actor.userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
      acceptedAt: null,
      revokedAt: null,
    };
    await insertInvitation(trx, row);
    await announce(trx, actor, memberInvited, { invitationId: row.id, role: row.role }, now);
    const token = `${actor.workspaceId}.${secret}`;
    await sendMail(
      trx,
      actor.workspaceId,
      invitationMail(input.email, `${about.address}/einladung#${token}`, about),
      now,
    );
    return row;
  });
}

export function revokeInvitation(db: Db<Tables>, actor: Actor, invitationId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await endInvitation(trx, actor.workspaceId, invitationId, { revokedAt: now }))) throw notFound();
    await announce(trx, actor, invitationRevoked, { invitationId }, now);
  });
}

export function createApiKey(
  db: Db<Tables>,
  actor: Actor & { userId: string },
  input: { name: string; scopes: string[] },
  random: Random,
  now: Date,
): Promise<{ key: ApiKeyRow; secret: string }> {
  return inTransaction(db, async (trx) => {
    const id = newId(now.getTime());
    const secret = random(32);
    const key: ApiKeyRow = {
      workspaceId: actor.workspaceId,
      id,
      name: input.name,
      userId: actor.userId,
      secretHash: hashSecret(secret.toString('hex')),
      scopes: input.scopes,
      createdAt: now,
      lastUsedAt: null,
      revokedAt: null,
    };
    await insertApiKey(trx, key);
    await announce(trx, actor, apiKeyCreated, { keyId: id, name: input.name, scopes: input.scopes }, now);
    return { key, secret: writeApiKey(actor.workspaceId, id, secret) };
  });
}

export function revokeApiKey(db: Db<Tables>, actor: Actor, keyId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await revokeKey(trx, actor.workspaceId, keyId, now))) throw notFound();
    await announce(trx, actor, apiKeyRevoked, { keyId }, now);
  });
}
