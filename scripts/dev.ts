/** `npm run dev`: rebuilds and restarts the server when a source changes; Vite serves the browser's part and swaps modules in place. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { context, type Plugin } from 'esbuild';
import { createServer } from 'vite';
import { completeBundle, dist, home, serverBundle } from './bundle.ts';

process.chdir(home);
mkdirSync(dist, { recursive: true });
const port = process.env['PORT'] ?? '3000';
process.env['KLINKE_API'] = `http://localhost:${port}`;

let server: ChildProcess | undefined;
let restarting = Promise.resolve();

const restartAfterBuild: Plugin = {
  name: 'restart-after-build',
  setup({ onEnd }) {
    onEnd(({ errors, metafile }) => {
      if (errors.length > 0 || !metafile) return;
      completeBundle(metafile);
      restarting = restarting.then(restart);
    });
  },
};

const web = await createServer();
await web.listen();
// The address the server prints, with the code for the first visit in it, is the one that reloads.
const [address] = web.resolvedUrls?.local ?? [];
if (address) process.env['KLINKE_URL'] ??= address;
const bundle = await context({ ...serverBundle(), plugins: [restartAfterBuild] });
await bundle.watch();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());

async function restart(): Promise<void> {
  await stop();
  server = spawn(process.execPath, [join(dist, 'cli.js'), 'serve'], {
    stdio: 'inherit',
    env: { ...process.env, PORT: port },
  });
}

async function stop(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function end(): Promise<void> {
  await bundle.dispose();
  await restarting;
  await stop();
  await web.close();
  process.exit(0);
}
