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

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** A morning on which every telephone may ring. */
const tuesday = '2027-03-02T10:00:00Z';

test('from a form to a call: what a visitor sends, confirms, and says on the telephone', async () => {
  const [page, visitor] = [await klinke.window(), await stranger()];
  for (const [channel, text] of [
    ['phone', 'Sonnendach Kassel darf mich zu Solaranlagen anrufen. Ich kann das jederzeit widerrufen.'],
    ['email', 'Sonnendach Kassel darf mir E-Mails zu Solaranlagen schreiben. Ich kann das jederzeit widerrufen.'],
  ])
    await ask(page, 'POST', '/consent/wordings', { channel, text });

  await page.goto('/einwilligungen?stand=ways');
  await page.getByRole('button', { name: 'Neues Formular' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Messe Kassel');
  await dialog.getByLabel('Adresse Ihrer Datenschutzhinweise').fill('https://sonnendach.example/datenschutz');
  await dialog.getByLabel('Anruf').check();
  await dialog.getByLabel('E-Mail').check();
  await dialog.getByLabel('Ihre Telefonnummer').fill('0561 900900');
  await dialog.getByRole('button', { name: 'Formular öffnen' }).click();
  const link = page.getByRole('link', { name: /\/ja\// });
  const address = (await link.getAttribute('href')) ?? '';

  await visitor.goto(address);
  expect(await axe(visitor)).toEqual([]);
  await visitor.getByLabel('Nachname').fill('Muster');
  await visitor.getByRole('checkbox', { name: 'Anruf' }).check();
  await visitor.getByRole('button', { name: 'Absenden' }).click();
  await visitor.getByText('Bitte prüfen Sie die markierten Felder.').waitFor();
  expect(await axe(visitor)).toEqual([]);
  for (const [label, value] of [
    ['Vorname', 'Erika'],
    ['E-Mail', 'erika@example.org'],
    ['Telefon', '0561 4711470'],
    ['Straße und Hausnummer', 'Königsstraße 1'],
    ['Postleitzahl', '34117'],
    ['Ort', 'Kassel'],
  ] as const)
    await visitor.getByRole('textbox', { name: label }).fill(value);
  await visitor.getByRole('button', { name: 'Absenden' }).click();
  await visitor.getByRole('heading', { name: 'Danke! Eines fehlt noch.' }).waitFor();
  await visitor.getByText('0561 900900').waitFor();

  const { items } = await ask<{ items: { body: string }[] }>(page, 'GET', '/mails');
  const [confirm = '', withdraw = ''] = items[0]?.body.match(/http\S+/g) ?? [];
  await visitor.goto(confirm);
  await visitor.getByRole('button', { name: 'Ja, ich willige ein' }).click();
  await visitor.getByRole('heading', { name: 'Ihre Einwilligung ist bestätigt.' }).waitFor();
  const code = (await visitor.locator('.code').textContent()) ?? '';

  await page.reload();
  await page.getByRole('link', { name: 'Erika Muster' }).click();
  // On their page: the one before has such a button, too.
  await page.getByText('die Telefonnummer nicht').first().waitFor();
  await page.getByRole('button', { name: 'Code eingeben' }).first().click();
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.keyboard.press('Enter');
  await page.getByText('Die Nummer ist bestätigt.').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const answer = () => ask<{ allowed: boolean }>(page, 'GET', `/contacts/${id}/may-contact?at=${tuesday}`);
  expect(await answer()).toMatchObject({ allowed: true, basis: 'consent' });

  // Whatever else proves it lies beside the entry: what its bytes say it is, not its name.
  await page.getByRole('button', { name: 'Einwilligung ändern' }).click();
  await page.getByRole('menuitem', { name: 'Alle Einträge' }).click();
  const proof = page.getByRole('dialog').getByLabel('Datei mit dem Beleg').first();
  await proof.setInputFiles({ name: 'Seite.png', mimeType: 'image/png', buffer: Buffer.from('<html>'.repeat(9)) });
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await proof.setInputFiles({
    name: 'Karte.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.7\n${'Karte '.repeat(20)}`),
  });
  await page.getByRole('dialog').getByText('Karte.pdf').waitFor();
  await page.keyboard.press('Escape');
  expect(klinke.complaints.splice(0)).toEqual([expect.stringContaining('422')]);

  await visitor.goto(withdraw);
  await visitor.getByRole('button', { name: 'Jetzt widerrufen' }).click();
  await visitor.getByRole('heading', { name: 'Ihre Einwilligung ist widerrufen.' }).waitFor();
  expect(await answer()).toMatchObject({ allowed: false, because: 'withdrawn' });
  await page.goto('/einwilligungen?stand=ways');
  await page.getByRole('row', { name: /^Messe Kassel ?Formular 1 1 1/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(klinke.complaints).toEqual([]);
});

test('a visitor signs on the tablet, and the next one finds an empty card', async () => {
  const page = await klinke.window();
  await ask(page, 'POST', '/consent/wordings', {
    channel: 'post',
    text: 'Sonnendach Kassel darf mir Briefe schreiben.',
  });
  await page.goto('/einwilligungen?stand=ways');
  await page.getByRole('button', { name: 'Tablet starten' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tablet starten' }).click();
  await page.getByRole('button', { name: 'Auf diesem Gerät starten' }).click();
  await page.waitForURL(/schauraum#/);
  await page.locator('canvas').waitFor();
  expect(await axe(page)).toEqual([]);
  const fields = {
    Nachname: 'Beispiel',
    'E-Mail': 'bea@example.org',
    'Straße und Hausnummer': 'Weg 1',
    Postleitzahl: '34117',
    Ort: 'Kassel',
  };
  for (const [label, value] of Object.entries(fields)) await page.getByRole('textbox', { name: label }).fill(value);
  await page.getByRole('checkbox', { name: 'Brief' }).check();
  const pad = await page.locator('canvas').boundingBox();
  if (!pad) throw new Error('no pad');
  await page.mouse.move(pad.x + 40, pad.y + 60);
  await page.mouse.down();
  await page.mouse.move(pad.x + 200, pad.y + 20, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await page.getByRole('heading', { name: 'Vielen Dank!' }).waitFor();
  await page.getByRole('button', { name: 'Nächste Karte' }).click();
  expect(await page.getByRole('textbox', { name: 'Nachname' }).inputValue()).toBe('');
  // Whoever leaves the page stands before the sign-in.
  await page.goto('/menschen');
  await page.waitForURL(/anmelden/);

  const owner = await klinke.window();
  await owner.goto('/menschen');
  await owner.getByRole('link', { name: 'Beispiel' }).first().click();
  await owner.getByText('Einwilligung für Post').waitFor();
});

/** Somebody with a telephone who has never heard of us. */
async function stranger(): Promise<Page> {
  const page = await klinke.window();
  const context = await page
    .context()
    .browser()
    ?.newContext({ ...phone, locale: 'de-DE' });
  await page.context().close();
  if (!context) throw new Error('no browser');
  context.setDefaultTimeout(30_000);
  return context.newPage();
}
