import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;

beforeAll(async () => {
  klinke = await openKlinke();
}, 240_000);

afterAll(() => klinke[Symbol.asyncDispose]());

test('ten people to call, three of whom nobody may: by the keyboard alone through the list, with a reload in the middle of a call', async () => {
  const page = await klinke.window();
  const dialled = await telephone(page);
  await beginWithTen(page, 5);
  await page.goto('/telefonliste');
  const name = page.getByRole('main').getByRole('heading', { level: 2 }).first();
  const called = new Set<string>();
  for (let turn = 1; turn <= 7; turn++) {
    await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
    called.add((await name.textContent()) ?? '');
    // The first begins by itself after five seconds, the others at once.
    if (turn > 1) await page.keyboard.press('c');
    await page.getByText('Wie ist der Anruf ausgegangen?').waitFor();
    if (turn === 3) {
      await page.reload();
      await page.getByText('Wie ist der Anruf ausgegangen?').waitFor();
    }
    if (turn === 2) {
      await page.keyboard.press('n');
      await page.keyboard.type('Ruft nach dem Urlaub zurück');
      await page.keyboard.press('Escape');
    }
    if (turn === 4) await holdsWhileTyping(page);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Kein Interesse/ })
      .waitFor();
    await page.keyboard.press('7');
    await page.keyboard.press('Enter');
    await page.getByText('Wie ist der Anruf ausgegangen?').waitFor({ state: 'detached' });
  }
  await page.getByText('Geschafft: Die Liste ist durch.').waitFor();
  expect(called.size).toBe(7);
  expect(new Set(dialled).size).toBe(7);
  const standing = page.getByRole('complementary', { name: 'Stand der Liste' });
  await standing.getByText('Es liegt keine Einwilligung vor').waitFor();
  expect(await standing.locator('dd').allTextContents()).toEqual(['0', '7', '0', '3']);
  expect(await standing.getByRole('listitem').allTextContents()).toEqual([expect.stringMatching(/^3Nicht erlaubt/)]);

  const { items } = await ask<{ items: { disposition: unknown; note: string | null }[] }>(page, 'GET', '/calls');
  expect(items).toHaveLength(7);
  expect(items.every(({ disposition }) => disposition !== null)).toBe(true);
  expect(items.map(({ note }) => note)).toContain('Ruft nach dem Urlaub zurück');
  await page.getByRole('button', { name: 'Liste beenden' }).click();
  await page.getByRole('button', { name: /^Beginnen/ }).waitFor();
}, 120_000);

test('a break gives the person back, and the page has no obstacles', async () => {
  const page = await klinke.window();
  await page.goto('/telefonliste');
  await page.getByRole('button', { name: /^Beginnen/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Stand der Liste' }).waitFor();
  await beginWithTen(page, null);
  await page.reload();
  await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  expect(await page.getByRole('timer').count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('p');
  await page.getByText(/^Pause, begonnen/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('p');
  await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  await page.keyboard.press('s');
  await expect.poll(() => page.getByRole('complementary').locator('dd').nth(2).textContent()).toBe('1');
}, 120_000);

/** A telephone that takes what is dialled, in place of the browser's question which program should: that would take the keys from the page. */
async function telephone(page: Page): Promise<string[]> {
  const dialled: string[] = [];
  await page.exposeFunction('dialled', (url: string) => void dialled.push(url));
  await page.addInitScript(() => {
    const { navigation, dialled: tell } = window as unknown as {
      navigation: EventTarget;
      dialled: (url: string) => void;
    };
    navigation.addEventListener('navigate', (event) => {
      const { url } = (event as unknown as { destination: { url: string } }).destination;
      if (!url.startsWith('tel:')) return;
      event.preventDefault();
      tell(url);
    });
  });
  return dialled;
}

/** While somebody types nothing is dialled; here the call is on already, and the note keeps its place. */
async function holdsWhileTyping(page: Page): Promise<void> {
  await page.keyboard.press('n');
  await page.keyboard.type('Notiz');
  expect(await page.getByRole('timer').count()).toBe(0);
  await page.keyboard.press('Escape');
}

/** Seven are rung about their contract, which may be on any day and at any hour; three never agreed to advertising. */
async function beginWithTen(page: Page, paceSeconds: number | null): Promise<void> {
  const contacts = [];
  for (let index = 0; index < 10; index++) {
    const phones = [{ label: 'mobile', value: `+491711${String(Math.random()).slice(2, 8)}` }];
    const person = { firstName: `Nr. ${index}`, lastName: 'Muster', phones };
    const { id } = await ask<{ id: string }>(page, 'POST', '/contacts', person);
    contacts.push({ contactId: id, purpose: index % 3 === 2 ? 'advertising' : 'contract' });
  }
  await ask(page, 'POST', '/dialer', { name: 'Zehn', paceSeconds, people: { from: 'named', contacts } });
}
