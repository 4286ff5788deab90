/**
 * Builds what is stale: the server with esbuild into dist/, the browser's part with Vite into dist/web.
 * bin/klinke runs it when the sources are others than dist/built remembers; `--force` begins from nothing.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { completeBundle, dist, home, serverBundle } from './bundle.ts';

process.chdir(home);
if (process.argv.includes('--force')) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
// Before the build: what is edited meanwhile is not in it.
const sources = execFileSync('sh', ['-c', 'home=.; . bin/ground.sh; sources_sum']);
completeBundle((await build(serverBundle())).metafile);
await buildWeb();
rmSync(join(dist, 'compiled'), { recursive: true, force: true });
writeFileSync(join(dist, 'built'), sources);

async function buildWeb(): Promise<void> {
  const stamp = join(dist, 'web.sha256');
  const hash = createHash('sha256');
  const patterns = [
    '*.html',
    '*.config.ts',
    'scripts/{vite-plugins,visits-worker}.ts',
    'package-lock.json',
    'src/**/*.{ts,tsx,css,po,json}',
    'src/web/public/**/*',
  ];
  for (const path of globSync(patterns).sort()) {
    if (statSync(path).isFile() && !/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(path));
  }
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  // A test that builds what is stale must not leave React's development build behind.
  process.env['NODE_ENV'] = 'production';
  const vite = await import('vite');
  await vite.build({ logLevel: 'warn' });
  await vite.build({ logLevel: 'warn', configFile: 'vite.guest.config.ts' });
  writeFileSync(stamp, wanted);
}
