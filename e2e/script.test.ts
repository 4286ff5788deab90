import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './setup/axe.ts';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ callingHours: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const wording = 'Ich bin einverstanden, dass die Firma mir E-Mails schickt. Das kann ich jederzeit widerrufen.';
const step = (page: Page, title: string) => page.getByRole('heading', { level: 3, name: title });

test('from the empty page to a consent with its proof: template, script beside the call, branch, field, objection, wording', async () => {
  const page = await klinke.window();
  await keepTelephoneQuiet(page);
  await page.goto('/einstellungen/leitfaeden');
  await page.getByRole('button', { name: 'Vorlage übernehmen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Erster Anruf' }).waitFor();
  await warnsOfALoop(page);

  await ask(page, 'POST', '/consent/wordings', { channel: 'email', purpose: 'advertising', text: wording });
  const id = await personToCall(page);
  await ask(page, 'POST', '/dialer', {
    name: 'Eine',
    paceSeconds: null,
    people: { from: 'named', contacts: [{ contactId: id, purpose: 'advertising' }] },
  });
  await page.goto('/telefonliste');
  await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  await page.getByText('Beginnt mit dem Anruf.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('c');
  await page.getByText('Guten Tag Frau Muster, hier ist Mira Kern').waitFor();

  // Nobody has answered yet: the numbers still say how the try ended.
  await page.keyboard.press('2');
  await page.getByRole('button', { name: /^Nicht erreicht/, pressed: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await step(page, 'Zeit').waitFor();

  // An objection, found by a few letters; typing it answers nothing.
  await page.keyboard.press('e');
  await page.keyboard.type('teuer 1');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.getByText('Verglichen womit?').waitFor();
  await step(page, 'Zeit').waitFor();

  await page.keyboard.press('1');
  await step(page, 'Bedarf').waitFor();
  // A note belongs to the call, whatever the script would make of its letters and numbers.
  await expect
    .poll(() => page.getByLabel('Notiz zur Person').evaluate((field) => field === document.activeElement))
    .toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.type('Will 12 Module, ruft e-mailt 1 Foto');
  await page.keyboard.press('Escape');
  await step(page, 'Bedarf').waitFor();
  await page.getByLabel('Notiz zur Person').fill('Braucht mehr Platz im Keller');
  await page.keyboard.press('Enter');
  await step(page, 'Termin').waitFor();

  await page.reload();
  await step(page, 'Termin').waitFor();
  await page.keyboard.press('1');
  await step(page, 'Einwilligung für E-Mails').waitFor();
  await page.getByText(wording).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('1');
  await step(page, 'Verabschiedung').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByText('Der Leitfaden ist zu Ende.').waitFor();
  // What was answered has chosen how the call ended, and the numbers are the outcome's again.
  await page.getByRole('button', { name: /^Termin vereinbart/, pressed: true }).waitFor();
  await page.keyboard.press('6');
  await page.keyboard.press('Enter');
  await page.getByText('Geschafft: Die Liste ist durch.').waitFor();

  const person = await ask<{ note: string }>(page, 'GET', `/contacts/${id}`);
  expect(person.note).toBe('Braucht mehr Platz im Keller');
  const { items } = await ask<{ items: Entry[] }>(page, 'GET', `/contacts/${id}/consent/entries`);
  const calls = await ask<{ items: { id: string; disposition: { meaning: string } }[] }>(page, 'GET', '/calls');
  expect(calls.items[0]?.disposition.meaning).toBe('appointment');
  expect(items.find(({ channel }) => channel === 'email')).toMatchObject({
    state: 'granted',
    source: 'outgoing_call',
    wording,
    proof: { reference: expect.stringContaining(`Gespräch ${calls.items[0]?.id}`), personName: 'Erika Muster' },
  });
  await page.goto(`/menschen/${id}`);
  await page.getByText('Termin: Termin vereinbart').waitFor();
  await page.getByText(/^Einwand: .*teuer/i).waitFor();
  await page.getByText('Einwilligung für E-Mail').first().waitFor();
  expect(klinke.complaints).toEqual([]);
}, 180_000);

test('in Heute, by keyboard alone, and at the width of a phone', async () => {
  const page = await klinke.window();
  await keepTelephoneQuiet(page);
  const contactId = await personToCall(page);
  const dueOn = new Date().toISOString().slice(0, 10);
  await ask(page, 'POST', '/next-steps', { kind: 'call', title: 'Rückruf wegen Dach', dueOn, contactId });
  await page.goto('/heute');
  await page.getByRole('heading', { level: 2, name: /Erika Muster/ }).waitFor();
  await page.keyboard.press('c');
  await page.getByText('Guten Tag Frau Muster, hier ist Mira Kern').waitFor();
  // Until somebody has answered the numbers say how the try ended.
  await page.keyboard.press('2');
  await page.getByRole('button', { name: /^Nicht erreicht/, pressed: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await step(page, 'Zeit').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('[aria-current=true]', { hasText: 'Erika Muster' }).click();
  await page.getByRole('tab', { name: 'Leitfaden', selected: true }).waitFor();
  await step(page, 'Zeit').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.keyboard.press('1');
  await step(page, 'Bedarf').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.keyboard.press('6');
  await page.getByRole('button', { name: /^Termin vereinbart/, pressed: true }).waitFor();
  await step(page, 'Bedarf').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Erika Muster: Termin vereinbart').waitFor();
  const calls = await ask<{ items: { disposition: { meaning: string } }[] }>(
    page,
    'GET',
    `/calls?contactId=${contactId}`,
  );
  expect(calls.items.map(({ disposition }) => disposition.meaning)).toEqual(['appointment']);
}, 120_000);

test('beside a person, at the width of a phone too', async () => {
  const page = await klinke.window({ viewport: { width: 390, height: 844 } });
  await keepTelephoneQuiet(page);
  const id = await personToCall(page);
  await page.goto(`/menschen/${id}`);
  await page.getByRole('button', { name: /^Anrufen/ }).click();
  await page.getByText('Guten Tag Frau Muster, hier ist Mira Kern').waitFor();
  await page.getByRole('button', { name: /^Weiter/ }).click();
  await page.getByRole('button', { name: 'Später' }).click();
  await page.getByText('Der Leitfaden ist zu Ende.').waitFor();
  await page.getByRole('button', { name: 'Einen Schritt zurück' }).click();
  await page.getByRole('button', { name: 'Später' }).click();
  await page.getByRole('button', { name: 'Ergebnis eintragen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rückruf vereinbart', pressed: true }).waitFor();
}, 120_000);

test('beside a person by the keyboard alone: call, result, next step', async () => {
  const page = await klinke.window();
  await keepTelephoneQuiet(page);
  const id = await personToCall(page);
  await page.goto(`/menschen/${id}`);
  await page.getByRole('button', { name: /^Anrufen/ }).waitFor();
  await page.keyboard.press('c');
  await page.getByRole('button', { name: /^Ergebnis eintragen/ }).waitFor();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Rückruf vereinbart/ }).waitFor();
  await page.keyboard.press('5');
  await dialog.getByRole('button', { name: /^Rückruf vereinbart/, pressed: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  const steps = async () => (await ask<{ items: unknown[] }>(page, 'GET', `/next-steps?contactId=${id}`)).items.length;
  await expect.poll(steps).toBe(1);
}, 120_000);

type Entry = { channel: string; state: string; source: string; wording: string; proof: object };

/** A step that leads to itself is told before anybody reads it to a person; nothing is saved of it. */
async function warnsOfALoop(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^6 Verabschiedung/ }).click();
  await page.getByRole('button', { name: 'Danach' }).click();
  await page.getByRole('option', { name: /Verabschiedung/ }).click();
  await page.getByText('Von hier führt kein Weg mehr zum Ende').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Verabschiedung nach oben' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^5 Verabschiedung/ }).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Verabschiedung nach oben');
}

/** `tel:` would take the keys from the page. */
async function keepTelephoneQuiet(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { navigation } = window as unknown as { navigation: EventTarget };
    navigation.addEventListener('navigate', (event) => {
      const { url } = (event as unknown as { destination: { url: string } }).destination;
      if (url.startsWith('tel:')) event.preventDefault();
    });
  });
}

/** Somebody who agreed to our calls. */
async function personToCall(page: Page): Promise<string> {
  const phones = [{ label: 'work', value: `+49561${String(Math.random()).slice(2, 9)}` }];
  const addresses = [{ street: 'Weg', houseNumber: '1', postalCode: '34117', city: 'Kassel' }];
  const person = { salutation: 'Frau', firstName: 'Erika', lastName: 'Muster', phones, addresses };
  const { id } = await ask<{ id: string }>(page, 'POST', '/contacts', person);
  await ask(page, 'POST', `/contacts/${id}/consent/entries`, {
    state: 'granted',
    channel: 'phone',
    at: '2026-01-05T10:00:00Z',
    source: 'form',
    wording: 'Ja, rufen Sie mich an.',
    proof: { reference: 'Formular 7', personName: 'Erika Muster', personAddress: 'Weg 1, 34117 Kassel' },
  });
  return id;
}
