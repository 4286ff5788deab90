import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * How much JavaScript a browser fetches before the first page works (gzip): the entry, everything it imports and, when
 * named, one page. Run after a build: node scripts/first-load.ts [part of a page's path]
 */
type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] };
const limit = 200_000;

const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;
const wanted = process.argv[2];
const seen = new Set<string>();

function take(key: string): void {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  chunk.imports?.forEach(take);
}

for (const [key, { isEntry, src }] of Object.entries(manifest)) {
  if (isEntry || (wanted && src?.includes(wanted))) take(key);
}
const files = [...seen]
  .map((file) => ({ file, bytes: gzipSync(readFileSync(`dist/web/${file}`)).length }))
  .toSorted((a, b) => b.bytes - a.bytes);
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(JSON.stringify({ total, limit, files }, null, 2));
if (total > limit) process.exitCode = 1;
