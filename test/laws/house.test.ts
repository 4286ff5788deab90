import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { capabilities } from '#capabilities';

const root = 'src/capabilities';
const files = globSync(`${root}/**/*.{ts,tsx}`).filter((file) => !/\.test\.tsx?$/.test(file));

/** What a file imports, types too, written `import … from`, `export … from` or `import('…')`. */
function importsOf(file: string, text = readFileSync(file, 'utf8')): string[] {
  const { module } = parseSync(file, text);
  const fixed = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  const dynamic = module.dynamicImports.map((one) =>
    text.slice(one.moduleRequest.start + 1, one.moduleRequest.end - 1),
  );
  return [...fixed, ...dynamic];
}

const rank = (name: string): number => (capabilities as readonly string[]).indexOf(name);
const homeOf = (file: string): string => file.slice(root.length + 1).split('/')[0] ?? '';

function upstreamFaults(file: string, text?: string): string[] {
  const home = homeOf(file);
  return importsOf(file, text).flatMap((target) => {
    const [, other] = /^#([a-z-]+)(?:\/(?:contract|ui))?$/.exec(target) ?? [];
    if (other === undefined || rank(other) < 0) return [];
    // A page may show what lies downstream of its noun (a contact's calls, deals, consent): screens compose, servers don't.
    const screen = file.includes('/ui/') && target.endsWith('/ui');
    return rank(other) > rank(home) && !screen ? [`${file} -> ${target}`] : [];
  });
}

function frontDoorFaults(file: string, text?: string): string[] {
  const home = homeOf(file);
  return importsOf(file, text).flatMap((target) => {
    const [, inside] = /^#([a-z-]+)\/(?!contract$|ui$)/.exec(target) ?? [];
    if (inside !== undefined && rank(inside) >= 0) return [`${file} -> ${target}`];
    const [, neighbour] = /(?:^|\/)\.\.\/([a-z-]+)\//.exec(target) ?? [];
    return neighbour !== undefined && rank(neighbour) >= 0 && neighbour !== home ? [`${file} -> ${target}`] : [];
  });
}

test('every capability has its place in the ordered list, and every place its folder', () => {
  expect(new Set(globSync(`${root}/*`).map(homeOf))).toEqual(new Set(capabilities));
});

test('imports point upstream', () => {
  expect(files.flatMap((file) => upstreamFaults(file))).toEqual([]);
});

test('a capability is entered by its front doors alone', () => {
  expect(files.flatMap((file) => frontDoorFaults(file))).toEqual([]);
});

test('the platform and the browser shell know no server of a capability', () => {
  const faults = globSync('src/{platform,web}/**/*.{ts,tsx}')
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => /^#([a-z-]+)$/.test(target) && rank(target.slice(1)) >= 0)
        .map((target) => `${file} -> ${target}`),
    );
  expect(faults).toEqual([]);
});

/** Numbers in, numbers out: what computes knows no table, no page and no clock. */
function engineFaults(file: string, text?: string): string[] {
  return importsOf(file, text).flatMap((target) => (/^\.{1,2}\//.test(target) ? [] : [`${file} -> ${target}`]));
}

test('the engines import nothing but each other', () => {
  const engines = globSync('src/engine/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  expect(engines.length).toBeGreaterThan(0);
  expect(engines.flatMap((file) => engineFaults(file))).toEqual([]);
});

test('front doors name what they show', () => {
  const doors = globSync(`${root}/*/index.ts`);
  expect(doors.filter((file) => /export\s+\*/.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('SQL is never put together from strings', () => {
  const faults = globSync('src/**/*.{ts,tsx}').filter((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/\bsql\.(raw|id|table|lit)\(|\bsql\.ref\((?!'[a-z_.A-Z]+'\))/g)].length > 0;
  });
  expect(faults).toEqual([]);
});

/** Two migrations of one number run in the order of their names; one that comes later between them would stop every installation that has run the other. */
function sharedNumbers(paths: readonly string[]): string[] {
  const named = paths.map((path) => path.slice(path.lastIndexOf('/') + 1)).toSorted();
  return [...Map.groupBy(named, (name) => name.split('_')[0])].flatMap(([, names]) => (names.length > 1 ? names : []));
}

test('no two migrations share a number', () => {
  // Both were released like that; they touch different tables.
  const grandfathered = ['20261129034000_evidence.sql', '20261129034000_kept_summary.sql'];
  expect(sharedNumbers(globSync('src/**/migrations/*.sql'))).toEqual(grandfathered);
});

/** One address leads to one page: of two, the router would show whichever comes first. */
function sharedAddresses(texts: readonly string[]): string[] {
  const addresses = texts.flatMap((text) => [...text.matchAll(/\bpath: '(\/[^']*)'/g)].map(([, path = '']) => path));
  return [...Map.groupBy(addresses, (path) => path)].flatMap(([path, all]) => (all.length > 1 ? [path] : []));
}

test('no two pages share an address', () => {
  const texts = globSync(`${root}/*/ui/index.tsx`).map((file) => readFileSync(file, 'utf8'));
  expect(texts.join('').match(/\bpath: /g)?.length).toBeGreaterThan(20);
  expect(sharedAddresses(texts)).toEqual([]);
});

test('the checks themselves notice a planted violation', () => {
  expect(upstreamFaults(`${root}/contacts/queries.ts`, `import { logCall } from '#calls';`)).toHaveLength(1);
  expect(upstreamFaults(`${root}/contacts/contract.ts`, `export { Deal } from '#deals/contract';`)).toHaveLength(1);
  expect(upstreamFaults(`${root}/contacts/jobs.ts`, `const late = await import('#calls');`)).toHaveLength(1);
  expect(frontDoorFaults(`${root}/deals/queries.ts`, `import { x } from '../contacts/queries.ts';`)).toHaveLength(1);
  expect(frontDoorFaults(`${root}/deals/queries.ts`, `import { x } from '#contacts/queries';`)).toHaveLength(1);
  expect(upstreamFaults(`${root}/deals/queries.ts`, `import { x } from '#contacts';`)).toEqual([]);
  expect(sharedNumbers([`${root}/calls/migrations/1_a.sql`, `${root}/deals/migrations/1_b.sql`])).toHaveLength(2);
  expect(sharedNumbers([`${root}/calls/migrations/1_a.sql`, `${root}/deals/migrations/2_a.sql`])).toEqual([]);
});
