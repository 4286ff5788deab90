import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

/** What a booking page is for besides its times: a call, another page, a place on the waiting list, an address of one's own. */

let klinke: OpenKlinke;
let page: Page;
beforeAll(async () => {
  klinke = await openKlinke({ callingHours: true });
  page = await klinke.window();
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A page of which nothing is said but what matters here. */
async function openPage(more: object = {}): Promise<string> {
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  const { address } = await ask<{ address: string }>(page, 'POST', '/booking-pages', {
    title: 'Dachberatung',
    privacyUrl: 'https://sonnendach.example/datenschutz',
    where: { way: 'video' },
    minutes: 30,
    hostIds: [user.id],
    ...more,
  });
  return address;
}

test('an answer leads to a call, which stands in Heute and may be made', async () => {
  await openPage({ title: 'Wärmepumpe' });
  await page.goto('/einstellungen/terminseiten');
  await page.getByRole('button', { name: 'Neue Terminseite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Überschrift der Seite').fill('Dachberatung');
  await dialog.getByRole('button', { name: 'Frage hinzufügen' }).click();
  await dialog.getByRole('textbox', { name: 'Frage' }).fill('Worum geht es?');
  await dialog.getByRole('button', { name: /^Antwort/ }).click();
  await page.getByRole('option', { name: 'zur Auswahl' }).click();
  await dialog.getByLabel('Antwort 1').fill('Eine Rechnung');
  await dialog.getByRole('button', { name: /^führt zu/ }).click();
  await page.getByRole('option', { name: 'der Seite „Wärmepumpe“' }).waitFor();
  await page.getByRole('option', { name: 'einem Anruf von uns' }).click();
  await dialog.getByLabel('Wo niemand passt').check();
  await dialog.getByLabel('Adresse Ihrer Datenschutzhinweise').fill('https://sonnendach.example/datenschutz');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.waitFor({ state: 'detached' });
  const address = (await page.getByRole('link', { name: /\/termin\/dachberatung/ }).getAttribute('href')) ?? '';

  const visitor = await klinke.strangers(phone);
  await visitor.goto(address);
  await visitor.getByLabel('Eine Rechnung').check();
  await visitor.getByRole('button', { name: 'Weiter zu den Zeiten' }).click();
  await visitor.getByRole('heading', { name: 'Wir rufen Sie an' }).waitFor();
  expect(await axe(visitor)).toEqual([]);
  await visitor.getByLabel('Nachname').fill('Feld');
  await visitor.getByLabel('Telefon').fill('0561 4711470');
  await visitor.getByLabel('Wann passt es Ihnen?').selectOption('nachmittags');
  await visitor.getByRole('button', { name: 'Um Anruf bitten' }).click();
  await visitor.getByRole('heading', { name: 'Danke, wir rufen Sie an.' }).waitFor();
  expect(await axe(visitor)).toEqual([]);

  await page.goto('/heute');
  await page.getByRole('list', { name: 'Arbeitsliste' }).getByRole('button', { name: 'Feld' }).click();
  await page.getByText('Rückruf gewünscht: Dachberatung').first().waitFor();
  await page.getByText('Passt: nachmittags').waitFor();
  await page.getByRole('button', { name: 'Anrufen' }).first().waitFor();
  expect(klinke.complaints).toEqual([]);
});

test('where nothing is free one waits in line, is told once, and may leave; the page has an address of its own', async () => {
  const hours = (from?: string) => ({
    timeZone: 'Europe/Berlin',
    hours: from === undefined ? {} : Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from, to: '17:00' }]])),
    exceptions: [],
  });
  await ask(page, 'PUT', '/me/hours', hours());
  await openPage({ title: 'Wartung' });
  await page.goto('/einstellungen/terminseiten');
  await page.getByRole('button', { name: '„Wartung“ ändern' }).click();
  const dialog = page.getByRole('dialog');
  const own = dialog.getByLabel('Eigene Adresse');
  await own.fill('ab');
  expect(await dialog.getByRole('button', { name: 'Speichern' }).isDisabled()).toBe(true);
  await own.fill('Wartung-Kassel');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  const address = (await page.getByRole('link', { name: /\/termin\/wartung-kassel$/ }).getAttribute('href')) ?? '';

  const [first, second] = [await klinke.strangers(phone), await klinke.strangers(phone)];
  for (const [visitor, lastName] of [
    [first, 'Feld'],
    [second, 'Berg'],
  ] as const) {
    await visitor.goto(address);
    await visitor.getByRole('heading', { name: 'Sagen, wenn etwas frei wird' }).waitFor();
    expect(await axe(visitor)).toEqual([]);
    await visitor.getByLabel('Nachname').fill(lastName);
    await visitor.getByLabel('E-Mail').fill(`${lastName.toLowerCase()}@example.org`);
    await visitor.getByRole('button', { name: 'Auf die Warteliste' }).click();
    await visitor.getByRole('heading', { name: 'Sie stehen auf der Warteliste.' }).waitFor();
    expect(await axe(visitor)).toEqual([]);
  }
  await second.getByRole('button', { name: 'Doch nicht' }).click();
  await second.getByRole('heading', { name: 'Sie stehen nicht mehr auf der Warteliste.' }).waitFor();

  await ask(page, 'PUT', '/me/hours', hours('09:00'));
  await page.goto('/menschen');
  await page.getByRole('link', { name: 'Feld' }).last().click();
  await page.getByText('Erfuhr, dass eine Zeit frei ist: Wartung').waitFor();
  await first.reload();
  await first.getByRole('heading', { name: 'Wir haben Ihnen geschrieben.' }).waitFor();
  await first.goto(address);
  await first.locator('.times a').first().waitFor();
  expect(klinke.complaints).toEqual([]);
});
