import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../setup/free-port.ts';

export type TestJanus = {
  url: string;
  /** What Janus holds of anybody: sessions, handles, rooms. All of it must be gone after a test. */
  leftovers(): Promise<{ sessions: number; rooms: number }>;
  /** Stands still: its sockets stay open, and nothing is answered. */
  freeze(): void;
  kill(): Promise<void>;
  /** On the same port as before; leaves one that lives alone. */
  restart(): Promise<void>;
} & AsyncDisposable;

/** Debian's Janus with a configuration of its own: websockets on this machine only, and no plugin beyond those we use. */
export async function startJanus({ voiceAt = '127.0.0.1' } = {}): Promise<TestJanus> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-janus-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  writeConfig(folder, port, adminPort, voiceAt);
  let process = await launch(folder, port);
  return {
    url: `ws://127.0.0.1:${port}`,
    leftovers: () => leftovers(port, adminPort),
    freeze: () => void process.kill('SIGSTOP'),
    async kill() {
      process.kill('SIGKILL');
      await once(process, 'exit');
    },
    async restart() {
      if (process.exitCode !== null || process.signalCode !== null) process = await launch(folder, port);
    },
    async [Symbol.asyncDispose]() {
      if (process.exitCode === null && process.signalCode === null) {
        process.kill('SIGKILL');
        await once(process, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The loopback carries no call: Janus and SIPp need an address that others could reach. */
export const ownAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn('janus', ['-F', folder, '-o'], { stdio: ['ignore', log, log] });
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((soon) => setTimeout(soon, 50));
    if (child.exitCode !== null) break;
    if (await answers(port)) return child;
  }
  throw new Error(`Janus did not start, see ${folder}/log`);
}

async function answers(port: number): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, ['janus-protocol']);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => {
      socket.close();
      resolve(true);
    });
    socket.addEventListener('error', () => resolve(false));
  });
}

function writeConfig(folder: string, port: number, adminPort: number, voiceAt: string): void {
  const [plugins] = globSync('/usr/lib/*/janus/plugins');
  if (plugins === undefined) throw new Error('Janus is not installed: apt-get install janus');
  const library = dirname(plugins);
  const unwanted = (kind: string, wanted: RegExp): string =>
    globSync(`${library}/${kind}/*.so`)
      .map((path) => path.slice(path.lastIndexOf('/') + 1))
      .filter((name) => !wanted.test(name))
      .join(',');
  const ports = (from: number) => `rtp_port_range = "${from}-${from + 399}"`;
  const base = 20_000 + Math.floor(Math.random() * 9) * 1_200;
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, `janus.${name}jcfg`), text);
  write(
    '',
    `general: {
  configs_folder = "${folder}"
  plugins_folder = "${library}/plugins"
  transports_folder = "${library}/transports"
  events_folder = "${library}/events"
  loggers_folder = "${library}/loggers"
  admin_secret = "test"
}
media: { ${ports(base)} }
plugins: { disable = "${unwanted('plugins', /_(sip|audiobridge|videoroom)\.so$/)}" }
transports: { disable = "${unwanted('transports', /_websockets\.so$/)}" }
loggers: { disable = "${unwanted('loggers', /^$/)}" }
`,
  );
  write(
    'transport.websockets.',
    `general: { ws = true\n ws_ip = "127.0.0.1"\n ws_port = ${port}\n }
admin: { admin_ws = true\n admin_ws_ip = "127.0.0.1"\n admin_ws_port = ${adminPort}\n }\n`,
  );
  write('plugin.sip.', `general: { local_ip = "${ownAddress}"\n ${ports(base + 400)}\n }\n`);
  // Without one it would open a room of its own that everybody may enter.
  write('plugin.videoroom.', 'general: { }\n');
  write('plugin.audiobridge.', `general: { local_ip = "${voiceAt}"\n ${ports(base + 800)}\n }\n`);
}

async function leftovers(port: number, adminPort: number): Promise<{ sessions: number; rooms: number }> {
  const admin = await ask(adminPort, 'janus-admin-protocol', [{ janus: 'list_sessions', admin_secret: 'test' }]);
  const rooms = (await listRooms(port, 'audiobridge')) + (await listRooms(port, 'videoroom'));
  return { sessions: (admin[0] as { sessions: number[] }).sessions.length, rooms };
}

async function listRooms(port: number, name: 'audiobridge' | 'videoroom'): Promise<number> {
  const plugin = `janus.plugin.${name}`;
  const answers = await ask(port, 'janus-protocol', [
    { janus: 'create' },
    { janus: 'attach', plugin },
    { janus: 'message', body: { request: 'list' } },
    { janus: 'destroy' },
  ]);
  const { plugindata } = answers[2] as { plugindata: { data: { list: unknown[] } } };
  return plugindata.data.list.length;
}

type Answer = Record<string, unknown>;

/** One after the other; the ids of the first two answers go along with those that follow. */
async function ask(port: number, protocol: string, requests: Answer[]): Promise<Answer[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, [protocol]);
  await once(socket, 'open');
  const answers: Answer[] = [];
  const idOf = (answer: Answer | undefined) => (answer?.['data'] as { id?: number } | undefined)?.id;
  for (const [index, request] of requests.entries()) {
    const known = {
      ...(index > 0 && { session_id: idOf(answers[0]) }),
      ...(index > 1 && { handle_id: idOf(answers[1]) }),
    };
    const next = once(socket, 'message') as Promise<[MessageEvent<string>]>;
    socket.send(JSON.stringify({ ...request, ...known, transaction: String(index) }));
    const [{ data }] = await next;
    answers.push(JSON.parse(data) as Answer);
  }
  socket.close();
  return answers;
}
