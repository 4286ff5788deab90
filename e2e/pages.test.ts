import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, rulesOfColour } from './setup/axe.ts';
import { type OpenKlinke, openExample } from './setup/klinke.ts';
import { ask } from './setup/calling.ts';

/** Everyone can use every page, in both of its dresses: axe finds nothing. */

let klinke: OpenKlinke;
let page: Page;

/** What the page has asked for and not got yet; but for its stream of news, which stays open. */
const awaited = new Set<Request>();

beforeAll(async () => {
  klinke = await openExample();
  page = await klinke.window({ reducedMotion: 'reduce' });
  page.on('request', (request) => request.resourceType() !== 'eventsource' && awaited.add(request));
  page.on('requestfinished', (request) => awaited.delete(request));
  page.on('requestfailed', (request) => awaited.delete(request));
}, 240_000);

afterAll(() => klinke[Symbol.asyncDispose]());

/** What a page in the dark has besides, is its colours. */
async function findsNothing(): Promise<void> {
  await allHasCome();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axe(page, rulesOfColour)).toEqual([]);
}

async function open(path: string): Promise<void> {
  // What the page before had asked for is nobody's any more.
  awaited.clear();
  await page.goto(path);
}

/** A tenth of a second without anything under way: what an answer makes the page ask for, it asks at once. Playwright's own `networkidle` waits half a second for every page. */
async function allHasCome(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet = awaited.size === 0 ? quiet + 1 : 0) await page.waitForTimeout(25);
}

test.each([
  '/heute',
  '/menschen',
  '/firmen',
  '/abschluesse',
  '/vertraege',
  '/termine',
  '/termine?view=past&user=all',
  '/gespraeche',
  '/telefonliste',
  '/team-am-telefon',
  '/einwilligungen',
  '/einwilligungen?stand=ways',
  '/zielgruppen',
  '/kundenwert',
  '/erreichbarkeit',
  '/modelle',
  '/prognose',
  '/prognose/rueckblick',
  '/teamrunde',
  '/teamrunde/raum',
  '/besuche',
  '/schauraum-heute',
  '/importe',
  '/importe/neu',
  '/einstellungen/profil',
  '/einstellungen/kundenwert',
  '/einstellungen/team',
  '/einstellungen/protokoll',
  '/einstellungen/einwilligung',
  '/einstellungen/aufnahme',
  '/einstellungen/telefon',
  '/einstellungen/kalender',
  '/einstellungen/anschluesse',
  '/einstellungen/nebenstellen',
  '/einstellungen/leitfaeden',
  '/einstellungen/terminzeiten',
  '/einstellungen/terminseiten',
  '/einstellungen/videodienste',
  '/einstellungen/schauraeume',
  '/einstellungen/ziele',
])('%s', async (path) => {
  await open(path);
  await page.getByRole('main').waitFor();
  await findsNothing();
});

test.each([
  ['contacts', 'menschen'],
  ['companies', 'firmen'],
  ['deals', 'abschluesse'],
])('a record of /%s', async (list, path) => {
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', `/${list}?limit=1`);
  await open(`/${path}/${items[0]?.id}`);
  await page.getByRole('region', { name: 'Was jetzt' }).getByRole('heading').first().waitFor();
  await findsNothing();
});
