import type { Actor } from '#platform/actor';
import { notFound } from '#platform/errors';
import { dbOf, type Ground, identityDb } from '#platform/ground';
import type { Serve, ServeOpen } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import { findWorkspace, toWorkspaceView, type WorkspaceTables } from '#workspace';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { sessionTokenOf } from './identify.ts';
import { hashPassword, verifyPassword } from './password.ts';
import * as queries from './queries.ts';
import { levelOf } from './rules.ts';
import type { AccessTables, ApiKeyRow, InvitationRow } from './schema.ts';
import * as signIn from './sign-in.ts';
import { Refusal } from '#platform/errors';

type Tables = AccessTables & WorkspaceTables & PlatformTables;

export function accessRoutes(serve: Serve<Tables>, serveOpen: ServeOpen, entry: signIn.SignIn): void {
  const people = identityDb<AccessTables>(entry.ground);

  serveOpen(contract.getSetup, async ({ ground, request }) => {
    const waiting = await signIn.needsSetup(ground);
    return { needsSetup: waiting, needsToken: waiting && !signIn.fromThisMachine(ground, request) };
  });
  serveOpen(contract.setUp, async ({ request, reply, body }) => {
    const { workspaceId } = await signIn.setUpFromBrowser(entry, request, body);
    await signIn.signInWithPassword(entry, request, reply, body);
    return { workspaceId };
  });
  serveOpen(contract.signIn, ({ request, reply, body }) => signIn.signInWithPassword(entry, request, reply, body));
  serveOpen(contract.requestPasswordReset, async ({ request, body }) => {
    await signIn.requestReset(entry, request, body.email);
    return null;
  });
  serveOpen(contract.resetPassword, async ({ body }) => {
    await signIn.resetPassword(entry, body);
    return null;
  });
  serveOpen(contract.acceptInvitation, async ({ request, reply, body }) => {
    const { userId, email } = await signIn.acceptInvitation(entry, request, body);
    await signIn.signInWithPassword(entry, request, reply, { email, password: body.password });
    return { userId };
  });

  serve(contract.signOut, async ({ request, reply }) => {
    await signIn.signOut(entry, request, reply);
    return null;
  });
  serve(contract.switchWorkspace, async ({ actor, request, body }) => {
    await signIn.switchTo(entry, request, actor.userId, body.workspaceId);
    return null;
  });
  serve(contract.getMe, ({ actor, ground }) => me(ground, actor));
  serve(contract.changeMe, async ({ actor, ground, body, now }) => {
    const user = await queries.findUser(people, actor.userId);
    if (!user) throw notFound();
    if (body.password) {
      const stored = await queries.findPasswordHash(people, actor.userId);
      if (stored === null || !(await verifyPassword(body.password.current, stored))) {
        throw new Refusal(422, 'password_wrong', 'Das bisherige Passwort stimmt nicht.');
      }
      commands.refuseWeakPassword(body.password.next, user.email);
      await queries.updatePasswordHash(
        people,
        actor.userId,
        await hashPassword(body.password.next, ground.ports.random),
        now,
      );
    }
    const change = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.locale !== undefined && { locale: body.locale }),
    };
    if (Object.keys(change).length > 0) await queries.updateUser(people, actor.userId, { ...change, updatedAt: now });
    return me(ground, actor);
  });

  serve(contract.listSessions, async ({ actor, ground, request, now }) => {
    const current = sessionTokenOf(request, ground.secrets.session)?.text;
    const sessions = await queries.listSessionsOf(people, actor.userId, now);
    return {
      items: sessions.map((session) => ({
        id: session.id,
        current: session.token === current,
        ipAddress: session.ipAddress,
        userAgent: session.userAgent,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.updatedAt.toISOString(),
      })),
    };
  });
  serve(contract.revokeSession, async ({ actor, params }) => {
    if (!(await queries.deleteSession(people, actor.userId, params.sessionId))) throw notFound();
    return null;
  });

  serve(contract.listUsers, async ({ db, actor }) => {
    const members = await queries.listMembers(db, actor.workspaceId);
    return { items: members.map(toUserView) };
  });
  serve(contract.changeUser, async ({ db, actor, params, body, ifMatch, now }) => {
    const member = await commands.changeMember(db, actor, params.userId, body, ifMatch, now);
    await queries.deleteSessionsIn(people, params.userId, actor.workspaceId);
    return toUserView(member);
  });
  serve(contract.listRolePolicies, async ({ db, actor }) => {
    const set = await queries.listRolePolicies(db, actor.workspaceId);
    const roles = ['lead', 'member', 'read_only'] as const;
    return {
      items: roles.map((role) => ({
        role,
        seesOnlyOwn: set.find((policy) => policy.role === role)?.seesOnlyOwn ?? false,
      })),
    };
  });
  serve(contract.changeRolePolicy, async ({ db, actor, params, body, now }) => {
    await commands.changeRolePolicy(db, actor, params.role, body.seesOnlyOwn, now);
    return { role: params.role, seesOnlyOwn: body.seesOnlyOwn };
  });

  serve(contract.listInvitations, async ({ db, actor, now }) => {
    const open = await queries.listOpenInvitations(db, actor.workspaceId, now);
    return { items: open.map(toInvitationView) };
  });
  serve(contract.invite, async ({ db, actor, ground, request, body, now }) => {
    const [workspace, inviter] = await Promise.all([
      findWorkspace(db, actor.workspaceId),
      queries.findUser(people, actor.userId),
    ]);
    if (!workspace || !inviter) throw notFound();
    const about = {
      workspaceName: workspace.name,
      inviterName: inviter.name,
      address: signIn.addressOf(ground, request),
      locale: workspace.locale,
    };
    return toInvitationView(await commands.invite(db, actor, body, about, ground.ports.random, now));
  });
  serve(contract.revokeInvitation, async ({ db, actor, params, now }) => {
    await commands.revokeInvitation(db, actor, params.invitationId, now);
    return null;
  });

  serve(contract.listApiKeys, async ({ db, actor }) => {
    const keys = await queries.listApiKeys(db, actor.workspaceId);
    return { items: keys.map(toApiKeyView) };
  });
  serve(contract.createApiKey, async ({ db, actor, ground, body, now }) => {
    const { key, secret } = await commands.createApiKey(db, actor, body, ground.ports.random, now);
    return { key: toApiKeyView(key), secret };
  });
  serve(contract.revokeApiKey, async ({ db, actor, params, now }) => {
    await commands.revokeApiKey(db, actor, params.keyId, now);
    return null;
  });

  serve(contract.listMails, async ({ db, actor }) => {
    const mails = await queries.listMails(db, actor.workspaceId);
    return {
      items: mails.map((mail) => ({
        id: mail.id,
        to: mail.recipient,
        subject: mail.subject,
        body: mail.body,
        createdAt: mail.createdAt.toISOString(),
        sentAt: mail.sentAt?.toISOString() ?? null,
        lastError: mail.lastError,
      })),
    };
  });
}

async function me(ground: Ground, actor: Actor & { userId: string }): Promise<contract.Me> {
  const people = identityDb<AccessTables>(ground);
  const db = dbOf<Tables>(ground, { workspaceId: actor.workspaceId });
  const [user, workspace, memberships] = await Promise.all([
    queries.findUser(people, actor.userId),
    findWorkspace(db, actor.workspaceId),
    queries.membershipsOf(people, actor.userId),
  ]);
  if (!user || !workspace) throw notFound();
  const others = await Promise.all(
    memberships
      .filter((membership) => membership.workspaceId !== actor.workspaceId)
      .map(({ workspaceId }) => findWorkspace(dbOf<Tables>(ground, { workspaceId }), workspaceId)),
  );
  return {
    user: { id: user.id, name: user.name, email: user.email, locale: user.locale },
    workspace: toWorkspaceView(workspace),
    role: actor.role,
    level: levelOf(actor.role),
    seesOnlyOwn: actor.seesOnlyOwn,
    otherWorkspaces: others.flatMap((other) => (other ? [{ id: other.workspaceId, name: other.name }] : [])),
    mailConfigured: ground.ports.mail.configured,
  };
}

function toUserView(member: queries.MemberRow): contract.UserView {
  return {
    id: member.userId,
    name: member.name,
    email: member.email,
    role: member.role,
    joinedAt: member.joinedAt.toISOString(),
    endedAt: member.endedAt?.toISOString() ?? null,
    version: member.version,
  };
}

function toInvitationView(row: InvitationRow) {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function toApiKeyView(key: ApiKeyRow) {
  return {
    id: key.id,
    name: key.name,
    userId: key.userId,
    scopes: key.scopes,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
