import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * How much JavaScript a browser fetches before each of the first screens works, and the page of a room's guests (gzip, of the last build): the entry, the page, and
 * everything they import. Complains about a screen above its limit.
 *
 *   scripts/run scripts/first-load.ts [limit in bytes, for all]
 */
type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[] };
type Manifest = Record<string, Chunk>;

const first = ['next-steps/ui/today-page.tsx', 'contacts/ui/people-page.tsx', 'deals/ui/deals-page.tsx'];
const screens = [
  ...first.map((screen) => ({ screen, manifest: 'manifest', page: `src/capabilities/${screen}`, most: 200_000 })),
  { screen: 'guest.html', manifest: 'guest', page: 'guest.html', most: 100_000 },
];
const web = resolve(import.meta.dirname, '../dist/web');

const loads = screens.map(({ screen, manifest, page, most }) => {
  const chunks = JSON.parse(readFileSync(join(web, `.vite/${manifest}.json`), 'utf8')) as Manifest;
  const sizes = filesBefore(page, chunks).map(
    (file) => [file, gzipSync(readFileSync(join(web, file))).length] as const,
  );
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  const limit = Number(process.argv[2] ?? most);
  return { screen, limit, total, files: Object.fromEntries(sizes.toSorted(([, a], [, b]) => b - a)) };
});
console.log(JSON.stringify({ loads }, null, 2));
for (const { screen, total, limit } of loads.filter((load) => load.total > load.limit)) {
  console.error(`${screen}: ${total} bytes of JavaScript before it works, ${total - limit} more than allowed`);
  process.exitCode = 1;
}

function filesBefore(page: string, manifest: Manifest): string[] {
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
