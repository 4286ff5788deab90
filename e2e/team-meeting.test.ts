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
  // That heading stands on the page before, too.
  await page.getByRole('button', { name: 'Runde beenden' }).waitFor();
  await page.getByRole('heading', { name: 'Vom letzten Mal' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(klinke.complaints).toEqual([]);
});

test('planned for every week, with a step in Heute, and proposals of the team first on the agenda', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const { items: before } = await ask<{ items: { id: string }[] }>(page, 'GET', '/team-meetings?limit=1');
  await ask(page, 'POST', `/team-meetings/${before[0]?.id}/ending`);
  await page.goto('/teamrunde');
  await page.getByRole('button', { name: 'Runde planen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tag').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
  await dialog.getByLabel('Uhrzeit').fill('9:30');
  await dialog.getByLabel('Uhrzeit').press('Tab');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('jede Woche', { exact: true }).waitFor();
  const { items } = await ask<{ items: object[] }>(page, 'GET', '/next-steps');
  expect(items).toContainEqual(expect.objectContaining({ title: 'Teamrunde', kind: 'meeting', dueTime: '09:30' }));

  await page.getByRole('button', { name: 'Etwas vorschlagen' }).click();
  await page.getByRole('combobox', { name: 'Worüber sollen wir sprechen?' }).fill('Neue Preisliste');
  await page.getByRole('option', { name: 'Neue Preisliste' }).click();
  await page.getByRole('button', { name: '„Neue Preisliste“ zurücknehmen' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Runde beginnen' }).click();
  await page.getByRole('heading', { name: 'Neue Preisliste' }).waitFor();
  await page.getByText('vorgeschlagen von Mira Kern').waitFor();

  // What is today stands in Heute by its own name, and leads here.
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  await ask(page, 'POST', '/team-meeting-plans', {
    startsAt: new Date(Date.now() + 1_000).toISOString(),
    minutes: 30,
    repeats: 'once',
    memberIds: [user.id],
  });
  await page.goto('/heute');
  await page.getByRole('list', { name: 'Arbeitsliste' }).getByRole('button', { name: 'Teamrunde' }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Zur Teamrunde' }).click();
  await page.getByRole('button', { name: 'Zum Videoraum des Teams' }).waitFor();
  expect(klinke.complaints).toEqual([]);
});
