import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { freePort } from '../../test/setup/free-port.ts';

const home = resolve(import.meta.dirname, '../..');

/** Who sets each Klinke of the stories up. */
export const owner = { name: 'Mira Kern', email: 'mira.kern@example.org', password: 'kupferne klinke am morgen' };

/** The real command with a data folder of its own. */
export function serve(folder: string, settings: NodeJS.ProcessEnv = {}): Promise<Serving> {
  return start(folder, [join(home, 'bin/klinke'), 'serve', '--json'], settings);
}

export function serveFrom(
  clock: 'on-a-weekday' | 'moved-clock',
  folder: string,
  settings: NodeJS.ProcessEnv,
): Promise<Serving> {
  // Builds the pages, if need be.
  spawnSync(join(home, 'bin/klinke'), ['version']);
  return start(folder, [join(home, 'scripts/run'), join(home, `e2e/setup/${clock}.ts`)], settings);
}

type Serving = { server: ChildProcessByStdio<Writable, Readable, null>; address: string };

async function start(
  folder: string,
  [program = '', ...args]: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const port = await freePort();
  const server = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, KLINKE_DATA: folder, PORT: String(port), LOG_LEVEL: 'fatal', ...settings },
  });
  await said(server);
  return { server, address: `http://localhost:${port}` };
}

/** The next line that it says to us. */
export async function said(server: Serving['server']): Promise<void> {
  for await (const line of createInterface({ input: server.stdout })) if (line.startsWith('{')) return;
  throw new Error('The server ended before it was ready.');
}

/** The first visit. */
export async function setUp(address: string, example: boolean): Promise<void> {
  const answer = await fetch(`${address}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-klinke': '1', origin: address },
    body: JSON.stringify({ workspaceName: 'Sonnendach Kassel', ...owner, example }),
  });
  if (answer.status !== 201) throw new Error(`set-up failed: ${await answer.text()}`);
}
