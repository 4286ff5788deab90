/**
 * Builds what is stale: the server with esbuild into dist/, the browser's part with Vite into dist/web.
 * bin/klinke runs it when a source is newer than dist/built; `--force` begins from nothing.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const home = resolve(import.meta.dirname, '..');
const dist = join(home, 'dist');

process.chdir(home);
if (process.argv.includes('--force')) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
// The moment before: what is edited meanwhile counts as newer.
const begunAt = new Date();
await buildServer();
await buildWeb();
writeFileSync(join(dist, 'built'), '');
utimesSync(join(dist, 'built'), begunAt, begunAt);

/** Split, so that a command loads only what it needs; flat, because migrations and workers are looked for beside the file. */
async function buildServer(): Promise<void> {
  const workers = globSync('src/**/worker.ts').map((path) => [`${basename(dirname(path))}-worker`, path]);
  const { metafile } = await build({
    entryPoints: { cli: 'src/cli.ts', ...Object.fromEntries(workers) },
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    packages: 'external',
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  removeOldChunks(new Set(Object.keys(metafile.outputs).map((path) => basename(path))));

  const migrations = join(dist, 'migrations');
  rmSync(migrations, { recursive: true, force: true });
  mkdirSync(migrations);
  for (const path of globSync('src/**/migrations/*.sql')) copyFileSync(path, join(migrations, basename(path)));
}

/** A server that runs from yesterday's build may still ask for one of its chunks. */
function removeOldChunks(current: Set<string>): void {
  const aDayAgo = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (/\.js(\.map)?$/.test(name) && !current.has(name) && statSync(path).mtimeMs < aDayAgo) rmSync(path);
  }
}

async function buildWeb(): Promise<void> {
  const stamp = join(dist, 'web.sha256');
  const sources = createHash('sha256');
  const patterns = ['index.html', '*.config.ts', 'package-lock.json', 'src/**/*.{ts,tsx,css,po,json}', 'src/web/public/**/*'];
  for (const path of globSync(patterns).sort()) {
    if (statSync(path).isFile() && !/\.test\.tsx?$/.test(path)) sources.update(path).update(readFileSync(path));
  }
  const wanted = sources.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  const vite = await import('vite');
  await vite.build({ logLevel: 'warn' });
  writeFileSync(stamp, wanted);
}
