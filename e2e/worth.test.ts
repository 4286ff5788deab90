import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './setup/calling.ts';
import { type OpenKlinke, openExample } from './setup/klinke.ts';

/** Who is worth it, and what it will bring: from what was learned to a chance with reasons, classes, kinds of customers, and a forecast one commits to. */

let klinke: OpenKlinke;
let page: Page;
beforeAll(async () => {
  klinke = await openExample();
  page = await klinke.window();
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

/** What stands above the page; a menu on its way out is a dialog, too. */
const modal = () => page.locator('[data-modal]');

/** An item of a menu that Enter would choose: the menu is there a moment before the keys go to it. */
const ready = (name: string) => page.getByRole('menuitem', { name }).and(page.locator(':focus'));

/** Jobs of the example go on behind the pages. */
const patient = { timeout: 60_000 };

type Deal = { id: string; title: string; contact: { id: string; name: string } | null; company: object | null };
type Customer = { id: string; kind: 'contact' | 'company'; name: string; costCents: number; tickets: number };

test('what was learned is approved, a deal has a chance with reasons, and who objects has none', async () => {
  await page.goto('/modelle');
  await page.getByText('bewertet', { exact: true }).first().waitFor(patient);
  await page.getByText(/^Freigegeben$/).waitFor();
  await page
    .getByText(/, Mira Kern$/)
    .first()
    .waitFor();
  await page.getByRole('heading', { name: 'Gesagt und gekommen' }).waitFor();

  const { items } = await ask<{ items: Deal[] }>(page, 'GET', '/deals?limit=50');
  const deals = items.filter(({ contact, company }) => contact !== null && company === null);
  const ids = deals.map(({ id }) => id).join(',');
  await expect
    .poll(() => ask<{ items: object[] }>(page, 'GET', `/scores?target=deal_win&ids=${ids}`), patient)
    .toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ basis: 'learned' })]) });
  const deal = deals[0]!;
  await page.goto(`/abschluesse/${deal.id}`);
  await page.getByText(/Gelernt aus \d+ beendeten Fällen/).waitFor(patient);
  await page.getByText('wird gewonnen', { exact: true }).waitFor();
  expect(await page.getByText(/^spricht da(für|gegen):$/).count()).toBeGreaterThan(2);
  await page.goto('/abschluesse?view=open');
  const row = page.getByRole('row', { name: deal.title }).first();
  await row.getByTitle(/^Gelernt aus .*: \d+\s%, meist \d+\s% bis \d+\s%$/).waitFor();

  await page.goto(`/menschen/${deal.contact!.id}`);
  await page.getByRole('button', { name: 'Person widerspricht der Bewertung' }).click();
  await page.getByRole('button', { name: 'Widerspruch eintragen' }).click();
  await page.getByText('der Bewertung widersprochen (Art. 21 DSGVO)').waitFor();
  await page.getByText('Ihr Wert wird nicht ausgerechnet').waitFor();
  await page.goto(`/abschluesse/${deal.id}`);
  await page.getByText('Diese Person hat der Bewertung widersprochen.').waitFor();
  expect(await page.getByText(/Gelernt aus/).count()).toBe(0);
});

test('a class is confirmed, another overridden with a reason, and a C customer looked after in another way', async () => {
  await page.goto('/kundenwert');
  await page.getByRole('heading', { name: 'Wert und Aufwand' }).waitFor(patient);
  await page.getByRole('tab', { name: /^Bestätigen/ }).click();
  const first = page.getByRole('heading', { level: 2 });
  const confirmed = await first.getByRole('link').innerText();
  await page.getByRole('button', { name: / stimmt/ }).click();
  await first.getByRole('link', { name: confirmed, exact: true }).waitFor({ state: 'detached' });
  const overridden = await first.getByRole('link').innerText();
  await page.getByRole('button', { name: /^Eher C/ }).click();
  await page.getByLabel('Warum?').fill('Zieht weg');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Festlegen' }).click();
  await first.getByRole('link', { name: overridden, exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /^Kunden/ }).click();
  await page.getByRole('link', { name: overridden, exact: true }).click();
  await page.getByText(/festgelegt von Mira Kern bis .*: Zieht weg/).waitFor();

  // C by what was computed, and with nothing open.
  const { items } = await ask<{ items: Customer[] }>(page, 'GET', '/customer-values?class=C&limit=1');
  const { id, kind } = items[0]!;
  await page.goto(`/${kind === 'company' ? 'firmen' : 'menschen'}/${id}`);
  await page.getByRole('button', { name: 'Betreuung umstellen' }).click();
  await page.getByRole('radio', { name: /^nur E-Mail/ }).check();
  await page.getByRole('button', { name: 'Festhalten' }).click();
  await page.getByText(/Betreuung seit .*: nur E-Mail, umgestellt von Mira Kern/).waitFor();
});

test('an open ticket is entered by the keyboard alone, holds a farewell up, is settled, and costs', async () => {
  const troubleFree = async (): Promise<Customer | undefined> => {
    const { items } = await ask<{ items: Customer[] }>(page, 'GET', '/customer-values?class=C&limit=200');
    for (const customer of items.toReversed().filter(({ kind, tickets }) => kind === 'contact' && tickets === 0)) {
      // Those of years ago are not counted, and still told.
      const ever = await ask<{ items: object[] }>(page, 'GET', `/expenses?contactId=${customer.id}`);
      if (ever.items.length === 0) return customer;
    }
    return undefined;
  };
  await expect.poll(troubleFree, patient).toBeDefined();
  const before = (await troubleFree())!;
  const { id } = before;
  await page.goto(`/menschen/${id}`);
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Kundenwert', exact: true }) });
  await part.getByRole('button', { name: 'Aufwand eintragen' }).focus();
  await page.keyboard.press('Enter');
  const dialog = modal();
  await dialog.getByText(/^Leer: Ihr Satz, 20,00\s€$/).waitFor();
  await dialog.getByLabel('Notiz').fill('Zähler läuft rückwärts');
  await dialog.getByLabel('Was es gekostet hat').focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await part.getByText('Zähler läuft rückwärts').waitFor();
  await part.getByText('offen', { exact: true }).waitFor();
  await page.getByText('Aufwand eingetragen: Anliegen').waitFor();

  await page.getByRole('button', { name: 'Betreuung umstellen' }).click();
  await dialog.getByText('1 offenes Anliegen').waitFor();
  await page.keyboard.press('Escape');

  await part
    .getByRole('button', { name: /^Mehr zu Anliegen vom / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await ready('Erledigt').waitFor();
  await page.keyboard.press('Enter');
  await part
    .getByText(/^erledigt am /)
    .first()
    .waitFor();

  await ask(page, 'POST', '/class-runs', {});
  const cost = () => ask<{ customer: { costCents: number } }>(page, 'GET', `/customer-class?contactId=${id}`);
  await expect.poll(async () => (await cost()).customer.costCents, patient).toBe(before.costCents + 2_000);
});

test('a won deal becomes a contract by the keyboard alone, is given notice, goes on after all, and counts in what the customer is worth', async () => {
  const { id: contactId } = await ask<{ id: string }>(page, 'POST', '/contacts', { lastName: 'Vertragsfrau' });
  const deal = { title: 'Wärmepumpe mieten', contactId, valueCents: 90_000 };
  const { id: dealId } = await ask<{ id: string }>(page, 'POST', '/deals', deal);
  await ask(page, 'POST', `/deals/${dealId}/win`, {});
  await page.goto(`/abschluesse/${dealId}`);
  const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Verträge', exact: true }) });
  await panel.getByRole('button', { name: 'Neuer Vertrag' }).focus();
  await page.keyboard.press('Enter');
  const dialog = modal();
  await dialog.getByLabel('Was ist vereinbart?').waitFor();
  await expect.poll(() => dialog.getByLabel('Was ist vereinbart?').inputValue()).toBe('Wärmepumpe mieten');
  await page.keyboard.press('Tab');
  await page.keyboard.type('129');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel.getByText(/^129,00\s€ im Monat$/).waitFor();
  await panel.getByText(/^seit .* · kündbar bis .* zum /).waitFor();

  await page.goto(`/menschen/${contactId}`);
  const act = async (item: string) => {
    await panel.getByRole('button', { name: 'Mehr zu Wärmepumpe mieten' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.type(item.slice(0, 3));
    await ready(item).waitFor();
    await page.keyboard.press('Enter');
  };
  await act('Kündigung eintragen');
  await dialog.getByText(/^Nach dem Vertrag zum .*, wenn sie bis .* da ist\.$/).waitFor();
  await dialog.getByLabel('Letzter Tag').focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel.getByText(/Kunde hat gekündigt, endet am /).waitFor();
  await page.getByText('Kunde hat gekündigt: Wärmepumpe mieten').waitFor();
  await act('Kündigung zurücknehmen');
  await panel.getByText(/ · kündbar bis /).waitFor();
  await act('Entfernen');
  await panel.getByText('Noch keiner.').waitFor();
  await page.getByRole('button', { name: /^Rückgängig/ }).click();
  await panel.getByText(/ · kündbar bis /).waitFor();

  await ask(page, 'POST', '/class-runs', {});
  const value = () => ask<{ customer: object | null }>(page, 'GET', `/customer-class?contactId=${contactId}`);
  await expect.poll(value).toMatchObject({ customer: { contracts: 1, contractCents: 24 * 129_00 } });
  await page.reload();
  await page.getByText(/^3\.096\s€$/).waitFor();
});

test('on a phone a dialog is there at once, without the keyboard over it', async () => {
  const phone = await klinke.window({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const { items } = await ask<{ items: { id: string }[] }>(phone, 'GET', '/companies?limit=1');
  await phone.goto(`/firmen/${items[0]!.id}`);
  await phone.getByRole('button', { name: 'Neuer Vertrag' }).click();
  await phone.getByRole('dialog').waitFor();
  const seen = () =>
    phone.evaluate(() => {
      const modal = document.querySelector('[data-modal]')!;
      return [getComputedStyle(modal).opacity, document.activeElement?.tagName];
    });
  // React Aria hides it for 600 ms where a field has the focus; an animation of 120 ms is all it needs.
  await expect.poll(seen).toEqual(['1', 'SECTION']);
  expect(await phone.evaluate(() => document.activeElement?.matches('input, textarea'))).toBe(false);
  await phone.context().close();
});

test('a kind of customer gets a name, and a target group of people like them has its size', async () => {
  await page.goto('/zielgruppen?tab=won');
  await page.getByRole('link', { name: 'Ansehen und benennen' }).first().click(patient);
  await page.getByRole('button', { name: 'Name: leer' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Die Empfohlenen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Die Empfohlenen' }).waitFor();
  await page.getByRole('heading', { name: 'Was wirklich da ist' }).waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: /\d+\s%$/ })
    .first()
    .waitFor(patient);

  await page.emulateMedia({ media: 'print' });
  await page.getByRole('heading', { level: 1, name: 'Die Empfohlenen' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByText('Wer dazu passt').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });

  await page.goto('/zielgruppen');
  await page.getByRole('button', { name: 'Zielgruppe', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Wie die Empfohlenen');
  await dialog.getByRole('button', { name: /Sie gleichen/ }).click();
  await page.getByRole('option', { name: 'Die Empfohlenen' }).click();
  await dialog.getByRole('button', { name: 'Anlegen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wie die Empfohlenen' }).waitFor();
  await page.getByText('Anrufen dürfen Sie').waitFor(patient);
  await page.goto('/zielgruppen');
  const row = page.getByRole('row', { name: /Wie die Empfohlenen/ });
  await row
    .getByRole('cell', { name: /^[1-9][\d.]*$/ })
    .first()
    .waitFor();
});

test('somebody commits to a month, sees its range and the deals behind it, and how good earlier forecasts were', async () => {
  await page.goto('/prognose');
  const goals = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Zusagen und Ziele' }) });
  await goals
    .getByRole('button', { name: /^Zusage für/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Zusage').fill('45.000');
  await dialog.getByLabel('Bester Fall').fill('60.000');
  await dialog.getByRole('contentinfo').getByRole('button', { name: 'Zusagen' }).click();
  await goals.getByText(/^45\.000\s€$/).waitFor();
  const coming = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Was kommt', exact: true }) });
  await coming.getByRole('img').first().waitFor(patient);
  await coming
    .getByRole('button', { name: /^[A-Z][a-zä]+ 20\d\d$/ })
    .first()
    .click();
  await page
    .getByRole('region', { name: /^[A-Z][a-zä]+ 20\d\d$/ })
    .getByRole('link')
    .first()
    .waitFor();
  // Whatever is brought into sight, the frame around it stays where it is.
  await page.getByRole('heading', { name: 'Was sich geändert hat' }).evaluate((heading) => heading.scrollIntoView());
  expect(await page.evaluate(() => document.documentElement.scrollTop + document.body.scrollTop)).toBe(0);
  await page.getByRole('link', { name: 'Wie gut war sie bisher?' }).click();
  await page.getByRole('heading', { level: 1, name: /Rückblick/ }).waitFor();
  await page.getByRole('table').first().waitFor(patient);
  expect(klinke.complaints).toEqual([]);
});
