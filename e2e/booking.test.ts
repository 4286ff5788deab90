import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ callingHours: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

test('from a page to a meeting: a visitor without scripts books, moves and cancels; a meeting by hand stands beside', async () => {
  const page = await klinke.window();
  const [visitor, reader] = [await stranger(false), await stranger(true)];
  /** The page before the visitor, in a browser in which axe can look at it. */
  const judged = async (): Promise<string[]> => {
    await reader.goto(visitor.url());
    return axe(reader);
  };
  await page.goto('/einstellungen/terminzeiten');
  await page.getByLabel('Samstag').fill('10-12');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Gespeichert').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.goto('/einstellungen/terminseiten');
  await page.getByRole('button', { name: 'Neue Terminseite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Überschrift der Seite').fill('Dachberatung');
  await dialog.getByRole('button', { name: 'Frage hinzufügen' }).click();
  await dialog.getByRole('textbox', { name: 'Frage' }).fill('Wie groß ist das Dach?');
  await dialog.getByLabel('Adresse Ihrer Datenschutzhinweise').fill('https://sonnendach.example/datenschutz');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  const address = (await page.getByRole('link', { name: /\/termin\// }).getAttribute('href')) ?? '';
  await page.getByRole('button', { name: 'Einbetten' }).click();
  await dialog.getByText('<iframe').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await visitor.goto(address);
  expect(await judged()).toEqual([]);
  await visitor.getByRole('link', { name: 'Spätere Tage' }).click();
  await visitor.locator('.times a').first().click();
  await visitor.getByRole('heading', { name: 'Dachberatung' }).waitFor();
  await visitor.getByLabel('Nachname').fill('Muster');
  await visitor.getByLabel('E-Mail').fill('erika@example.org');
  await visitor.getByLabel('Wie groß ist das Dach?').fill('80 m²');
  expect(await judged()).toEqual([]);
  await visitor.getByRole('button', { name: 'Termin buchen' }).click();
  await visitor.getByRole('heading', { name: 'Ihr Termin steht.' }).waitFor();
  expect(await judged()).toEqual([]);

  await reader.goto(visitor.url());
  await reader.getByRole('link', { name: 'Barrierefreiheit' }).click();
  await reader.getByRole('heading', { name: 'Erklärung zur Barrierefreiheit' }).waitFor();
  expect(await axe(reader)).toEqual([]);

  await page.goto('/menschen');
  await page.getByRole('link', { name: 'Muster' }).first().click();
  await page.getByText('selbst gebucht').waitFor();
  await page.getByText('80 m²').waitFor();
  await page.keyboard.press('m');
  const plan = page.getByRole('dialog');
  await plan.getByLabel('Worum geht es?').fill('Nachfrage');
  await plan.getByLabel('Tag').fill('+3');
  await plan.getByLabel('Uhrzeit').fill('14:30');
  await plan.getByLabel('Uhrzeit').press('Tab');
  await plan.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Termin geplant').first().waitFor();
  expect(await axe(page)).toEqual([]);

  await visitor.getByRole('link', { name: 'Verschieben' }).click();
  await visitor.locator('.times a').last().click();
  expect(await judged()).toEqual([]);
  await visitor.getByRole('button', { name: 'Auf diese Zeit verschieben' }).click();
  await visitor.getByRole('heading', { name: 'Ihr Termin steht.' }).waitFor();
  await visitor.getByRole('link', { name: 'Absagen' }).click();
  await visitor.getByRole('button', { name: 'Jetzt absagen' }).click();
  await visitor.getByRole('heading', { name: 'Dieser Termin ist abgesagt.' }).waitFor();
  await page.getByText('Termin abgesagt: Dachberatung').waitFor();

  await page.goto('/termine');
  await page.getByRole('link', { name: 'Muster' }).first().waitFor();
  await page.keyboard.press('Shift+N');
  await plan.getByRole('combobox', { name: 'Mit wem' }).fill('Must');
  await page.getByRole('option', { name: 'Muster' }).click();
  await plan.getByLabel('Tag').fill(new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10));
  await plan.getByLabel('Uhrzeit').fill('9:00');
  await plan.getByLabel('Uhrzeit').press('Tab');
  await plan.getByRole('button', { name: 'Speichern' }).click();
  const unsaid = page.locator('section', { has: page.getByRole('heading', { name: 'Wie ist es gelaufen?' }) });
  // The news of it may take the row away before the answer is there; the word about it, and the way back, must come all the same.
  await page.route('**/outcome', async (route) => {
    const answer = await route.fetch();
    await unsaid.waitFor({ state: 'detached' });
    await route.fulfill({ response: answer });
  });
  await unsaid.getByRole('button', { name: 'Fand statt' }).click();
  await page.getByText('Termin fand statt').first().waitFor();
  await page.getByRole('tab', { name: 'Vergangene' }).click();
  await page.getByText('fand statt', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(klinke.complaints).toEqual([]);
});

/** Somebody with a telephone, whose browser may run no scripts. */
async function stranger(javaScriptEnabled: boolean): Promise<Page> {
  const page = await klinke.window();
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const context = await page
    .context()
    .browser()
    ?.newContext({ ...phone, locale: 'de-DE', javaScriptEnabled });
  await page.context().close();
  if (!context) throw new Error('no browser');
  context.setDefaultTimeout(30_000);
  return context.newPage();
}
