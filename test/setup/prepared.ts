import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const command = resolve(import.meta.dirname, '../../bin/klinke');

/** A data folder as the first start leaves it, which takes longer than all that follow: made once a run. */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-prepared-'));
  const env = { ...process.env, KLINKE_DATA: folder, PORT: '0', LOG_LEVEL: 'fatal' };
  const server = spawn(command, ['serve', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  await Promise.race([once(server.stdout, 'data'), ended]);
  server.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`The first start ended with ${String(code)}.`);
  process.env['KLINKE_PREPARED'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Nobody has set it up, but it has been started before. Without a run of ours around it, it stays empty. */
export function layPrepared(dataDir: string): void {
  const prepared = process.env['KLINKE_PREPARED'];
  if (prepared !== undefined) lay(prepared, dataDir);
}

/** A copy of a data folder, with its owner, who is the database's. */
export function lay(prepared: string, dataDir: string): void {
  execFileSync('cp', ['-a', `${prepared}/.`, dataDir]);
}
