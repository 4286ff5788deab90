import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ensurePostgres } from '#platform/postgres';
import { layPrepared } from '../setup/prepared.ts';
import { freePort } from '../setup/free-port.ts';

const checkout = resolve(import.meta.dirname, '../..');

/**
 * The server as it is now, built apart from the checkout, so that nobody's editing gets between. The browser's part is not asked here. `instead`: files that read otherwise, where
 * the world outside is named.
 */
export function buildApart(instead: Record<string, string> = {}): { cli: string } & Disposable {
  const tree = mkdtempSync(join(tmpdir(), 'klinke-faults-build-'));
  for (const part of ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(checkout, part), join(tree, part), { recursive: true });
  for (const [path, text] of Object.entries(instead)) writeFileSync(join(tree, path), text);
  symlinkSync(join(checkout, 'node_modules'), join(tree, 'node_modules'));
  mkdirSync(join(tree, 'dist'));
  const program = `import { build } from 'esbuild';
    import { completeBundle, serverBundle } from '${join(tree, 'scripts/bundle.ts')}';
    completeBundle((await build(serverBundle())).metafile);`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: tree, stdio: 'inherit' });
  return { cli: join(tree, 'dist/cli.js'), [Symbol.dispose]: () => rmSync(tree, { recursive: true, force: true }) };
}

export type Klinke = {
  dataDir: string;
  address: string;
  start(): Promise<void>;
  /** kill -9, as the kernel does when memory runs out. */
  kill(): Promise<void>;
  killDatabase(): void;
  run(...words: string[]): Promise<unknown>;
  /** As the owner of `setUp`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  setUp(): Promise<{ workspaceId: string }>;
  /** Straight into the database, once it is there. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
} & AsyncDisposable;

/** A Klinke of its own: data folder, port, database, and a server process that may be killed. */
export async function openKlinke(cli: string, settings: NodeJS.ProcessEnv = {}): Promise<Klinke> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-faults-'));
  const dataDir = join(folder, 'data');
  layPrepared(dataDir);
  const port = await freePort();
  const env = { ...process.env, KLINKE_DATA: dataDir, PORT: String(port), LOG_LEVEL: 'silent', ...settings };
  const address = `http://localhost:${port}`;
  let server: ChildProcess | undefined;
  let key = '';

  const klinke: Klinke = {
    dataDir,
    address,
    async start() {
      const child = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
      const died = once(child, 'exit').then(([code]) =>
        Promise.reject(new Error(`serve ended (${String(code)}) ${said}`)),
      );
      server = child;
      await Promise.race([once(child.stdout, 'data'), died]);
      died.catch(() => undefined);
    },
    async kill() {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
    killDatabase() {
      process.kill(Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10), 'SIGKILL');
    },
    run: (...words) =>
      new Promise((done, fail) =>
        execFile(process.execPath, [cli, ...words, '--json'], { env }, (error, stdout, stderr) =>
          error ? fail(new Error(`${words.join(' ')}: ${stdout}${stderr}`)) : done(JSON.parse(stdout)),
        ),
      ),
    call: (method, path, body, headers = {}) =>
      fetch(`${address}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && {
            'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
          }),
          ...headers,
        },
        ...(body !== undefined && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
      }),
    async setUp() {
      const who = ['--email', 'olga@example.org'];
      const made = await klinke.run('setup', '--workspace', 'Probe', ...who, '--password', 'der Mond scheint hell');
      ({ secret: key } = (await klinke.run('key', 'create', ...who, '--scope', 'all.owner')) as { secret: string });
      return made as { workspaceId: string };
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      await using postgres = await ensurePostgres({ dataDir, log: quiet });
      const client = new pg.Client(postgres.connection);
      await client.connect();
      try {
        return (await client.query<Row>(sql, values)).rows;
      } finally {
        await client.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await klinke.kill();
      // Whoever leaves last stops the database that a killed server left behind.
      if (existsSync(join(dataDir, 'postgres')))
        await ensurePostgres({ dataDir, log: quiet }).then((left) => left.stop());
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return klinke;
}

export type Ask = <T>(method: string, path: string, body?: object) => Promise<T>;

/** The owner of `setUp` in a browser: what only a person may do, a key may not. `ask` throws what the server refuses. */
export async function signIn({ address }: Klinke): Promise<{ cookie: string; ask: Ask }> {
  const from = { origin: address, 'x-klinke': '1' };
  const answered = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { ...from, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'olga@example.org', password: 'der Mond scheint hell' }),
  });
  const cookies = answered.headers.getSetCookie().map((one) => one.slice(0, one.indexOf(';')));
  const cookie = cookies.join('; ');
  const ask: Ask = async <T>(method: string, path: string, body?: object) => {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...from,
        cookie,
        ...(body && { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body && { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return { cookie, ask };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Asks until the answer is right or the deadline has passed; generous, the machine may be busy. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, deadlineMs = 60_000): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within ${deadlineMs / 1000} s: ${what}`);
    await pause(100);
  }
}
