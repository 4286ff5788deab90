import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** At the door there is no line: the page opens all the same, and what was entered stays on the telephone until there is one, and is sent once. */

let klinke: OpenKlinke;
let page: Page;
beforeAll(async () => {
  klinke = await openKlinke();
  page = await klinke.window({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
}, 120_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('a visit offline and synced later', async () => {
  await page.goto('/besuche');
  await page.getByText('nur auf Einladung').waitFor();
  expect(await page.getByRole('button', { name: 'Besuch planen' }).count()).toBe(1);
  expect(await axe(page)).toEqual([]);
  const { id: contactId } = await ask<{ id: string }>(page, 'POST', '/contacts', { lastName: 'Berg' });
  await page.getByRole('button', { name: 'Besuch planen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Mit wem' }).fill('Berg');
  await page.getByRole('option', { name: 'Berg' }).click();
  // A minute ago, at a door.
  const start = new Date(Date.now() - 60_000);
  const berlin = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', ...options }).format(start);
  const day = berlin({ day: '2-digit', month: '2-digit', year: 'numeric' });
  await dialog.getByLabel('Tag', { exact: false }).first().fill(day);
  await dialog.getByLabel('Uhrzeit').fill(berlin({ hour: '2-digit', minute: '2-digit' }));
  await dialog.getByLabel('Adresse').fill('Bergweg 1, Kassel');
  await dialog.getByLabel('Koordinaten').fill('51.3127, 9.4797');
  await dialog.getByLabel('Wozu eingeladen').fill('Dach ansehen');
  await dialog.getByLabel('Beleg der Einladung').fill('Anruf vom Freitag');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`/besuche?tag=${day.split('.').toReversed().join('-')}`);
  await page.getByText('Beleg: Anruf vom Freitag').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.goto('/besuche');
  await page.getByText('Beleg: Anruf vom Freitag').waitFor();
  await expect.poll(() => keptOf(page)).toEqual({ page: true, day: true, elsewhere: [] });
  await page.context().setOffline(true);
  page = await reopened(page);
  await page.getByText('Ohne Netz, Stand von').waitFor();
  expect(await page.getByRole('button', { name: 'Besuch planen' }).isDisabled()).toBe(true);
  await page.getByLabel('Was war').fill('Will ein Angebot');
  await page.getByRole('button', { name: 'War da' }).click();
  await page.getByText('wartet auf Netz').waitFor();
  await page.getByText('Ergebnis liegt noch auf diesem Gerät').waitFor();
  expect(await axe(page)).toEqual([]);
  page = await reopened(page);
  await page.getByText('wartet auf Netz').waitFor();
  expect(await page.getByLabel('Was war').inputValue()).toBe('Will ein Angebot');
  await page.goto('/besuche?tag=2026-01-02');
  await page.getByText('Ohne Netz ist dieser Tag hier nicht zu sehen.').waitFor();
  await page.getByRole('button', { name: `Besuche vom ${day}` }).click();
  await page.context().setOffline(false);
  await page.getByText('wartet auf Netz').waitFor({ state: 'detached' });
  await page.getByText('fand statt').first().waitFor();

  // Sent again by a telephone that heard no answer, it is the same.
  const { items } = await ask<{ items: { meetingId: string; saidAt: string; note: string; state: string }[] }>(
    page,
    'GET',
    `/visits?on=${day.split('.').toReversed().join('-')}`,
  );
  expect(items).toMatchObject([{ state: 'held', note: 'Will ein Angebot' }]);
  const [visit] = items;
  const again = { state: 'held', note: 'Will ein Angebot', at: visit?.saidAt };
  await ask(page, 'PUT', `/visits/${visit?.meetingId}/outcome`, again);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/menschen/${contactId}`);
  await page.getByText('Hausbesuch fand statt').waitFor();
  expect(await page.getByText('Hausbesuch fand statt').count()).toBe(1);
  expect(klinke.complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED/.test(one))).toEqual([]);
});

test('a day of somebody else, or of long ago, goes as soon as anybody uses the device', async () => {
  page = await klinke.window();
  const me = await ask<{ user: { id: string }; workspace: { timeZone: string } }>(page, 'GET', '/me');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: me.workspace.timeZone }).format(Date.now());
  const somebodyElse = { ...me, user: { ...me.user, id: crypto.randomUUID() } };
  for (const kept of [
    { me: somebodyElse, on: today },
    { me, on: '2026-01-02' },
  ]) {
    await page.evaluate(async (day) => {
      await (
        await caches.open('klinke-day')
      ).put('/besuche/day', Response.json({ ...day, visits: { items: [], next: null }, at: 0 }));
    }, kept);
    await page.goto('/termine');
    await expect.poll(() => page.evaluate(() => caches.match('/besuche/day').then(Boolean))).toBe(false);
  }
});

// The last: who is signed in is believed for a second, and another window would begin as who has just left.
test('signing out leaves nothing of the day on the device', async () => {
  page = await klinke.window();
  await page.goto('/besuche');
  await expect.poll(() => keptOf(page)).toEqual({ page: true, day: true, elsewhere: [] });
  await page.getByRole('button', { name: 'Ich: Mira Kern' }).click();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.waitForURL('**/anmelden');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

/** As if the telephone had closed the page meanwhile. */
async function reopened(page: Page): Promise<Page> {
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto('/besuche');
  return next;
}

/** What of Klinke lies on the device; `elsewhere`: what should not. */
function keptOf(page: Page): Promise<{ page: boolean; day: boolean; elsewhere: string[] }> {
  return page.evaluate(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    const paths = all.flat().map((url) => new URL(url).pathname);
    const files = /^\/(besuche(\/day)?|assets\/[^/]+|theme\.js|icon\.svg|manifest\.webmanifest)$/;
    return {
      page: paths.includes('/besuche'),
      day: paths.includes('/besuche/day'),
      elsewhere: paths.filter((path) => !files.test(path)),
    };
  });
}
