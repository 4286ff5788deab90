import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** At the door there is no line: what was entered stays on the telephone, also when the page is left, and is sent once. */

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
  expect(await axe(page)).toEqual([]);
  const { id: contactId } = await ask<{ id: string }>(page, 'POST', '/contacts', { lastName: 'Berg' });
  await page.getByRole('button', { name: 'Besuch planen' }).first().click();
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

  await page.context().setOffline(true);
  await page.getByLabel('Was war').fill('Will ein Angebot');
  await page.getByRole('button', { name: 'War da' }).click();
  await page.getByText('wartet auf Netz').waitFor();
  await page.getByText('Ergebnis liegt noch auf diesem Gerät').waitFor();
  expect(await axe(page)).toEqual([]);
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
