import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * How much JavaScript a browser fetches before each of the first screens works (gzip, of the last build): the entry, the page, and
 * everything they import. Complains about a screen above the limit.
 *
 *   scripts/run scripts/first-load.ts [limit in bytes]
 */
type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[] };

const screens = ['next-steps/ui/today-page.tsx', 'contacts/ui/people-page.tsx', 'deals/ui/deals-page.tsx'];
const limit = Number(process.argv[2] ?? 200_000);
const web = resolve(import.meta.dirname, '../dist/web');
const manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

const loads = screens.map((screen) => {
  const sizes = filesBefore(screen).map((file) => [file, gzipSync(readFileSync(join(web, file))).length] as const);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  return { screen, total, files: Object.fromEntries(sizes.toSorted(([, a], [, b]) => b - a)) };
});
console.log(JSON.stringify({ limit, loads }, null, 2));
for (const { screen, total } of loads.filter((load) => load.total > limit)) {
  console.error(`${screen}: ${total} bytes of JavaScript before it works, ${total - limit} more than allowed`);
  process.exitCode = 1;
}

function filesBefore(screen: string): string[] {
  const page = `src/capabilities/${screen}`;
  if (!manifest[page]) throw new Error(`The build has no page ${page}.`);
  const seen = new Set<string>();
  const take = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(take);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry || key === page) take(key);
  return [...seen];
}
