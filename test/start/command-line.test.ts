import { execFile, type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ensurePostgres } from '#platform/postgres';
import { layPrepared } from '../setup/prepared.ts';
import { freePort } from '../setup/free-port.ts';

const home = resolve(import.meta.dirname, '../..');
const klinke = join(home, 'bin/klinke');

let folder: string;
let dataDir: string;
let env: Record<string, string>;
const servers: ChildProcess[] = [];

// Builds what is stale.
beforeAll(async () => {
  const { code, stderr } = await run(klinke, ['--version']);
  expect(code, stderr).toBe(0);
}, 240_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'Klinke für alle-'));
  dataDir = join(folder, 'data');
  env = { KLINKE_DATA: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'fatal' };
});

afterEach(async () => {
  for (const server of servers.splice(0)) await end(server, 'SIGTERM');
  await run(klinke, ['doctor']); // the last one to leave stops a database that a killed server left behind
  rmSync(folder, { recursive: true, force: true });
});

test('serves, and ends cleanly on SIGTERM', async () => {
  const { server, address } = await serve();
  expect(address).toContain(`:${env['PORT']}`);
  expect(await status('/readyz')).toBe(200);

  expect(await end(server, 'SIGTERM')).toBe(0);
  expect(await ownPostgres()).toContain('ruht');
});

test('a second one says who is running, and leaves the first alone', async () => {
  layPrepared(dataDir);
  const { server } = await serve();
  const second = await run(klinke, ['serve']);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toContain(`Klinke läuft bereits: http://localhost:${env['PORT']} (Prozess ${server.pid}`);
  expect(JSON.parse((await run(klinke, ['serve', '--json'])).stdout)).toMatchObject({
    error: { code: 'server.running' },
  });
  expect(await status('/readyz')).toBe(200);
});

test('two at once: exactly one serves', async () => {
  const rivals = [1, 2].map(() =>
    spawn(klinke, ['serve'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  servers.push(...rivals);
  const [first] = await Promise.race(rivals.map(async (rival) => [await once(rival, 'exit'), rival] as const));
  expect(first[0]).toBe(1);
  await vi.waitFor(async () => expect(await status('/readyz')).toBe(200), { timeout: 20_000 });
});

test('starts again after kill -9', async () => {
  layPrepared(dataDir);
  const { server } = await serve();
  await end(server, 'SIGKILL');
  await serve();
  expect(await status('/readyz')).toBe(200);
});

test('heals when the database is killed under it', async () => {
  layPrepared(dataDir);
  await serve();
  const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
  process.kill(postmaster, 'SIGKILL');
  await vi.waitFor(async () => expect(await status('/readyz')).toBe(503), { timeout: 2_000, interval: 20 });
  await vi.waitFor(async () => expect(await status('/readyz')).toBe(200), { timeout: 10_000 });
});

test('says when the port belongs to somebody else', async () => {
  const other = createServer().listen(Number(env['PORT']), '0.0.0.0');
  await once(other, 'listening');
  const { code, stderr } = await run(klinke, ['serve']);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`Port ${env['PORT']} gehört schon einem anderen`)]);
  other.close();
});

test('says which setting is wrong', async () => {
  env['PORT'] = 'drei';
  const { code, stderr } = await run(klinke, ['serve']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('PORT: muss eine Zahl sein')]);
});

test('doctor tells the same beside a running server as alone', async () => {
  const fresh = JSON.parse((await run(klinke, ['doctor', '--json'])).stdout) as { healthy: boolean };
  expect(fresh.healthy).toBe(true);
  await serve();
  const { healthy, findings } = JSON.parse((await run(klinke, ['doctor', '--json'])).stdout);
  expect(healthy).toBe(true);
  expect(findings).toContainEqual({ what: 'Datenbankstand', state: 'ok', message: 'auf dem Stand dieser Fassung' });
  expect(await status('/readyz')).toBe(200);
});

test('decides cases of consent without a server, and says what it cannot read', async () => {
  const decide = async (content: string, ...flags: string[]) => {
    writeFileSync(join(folder, 'fälle.json'), content);
    return run(klinke, ['consent', 'decide', join(folder, 'fälle.json'), ...flags]);
  };
  const facts = { now: '2026-11-23T09:00:00Z', channel: 'call', callerIdShown: true, country: 'DE', party: 'consumer' };
  const decided = { allow: false, reason: 'NO_CONSENT', norm: '§ 7 Abs. 2 Nr. 1 UWG' };
  const good = await decide(
    `\uFEFF${JSON.stringify({
      cases: [
        { id: 'a', in: facts },
        { id: 'b', in: facts },
      ],
    })}`,
  );
  expect([good.code, good.stderr]).toEqual([0, '']);
  const lines = good.stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { id: 'a', ...decided },
    { id: 'b', ...decided },
  ]);

  const mixed = await decide(
    JSON.stringify({
      cases: [
        { id: 'a', in: {} },
        { id: 'b', in: facts },
      ],
    }),
  );
  expect([mixed.code, mixed.stderr]).toEqual([1, '1 von 2 Fällen sind nicht lesbar.\n']);
  expect(mixed.stdout).toContain('case_unreadable');
  expect(await decide('{"cases": 3}')).toMatchObject({ code: 1, stderr: expect.stringContaining('{"cases":[') });
  expect(await decide('nein')).toMatchObject({ code: 1, stderr: expect.stringContaining('kein JSON') });
  expect(await run(klinke, ['consent', 'decide', join(folder, 'fehlt.json')])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('gibt es nicht'),
  });
});

test('doctor notices when the end of the event log was cut off, by the file beside the database and by a copy kept elsewhere', async () => {
  const witness = join(dataDir, 'chain-witness.txt');
  const copy = join(folder, 'notiert.txt');
  layPrepared(dataDir);
  const { server } = await serve();
  const person = ['--email', 'anna@example.de', '--password', 'der Testmond scheint hell'];
  expect(await run(klinke, ['setup', '--workspace', 'Solar Kassel', ...person])).toMatchObject({ code: 0 });
  await vi.waitFor(() => expect(readFileSync(witness, 'utf8')).toMatch(/^[0-9a-f-]{36} [1-9]\d* [0-9a-f]{64}$/m), {
    timeout: 15_000,
    interval: 100,
  });
  await end(server, 'SIGTERM');
  cpSync(witness, copy);
  expect(await auditTrail('--witness', copy)).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('2 Prüfw'),
  });

  const postgres = await ensurePostgres({ dataDir, log: console });
  const superuser = new pg.Client(postgres.connection);
  await superuser.connect();
  await superuser.query(`
    with cut as (delete from event_seal where number = (select max(number) from event_seal) returning event_ids)
    delete from event where id = any(array(select unnest(event_ids) from cut))`);
  await superuser.end();
  await postgres.stop();

  const cutOff = { state: 'problem', message: expect.stringContaining('das Ende der Kette wurde abgeschnitten') };
  expect(await auditTrail()).toMatchObject(cutOff);
  rmSync(witness);
  expect(await auditTrail()).toMatchObject({ state: 'ok' });
  expect(await auditTrail('--witness', copy)).toMatchObject(cutOff);
});

test('an import hears what happened meanwhile: what follows from a missed call follows all the same', async () => {
  layPrepared(dataDir);
  await run(klinke, [
    'setup',
    '--workspace',
    'Nord',
    '--email',
    'mira@example.org',
    '--password',
    'kupferne klinke am morgen',
  ]);
  const list = join(folder, 'liste.csv');
  writeFileSync(list, 'Vorname;Nachname;Telefon\nJule;Petersen;0561 9201234\n');
  expect((await run(klinke, ['import', list])).code).toBe(0);

  const postgres = await ensurePostgres({ dataDir, log: console });
  const superuser = new pg.Client(postgres.connection);
  await superuser.connect();
  try {
    await superuser.query(`
      with missed as (
        insert into event (workspace_id, id, type, occurred_at, recorded_at, actor_kind, contact_id, payload)
        select workspace_id, gen_random_uuid(), 'calls.missed', now(), now(), 'system', id, jsonb_build_object('lineCallId', gen_random_uuid(),
          'contactId', id, 'userId', null, 'number', '+495619201234', 'rangAt', '2026-06-01T10:00:00Z')
        from contact returning workspace_id, id)
      insert into event_outbox (workspace_id, event_id) select workspace_id, id from missed`);
    expect((await run(klinke, ['import', list])).code).toBe(0);
    const { rows } = await superuser.query(`
      select ((select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
              where t.identifier = 'next-steps.callBack') + (select count(*) from next_step))::int as follows,
        (select count(*)::int from event_outbox) as unheard`);
    expect(rows).toEqual([{ follows: 1, unheard: 0 }]);
  } finally {
    await superuser.end();
    await postgres.stop();
  }
});

test.each([[['bohnern']], [['serve', '--laut']], [['key', 'delete']], [['setup']], [['consent', 'raten']]])(
  'does not understand %j',
  async (typed) => {
    const { code, stderr, stdout } = await run(klinke, typed);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    const told = await run(klinke, [...typed, '--json']);
    expect([told.code, JSON.parse(told.stdout)]).toEqual([
      2,
      { error: { code: 'usage', message: expect.any(String) } },
    ]);
  },
);

test('a build of other sources is stale, whatever its date says', async () => {
  const tree = copyTree(['src', 'scripts', 'tsconfig.json', ...globSync(['*.html', '*.config.ts'], { cwd: home })]);
  const note = join(tree, 'dist/built');
  const current = readFileSync(note, 'utf8');
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
  writeFileSync(note, 'other sources');
  utimesSync(note, tomorrow, tomorrow);
  expect(await run(join(tree, 'bin/klinke'), ['--version'])).toMatchObject({ code: 0 });
  expect(readFileSync(note, 'utf8')).toBe(current);
});

test('a released tree needs no sources, and is found through a link, in a folder with a space and an umlaut', async () => {
  copyTree();
  symlinkSync('Verkäufe am Telefon/bin/klinke', join(folder, 'klinke'));

  const { stdout } = await run(join(folder, 'klinke'), ['--version'], '/');
  expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version);
});

/** This tree as it is released, and more of it; apart, because others run from ours meanwhile. */
function copyTree(more: string[] = []): string {
  const tree = join(folder, 'Verkäufe am Telefon');
  for (const part of ['bin', 'dist', 'package.json', 'package-lock.json', ...more])
    cpSync(join(home, part), join(tree, part), { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

type Ended = { code: number | null; stdout: string; stderr: string };

function run(program: string, args: string[], cwd = home): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(program, args, { cwd, env: { ...process.env, ...env } }, (_error, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
}

async function serve(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(klinke, ['serve'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(server);
  const died = once(server, 'exit').then(([code]) =>
    Promise.reject(new Error(`klinke serve ended with ${String(code)}`)),
  );
  const [line] = (await Promise.race([once(server.stdout, 'data'), died])) as [Buffer];
  died.catch(() => undefined);
  return { server, address: line.toString() };
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill(signal);
    await once(server, 'exit');
  }
  return server.exitCode;
}

async function status(path: string): Promise<number | undefined> {
  return fetch(`http://localhost:${env['PORT']}${path}`).then(
    (answer) => answer.status,
    () => undefined,
  );
}

async function ownPostgres(): Promise<string | undefined> {
  const told = JSON.parse((await run(klinke, ['doctor', '--json'])).stdout) as {
    findings: { what: string; message: string }[];
  };
  return told.findings.find(({ what }) => what === 'PostgreSQL')?.message;
}

async function auditTrail(...more: string[]): Promise<unknown> {
  const told = JSON.parse((await run(klinke, ['doctor', '--audit', ...more, '--json'])).stdout) as {
    findings: { what: string }[];
  };
  return told.findings.find(({ what }) => what === 'Ereigniskette');
}
