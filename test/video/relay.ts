import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../setup/free-port.ts';

export type TestRelay = {
  url: string;
  port: number;
  secret: string;
  kill(): Promise<void>;
  /** On the same port as before. */
  restart(): Promise<void>;
} & AsyncDisposable;

/** Debian's coturn on this machine only, with passwords that hold for a time. */
export async function startRelay(): Promise<TestRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-relay-'));
  const port = await freePort();
  const secret = randomBytes(24).toString('hex');
  let process = await launch(folder, port, secret);
  const kill = async (): Promise<void> => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  };
  return {
    url: urlOf(port),
    port,
    secret,
    kill,
    async restart() {
      process = await launch(folder, port, secret);
    },
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const urlOf = (port: number): string => `turn:127.0.0.1:${port}?transport=udp`;

async function launch(folder: string, port: number, secret: string): Promise<ChildProcess> {
  const log = openSync(join(folder, 'log'), 'a');
  const options = [
    '-n',
    '--listening-ip=127.0.0.1',
    '--relay-ip=127.0.0.1',
    `--listening-port=${port}`,
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=klinke.test',
    // For tests alone: in earnest a relay must not lead into its own machine.
    '--allow-loopback-peers',
    '--no-cli',
    '--no-tls',
    '--no-dtls',
    '--log-file=stdout',
    `--pidfile=${folder}/pid`,
  ];
  const child = spawn('turnserver', options, { stdio: ['ignore', log, log], cwd: folder });
  for (let tries = 0; tries < 200; tries++) {
    await new Promise((soon) => setTimeout(soon, 50));
    if (child.exitCode !== null) break;
    if (await answers(port)) return child;
  }
  throw new Error(`coturn did not start, see ${folder}/log`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1', () => resolve(true));
    probe.on('connect', () => probe.destroy());
    probe.on('error', () => resolve(false));
  });
}
