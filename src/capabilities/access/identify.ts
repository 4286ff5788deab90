import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#platform/actor';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground, identityDb } from '#platform/ground';
import type { Identify } from '#platform/http';
import { dashed, isUuid } from '#platform/ids';
import { findApiKey, findLiveSession, findStanding, noteApiKeyUse, touchSession } from './queries.ts';
import type { AccessTables } from './schema.ts';
import { sessionCookie } from './sign-in-library.ts';

/** How long an answer is believed before the database is asked again: the longest that a revoked session goes on. */
const believeMs = 1_000;
const mostRemembered = 10_000;

/** Finds out who is calling: by session cookie, or by API key in the Authorization header; never by anything in an address or body. */
export function identifier(ground: Ground): Identify {
  const remembered = new Map<string, { until: number; actor: Actor | undefined }>();

  return async (request) => {
    const credential = apiKeyOf(request) ?? sessionTokenOf(request, ground.secrets.session);
    if (credential === undefined) return undefined;
    const now = ground.ports.clock();
    const known = remembered.get(credential.text);
    const actor =
      known && known.until > now.getTime()
        ? known.actor
        : await (credential.kind === 'key'
            ? byKey(ground, credential.text, now)
            : bySession(ground, credential.text, now));
    if (!known || known.until <= now.getTime()) {
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(credential.text, { until: now.getTime() + believeMs, actor });
    }
    if (!actor && credential.kind === 'key')
      throw new Refusal(401, 'api_key_invalid', 'Dieser API-Schlüssel gilt nicht (mehr).');
    return actor;
  };
}

/** Somebody as they stand in a workspace now, for work that goes on when they have left the room. Undefined: not (any more) a member. */
export async function findActor(
  ground: Ground,
  workspaceId: string,
  userId: string,
): Promise<(Actor & { userId: string }) | undefined> {
  const standing = await findStanding(dbOf<AccessTables>(ground, { workspaceId }), workspaceId, userId);
  return standing && { kind: 'user', workspaceId, userId, ...standing };
}

type Credential = { kind: 'key' | 'session'; text: string };

function apiKeyOf(request: FastifyRequest): Credential | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const text = /^Bearer (\S{20,200})$/.exec(header)?.[1];
  if (text === undefined)
    throw new Refusal(401, 'api_key_invalid', 'Der Authorization-Header muss „Bearer <Schlüssel>“ lauten.');
  return { kind: 'key', text };
}

/** The token in our cookie, if the signature on it is ours. */
export function sessionTokenOf(request: FastifyRequest, secret: string): Credential | undefined {
  const cookies = request.headers.cookie?.split(/; */) ?? [];
  const raw = cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1);
  if (raw === undefined || raw.length > 400) return undefined;
  const value = decode(raw);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? { kind: 'session', text: token } : undefined;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A malformed cookie is no cookie.
    return '';
  }
}

async function bySession(ground: Ground, token: string, now: Date): Promise<Actor | undefined> {
  const people = identityDb<AccessTables>(ground);
  const session = await findLiveSession(people, token, now);
  if (!session?.workspaceId) return undefined;
  const { workspaceId, userId } = session;
  const standing = await findStanding(dbOf<AccessTables>(ground, { workspaceId }), workspaceId, userId);
  if (!standing) return undefined;
  await touchSession(people, session, now);
  return { kind: 'user', workspaceId, userId, ...standing };
}

/** klk_<workspace>_<key id>_<secret>, so that the key itself says into which workspace to look. */
export function writeApiKey(workspaceId: string, id: string, secret: Buffer): string {
  const compact = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('hex');
  return `klk_${compact(workspaceId)}_${compact(id)}_${secret.toString('hex')}`;
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

async function byKey(ground: Ground, text: string, now: Date): Promise<Actor | undefined> {
  const [, workspaceHex, idHex, secret] = /^klk_([0-9a-f]{32})_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(text) ?? [];
  const [workspaceId, id] = [readId(workspaceHex), readId(idHex)];
  if (!workspaceId || !id || secret === undefined) return undefined;
  const db = dbOf<AccessTables>(ground, { workspaceId });
  const key = await findApiKey(db, workspaceId, id);
  if (!key || !timingSafeEqual(key.secretHash, hashSecret(secret))) return undefined;
  const standing = await findStanding(db, workspaceId, key.userId);
  if (!standing) return undefined;
  await noteApiKeyUse(db, key, now);
  return { kind: 'key', workspaceId, userId: key.userId, scopes: key.scopes, ...standing };
}

function readId(hex: string | undefined): string | undefined {
  const id = hex && dashed(hex);
  return id && isUuid(id) ? id : undefined;
}
