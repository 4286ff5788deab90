import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke();
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('the log tells who did what, grows by itself, opens an entry, and says whether it is whole', async () => {
  const [page, elsewhere] = [await klinke.window(), await klinke.window()];
  await page.goto('/einstellungen/protokoll');
  await page
    .getByRole('row', { name: /hat sich angemeldet/ })
    .first()
    .waitFor();

  const { id: contactId } = await ask<{ id: string }>(elsewhere, 'POST', '/contacts', { lastName: 'Weiß' });
  await ask(elsewhere, 'PATCH', `/contacts/${contactId}`, { jobTitle: 'Meisterin' });
  await page.getByRole('row', { name: 'Angaben zu „Weiß“ geändert' }).click();
  const entry = page.getByRole('complementary', { name: 'Eintrag' });
  await entry.getByRole('row', { name: 'Funktion – Meisterin' }).waitFor();
  await entry.getByText('Glied der Kette').waitFor();

  await entry.getByRole('button', { name: 'Alles zu diesem Datensatz' }).click();
  await expect.poll(() => page.getByRole('row', { name: /angemeldet/ }).count()).toBe(0);
  expect(new URL(page.url()).searchParams.get('mensch')).toBe(contactId);

  await page.getByRole('button', { name: 'Jetzt prüfen' }).click();
  await page.getByText('unversehrt').waitFor();
  expect(klinke.complaints).toEqual([]);
});
