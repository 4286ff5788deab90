import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { allows, identifier, needsSetup, setupToken } from '#access';
import {
  type AllTables,
  jobs,
  listeners,
  mountCapabilities,
  nightly,
  mountPagesForAll,
  smallPages,
} from '#capabilities';
import { type Config, readConfig, readSecrets, type Secrets } from '#platform/config';
import { openPool, type PgConnection } from '#platform/db';
import { mountDocumentation } from '#platform/documentation';
import { diskFiles } from '#platform/files';
import { dbOf, type Ground } from '#platform/ground';
import { hookDoors } from '#platform/hooks';
import { createServer, doors } from '#platform/http';
import { migrateQueue, startWorker } from '#platform/jobs';
import { providerAddresses } from '#meetings';
import { startLive } from '#platform/live';
import { noMail, smtpMail } from '#platform/mail';
import { migrate, refusePowerfulRole } from '#platform/migrate';
import { mountOpenPages } from '#platform/open-pages';
import { mountPages } from '#platform/pages';
import type { Operation } from '#platform/operation';
import type { Ports } from '#platform/ports';
import { connectionFrom, ensurePostgres } from '#platform/postgres';
import { startPump } from '#platform/pump';
import { socketDoors } from '#platform/sockets';
import { carrierAddresses, pagesReach, type TelephonyTables } from '#telephony';
import { mountStanding } from '#platform/standing';

export type House = { ground: Ground; app: PgConnection; owner: PgConnection; stop(): Promise<void> };

/** Everything but the doors: settings read, database migrated, pool open. What the command line needs. */
export async function openHouse(
  owner: PgConnection,
  config: Config = readConfig(),
  secrets: Secrets = readSecrets(config.dataDir),
  ports: Partial<Ports> = {},
): Promise<House> {
  await migrateQueue(owner);
  const app = await migrate(owner, secrets.database);
  await refusePowerfulRole(app);
  const pool = openPool(app, 20);
  const ground: Ground = {
    pool,
    config,
    secrets,
    log: pino({ level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] }),
    ports: {
      clock: () => new Date(),
      random: randomBytes,
      mail: config.smtpUrl === undefined ? noMail : smtpMail(config.smtpUrl, config.mailFrom),
      files: diskFiles(join(config.dataDir, 'files')),
      carriers: carrierAddresses,
      providers: providerAddresses,
      payment: { kind: 'none', charge: async () => Promise.reject(new Error('no payment provider')) },
      model: { kind: 'none', complete: async () => Promise.reject(new Error('no model')) },
      ...ports,
    },
  };
  return { ground, app, owner, stop: () => pool.end() };
}

/** The PostgreSQL that the settings name, or else our own below the data folder: started if it is not running yet. */
export async function findPostgres(config: Config): Promise<{ owner: PgConnection } & AsyncDisposable> {
  if (config.databaseUrl === undefined) {
    const own = await ensurePostgres({ dataDir: config.dataDir, log: quiet });
    return { owner: own.connection, [Symbol.asyncDispose]: () => own.stop() };
  }
  return { owner: connectionFrom(config.databaseUrl), [Symbol.asyncDispose]: async () => undefined };
}
const quiet = {
  info: () => undefined,
  warn: (text: string) => process.stderr.write(`${text}\n`),
  error: (text: string) => process.stderr.write(`${text}\n`),
};

/** Serves until the signal fires; comes back when every running request and job has ended. */
export async function serve({
  config,
  until,
  onReady,
}: {
  config: Config;
  until: AbortSignal;
  onReady: (address: string) => void;
}): Promise<void> {
  await using postgres = await findPostgres(config);
  const house = await openHouse(postgres.owner, config);
  const running = await startServer(house);
  onReady(running.address);
  if (!until.aborted) await new Promise((resolve) => until.addEventListener('abort', resolve, { once: true }));
  await running.stop();
}

/** A command's visit: with the database but without the doors; beside a running server or alone. */
export async function visitHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const config = { ...readConfig(), logLevel: 'silent' };
  await using postgres = await findPostgres(config);
  const house = await openHouse(postgres.owner, config);
  try {
    return await work(house);
  } finally {
    await house.stop();
  }
}

export type RunningServer = {
  server: FastifyInstance;
  /** Every operation as mounted. */
  operations: readonly Operation[];
  address: string;
  house: House;
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** The whole product on one port. `stop` lets running requests and jobs come to their end. */
export async function startServer(house: House): Promise<RunningServer> {
  const { ground } = house;
  const { role } = ground.config;
  const server = createServer(ground);
  const operations: Operation[] = [];
  server.addHook('onRoute', ({ config }) => {
    const { operation } = (config ?? {}) as { operation?: Operation };
    if (operation && !operations.includes(operation)) operations.push(operation);
  });
  const identify = identifier(ground);
  const pump = role === 'web' ? undefined : startPump(ground, listeners);
  const worker = role === 'web' ? undefined : await startWorker(ground, house.owner, jobs, { nightly });
  await mountStanding(server, ground);
  if (role !== 'worker') {
    const committed = (): void => pump?.nudge();
    const { serve, serveOpen } = doors<AllTables>(server, ground, identify, allows, committed);
    await mountDocumentation(server);
    const sockets = await socketDoors(server, ground, identify, allows);
    mountCapabilities(serve, serveOpen, hookDoors(server, ground, committed), sockets, ground, committed);
    await mountOpenPages(server, ground, committed, mountPagesForAll);
    await startLive(server, ground, house.app, identify);
    const reach = async (request: FastifyRequest): Promise<readonly string[]> => {
      // A page whose telephone can't be reached is better than none.
      const actor = await identify(request).catch(() => undefined);
      if (actor?.kind !== 'user' || actor.userId === null) return [];
      const { workspaceId, userId } = actor;
      return pagesReach(dbOf<TelephonyTables>(ground, { workspaceId }), { workspaceId, userId }).catch(() => []);
    };
    await mountPages(server, reach, smallPages);
  }
  await server.listen({ port: ground.config.port, host: ground.config.host });
  const bound = server.server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : ground.config.port;
  const setup = (await needsSetup(ground)) ? `/?einrichten=${setupToken(ground)}` : '';
  return {
    server,
    operations,
    address: (ground.config.publicUrl ?? `http://localhost:${port}`) + setup,
    house,
    drain: async () => pump?.drain(),
    stop: async () => {
      await server.close();
      await pump?.stop();
      await worker?.stop();
      await house.stop();
    },
  };
}
