import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, existsSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/actor';
import { type Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { dbOf, type Ground, identityDb } from '#platform/ground';
import { isUuid, newId } from '#platform/ids';
import { sendMail } from '#platform/mail';
import type { PlatformTables } from '#platform/schema';
import { createWorkspace, type WorkspaceTables } from '#workspace';
import { createPerson, join as joinWorkspace, refuseWeakPassword } from './commands.ts';
import type { SetUp } from './contract.ts';
import { signedIn } from './events.ts';
import { hashSecret, sessionTokenOf } from './identify.ts';
import { resetMail } from './mails.ts';
import { hashPassword, verifyPassword } from './password.ts';
import {
  anyoneThere,
  chooseWorkspace,
  countFailure,
  endInvitation,
  findFailures,
  findInvitationByToken,
  findPasswordHash,
  findStanding,
  findUserByEmail,
  forgetFailures,
  membershipsOf,
} from './queries.ts';
import { failureMemoryMs, signInDelay } from './rules.ts';
import type { AccessTables } from './schema.ts';
import { sessionCookie, type SignInLibrary, signInLibrary } from './sign-in-library.ts';

type Tables = AccessTables & WorkspaceTables & PlatformTables;

export const addressOf = (ground: Ground, request?: FastifyRequest): string =>
  ground.config.publicUrl ??
  (request ? `${request.protocol}://${request.host}` : `http://localhost:${ground.config.port}`);

/** What a fresh workspace needs of capabilities downstream, who are not known here: stages, dispositions … */
export type Prepare = (trx: Db<object>, actor: Actor, now: Date) => Promise<void>;

export function startSignIn(ground: Ground, prepare: Prepare): SignIn {
  const library = signInLibrary(ground, async ({ userId, email }, token) => {
    const people = identityDb<AccessTables>(ground);
    const [membership] = await membershipsOf(people, userId);
    if (!membership) return;
    const user = await findUserByEmail(people, email);
    const link = `${addressOf(ground)}/passwort-neu#${token}`;
    const db = dbOf<PlatformTables>(ground, { workspaceId: membership.workspaceId });
    await db
      .transaction()
      .execute((trx) =>
        sendMail(trx, membership.workspaceId, resetMail(email, link, user?.locale ?? 'de'), ground.ports.clock()),
      );
  });
  return { ground, library, prepare };
}
export type SignIn = { ground: Ground; library: SignInLibrary; prepare: Prepare };

/** Too many failures for this account at this address, or from this address at all: come back later. */
async function slowGuessing<T>(
  ground: Ground,
  request: FastifyRequest,
  email: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const people = identityDb<AccessTables>(ground);
  const now = ground.ports.clock();
  const since = new Date(now.getTime() - failureMemoryMs);
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const counters = [
    { key: digest(`account ${email} ${request.ip}`), free: 5 },
    { key: digest(`address ${request.ip}`), free: 30 },
  ];
  for (const { key, free } of counters) {
    const known = await findFailures(people, key, since);
    const wait = known ? signInDelay(known.failures, free, known.lastAt, now) : 0;
    if (wait > 0) {
      throw new Refusal(429, 'too_many_tries', `Zu viele Versuche. Bitte in ${wait} Sekunden noch einmal.`, {
        retryAfterSeconds: wait,
      });
    }
  }
  const result = await attempt();
  if (result === undefined) for (const { key } of counters) await countFailure(people, key, now, since);
  else if (counters[0]) await forgetFailures(people, counters[0].key);
  return result;
}

const signInFailed = (): Refusal => new Refusal(401, 'sign_in_failed', 'E-Mail oder Passwort stimmt nicht.');

export async function signInWithPassword(
  { ground, library }: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  input: { email: string; password: string },
): Promise<{ userId: string }> {
  const headers = new Headers({
    'user-agent': request.headers['user-agent']?.slice(0, 300) ?? '',
    'x-forwarded-for': request.ip,
  });
  const signed = await slowGuessing(ground, request, input.email, async () => {
    try {
      return await library.api.signInEmail({ body: { ...input, rememberMe: true }, headers, returnHeaders: true });
    } catch (error) {
      if (isClientError(error)) return undefined;
      throw error;
    }
  });
  if (!signed) throw signInFailed();
  const { user, token } = signed.response;
  const people = identityDb<AccessTables>(ground);
  const [membership] = await membershipsOf(people, user.id);
  if (!membership) throw new Refusal(403, 'no_workspace', 'Sie gehören zurzeit zu keinem Arbeitsbereich.');
  await chooseWorkspace(people, token, membership.workspaceId);
  const now = ground.ports.clock();
  const actor = {
    kind: 'user' as const,
    workspaceId: membership.workspaceId,
    userId: user.id,
    role: membership.role,
    seesOnlyOwn: false,
  };
  await dbOf<PlatformTables>(ground, actor)
    .transaction()
    .execute((trx) => announce(trx, actor, signedIn, { userId: user.id }, now));
  for (const cookie of signed.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return { userId: user.id };
}

/** The library's word for "wrong password", "no such token" and the like. */
function isClientError(error: unknown): boolean {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500
  );
}

export async function signOut({ ground }: SignIn, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = sessionTokenOf(request, ground.secrets.session);
  if (token) await identityDb<AccessTables>(ground).deleteFrom('session').where('token', '=', token.text).execute();
  reply.header('set-cookie', `${sessionCookie}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`);
}

export async function requestReset({ ground, library }: SignIn, request: FastifyRequest, email: string): Promise<void> {
  // Counted as a failure whatever the outcome: nobody floods a mailbox through us.
  await slowGuessing(ground, request, `reset ${email}`, async () => {
    await library.api.requestPasswordReset({ body: { email } });
    return undefined;
  });
}

export async function resetPassword({ library }: SignIn, input: { token: string; password: string }): Promise<void> {
  refuseWeakPassword(input.password, '');
  try {
    await library.api.resetPassword({ body: { token: input.token, newPassword: input.password } });
  } catch (error) {
    if (!isClientError(error)) throw error;
    throw new Refusal(422, 'reset_token_invalid', 'Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an.');
  }
}

/** Shown in the start line, so that nobody else on the network makes themselves the owner of a fresh installation. */
export function setupToken(ground: Ground): string {
  const path = join(ground.config.dataDir, 'setup-token');
  if (!existsSync(path)) writeFileSync(path, ground.ports.random(9).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

export async function needsSetup(ground: Ground): Promise<boolean> {
  return !(await anyoneThere(identityDb<AccessTables>(ground)));
}

/**
 * Somebody at this very machine, by its own name. Not a proxy on it that nobody told us of, and not a page of a stranger whose name was made to
 * point here (DNS rebinding).
 */
export function fromThisMachine(ground: Ground, request: FastifyRequest): boolean {
  const passedOn = ['x-forwarded-for', 'forwarded', 'via'].some((name) => request.headers[name] !== undefined);
  return (
    ground.config.proxies === 0 &&
    !passedOn &&
    /^(127\.|::1$|::ffff:127\.)/.test(request.ip) &&
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(request.hostname)
  );
}

export async function setUpFromBrowser(
  { ground, prepare }: SignIn,
  request: FastifyRequest,
  input: SetUp,
): Promise<{ workspaceId: string }> {
  if (!(await needsSetup(ground))) throw new Refusal(409, 'already_set_up', 'Klinke ist schon eingerichtet.');
  if (!fromThisMachine(ground, request)) {
    const [given, right] = [hashSecret(input.token ?? ''), hashSecret(setupToken(ground))];
    if (!timingSafeEqual(given, right)) {
      throw new Refusal(
        403,
        'setup_token_wrong',
        'Bitte öffnen Sie die Adresse, die der Server beim Start ausgegeben hat.',
      );
    }
  }
  const made = await setUp(ground, input, { onlyFirst: true, prepare });
  rmSync(join(ground.config.dataDir, 'setup-token'), { force: true });
  return made;
}

/** A workspace with its owner. From the command line also a second one; the owner may be a person who is here already. */
export async function setUp(
  ground: Ground,
  input: Omit<SetUp, 'token'>,
  { onlyFirst, prepare }: { onlyFirst: boolean; prepare: Prepare },
): Promise<{ workspaceId: string; userId: string }> {
  refuseWeakPassword(input.password, input.email);
  const now = ground.ports.clock();
  const workspaceId = newId(now.getTime());
  const hash = () => hashPassword(input.password, ground.ports.random);
  return dbOf<Tables>(ground, { workspaceId })
    .transaction()
    .execute(async (trx) => {
      // Two browsers at the first-visit page: the second finds a person there.
      await sql`select pg_advisory_xact_lock(7241, 1)`.execute(trx);
      if (onlyFirst && (await anyoneThere(trx)))
        throw new Refusal(409, 'already_set_up', 'Klinke ist schon eingerichtet.');
      const known = await findUserByEmail(trx, input.email);
      if (known && !(await knowsPassword(trx, known.id, input.password))) {
        throw new Refusal(
          401,
          'sign_in_failed',
          'Diese E-Mail gehört schon zu einer Person; das Passwort passt nicht zu ihr.',
        );
      }
      const userId = known?.id ?? (await createPerson(trx, { ...input, passwordHash: await hash() }, now));
      const actor = { kind: 'user' as const, workspaceId, userId, role: 'owner' as const, seesOnlyOwn: false };
      await createWorkspace(
        trx,
        actor,
        { name: input.workspaceName, country: input.country, region: input.region, locale: input.locale },
        input.example,
        now,
      );
      await joinWorkspace(trx, actor, userId, 'owner', now);
      await prepare(trx as Db<object>, actor, now);
      return { workspaceId, userId };
    });
}

async function knowsPassword(db: Db<AccessTables>, userId: string, password: string): Promise<boolean> {
  const stored = await findPasswordHash(db, userId);
  return stored !== null && (await verifyPassword(password, stored));
}

export async function acceptInvitation(
  { ground }: SignIn,
  request: FastifyRequest,
  input: { token: string; name: string; password: string },
): Promise<{ userId: string; email: string }> {
  const invalid = new Refusal(
    422,
    'invitation_invalid',
    'Diese Einladung gilt nicht mehr. Bitte lassen Sie sich eine neue schicken.',
  );
  const [workspaceId, secret] = input.token.split('.');
  if (!workspaceId || !isUuid(workspaceId) || !secret) throw invalid;
  const now = ground.ports.clock();
  const passwordHash = await hashPassword(input.password, ground.ports.random);
  const accepted = await slowGuessing(ground, request, `invitation ${workspaceId}`, () =>
    dbOf<Tables>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const invitation = await findInvitationByToken(trx, workspaceId, hashSecret(secret), now);
        if (!invitation) return undefined;
        const known = await findUserByEmail(trx, invitation.email);
        if (known && !(await knowsPassword(trx, known.id, input.password))) throw signInFailed();
        if (!known) refuseWeakPassword(input.password, invitation.email);
        const userId =
          known?.id ??
          (await createPerson(trx, { name: input.name, email: invitation.email, locale: 'de', passwordHash }, now));
        const actor = { kind: 'user' as const, workspaceId, userId, role: invitation.role, seesOnlyOwn: false };
        if (await findStanding(trx, workspaceId, userId)) throw invalid;
        await joinWorkspace(trx, actor, userId, invitation.role, now);
        await endInvitation(trx, workspaceId, invitation.id, { acceptedAt: now });
        return { userId, email: invitation.email };
      }),
  );
  if (!accepted) throw invalid;
  return accepted;
}

export async function switchTo(
  { ground }: SignIn,
  request: FastifyRequest,
  userId: string,
  workspaceId: string,
): Promise<void> {
  const people = identityDb<AccessTables>(ground);
  const mine = await membershipsOf(people, userId);
  const token = sessionTokenOf(request, ground.secrets.session);
  if (!token || !mine.some((membership) => membership.workspaceId === workspaceId)) throw notFound();
  await chooseWorkspace(people, token.text, workspaceId);
}
