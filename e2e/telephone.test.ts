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

const picture = async (page: Page, name: string) => {
  const folder = process.env['KLINKE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('a line is set up by hand, and then whoever calls stands above the page that is open', async () => {
  const page = await klinke.window();
  await page.goto('/einstellungen/anschluesse');
  await page.getByRole('button', { name: 'Neuer Anschluss' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Worüber telefonieren Sie/ }).click();
  await page.getByRole('option', { name: /^Telefonanlage Meldet/ }).click();
  await dialog.getByLabel('Name').fill('Zentrale');
  await dialog.getByLabel('Rufnummer').fill('0561 10000');
  expect(await axe(page)).toEqual([]);
  await picture(page, 'line-new');
  await dialog.getByRole('button', { name: 'Anlegen' }).click();
  const url = dialog.getByText('/api/v1/telephony/hooks/');
  await url.waitFor();
  await dialog.getByText('Diese Adresse erreicht Ihr Anbieter nicht').waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'line-setup');
  const hook = (await url.textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Fertig' }).click();
  await page.getByText('noch nichts gehört').waitFor();

  const { id: contactId } = await ask<{ id: string }>(page, 'POST', '/contacts', {
    firstName: 'Erika',
    lastName: 'Muster',
    phones: [{ value: '+49561123456' }],
    addresses: [{ city: 'Kassel', country: 'DE' }],
  });
  await ask(page, 'POST', '/deals', { title: 'Dach Süd', contactId, valueCents: 1_890_000 });
  await ask(page, 'POST', '/next-steps', { kind: 'call', title: 'Angebot besprechen', dueOn: '2030-01-02', contactId });
  const tell = async (event: string, callId: string, from = '49561123456') => {
    const body = new URLSearchParams({ event, callId, direction: 'in', from, to: '4956110000', cause: 'noAnswer' });
    expect((await fetch(hook, { method: 'POST', body })).status).toBeLessThan(300);
  };

  await page.goto('/abschluesse');
  await page.getByRole('main').getByText('Dach Süd').first().waitFor();
  await tell('newCall', 'c1');
  const calls = page.getByRole('region', { name: 'Eingehende Anrufe' });
  await calls.getByText('Erika Muster').waitFor();
  await calls.getByText('Angebot besprechen').waitFor();
  expect(await calls.textContent()).toMatch(/ruft an.*Erika Muster.*Kassel.*Dach Süd.*18\.900/);
  // It rang in the middle of something else: the focus is where it was, and a key leads there.
  expect(await calls.evaluate((place) => place.contains(document.activeElement))).toBe(false);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axe(page)).toEqual([]);
    await picture(page, `incoming-${colorScheme}`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'incoming-phone');
  await page.setViewportSize({ width: 1440, height: 900 });
  // A page that is loaded anew while it rings still knows.
  await page.reload();
  await calls.getByText('Erika Muster').waitFor();
  await page.keyboard.press('ControlOrMeta+i');
  expect(await calls.evaluate((place) => place.contains(document.activeElement))).toBe(true);

  await tell('answer', 'c1');
  await calls.getByRole('button', { name: 'Mein Gespräch' }).click();
  await page.waitForURL(`**/menschen/${contactId}`);
  await asksForConsent(page, contactId);
  await tell('hangup', 'c1');
  await expect.poll(() => calls.count()).toBe(0);
  // It waits in Heute until somebody says how it ended.
  await page.goto('/heute');
  await page.getByRole('main').getByText('Erika Muster').first().waitFor();

  await tell('newCall', 'c2', '49561999999');
  await calls.getByRole('button', { name: 'Neuer Mensch' }).click();
  await expect.poll(() => page.getByRole('dialog').getByLabel('Telefon').inputValue()).toBe('+49561999999');
  await page.keyboard.press('Escape');
  await page.goto('/einstellungen/anschluesse');
  await page.getByText(/zuletzt gehört/).waitFor();
  expect(await axe(page)).toEqual([]);
  await picture(page, 'lines');
  expect(klinke.complaints).toEqual([]);
}, 120_000);

/** The wording is read in their call, and the proof names it. */
async function asksForConsent(page: Page, contactId: string): Promise<void> {
  await ask(page, 'POST', '/consent/wordings', {
    channel: 'email',
    purpose: 'advertising',
    text: 'Dürfen wir Ihnen schreiben?',
  });
  await page.getByRole('button', { name: 'Einwilligung ändern' }).click();
  await page.getByRole('menuitem', { name: 'Im Anruf vorlesen und fragen' }).click();
  await page.getByText('Dürfen wir Ihnen schreiben?').waitFor();
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Antworten eintragen' }).click();
  await page.getByText('Antworten eingetragen').waitFor();
  const { items: calls } = await ask<{ items: { id: string; direction: string }[] }>(page, 'GET', '/calls');
  const { items } = await ask<{ items: { source: string; proof: { reference: string } }[] }>(
    page,
    'GET',
    `/contacts/${contactId}/consent/entries`,
  );
  expect(calls[0]?.direction).toBe('inbound');
  expect(items[0]).toMatchObject({
    source: 'incoming_call',
    proof: { reference: `Anruf der Person, Gespräch ${calls[0]?.id}` },
  });
}
