import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** The team talks over its pipeline: what is decided and agreed stands with the records, and the next meeting asks what became of it. */

let klinke: OpenKlinke;
let page: Page;
beforeAll(async () => {
  klinke = await openKlinke();
  page = await klinke.window();
}, 120_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('team meeting with decisions written back', async () => {
  await page.goto('/teamrunde');
  await page.getByText('Die Tagesordnung schreibt sich selbst').waitFor();
  expect(await axe(page)).toEqual([]);

  const { id: contactId } = await ask<{ id: string }>(page, 'POST', '/contacts', { lastName: 'Berg' });
  const deal = { title: 'Dach Süd', contactId, valueCents: 1_250_000, closeOn: '2020-01-01' };
  await ask(page, 'POST', '/deals', deal);
  await page.goto('/teamrunde');
  await page.getByText('kein nächster Schritt').waitFor();
  await page.getByRole('button', { name: 'Runde beginnen' }).click();
  await page.getByRole('heading', { name: 'Dach Süd' }).waitFor();
  await page.getByLabel('Was ist entschieden?').fill('Wir bieten die Wartung dazu.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Entscheidung festhalten' }).waitFor({ state: 'detached' });
  await page.getByLabel('Was ist zu tun?').fill('Angebot mit Wartung schicken');
  await page.getByRole('button', { name: 'Aufgabe geben' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Angebot mit Wartung schicken' }).waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Punkt hinzufügen' }).click();
  await page.getByRole('combobox', { name: 'Was noch besprochen wird' }).fill('Urlaub im Dezember');
  await page.getByRole('option', { name: 'Urlaub im Dezember' }).click();
  await page.getByRole('heading', { name: 'Urlaub im Dezember' }).waitFor();
  await page.getByRole('button', { name: 'Besprochen, weiter' }).click();
  await page.getByRole('button', { name: 'Runde beenden' }).click();
  await page.getByRole('heading', { name: 'Entschieden und vereinbart' }).waitFor();
  await page.getByText('Wir bieten die Wartung dazu.').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('link', { name: 'Dach Süd' }).click();
  await page.getByText('In der Teamrunde entschieden').waitFor();
  await page.getByText('Wir bieten die Wartung dazu.').waitFor();
  const steps = page.getByRole('region', { name: 'Was jetzt' });
  await steps.getByRole('button', { name: 'Angebot mit Wartung schicken: erledigt' }).click();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/teamrunde');
  await page.getByText('1 von 1 erledigt').waitFor();
  await page.getByRole('button', { name: 'Runde beginnen' }).click();
  await page.getByRole('heading', { name: 'Vom letzten Mal' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(klinke.complaints).toEqual([]);
});
