import { expect, test } from 'vitest';
import { openKlinke } from './setup/klinke.ts';

test('the first visit, by keyboard: asks for a business, says that the example is coming, and shows the day', async () => {
  await using klinke = await openKlinke({ firstVisit: true });
  const page = await klinke.window();
  await page.goto('/');
  await page.getByRole('radio', { name: 'Das Beispiel laden' }).check();
  await page.getByLabel('Ihr Name').fill('Mira Kern');
  await page.getByLabel('Ihre E-Mail').fill('mira.kern@example.org');
  await page.getByLabel('Passwort').fill('kupferne klinke am morgen');
  await page.keyboard.press('Enter');

  await page.getByText('Das Beispiel wird geladen').last().waitFor();
  await page.getByText('Schritte erledigt').waitFor({ timeout: 60_000 });
  expect(new URL(page.url()).search).toBe('');

  await page.goto('/was/es/nicht/gibt');
  await page.getByRole('heading', { name: 'Nicht gefunden' }).waitFor();
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor();
  await page.goto('/menschen/0');
  await page.getByRole('link', { name: 'Alle Menschen' }).waitFor();
});
