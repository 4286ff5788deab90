import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '#platform/errors';
import { type Cluster, inside } from './cluster.ts';

export type Postmaster = { pid: number; adopted: boolean };

/** What a client needs to reach the server. `host` is the folder of its socket. */
export type Address = { host: string; port: number; user: string; database: string };

export const port = 5432;

/**
 * The running server of this folder: the one a killed process left behind if it is healthy, else a new one.
 * Callers hold the start lock.
 */
export async function runPostmaster(cluster: Cluster, address: Address): Promise<Postmaster> {
  const found = await settledPostmaster(cluster.dir);
  if (await answers(address)) return { pid: found ?? 0, adopted: true };
  if (found !== undefined) await stopPostmaster(cluster.dir, found);
  await clearRemains(cluster.dir);
  return { pid: await start(cluster, address), adopted: false };
}

/** Fast shutdown; harder when the server does not obey. */
export async function stopPostmaster(dir: string, pid: number): Promise<void> {
  const steps = [
    { signal: 'SIGINT', patienceMs: 30_000 },
    { signal: 'SIGQUIT', patienceMs: 5_000 },
    { signal: 'SIGKILL', patienceMs: 5_000 },
  ] as const;
  for (const { signal, patienceMs } of steps) {
    if (!isServing(dir, pid)) return;
    process.kill(pid, signal);
    await until(() => !isServing(dir, pid), patienceMs);
  }
}

/** Is `pid` a living process of the server in `dir`? Its working directory tells, so a reused pid deceives nobody. */
export function isServing(dir: string, pid: number): boolean {
  return isAlive(pid) && workingDirectory(pid) === realpathSync(dir);
}

export async function answers(address: Address): Promise<boolean> {
  const client = new pg.Client({
    ...address,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function start(cluster: Cluster, address: Address): Promise<number> {
  const { dataArgument, options } = inside(cluster.dir, cluster.user);
  const outputPath = join(cluster.logDir, 'postgres-start.log');
  rmSync(outputPath, { force: true }); // the last one may be root's
  const output = openSync(outputPath, 'w', 0o600);
  // The socket lies in the folder itself, which is closed to everybody else. Own session: Ctrl-C is for us, not for the server.
  const child = spawn(
    cluster.binaries.postgres,
    [
      '-D',
      dataArgument,
      `--port=${port}`,
      '--listen_addresses=',
      '--unix_socket_directories=.',
      '--unix_socket_permissions=0700',
    ],
    { ...options, detached: true, stdio: ['ignore', output, output] },
  );
  child.once('error', () => undefined); // the missing pid below tells
  child.unref();
  closeSync(output);

  const pid = child.pid;
  // After a crash the server first replays its log, for as long as that takes.
  while (pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (statusLine(cluster.dir) === 'ready' && (await answers(address))) return pid;
    await pause(20);
  }
  const why = [readFileSync(outputPath, 'utf8'), lastLogLines(cluster.dir)].join('\n').trim();
  throw new Refusal(503, 'postgres.start_failed', `PostgreSQL startet nicht:\n${why}`, { dir: cluster.dir });
}

/** The pid in postmaster.pid if it is the server of this folder, once it neither starts nor stops. */
async function settledPostmaster(dir: string): Promise<number | undefined> {
  for (;;) {
    const pid = Number(pidFile(dir)[0]);
    if (!(pid > 0) || !isServing(dir, pid)) return undefined;
    const status = statusLine(dir);
    if (status !== 'starting' && status !== 'stopping') return pid;
    await pause(50);
  }
}

/**
 * Without a living postmaster its pid file is a lie: the number belongs to a zombie, or since a reboot to a stranger, and
 * PostgreSQL would refuse to start. Its children end by themselves when it is gone; only then may a new one begin.
 */
async function clearRemains(dir: string): Promise<void> {
  await until(() => processesIn(dir).length === 0, 10_000);
  for (const pid of processesIn(dir)) process.kill(pid, 'SIGKILL');
  await until(() => processesIn(dir).length === 0, 5_000);
  rmSync(join(dir, 'postmaster.pid'), { force: true });
}

function processesIn(dir: string): number[] {
  const home = realpathSync(dir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && workingDirectory(pid) === home && isAlive(pid));
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // gone, a zombie, or somebody else's
  }
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

const pidFile = (dir: string): string[] => {
  const path = join(dir, 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
};

const statusLine = (dir: string): string | undefined => pidFile(dir)[7]?.trim();

function lastLogLines(dir: string): string {
  const logs = join(dir, 'log');
  const day = new Date().toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
  const path = join(logs, `postgresql-${day}.log`);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '';
}

async function until(condition: () => boolean, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!condition() && Date.now() < deadline) await pause(20);
}
