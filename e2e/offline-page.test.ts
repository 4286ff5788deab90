import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../scripts/chromium.ts';
import { workerOf } from '../scripts/visits-worker.ts';

/** The worker of the page of visits from release to release, before a server of three files that can be renewed, be half renewed, and die. */

type Site = Record<string, string>;
let browser: Browser;
let page: Page;
let server: Server;
let site: Site;
let address: string;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = createServer(({ url = '/' }, response) => {
    const content = site[url.split('?')[0] ?? ''];
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type, 'cache-control': 'no-cache' });
    response.end(content);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
  page = await (await browser.newContext({ baseURL: address })).newPage();
  return async () => {
    await page.context().close();
    if (server.listening) await dies();
  };
});

/** Its page shows which release page, script and a part that is fetched later are of. */
async function release(name: string): Promise<Site> {
  const entry = `assets/entry-${name}.js`;
  const files = ['/theme.js', `/${entry}`, `/assets/late-${name}.js`];
  return {
    '/besuche': `<!doctype html><title>${name}</title><script src="/theme.js"></script><script src="/${entry}"></script>`,
    '/anders': `<!doctype html><title>anders ${name}</title>`,
    '/theme.js': `said = ['${name}'];`,
    [`/${entry}`]: `said.push('${name}');`,
    [`/assets/late-${name}.js`]: `said.push('late ${name}');`,
    [`/assets/more-${name}.js`]: `said.push('more ${name}');`,
    '/besuche-worker.js': await workerOf({ entry, files }),
  };
}

async function visit(): Promise<void> {
  await page.goto('/besuche');
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.register('/besuche-worker.js', { scope: '/besuche' });
    active?.postMessage('keep');
  });
}

const wholeOnes = () =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('klinke-shell-'));
    const kept = await Promise.all(names.map((cacheName) => caches.match('/besuche', { cacheName })));
    return Promise.all(kept.flatMap((one) => (one ? [one.text()] : [])));
  });

async function dies(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
const fetchLate = (name: string) => page.addScriptTag({ url: `/assets/late-${name}.js` });

test('the page opens when the server is gone, and nothing else does', async () => {
  site = await release('eins');
  await visit();
  await expect.poll(wholeOnes).toHaveLength(1);
  await dies();
  await page.goto('/besuche?tag=2026-11-29');
  await fetchLate('eins');
  expect(await said()).toEqual(['eins', 'eins', 'late eins']);
  await expect(page.addScriptTag({ url: '/assets/more-eins.js' })).rejects.toThrow();
  await expect(page.goto('/anders')).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
});

test('a new release takes over as a whole, and who still has the old one open keeps it whole', async () => {
  site = await release('eins');
  await visit();
  await expect.poll(wholeOnes).toHaveLength(1);
  const old = await page.context().newPage();
  await old.goto('/besuche');
  site = await release('zwei');
  await visit();
  expect(await said()).toEqual(['zwei', 'zwei']);
  await expect.poll(wholeOnes).toHaveLength(2);
  // Its part is no longer on the server.
  await old.addScriptTag({ url: '/assets/late-eins.js' });
  expect(await old.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toEqual([
    'eins',
    'eins',
    'late eins',
  ]);
  await dies();
  await page.goto('/besuche');
  await fetchLate('zwei');
  expect(await said()).toEqual(['zwei', 'zwei', 'late zwei']);
});

test('renewed while the files are fetched: what is kept stays the whole of the old release', async () => {
  site = await release('eins');
  await visit();
  await expect.poll(wholeOnes).toHaveLength(1);
  const next = await release('zwei');
  // The worker is of the next release already, the page not yet: or the other way round.
  site = { ...next, '/besuche': site['/besuche'] ?? '', '/assets/entry-eins.js': site['/assets/entry-eins.js'] ?? '' };
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/besuche');
    await registration?.update().catch(() => undefined);
  });
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/besuche');
        return registration?.installing ?? registration?.waiting ?? null;
      }),
    )
    .toBeNull();
  await dies();
  await page.goto('/besuche');
  await fetchLate('eins');
  expect(await said()).toEqual(['eins', 'eins', 'late eins']);
});

test('emptied and opened again, it is filled again', async () => {
  site = await release('eins');
  await visit();
  await expect.poll(wholeOnes).toHaveLength(1);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await visit();
  await expect.poll(wholeOnes).toHaveLength(1);
});
