import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke();
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('a mail is asked for at the gate, refused with its reason and ways on, or written, and stands in the story', async () => {
  const page = await klinke.window();
  const emails = [{ label: 'home', value: 'erika@example.net' }];
  const { id } = await ask<{ id: string }>(page, 'POST', '/contacts', {
    firstName: 'Erika',
    lastName: 'Muster',
    emails,
  });
  await page.goto(`/menschen/${id}`);
  await page.getByRole('button', { name: 'E-Mail schreiben' }).click();
  const dialog = page.getByRole('dialog');
  const about = async (name: string) => {
    await dialog.getByRole('button', { name: /Worum geht es/ }).click();
    await page.getByRole('option', { name }).click();
  };
  const send = dialog.getByRole('button', { name: 'Senden' });
  await about('Werbung');
  await dialog.getByText(/^Nicht erlaubt/).waitFor();
  await dialog.getByLabel('Betreff').fill('Ihr Dach');
  await dialog.getByLabel('Text').fill('Guten Tag Frau Muster, die Sonne scheint.');
  expect(await send.isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);

  await about('Antwort auf eine Anfrage');
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel('Was wollte die Person wissen?').fill('Preis für zwölf Module');
  expect(await axe(page)).toEqual([]);
  await send.click();
  // Nobody has set up a mail server here.
  await page.getByText('Die E-Mail liegt im Postausgang.').waitFor();
  await page.getByText('E-Mail geschrieben: Ihr Dach').waitFor();
  const { items } = await ask<{ items: object[] }>(page, 'GET', `/contacts/${id}/consent/uses`);
  expect(items).toMatchObject([{ act: 'mail', purpose: 'requested', address: 'erika@example.net' }]);
  expect(klinke.complaints).toEqual([]);
}, 120_000);
