import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../test/setup/eventually.ts';
import type { PgConnection } from './db.ts';
import { ensurePostgres } from './postgres.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'klinke pg ä-'));
});

afterEach(async () => {
  // Adopts what a test may have left running, and being the last one, stops it.
  await (await ensurePostgres({ dataDir, log })).stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('keeps its data from one start to the next', async () => {
  {
    await using postgres = await ensurePostgres({ dataDir, log });
    expect(postgres.startedHere).toBe(true);
    await ask(postgres.connection, 'create table kept as select 42 as answer');
  }
  await using postgres = await ensurePostgres({ dataDir, log });
  expect(postgres.startedHere).toBe(true);
  expect(await ask(postgres.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('is a UTF-8 cluster with checksums that no network can reach', async () => {
  await using postgres = await ensurePostgres({ dataDir, log });
  const [settings] = await ask(
    postgres.connection,
    `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
            current_setting('listen_addresses') as listens, current_setting('fsync') as fsync`,
  );
  expect(settings).toEqual({ encoding: 'UTF8', checksums: 'on', listens: '', fsync: 'on' });
});

test('comes back by itself when the server is killed, with everything that was acknowledged', async () => {
  await using postgres = await ensurePostgres({ dataDir, log });
  const killed = postgres.pid;
  await ask(postgres.connection, 'create table kept (n int)');
  await ask(postgres.connection, 'insert into kept select generate_series(1, 1000)');
  process.kill(killed, 'SIGKILL');

  await eventually(() => expect(postgres.pid).not.toBe(killed));
  expect(await ask(postgres.connection, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
});

test('loses no acknowledged write, however often it is killed', async () => {
  await using postgres = await ensurePostgres({ dataDir, log });
  await ask(postgres.connection, 'create table kept (n int primary key)');
  const acknowledged: number[] = [];
  const deaths = 5;
  for (let death = 0, n = 0; death < deaths; death++) {
    const killed = postgres.pid;
    const killing = pause(200 + 37 * death).then(() => process.kill(killed, 'SIGKILL'));
    const client = new pg.Client(postgres.connection);
    client.on('error', () => undefined);
    await client.connect();
    const writing = async () => {
      for (; ; n++) {
        await client.query('insert into kept values ($1)', [n]);
        acknowledged.push(n);
      }
    };
    await expect(writing()).rejects.toThrow();
    n++; // its fate is unknown
    await killing;
    await client.end().catch(() => undefined);
    await eventually(() => expect(postgres.pid).not.toBe(killed));
  }
  expect(acknowledged.length).toBeGreaterThan(deaths);
  const [{ lost }] = (await ask(
    postgres.connection,
    `select count(*)::int as lost from unnest('{${acknowledged.join(',')}}'::int[]) as n where n not in (select n from kept)`,
  )) as [{ lost: number }];
  expect(lost).toBe(0);
});

test('takes over a healthy server whose process was killed', async () => {
  const owner = await startInOwnProcess();
  const { connection, pid } = owner.postgres;
  await ask(connection, 'create table kept as select 7 as answer');
  owner.child.kill('SIGKILL');
  await once(owner.child, 'exit');

  await using postgres = await ensurePostgres({ dataDir, log });
  expect(postgres.startedHere).toBe(false);
  expect(postgres.pid).toBe(pid);
  expect(await ask(postgres.connection, 'select answer from kept')).toEqual([{ answer: 7 }]);
});

test('serves two processes at once and ends with the last one', async () => {
  const other = await startInOwnProcess();
  const postgres = await ensurePostgres({ dataDir, log });
  expect(postgres.pid).toBe(other.postgres.pid);

  other.child.kill('SIGTERM');
  await once(other.child, 'exit');
  expect(await ask(postgres.connection, 'select 1 as here')).toEqual([{ here: 1 }]);

  await postgres.stop();
  await expect(ask(postgres.connection, 'select 1')).rejects.toThrow('ENOENT');
});

test.each(['a stranger', 'a zombie', 'nobody'])('starts although postmaster.pid names %s', async (whose) => {
  await (await ensurePostgres({ dataDir, log })).stop();
  const { pid, release } = await holdPid(whose);
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  writeFileSync(pidFile, `${pid}\n/proc/self/cwd\n1795416651\n5432\n.\n\n 16039944 4\nready   \n`);

  await using postgres = await ensurePostgres({ dataDir, log });
  expect(await ask(postgres.connection, 'select 1 as here')).toEqual([{ here: 1 }]);
  expect(Number.parseInt(readFileSync(pidFile, 'utf8'), 10)).toBe(postgres.pid);
  release();
});

test('begins anew after a first start that broke off', async () => {
  mkdirSync(join(dataDir, 'postgres.new'));
  writeFileSync(join(dataDir, 'postgres.new', 'half'), '');
  await using postgres = await ensurePostgres({ dataDir, log });
  expect(await ask(postgres.connection, 'select 1 as here')).toEqual([{ here: 1 }]);
});

test('works in a folder whose path is too long for a socket', async () => {
  const deep = join(dataDir, 'ein-recht-langer-name-für-einen-ordner'.repeat(4));
  await using postgres = await ensurePostgres({ dataDir: deep, log });
  expect(await ask(postgres.connection, 'select 1 as here')).toEqual([{ here: 1 }]);
});

test('says why when the server cannot start', async () => {
  await (await ensurePostgres({ dataDir, log })).stop();
  const settings = join(dataDir, 'postgres', 'postgresql.conf');
  const before = readFileSync(settings, 'utf8');
  writeFileSync(settings, `${before}shared_buffers = 'viel'\n`);
  await expect(ensurePostgres({ dataDir, log })).rejects.toThrow(/PostgreSQL startet nicht:[^]*shared_buffers/);
  writeFileSync(settings, before);
});

async function ask(connection: PgConnection, sql: string): Promise<object[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

type Told = { connection: PgConnection; pid: number };

/** Another process of ours on the same folder. */
async function startInOwnProcess(): Promise<{ child: ChildProcess; postgres: Told }> {
  const program = `
    const { ensurePostgres } = await import('#platform/postgres');
    const postgres = await ensurePostgres({ dataDir: process.argv[1], log: console });
    process.once('SIGTERM', () => postgres.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);
    process.send({ connection: postgres.connection, pid: postgres.pid });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [postgres] = (await once(child, 'message')) as [Told];
  return { child, postgres };
}

/** The number of a living process that is no server of ours, of a dead one nobody has buried, or of none at all. */
async function holdPid(whose: string): Promise<{ pid: number; release(): void }> {
  if (whose === 'nobody') return { pid: 4_194_303, release: () => undefined };
  // The shell starts a child that ends at once, and becomes `sleep`, which buries nobody.
  const script = whose === 'a zombie' ? 'true & echo $!; exec sleep 60' : 'echo $$; exec sleep 60';
  // As the server's own user: PostgreSQL takes numbers of other users for harmless.
  const { uid, gid } = statSync(join(dataDir, 'postgres'));
  const child = spawn('sh', ['-c', script], { uid, gid, cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  await pause(100);
  return { pid: Number(line.toString()), release: () => child.kill() };
}
