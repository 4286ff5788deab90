import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, rulesOfColour } from './setup/axe.ts';
import { type OpenKlinke, openExample } from './setup/klinke.ts';
import { ask } from './setup/calling.ts';

/** Everyone can use every page, in both of its dresses: axe finds nothing. */

let klinke: OpenKlinke;
let page: Page;

beforeAll(async () => {
  klinke = await openExample();
  page = await klinke.window({ reducedMotion: 'reduce' });
}, 240_000);

afterAll(() => klinke[Symbol.asyncDispose]());

/** What a page in the dark has besides, is its colours. */
async function findsNothing(): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axe(page, rulesOfColour)).toEqual([]);
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
  await page.goto(path);
  await page.getByRole('main').waitFor();
  await findsNothing();
});

test.each([
  ['contacts', 'menschen'],
  ['companies', 'firmen'],
  ['deals', 'abschluesse'],
])('a record of /%s', async (list, path) => {
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', `/${list}?limit=1`);
  await page.goto(`/${path}/${items[0]?.id}`);
  await page.getByRole('region', { name: 'Was jetzt' }).getByRole('heading').first().waitFor();
  await findsNothing();
});
