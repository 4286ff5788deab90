import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { PgConnection } from '#platform/db';
import { Refusal } from '#platform/errors';
import { lockFile } from '#platform/file-lock';
import { type Cluster, prepareCluster } from './postgres/cluster.ts';
import { type Address, answers, isServing, port, runPostmaster, stopPostmaster } from './postgres/postmaster.ts';

/** A real PostgreSQL of our own under the data folder, kept running for as long as one of our processes uses it. */
export type Postgres = {
  /** The owner of the database: for migrations. */
  readonly connection: PgConnection;
  /** False when it was running already: beside another process, or left behind by a killed one. */
  readonly startedHere: boolean;
  readonly pid: number;
  /** Leaves; the last one to leave stops the server. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

type Log = { info(message: string): void; warn(message: string): void; error(message: string): void };

/**
 * Everybody who uses the server holds a shared lock on one file, so the kernel knows who is left, also after a kill -9.
 * Starting and healing happen under a second, exclusive lock.
 */
export async function ensurePostgres({ dataDir, log }: { dataDir: string; log: Log }): Promise<Postgres> {
  const home = resolve(dataDir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const inUsePath = join(home, 'locks', 'postgres-in-use');
  const startPath = join(home, 'locks', 'postgres-start');

  const inUse = await lockFile(inUsePath, 'shared', 60_000);
  if (!inUse) throw new Refusal(503, 'postgres.stopping', 'PostgreSQL wird gerade beendet. Bitte gleich noch einmal.');
  const socket = socketFolder(join(home, 'postgres'));
  const address: Address = { host: '', port, user: 'postgres', database: 'klinke' };
  const run = async () => {
    using start = await lockFile(startPath, 'exclusive', 120_000);
    if (!start)
      throw new Refusal(503, 'postgres.busy', 'Ein anderer Vorgang startet PostgreSQL und wird nicht fertig.');
    const cluster = prepareCluster(home);
    address.host ||= socket.open();
    const postmaster = await runPostmaster(cluster, address);
    await ensureDatabase(address);
    return { cluster, postmaster };
  };

  const first = await run().catch((error: unknown) => {
    inUse.release();
    socket.close();
    throw error;
  });
  let { pid } = first.postmaster;
  const { cluster } = first;

  const leaving = new AbortController();
  const watch = watchOver(
    cluster,
    () => pid,
    address,
    leaving.signal,
    async () => {
      log.warn('PostgreSQL ist ausgefallen und wird neu gestartet.');
      ({ pid } = (await run()).postmaster);
      log.info('PostgreSQL läuft wieder.');
    },
    log,
  );

  let left: Promise<void> | undefined;
  const leave = async () => {
    leaving.abort();
    await watch;
    inUse.release();
    // Whoever gets the file for himself alone is the last one. A second look, for others who leave this moment.
    using alone = await lockFile(inUsePath, 'exclusive', 50);
    if (alone) await stopPostmaster(cluster.dir, pid);
    socket.close();
  };
  const stop = () => (left ??= leave());

  return {
    connection: address,
    startedHere: !first.postmaster.adopted,
    get pid() {
      return pid;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The server that DATABASE_URL names. */
export function connectionFrom(databaseUrl: string): PgConnection {
  const url = new URL(databaseUrl);
  const ssl = url.searchParams.get('sslmode');
  return {
    host: decodeURIComponent(url.searchParams.get('host') ?? url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    ...(ssl !== null && ssl !== 'disable' && { ssl: { rejectUnauthorized: ssl.startsWith('verify-') } }),
  };
}

/** Looks twice a second, and brings back a server that is gone, trying until it succeeds. */
async function watchOver(
  cluster: Cluster,
  pid: () => number,
  address: Address,
  until: AbortSignal,
  heal: () => Promise<void>,
  log: Log,
): Promise<void> {
  let delay = 500;
  for (;;) {
    await pause(delay, undefined, { signal: until, ref: false }).catch(() => undefined);
    if (until.aborted) return;
    // A server in another container on the same folder answers without being visible here.
    if (isServing(cluster.dir, pid()) || (await answers(address))) continue;
    try {
      await heal();
      delay = 500;
    } catch (error) {
      log.error(error instanceof Error ? error.message : String(error));
      delay = Math.min(delay * 2, 10_000);
    }
  }
}

async function ensureDatabase(address: Address): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [address.database]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(address.database)}`);
  } finally {
    await client.end();
  }
}

/**
 * The path of a socket may have 107 bytes, and data folders can be deeper. An open folder is reachable through
 * /proc by a short name for as long as we keep it open.
 */
function socketFolder(dir: string): { open(): string; close(): void } {
  let handle: number | undefined;
  return {
    open() {
      if (Buffer.byteLength(join(dir, `.s.PGSQL.${port}`)) <= 107) return dir;
      handle ??= openSync(dir, 'r');
      return `/proc/${process.pid}/fd/${handle}`;
    },
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}
