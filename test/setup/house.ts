import { argon2, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import type { z } from 'zod';
import { createPerson, join, setUp } from '#access';
import { type AllTables, prepareWorkspace } from '#capabilities';
import type { Actor, Role } from '#platform/actor';
import type { Config } from '#platform/config';
import { dbOf, type Ground, identityDb } from '#platform/ground';
import { apiPrefix } from '#platform/http';
import { newId } from '#platform/ids';
import type { Operation } from '#platform/operation';
import type { Ports } from '#platform/ports';
import { openHouse, type RunningServer, startServer } from '../../src/main.ts';
import { testDatabase } from './database.ts';

/** A Monday morning in Kassel, inside every calling window. */
export const monday = new Date('2026-11-23T09:30:00Z');

export type TestApp = {
  running: RunningServer;
  ground: Ground;
  /** Move it to let time pass. */
  time: { now: Date };
  /** A workspace of its own for one test, with its signed-in owner. */
  workspace(name?: string): Promise<TestWorkspace>;
  /** All events carried downstream. Jobs run by themselves; wait for their effect. */
  drain(): Promise<void>;
} & AsyncDisposable;

export type TestWorkspace = {
  id: string;
  owner: Client;
  /** Another person of the same workspace. */
  person(role: Role, options?: { name?: string }): Promise<Client>;
};

/** Someone at a browser. */
export type Client = {
  userId: string;
  email: string;
  actor: Actor & { userId: string };
  /** What their browser sends with every request, for requests made by hand. */
  headers: Record<string, string>;
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
    operation: Operation<P, Q, B, O>,
    input?: {
      params?: z.input<P>;
      query?: z.input<Q>;
      body?: z.input<B>;
      ifMatch?: number;
      idempotencyKey?: string;
      bytes?: Buffer | string;
    },
  ): Promise<{ status: number; body: z.output<O>; bytes: Buffer; headers: Record<string, unknown> }>;
};

const password = 'der Testmond scheint hell';
/** As cheap as it goes: what a hash costs, each sign-in would pay. */
const passwordHash = hashOf(password);

async function hashOf(message: string): Promise<string> {
  const salt = randomBytes(16);
  const cost = { memory: 8, passes: 1, parallelism: 1, tagLength: 32 };
  const tag = await promisify(argon2)('argon2id', { ...cost, message, nonce: salt });
  return `$argon2id$v=19$m=8,t=1,p=1$${salt.toString('base64')}$${Buffer.from(tag).toString('base64')}`;
}

/** The whole house on this worker's database, with a clock that stands still. */
export async function startApp(
  options: { now?: Date; ports?: Partial<Ports>; config?: Partial<Config>; database?: string } = {},
): Promise<TestApp> {
  const { owner } = await testDatabase(options.database);
  const { appPassword } = await import('vitest').then(({ inject }) => inject('postgres'));
  const dataDir = mkdtempSync(joinPath(tmpdir(), 'klinke-app-'));
  const time = { now: options.now ?? monday };
  const config: Config = {
    dataDir,
    port: 0,
    host: '127.0.0.1',
    publicUrl: undefined,
    proxies: 0,
    databaseUrl: undefined,
    smtpUrl: undefined,
    mailFrom: 'Klinke <klinke@example.org>',
    janusUrl: undefined,
    privateHosts: [],
    turnUrl: undefined,
    turnSecret: undefined,
    role: 'all',
    logLevel: 'silent',
    ...options.config,
  };
  const secrets = { session: 's'.repeat(43), chain: 'c'.repeat(43), database: appPassword };
  const house = await openHouse(owner, config, secrets, { clock: () => time.now, ...options.ports });
  const running = await startServer(house);
  const { ground } = house;

  const client = async (userId: string, email: string, actor: Client['actor']): Promise<Client> => {
    const headers = { host: 'localhost', 'x-klinke': '1' };
    const signedIn = await running.server.inject({
      method: 'POST',
      url: `${apiPrefix}/session`,
      headers,
      payload: { email, password },
    });
    if (signedIn.statusCode !== 201) throw new Error(`sign-in failed: ${signedIn.body}`);
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    return {
      userId,
      email,
      actor,
      headers: { ...headers, cookie },
      async call(operation, input = {}) {
        const params = (input.params ?? {}) as Record<string, string>;
        const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
        const answer = await running.server.inject({
          method: operation.method,
          url: apiPrefix + path,
          headers: {
            ...headers,
            cookie,
            ...(input.ifMatch !== undefined && { 'if-match': `"${input.ifMatch}"` }),
            ...(input.bytes !== undefined && { 'content-type': 'application/octet-stream' }),
            ...(input.idempotencyKey !== undefined && { 'idempotency-key': input.idempotencyKey }),
          },
          ...(input.query !== undefined && { query: stringified(input.query as Record<string, unknown>) }),
          ...(operation.method !== 'GET' &&
            operation.method !== 'DELETE' && {
              payload: input.bytes ?? ((input.body ?? {}) as object),
            }),
        });
        const json = String(answer.headers['content-type']).includes('json');
        return {
          status: answer.statusCode,
          body: (json ? answer.json() : answer.body) as never,
          bytes: answer.rawPayload,
          headers: answer.headers,
        };
      },
    };
  };

  return {
    running,
    ground,
    time,
    async workspace(name = 'Sonnendach Kassel') {
      const who = { name: 'Olga Inhaberin', email: `${newId()}@example.org`, locale: 'de' as const };
      const hash = await passwordHash;
      await identityDb<AllTables>(ground)
        .transaction()
        .execute((trx) => createPerson(trx, { ...who, passwordHash: hash }, time.now));
      const { workspaceId, userId } = await setUp(
        ground,
        { workspaceName: name, country: 'DE', region: 'DE-HE', ...who, password, example: false },
        { onlyFirst: false, prepare: prepareWorkspace },
      );
      const actor = { kind: 'user' as const, workspaceId, userId, role: 'owner' as const, seesOnlyOwn: false };
      return {
        id: workspaceId,
        owner: await client(userId, who.email, actor),
        async person(role, { name: called = 'Paula Person' } = {}) {
          const address = `${newId()}@example.org`;
          const hash = await passwordHash;
          const db = dbOf<AllTables>(ground, { workspaceId });
          const id = await db.transaction().execute(async (trx) => {
            const made = await createPerson(
              trx,
              { name: called, email: address, locale: 'de', passwordHash: hash },
              time.now,
            );
            await join(trx, actor, made, role, time.now);
            return made;
          });
          return client(id, address, { kind: 'user', workspaceId, userId: id, role, seesOnlyOwn: false });
        },
      };
    },
    drain: () => running.drain(),
    async [Symbol.asyncDispose]() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function stringified(query: Record<string, unknown>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}
