import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Radicale, startRadicale } from '../test/calendars/radicale.ts';
import { axe } from './setup/axe.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let radicale: Radicale;
let klinke: OpenKlinke;
beforeAll(async () => {
  radicale = await startRadicale();
  klinke = await openKlinke({ privateHosts: '127.0.0.1' });
}, 240_000);
afterAll(async () => {
  await klinke?.[Symbol.asyncDispose]();
  await radicale?.[Symbol.asyncDispose]();
});

const picture = async (page: Page, name: string) => {
  const folder = process.env['KLINKE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('somebody lets their own calendars count, and hears when one of them cannot be read', async () => {
  await radicale.makeCalendar('Arbeit');
  await radicale.makeCalendar('Geburtstage');
  const page = await klinke.window();
  await page.goto('/einstellungen/kalender');
  await page.getByRole('button', { name: 'Kalender hinzufügen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /CalDAV/ }).check();
  await dialog.getByLabel('Server').fill(radicale.address);
  await dialog.getByLabel('Benutzername').fill(radicale.userName);
  await dialog.getByLabel('Passwort').fill('falsch');
  await dialog.getByRole('button', { name: 'Kalender suchen' }).click();
  await dialog.getByText('lässt uns mit diesen Zugangsdaten nicht hinein').waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'calendar-login');

  await dialog.getByLabel('Passwort').fill(radicale.password);
  await dialog.getByRole('button', { name: 'Kalender suchen' }).click();
  await dialog.getByRole('checkbox', { name: 'Geburtstage' }).uncheck();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'calendar-choice');
  await dialog.getByRole('button', { name: 'Hinzufügen' }).click();
  const work = page.getByRole('listitem').filter({ hasText: 'Arbeit' });
  await work.getByText('Stand:').waitFor();
  expect(await page.getByText('Geburtstage').count()).toBe(0);

  await page.getByRole('button', { name: 'Kalender hinzufügen' }).click();
  await dialog.getByLabel('Name').fill('Privat');
  await dialog.getByLabel('Adresse des Kalenders').fill(`https://localhost:${new URL(radicale.address).port}/anna.ics`);
  await dialog.getByRole('button', { name: 'Hinzufügen' }).click();
  const own = page.getByRole('listitem').filter({ hasText: 'Privat' });
  await own.getByText('führt in ein internes Netz').waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'calendars');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'calendars-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await own.getByRole('button', { name: 'Entfernen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click();
  await own.waitFor({ state: 'detached' });
  // The switch turns when the change is on its way, a moment after the click.
  await work.getByRole('switch', { name: 'Meine Termine hineinschreiben' }).click();
  await work.getByRole('switch', { name: 'Meine Termine hineinschreiben', checked: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'calendars-written');
  await work.getByRole('button', { name: 'Jetzt lesen' }).click();
  await work.getByText('Stand:').waitFor();
  expect(klinke.complaints).toEqual([]);
});
