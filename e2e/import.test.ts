import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let klinke: OpenKlinke;

beforeAll(async () => {
  klinke = await openKlinke();
}, 240_000);

afterAll(() => klinke[Symbol.asyncDispose]());

/** A door log as Excel saves it on a German Windows. */
const doorLog = [
  'Straße;Hausnr.;PLZ;Ort;Name;Telefon;Ergebnis;Datum',
  'Königsstraße;12;34117;Kassel;Weiß, Anna;0561 701234;wiederkommen;17.05.2026',
  'Königsstraße;14;34117;Kassel;Fam. Öztürk;0561/701235;bitte nicht mehr klingeln;17.05.2026',
  'Weserweg;3a;34131;Kassel;;;nicht angetroffen;18.05.2026',
  ';;;;;abc;;18.05.2026',
].join('\r\n');

test('a door log comes in as people nobody may call yet, and goes again', async () => {
  const page = await klinke.window();

  await page.goto('/importe');
  await page.getByRole('button', { name: 'Liste einlesen' }).first().click();
  await bring(page, 'Türliste Mai.csv', doorLog);

  await page.getByText('4 Zeilen', { exact: true }).waitFor();
  await page.getByText('8 Spalten erkannt').waitFor();
  await page.getByRole('button', { name: 'Straße wird zu: Straße' }).waitFor();
  await page.getByRole('button', { name: 'Name wird zu: Ganzer Name' }).waitFor();
  await page.getByRole('button', { name: 'Ergebnis wird zu: Ergebnis an der Tür' }).waitFor();
  const preview = page.getByRole('region', { name: 'Vorschau' });
  await preview.getByText('Anna Weiß').waitFor();
  await preview.getByText('wiederkommen, 17.05.2026').waitFor();
  await preview.getByRole('listitem').filter({ hasText: 'Öztürk' }).getByText('Widerspruch').waitFor();

  // A changed mind shows at once, and outlives a reload.
  await choose(page, 'Telefon wird zu', 'Nicht übernehmen');
  await preview.getByText('+49 561 701234').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Telefon wird zu: Nicht übernehmen' }).waitFor();
  await choose(page, 'Telefon wird zu', 'Telefon');
  await preview.getByText('+49 561 701234').waitFor();

  await page.getByText('nicht anrufen, bis sie eingewilligt haben').waitFor();
  await page.getByRole('textbox', { name: 'Herkunft' }).fill('Haustürbesuche Mai 2026');
  await page.getByRole('button', { name: 'Liste übernehmen' }).click();

  await page.getByText('Wie es weitergeht').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('page-title');
  expect(await count(page, 'neu')).toBe('3');
  expect(await count(page, 'nicht übernommen')).toBe('1');
  await page.getByText('Von allen 3 Menschen in Klinke dürfen Sie 0 zur Werbung anrufen.').waitFor();

  // What did not come in stands in a file, as it was, with the reason.
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Fehlerdatei herunterladen' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/abc.*18\.05\.2026/);
  await page.getByRole('tab', { name: 'Hinweise' }).click();
  await page.getByRole('row', { name: /^Zeile 5: / }).waitFor();
  await page.goBack();

  await page.getByRole('link', { name: 'Die Menschen dieser Liste' }).click();
  await page.getByRole('row', { name: 'Anna Weiß' }).waitFor();
  await page.getByRole('row', { name: 'Familie Öztürk' }).waitFor();
  await page.getByRole('row', { name: /Weserweg 3a/ }).waitFor();
  await page.goto('/einwilligungen?stand=unknown');
  await page.getByRole('row', { name: 'Anna Weiß' }).getByText('nicht ohne Einwilligung').waitFor();

  await page.goto('/importe');
  await page.getByRole('row', { name: 'Türliste Mai.csv' }).getByText('fertig').waitFor();
  await page.getByRole('link', { name: 'Türliste Mai.csv' }).click();
  await page.getByRole('button', { name: 'Ganzen Import rückgängig machen' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('Es bleibt, woran seitdem jemand gearbeitet hat.').waitFor();
  await question.getByRole('button', { name: 'Rückgängig machen' }).click();
  await page.getByText(/^Zurückgenommen am/).waitFor();

  await page.goto('/menschen');
  await page.getByText('Hier stehen die Menschen, mit denen Sie sprechen wollen.').waitFor();
  expect(klinke.complaints).toEqual([]);
});

test('an undone list says what it took back, and shows what was kept and why', async () => {
  const page = await klinke.window();
  await page.goto('/importe/neu');
  await bring(
    page,
    'Straßenfest.csv',
    'Name;Telefon;Anruf erlaubt\nEva Klein;0561 702001;ja\nUwe Groß;0561 702002;nein\n',
  );
  await page.getByRole('button', { name: 'Liste übernehmen' }).click();
  await page.getByRole('link', { name: 'Die Menschen dieser Liste' }).click();
  await page.getByRole('row', { name: 'Uwe Groß' }).waitFor();
  await page.evaluate(async () => {
    const found = (await (await fetch('/api/v1/contacts')).json()) as { items: { id: string; name: string }[] };
    const contactId = found.items.find(({ name }) => name === 'Uwe Groß')?.id;
    const headers = { 'content-type': 'application/json', 'x-klinke': '1' };
    await fetch('/api/v1/notes', {
      method: 'POST',
      headers,
      body: JSON.stringify({ contactId, text: 'Ruft zurück.' }),
    });
  });

  await page.goto('/importe');
  await page.getByRole('link', { name: 'Straßenfest.csv' }).click();
  await page.getByRole('button', { name: 'Ganzen Import rückgängig machen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rückgängig machen' }).click();
  await page.getByText(/^Zurückgenommen am/).waitFor();
  expect([await count(page, 'Menschen entfernt'), await count(page, 'geblieben')]).toEqual(['1', '1']);
  await page.getByRole('button', { name: 'Was blieb, und warum' }).click();
  const row = page.getByRole('row', { name: 'Uwe Groß' });
  await row.getByText('Es gibt eine Notiz dazu').waitFor();
  await row.getByRole('link', { name: 'Uwe Groß' }).click();
  await page.getByText('Anruf erlaubt: nein').first().waitFor();
  expect(klinke.complaints).toEqual([]);
});

test('cells pasted from a spreadsheet become a draft that can be thrown away', async () => {
  const page = await klinke.window({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await page.goto('/importe/neu');
  await page.getByRole('button', { name: 'Datei wählen' }).waitFor();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Vorname\tNachname\tMobil\nEva\tKlein\t0170 1234567');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByText('1 Zeile', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Vorschau' }).click();
  await page.getByText('Eva Klein').waitFor();

  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Verwerfen' }).click();
  await page.waitForURL('/importe');
  await page.getByText('Eingefügte Tabelle.tsv ist verworfen.').waitFor();
  expect(klinke.complaints).toEqual([]);
});

test('a file with nothing below its headings says so and asks for another one', async () => {
  const page = await klinke.window();
  await page.goto('/importe/neu');
  await bring(page, 'Leer.csv', 'Name;Telefon;Ort\r\n');
  await page.getByText('nur Überschriften, darunter keine einzige Zeile').waitFor();
  expect(await page.getByRole('button', { name: 'Liste übernehmen' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Andere Datei wählen' }).click();
  await page.waitForURL('/importe/neu');
  await bring(page, 'Voll.csv', 'Name;Telefon;Ort\r\nEva Klein;0561 702001;Kassel\r\n');
  await page.getByText('1 Zeile', { exact: true }).waitFor();
  await page.goto('/importe');
  await page.getByRole('row', { name: 'Voll.csv' }).waitFor();
  expect(await page.getByRole('row', { name: 'Leer.csv' }).count()).toBe(0);
  expect(klinke.complaints).toEqual([]);
});

test('a file that is no list is refused with a way on', async () => {
  const page = await klinke.window();
  await page.goto('/importe/neu');
  await bring(page, 'Angebot.pdf', '%PDF-1.7\n');
  await page.getByRole('alert').getByText('Das ist ein PDF.').waitFor();
  await page.getByText('„Angebot.pdf“ wurde nicht eingelesen').waitFor();
  await page.getByRole('button', { name: 'Datei wählen' }).waitFor();
});

function bring(page: Page, name: string, content: string): Promise<void> {
  const buffer = Buffer.from(content, 'latin1');
  return page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function choose(page: Page, select: string, option: string): Promise<void> {
  await page.getByRole('button', { name: select }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The figure above a word of the result. */
function count(page: Page, word: string): Promise<string | null> {
  return page.getByRole('term').getByText(word, { exact: true }).locator('xpath=../dd').textContent();
}
