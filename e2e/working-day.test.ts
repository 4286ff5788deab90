import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openExample } from './setup/klinke.ts';

let klinke: OpenKlinke;

beforeAll(async () => {
  klinke = await openExample();
}, 240_000);

afterAll(() => klinke[Symbol.asyncDispose]());

test('Heute by keyboard alone: how it went, what follows, the next person; and back again', async () => {
  const page = await klinke.window();
  await page.goto('/heute');
  const name = page.getByRole('main').getByRole('heading', { level: 2 }).first();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Nicht erreicht/ })
    .last()
    .waitFor();
  const first = await name.textContent();

  await page.keyboard.press('2');
  await page.keyboard.press('Enter');

  await expect.poll(() => name.textContent()).not.toBe(first);
  const undo = page.getByRole('button', { name: 'Rückgängig' });
  await undo.click();
  await page
    .getByRole('main')
    .getByText((first ?? '').replace(/privat$|geschäftlich$/, ''))
    .first()
    .waitFor();
});

test('whoever has not agreed cannot be called by any door', async () => {
  const page = await klinke.window();
  const [unknown, numbered] = await Promise.all([
    ask<{ items: { contactId: string }[] }>(page, 'GET', '/consent/contacts?standing=unknown&limit=100'),
    ask<{ items: { id: string }[] }>(page, 'GET', '/contacts?hasPhone=true&kind=private&limit=200'),
  ]);
  const contactId = unknown.items.find((one) => numbered.items.some(({ id }) => id === one.contactId))?.contactId;

  await page.goto(`/menschen/${contactId}`);
  await page.getByRole('button', { name: 'Nicht anrufen' }).waitFor();

  expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
  const refused = await page.evaluate(async (id) => {
    const answer = await fetch('/api/v1/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-klinke': '1' },
      body: JSON.stringify({ contactId: id }),
    });
    return { status: answer.status, code: (await answer.json()).code as string };
  }, contactId);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.status).toBeLessThan(500);
});

test('what a colleague changes appears without a reload', async () => {
  const [mine, theirs] = [await klinke.window(), await klinke.window()];
  const { items } = await ask<{ items: { id: string }[] }>(mine, 'GET', '/contacts?limit=1');
  const path = `/menschen/${items[0]?.id}`;
  await mine.goto(path);
  await theirs.goto(path);

  await theirs.getByPlaceholder('Notiz schreiben').fill('Dachstuhl wird im Mai erneuert');
  await theirs.getByRole('button', { name: 'Sichern' }).click();

  await mine.getByText('Dachstuhl wird im Mai erneuert').waitFor();
});

test('what a colleague writes while one types is shown, and nothing is written over unseen', async () => {
  const [mine, theirs] = [await klinke.window(), await klinke.window()];
  const { items } = await ask<{ items: { id: string }[] }>(mine, 'GET', '/contacts?limit=3');
  for (const page of [mine, theirs]) {
    await page.goto(`/menschen/${items[2]?.id}`);
    await page.getByRole('button', { name: /^Funktion:/ }).click();
  }
  await mine.keyboard.type('Eigentümerin des Hauses');
  await theirs.keyboard.type('Hausherrin');
  await theirs.keyboard.press('Enter');

  await mine.getByText('hat jemand anders das geändert').waitFor();
  await mine.getByText('Jetzt steht dort: Hausherrin').waitFor();
  await mine.keyboard.press('Enter');
  expect(await mine.getByRole('textbox', { name: 'Funktion' }).inputValue()).toBe('Eigentümerin des Hauses');
  expect(await ask(mine, 'GET', `/contacts/${items[2]?.id}`)).toMatchObject({ jobTitle: 'Hausherrin' });

  await mine.getByRole('button', { name: 'Meine Eingabe nehmen' }).click();
  await theirs.getByRole('button', { name: 'Funktion: Eigentümerin des Hauses' }).waitFor();
});

test('a proxy that answers for a restarting server does not cut the line for good', async () => {
  const [mine, theirs] = [await klinke.window(), await klinke.window()];
  const { items } = await ask<{ items: { id: string }[] }>(mine, 'GET', '/contacts?limit=1');
  let restarting = true;
  await mine.route('**/api/v1/live', (route) => (restarting ? route.fulfill({ status: 502 }) : route.continue()));
  await mine.goto(`/menschen/${items[0]?.id}`);
  const lost = mine.getByText('Keine Verbindung zu Klinke');
  await lost.waitFor();

  restarting = false;
  await lost.waitFor({ state: 'hidden' });
  await theirs.goto(`/menschen/${items[0]?.id}`);
  await theirs.getByPlaceholder('Notiz schreiben').fill('Gerüst steht ab Montag');
  await theirs.getByRole('button', { name: 'Sichern' }).click();

  await mine.getByText('Gerüst steht ab Montag').waitFor();
});

test('the search forgives typing mistakes and opens the person', async () => {
  const page = await klinke.window();
  const { items } = await ask<{ items: { name: string; id: string }[] }>(
    page,
    'GET',
    '/contacts?limit=1&q=m%C3%BCller',
  );
  await page.goto('/heute');
  await page.getByRole('heading', { name: 'Heute' }).waitFor();

  // Fetched when it is first wanted: what is typed meanwhile belongs to it, and is no key of the page.
  const box = page.getByPlaceholder('Name, Firma, Nummer, E-Mail');
  const fetched = Promise.withResolvers<void>();
  await page.route('**/command-box*', async (route) => {
    await fetched.promise;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('mue');
  expect(await box.count()).toBe(0);
  fetched.resolve();
  await box.waitFor();
  await page.keyboard.type('ler');
  expect(await box.inputValue()).toBe('mueler');

  await page
    .getByRole('dialog')
    .getByText(/Müller/)
    .first()
    .waitFor();
  expect(items).toHaveLength(1);
});

test('by keyboard alone the focus stays with what one does: a fact, a card that moves, a record beside the list', async () => {
  const page = await klinke.window();
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/contacts?limit=1');
  await page.goto(`/menschen/${items[0]?.id}`);
  const jobTitle = page.getByRole('button', { name: /^Funktion:/ });
  await jobTitle.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Bauherrin');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toContain('Funktion: Bauherrin');

  await page.goto('/abschluesse');
  const card = page.locator('[data-card]').first();
  await card.focus();
  const name = (await card.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByText('steht jetzt in Qualifiziert').last().waitFor();
  await expect.poll(() => focused(page)).toBe(name);
  expect(await page.locator('[data-column="1"]').getByRole('group', { name }).count()).toBe(1);

  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Abschluss');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe(name);
});

const motions = ['no-preference', 'reduce'] as const;
test.each(motions)(
  'by keyboard alone, motion %s: a consent is entered and withdrawn, and the focus stays in its panel',
  async (reducedMotion) => {
    const page = await klinke.window({ reducedMotion });
    const { items } = await ask<{ items: { contactId: string }[] }>(page, 'GET', '/consent/contacts?standing=unknown');
    await page.goto(`/menschen/${items[0]?.contactId}`);
    const dialog = page.getByRole('dialog');
    const line = page.getByRole('button', { name: /^Anruf/, expanded: true });
    // A menu has its first entry ready whenever it is opened, not only at first.
    for (let time = 0; time < 2; time++) {
      await page.getByRole('button', { name: 'Einwilligung ändern' }).press('Enter');
      await page.locator('[role=menuitem]:focus').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }

    await page
      .locator('li')
      .filter({ has: line })
      .getByRole('button', { name: 'Einwilligung', exact: true })
      .press('Enter');
    await dialog.getByRole('textbox', { name: 'Wortlaut' }).fill('Ja, rufen Sie mich gern an.');
    await dialog.getByRole('textbox', { name: 'Beleg' }).fill('Formular 12');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const withdraw = page.getByRole('button', { name: 'Einwilligung widerrufen', exact: true });
    await withdraw.waitFor();
    await expect.poll(() => line.evaluate((button) => button === document.activeElement)).toBe(true);

    await withdraw.press('Enter');
    const withdrawn = dialog.getByRole('radio', { name: 'Sie widerruft ihre Einwilligung' });
    await expect.poll(() => withdrawn.evaluate((choice) => choice === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+Enter');
    await withdraw.waitFor({ state: 'detached' });
    await expect.poll(() => line.evaluate((button) => button === document.activeElement)).toBe(true);
  },
);

test('whoever fills two fields faster than the line answers is not in conflict with oneself', async () => {
  const page = await klinke.window();
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/contacts?limit=2');
  await page.goto(`/menschen/${items[1]?.id}`);
  await page.route('**/api/v1/contacts/*', async (route) => {
    await new Promise((later) => setTimeout(later, route.request().method() === 'PATCH' ? 800 : 0));
    await route.continue();
  });

  await page.getByRole('button', { name: /^Titel:/ }).click();
  await page.keyboard.type('Dr.');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Funktion:/ }).click();
  await page.keyboard.type('Architektin');
  await page.keyboard.press('Enter');

  await expect
    .poll(() => ask(page, 'GET', `/contacts/${items[1]?.id}`))
    .toMatchObject({ title: 'Dr.', jobTitle: 'Architektin' });
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the search finds a deal by its title and opens it', async () => {
  const page = await klinke.window();
  const { items } = await ask<{ items: { id: string; title: string }[] }>(page, 'GET', '/deals?limit=1');
  await page.goto('/heute');
  await page.getByRole('heading', { name: 'Heute' }).waitFor();

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Name, Firma, Nummer, E-Mail').waitFor();
  await page.keyboard.type(items[0]?.title ?? '');
  const hit = page.getByRole('dialog').getByRole('group', { name: 'Abschlüsse' }).getByRole('menuitem').first();
  await hit.click();

  await page.waitForURL(/\/abschluesse\/[0-9a-f-]{36}$/);
});

test('a deal moves on the board by its menu, and the forecast counts it', async () => {
  const page = await klinke.window();
  await page.goto('/abschluesse');
  await page.getByText('Qualifiziert').first().waitFor();
  await page.goto('/prognose');
  await page.getByRole('row', { name: /ohne Datum/ }).waitFor();
});

function focused(page: Page): Promise<string> {
  return page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
  );
}
