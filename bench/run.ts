/**
 * npm run bench [-- --small] [-- name …]: our figures and, in the same run, the floor's (bench/floor.ts). Prints JSON. The data are made once and kept in .bench/.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createApiKey, listMembers, setUp, type AccessTables } from '#access';
import { type AllTables, prepareWorkspace } from '#capabilities';
import type { PgConnection } from '#platform/db';
import { dbOf } from '#platform/ground';
import { ensurePostgres } from '#platform/postgres';
import { openHouse } from '../src/main.ts';
import { readConfig } from '#platform/config';
import { callsAtDesk, callsOverHttp } from './calls/index.ts';
import { benchUser, makeData, type Size, sizes } from './data.ts';
import { line } from './line.ts';
import { importing } from './importing.ts';
import { meetingsAtDesk, meetingsByVideo } from './meetings/index.ts';
import { requests } from './requests.ts';
import { rescoring } from './rescoring.ts';
import { scoring } from './scoring/index.ts';
import { starting } from './starting.ts';
import { freePort } from '../test/setup/free-port.ts';

export type Place = {
  dataDir: string;
  size: Size;
  workspaceId: string;
  userIds: string[];
  apiKey: string;
  owner: PgConnection;
  ours: string;
  floor: string;
};

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scale = values.small ? 'small' : 'full';
const size = sizes[scale];
const dataDir = resolve(import.meta.dirname, '../.bench', scale);
const ports = { ours: await freePort(), floor: await freePort() };
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

const results: Record<string, unknown> = { scale, ...size, node: process.version, at: new Date().toISOString() };
if (wanted('scoring')) Object.assign(results, { scoring: await scoring() });
// The engines need no house.
if (positionals.length === 1 && positionals[0] === 'scoring') finish();
const place = await prepare();
if (wanted('requests') || wanted('search') || wanted('import')) {
  await using ours = await start('ours', [resolve(import.meta.dirname, '../bin/klinke'), 'serve'], 'Klinke läuft');
  await using floor = await start(
    'floor',
    [process.execPath, join(import.meta.dirname, 'floor.ts')],
    'ready',
    JSON.stringify({ connection: place.owner, workspaceId: place.workspaceId }),
  );
  void floor;
  if (wanted('requests')) Object.assign(results, await requests(place));
  if (wanted('import')) Object.assign(results, await importing(place, ours.pid));
}
if (wanted('calls')) {
  const atDesk = await callsAtDesk(dataDir);
  await using ours = await start('ours', [resolve(import.meta.dirname, '../bin/klinke'), 'serve'], 'Klinke läuft');
  void ours;
  Object.assign(results, { calls: { ...atDesk, ...(await callsOverHttp(place)) } });
}
if (wanted('rescoring')) {
  await using ours = await start('ours', [resolve(import.meta.dirname, '../bin/klinke'), 'serve'], 'Klinke läuft');
  void ours;
  Object.assign(results, await line('rescoring', () => rescoring(place)));
}
if (wanted('meetings'))
  Object.assign(results, { meetings: { ...(await meetingsAtDesk(dataDir)), ...(await meetingsByVideo()) } });
if (wanted('start')) Object.assign(results, await starting(place));
finish();

function finish(): never {
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  const unmet = JSON.stringify(results).includes('"met":false');
  if (unmet) process.stderr.write('Not every bar is met.\n');
  process.exit(unmet ? 1 : 0);
}

/** The workspace with its data; made on the first run (minutes), found on the next. */
async function prepare(): Promise<Place> {
  mkdirSync(dataDir, { recursive: true });
  const postgres = await ensurePostgres({
    dataDir,
    log: { info: () => undefined, warn: console.error, error: console.error },
  });
  const known = join(dataDir, 'bench.json');
  const house = await openHouse(postgres.connection, { ...readConfig({ KLINKE_DATA: dataDir }), logLevel: 'silent' });
  const rest = {
    dataDir,
    size,
    owner: postgres.connection,
    ours: `http://127.0.0.1:${ports.ours}`,
    floor: `http://127.0.0.1:${ports.floor}`,
  };
  if (!existsSync(known)) {
    const { workspaceId, userId } = await setUp(
      house.ground,
      {
        workspaceName: 'Bench',
        country: 'DE',
        region: 'DE-HE',
        locale: 'de',
        name: 'Bench',
        ...benchUser,
        example: false,
      },
      { onlyFirst: false, prepare: prepareWorkspace },
    );
    const actor = { kind: 'user' as const, workspaceId, userId, role: 'owner' as const, seesOnlyOwn: false };
    const db = dbOf<AllTables>(house.ground, actor);
    const { secret } = await createApiKey(
      db,
      actor,
      { name: 'bench', scopes: ['all.owner'] },
      house.ground.ports.random,
      new Date(),
    );
    const members = await listMembers(dbOf<AccessTables>(house.ground, actor), workspaceId);
    const userIds = members.map((member) => member.userId);
    process.stderr.write(`making ${size.people} people, ${size.events} events …\n`);
    await makeData(postgres.connection, workspaceId, userIds, size);
    writeFileSync(known, JSON.stringify({ workspaceId, userIds, apiKey: secret }));
  }
  await house.stop();
  return { ...rest, ...(JSON.parse(readFileSync(known, 'utf8')) as Pick<Place, 'workspaceId' | 'userIds' | 'apiKey'>) };
}

async function start(
  name: 'ours' | 'floor',
  [program, ...args]: string[],
  ready: string,
  input = '',
): Promise<{ pid: number } & AsyncDisposable> {
  const child: ChildProcess = spawn(program ?? '', args, {
    env: { ...process.env, KLINKE_DATA: dataDir, PORT: String(ports[name]), HOST: '127.0.0.1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin?.end(input);
  await new Promise<void>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => String(chunk).includes(ready) && done());
    child.on('exit', (code, signal) => {
      fail(new Error(`${name} ended with ${code ?? signal}`));
      // Later than that nobody awaits this; whoever measures would wait for an answer for ever.
      process.stderr.write(`${name} ended with ${code ?? signal}\n`);
      process.exit(1);
    });
  });
  return {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.removeAllListeners('exit');
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
