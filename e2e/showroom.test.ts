import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** Two visitors take the two seats of one time in the showroom; whoever reads the code of the first has checked them in. */

let klinke: OpenKlinke;
let page: Page;
beforeAll(async () => {
  klinke = await openKlinke();
  page = await klinke.window();
}, 120_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('showroom day with check-in', async () => {
  const me = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  const always = [{ from: '00:00', to: '24:00' }];
  const hours = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, always]));
  const next = [0, 1].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10));
  const exceptions = next.map((on) => ({ on, spans: always }));
  await ask(page, 'PUT', '/me/hours', { timeZone: 'Europe/Berlin', hours, exceptions });

  await page.goto('/einstellungen/schauraeume');
  await page.getByText('Noch kein Schauraum.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Neuer Schauraum' }).click();
  const place = page.getByRole('dialog');
  await place.getByLabel('Name').fill('Haus der Wärme');
  await place.getByLabel('Adresse').fill('Königsplatz 1, Kassel');
  await place.getByLabel('Öffnungszeiten und Weg').fill('Eingang im Hof');
  await place.getByRole('button', { name: 'Stück hinzufügen' }).click();
  await place.getByLabel('Stück 1', { exact: true }).fill('Wärmepumpe WP 8');
  await place.getByLabel('Was man dazu sagt').fill('Leiser als ein Kühlschrank');
  const choose = place.getByLabel('Bild von „Wärmepumpe WP 8“');
  const broken = { name: 'kaputt.png', mimeType: 'image/png', buffer: Buffer.from('kein Bild') };
  await choose.setInputFiles([broken]);
  await place.getByText('Dieses Bild kann der Browser nicht lesen.').waitFor();
  await choose.setInputFiles('docs/pictures/heute.png');
  await place.getByLabel('Was auf dem Bild ist').fill('Eine Wärmepumpe neben einem Haus');
  expect(await axe(page)).toEqual([]);
  await place.getByRole('button', { name: 'Speichern' }).click();
  await place.waitFor({ state: 'detached' });
  await page.getByText('Wärmepumpe WP 8').waitFor();
  await seen(page);

  await page.goto('/einstellungen/terminseiten');
  await page.getByRole('button', { name: 'Neue Terminseite' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Überschrift der Seite').fill('Besuch im Schauraum');
  await dialog.getByRole('button', { name: 'Wie' }).click();
  await page.getByRole('option', { name: 'vor Ort' }).click();
  await dialog.getByRole('button', { name: 'an einer anderen Adresse' }).click();
  await page.getByRole('option', { name: 'Haus der Wärme' }).click();
  await dialog.getByRole('textbox', { name: 'Spätestens vorher' }).fill('0');
  await dialog.getByLabel('Adresse Ihrer Datenschutzhinweise').fill('https://sonnendach.example/datenschutz');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { items } = await ask<{ items: { address: string; hostIds: string[] }[] }>(page, 'GET', '/booking-pages');
  const location = 'Haus der Wärme, Königsplatz 1, Kassel';
  expect(items).toMatchObject([{ seats: 2, location, hostIds: [me.user.id] }]);
  const address = items[0]?.address ?? '';

  await onTablet();

  const visitor = await klinke.strangers({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await book(visitor, address, 'Feld');
  await visitor.getByRole('img', { name: 'Wenn Sie da sind' }).waitFor();
  expect(await axe(visitor)).toEqual([]);
  await book(await klinke.strangers(), address, 'Berg');
  const late = await klinke.strangers();
  await late.goto(address);
  const [first] = (await ask<{ items: { id: string; startsAt: string }[] }>(page, 'GET', '/meetings?way=place')).items;
  expect(await late.locator('.times a').first().getAttribute('href')).not.toContain(
    encodeURIComponent(first?.startsAt ?? '-'),
  );

  const phone = await klinke.window({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await phone.goto('/termine?way=place&user=all');
  await phone.getByRole('button', { name: 'Ist da' }).first().waitFor();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.parse(first?.startsAt ?? ''));
  await phone.goto(`/schauraum-heute?tag=${day}`);
  await phone.getByText('2 von 2 Plätzen').waitFor();
  await phone.getByText('0 von 2 waren oder sind da').waitFor();
  expect(await axe(phone)).toEqual([]);
  await phone.goto(`/termine/ankunft/${first?.id}`);
  await phone.getByRole('status').filter({ hasText: 'ist da' }).waitFor();
  await phone.getByText('Königsplatz 1, Kassel').waitFor();
  expect(await axe(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Doch nicht da' }).click();
  await phone.getByRole('button', { name: 'Ist da' }).click();
  await phone.getByRole('status').filter({ hasText: 'ist da' }).waitFor();
  await phone.goto(`/schauraum-heute?tag=${day}`);
  await phone.getByText('1 von 2 waren oder sind da').waitFor();
  await phone.getByRole('button', { name: 'Ist da' }).click();
  await phone.getByText('2 von 2 waren oder sind da').waitFor();
  await visitor.reload();
  await visitor.getByRole('heading', { name: 'Schön, dass Sie da sind.' }).waitFor();
  expect(klinke.complaints).toEqual([]);
});

/** At the entrance: what there is to see, and what was typed before stays. */
async function onTablet(): Promise<void> {
  await ask(page, 'POST', '/consent/wordings', { channel: 'email', text: 'Sie dürfen mir schreiben.' });
  const { address } = await ask<{ address: string }>(page, 'POST', '/consent/showrooms', { name: 'Eingang' });
  const tablet = await klinke.strangers({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  // Somebody types before the tablet knows that there is something to see.
  const { promise: typed, resolve: goOn } = Promise.withResolvers<void>();
  await tablet.route('**/showroom/exhibits', async (route) => {
    await typed;
    await route.continue();
  });
  await tablet.goto(address);
  await tablet.getByLabel('Nachname').fill('Feld');
  goOn();
  await tablet.getByRole('tab', { name: 'Kontakt' }).press('ArrowRight');
  await tablet.getByRole('heading', { name: 'Wärmepumpe WP 8' }).waitFor();
  await tablet.getByText('Leiser als ein Kühlschrank').waitFor();
  await seen(tablet);
  expect(await tablet.getByLabel('Nachname').isVisible()).toBe(false);
  expect(await axe(tablet)).toEqual([]);
  await tablet.getByRole('tab', { name: 'Kontakt' }).click();
  expect(await tablet.getByLabel('Nachname').inputValue()).toBe('Feld');
  expect(await axe(tablet)).toEqual([]);
  await tablet.context().close();

  // As the built server says it, whose English lies beside it.
  const refused = await fetch(`${klinke.address}/api/v1/showroom/exhibits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-klinke': '1', 'accept-language': 'en' },
    body: JSON.stringify({ token: 'a'.repeat(43) }),
  });
  expect(await refused.json()).toMatchObject({
    code: 'showroom_over',
    detail: 'This tablet takes no more cards. Please turn to our team.',
  });
}

async function book(visitor: Page, address: string, lastName: string): Promise<void> {
  await visitor.goto(address);
  await visitor.getByText('Wärmepumpe WP 8').waitFor();
  await visitor.getByText('Leiser als ein Kühlschrank').waitFor();
  await visitor.getByText('Eingang im Hof').waitFor();
  await seen(visitor);
  await visitor.locator('.times a').first().click();
  await visitor.getByLabel('Nachname').fill(lastName);
  await visitor.getByLabel('E-Mail').fill(`${lastName.toLowerCase()}@example.org`);
  await visitor.getByRole('button', { name: 'Termin buchen' }).click();
  await visitor.getByRole('heading', { name: 'Ihr Termin steht.' }).waitFor();
}

/** The picture of the heat pump, drawn and not only named. */
async function seen(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: 'Eine Wärmepumpe neben einem Haus' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1440);
}
