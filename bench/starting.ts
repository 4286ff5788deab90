import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Place } from './run.ts';

/** A second start to ready, the idle process, and what the browser must fetch before the first screen works. */
export async function starting({ dataDir }: Place): Promise<Record<string, unknown>> {
  const program = resolve(import.meta.dirname, '../bin/klinke');
  const seconds: number[] = [];
  let idleMb = 0;
  for (let round = 0; round < 3; round++) {
    const begun = performance.now();
    const child = spawn(program, ['serve'], {
      env: { ...process.env, KLINKE_DATA: dataDir, PORT: '3973', HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((done) =>
      child.stdout.on('data', (chunk: Buffer) => String(chunk).includes('Klinke läuft') && done()),
    );
    seconds.push((performance.now() - begun) / 1000);
    await new Promise((done) => setTimeout(done, 5_000));
    idleMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
    child.kill('SIGTERM');
    await new Promise((done) => child.once('exit', done));
  }
  return {
    startSeconds: seconds.map((one) => Math.round(one * 100) / 100),
    idleMb: Math.round(idleMb),
    firstScreenKb: firstScreenKb(),
  };
}

/** The scripts that index.html names, and all that they import before anything is shown. */
export function firstScreenKb(): number {
  const root = resolve(import.meta.dirname, '../dist/web');
  const files = new Map(
    globSync(`${root}/assets/*.js`).map((file) => [file.split('/').at(-1) ?? '', readFileSync(file)]),
  );
  const needed = new Set<string>();
  const need = (name: string): void => {
    const code = files.get(name);
    if (!code || needed.has(name)) return;
    needed.add(name);
    for (const [, next] of code.toString().matchAll(/(?:import|from)\s*["']\.\/([\w.-]+\.js)["']/g)) need(next ?? '');
  };
  for (const [, name] of readFileSync(`${root}/index.html`, 'utf8').matchAll(/assets\/([\w.-]+\.js)/g))
    need(name ?? '');
  return Math.round([...needed].reduce((sum, name) => sum + gzipSync(files.get(name) ?? '').length, 0) / 1000);
}
