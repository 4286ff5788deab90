import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Pdf from 'pdfkit';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, videoMeeting } from '../setup/meeting.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ meets: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const patient = { timeout: 60_000 };
const permissions = ['camera', 'microphone'];

/** What colour the middle of a moving picture has. */
const colourOf = (video: Locator): Promise<string> =>
  video.evaluate((element: HTMLVideoElement) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const paper = canvas.getContext('2d');
    paper?.drawImage(element, element.videoWidth / 2, element.videoHeight / 2, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = paper?.getImageData(0, 0, 1, 1).data ?? [];
    const top = Math.max(red, green, blue);
    if (top < 100) return 'none';
    return top === red ? 'red' : top === green ? 'green' : 'blue';
  });

/** In the room, the two of them. */
async function together(options: BrowserContextOptions = {}): Promise<{ host: Page; guest: Page }> {
  const host = await klinke.window({ permissions });
  const guest = await klinke.strangers({ permissions, ...options });
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  await guest.getByRole('list', { name: 'Wer da ist' }).getByText('Mira Kern').waitFor();
  return { host, guest };
}

test('the host shows pictures one by one, and the customer on a phone sees each that is turned to, and gives a file', async () => {
  const { host, guest } = await together({ viewport: { width: 390, height: 844 }, isMobile: true });
  expect(await guest.getByRole('button', { name: 'Bilder oder PDF zeigen' }).count()).toBe(0);

  const picture = async (name: string, colour: string) => {
    const data = await host.evaluate((fill) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 300 });
      const paper = canvas.getContext('2d');
      if (paper) paper.fillStyle = fill;
      paper?.fillRect(0, 0, 400, 300);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    }, colour);
    return { name, mimeType: 'image/png', buffer: Buffer.from(data, 'base64') };
  };
  const choose = host.getByLabel('Bilder oder PDF, die alle sehen sollen');
  const broken = { name: 'kaputt.png', mimeType: 'image/png', buffer: Buffer.from('kein Bild') };
  await choose.setInputFiles([broken]);
  await host.getByText('Diese Seite lässt sich nicht zeichnen.').waitFor();
  expect(await guest.getByRole('figure').count()).toBe(0);

  // In the order of their numbers, as in a folder.
  await choose.setInputFiles([await picture('Bild 10.png', 'blue'), await picture('Bild 9.png', 'red'), broken]);
  const shown = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await shown.waitFor();
  await expect.poll(() => colourOf(shown), patient).toBe('red');
  await host.getByText('Seite 1 von 3').waitFor();
  expect(await axe(host)).toEqual([]);
  await host.getByRole('button', { name: 'Weiter' }).click();
  await expect.poll(() => colourOf(shown), patient).toBe('blue');
  await host.keyboard.press('ArrowLeft');
  await expect.poll(() => colourOf(shown), patient).toBe('red');
  const own = host.getByRole('figure', { name: 'Was die anderen sehen' }).locator('video');
  await expect.poll(() => colourOf(own), patient).toBe('red');
  expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  // Who comes back sees the page that is open.
  await guest.reload();
  await shown.waitFor();
  await expect.poll(() => colourOf(shown), patient).toBe('red');

  // The customer gives a file, which the host takes home.
  await guest.getByRole('button', { name: 'Chat' }).click();
  const chosen = guest.getByLabel('Datei für alle im Raum');
  await chosen.setInputFiles([{ name: 'seite.html', mimeType: 'text/html', buffer: Buffer.from('<script>') }]);
  await guest.getByText('Diese Datei ist weder Bild noch PDF noch Ton.').waitFor();
  const bill = Buffer.from('%PDF-1.7 Stromrechnung');
  await chosen.setInputFiles([{ name: 'Rechnung.pdf', mimeType: 'application/pdf', buffer: bill }]);
  await guest.getByRole('link', { name: 'Rechnung.pdf' }).waitFor();
  await host.getByRole('button', { name: 'Chat (1 neu)' }).click();
  const [download] = await Promise.all([
    host.waitForEvent('download'),
    host.getByRole('link', { name: 'Rechnung.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Rechnung.pdf');
  expect(readFileSync(await download.path())).toEqual(bill);
  expect(await axe(guest)).toEqual([]);

  await host.getByRole('button', { name: 'Nicht mehr zeigen' }).click();
  await shown.waitFor({ state: 'detached' });
  await host.getByRole('button', { name: 'Bilder oder PDF zeigen' }).waitFor();
  // The browser complains of the no.
  expect(klinke.complaints.splice(0).filter((text) => !text.includes('/meetings/room-files'))).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});

test('the host shows a PDF page by page, sharp, scans too, and hears why one cannot be shown', async () => {
  const { host, guest } = await together();
  const choose = host.getByLabel('Bilder oder PDF, die alle sehen sollen');
  const pdf = async (name: string, draw: (document: PDFKit.PDFDocument) => void, options = {}) => ({
    name,
    mimeType: 'application/pdf',
    buffer: await written(draw, options),
  });

  const brochure = await pdf('Prospekt.pdf', (document) => {
    coloured(document, 'red').text('Ihr Dach kann mehr', 80, 80);
    coloured(document.addPage(), 'blue');
    scanned(document.addPage());
  });
  const shown = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await choose.setInputFiles([brochure]);
  await expect.poll(() => colourOf(shown), patient).toBe('red');
  await host.getByText('Seite 1 von 3').waitFor();
  // As tall as the page, and as many points as of a wide one.
  const size = () => shown.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight]);
  await expect.poll(size, patient).toEqual([1010, 1426]);
  await host.keyboard.press('PageDown');
  await expect.poll(() => colourOf(shown), patient).toBe('blue');
  await host.keyboard.press('End');
  await host.getByText('Seite 3 von 3').waitFor();
  await expect.poll(() => colourOf(shown), patient).toBe('green');
  await host.keyboard.press('Home');
  await expect.poll(() => colourOf(shown), patient).toBe('red');
  expect(await axe(host)).toEqual([]);
  await host.getByRole('button', { name: 'Nicht mehr zeigen' }).click();
  await shown.waitFor({ state: 'detached' });

  // To a page by its number, and a PDF together with a picture.
  const long = await pdf('Handbuch.pdf', (document) => {
    for (let page = 1; page <= 12; page += 1)
      coloured(page === 1 ? document : document.addPage(), page === 11 ? 'blue' : 'red');
  });
  await choose.setInputFiles([long]);
  await host.getByText('Seite 1 von 12').waitFor();
  await host.getByLabel('Zur Seite').fill('11');
  await host.keyboard.press('Enter');
  await expect.poll(() => colourOf(shown), patient).toBe('blue');
  await host.getByRole('button', { name: 'Nicht mehr zeigen' }).click();

  const refused = async (files: Parameters<Locator['setInputFiles']>[0], words: string) => {
    await choose.setInputFiles(files);
    await host.getByText(words).waitFor();
    expect(await guest.getByRole('figure').count()).toBe(0);
  };
  await shown.waitFor({ state: 'detached' });
  const locked = await pdf('Vertrag.pdf', (document) => coloured(document, 'red'), { userPassword: 'geheim' });
  await refused([locked], 'Vertrag.pdf ist mit einem Kennwort geschützt.');
  const broken = { ...brochure, name: 'kaputt.pdf', buffer: Buffer.from('%PDF-1.7\nund dann nichts mehr') };
  await refused([brochure, broken], 'kaputt.pdf lässt sich nicht lesen.');
  const endless = await pdf('Archiv.pdf', (document) => {
    for (let page = 1; page <= 500; page += 1) document.addPage();
  });
  await refused([endless], 'Archiv.pdf hat mehr als 500 Seiten.');
  const folder = mkdtempSync(join(tmpdir(), 'klinke-large-'));
  try {
    const large = join(folder, 'groß.pdf');
    writeFileSync(large, brochure.buffer);
    truncateSync(large, 100 * 1024 ** 2 + 1);
    await refused(large, 'groß.pdf ist größer als 100 MB.');
  } finally {
    rmSync(folder, { recursive: true });
  }

  expect(klinke.complaints.splice(0)).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});

test('both point at what is shown, and the host lets the customer turn the pages', async () => {
  const { host, guest } = await together({ viewport: { width: 390, height: 844 } });
  const name = 'Prospekt.pdf';
  const buffer = await written((document) => {
    coloured(document, 'red');
    coloured(document.addPage(), 'blue');
  }, {});
  await host
    .getByLabel('Bilder oder PDF, die alle sehen sollen')
    .setInputFiles([{ name, mimeType: 'application/pdf', buffer }]);
  const theirs = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' });
  const ours = host.getByRole('figure', { name: 'Was die anderen sehen' });
  await expect.poll(() => colourOf(theirs.locator('video')), patient).toBe('red');

  /** The place of a page, however large it is there. */
  const at = async (figure: Locator, x: number, y: number) => {
    const { left, top, width, height } = await figure.locator('video').evaluate((video: HTMLVideoElement) => {
      const box = video.getBoundingClientRect();
      const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      return { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height };
    });
    return { x: left + x * width, y: top + y * height };
  };
  const points = async (page: Page, from: Locator, to: Locator, x: number, y: number) => {
    const pointer = to.locator('[data-pointer]');
    await expect
      .poll(async () => {
        const place = await at(from, x, y);
        // A hand is never quite still.
        await page.mouse.move(place.x + 1, place.y);
        await page.mouse.move(place.x, place.y);
        const [seen, wanted] = [await pointer.first().boundingBox({ timeout: 2_000 }), await at(to, x, y)];
        return seen !== null && Math.hypot(seen.x + 8 - wanted.x, seen.y + seen.height / 2 - wanted.y) < 10;
      }, patient)
      .toBe(true);
  };
  await points(guest, theirs, ours, 0.75, 0.2);
  await ours.getByText('Jutta Feld').waitFor();
  await points(host, ours, theirs, 0.1, 0.9);
  await host.mouse.move(5, 5);
  await theirs.locator('[data-pointer]').waitFor({ state: 'detached' });

  // Without a mouse: from the middle on, a step with each key, and no page is turned by it.
  const byKeys = host.getByRole('button', { name: 'Mit den Pfeiltasten zeigen' });
  expect(await guest.getByRole('button', { name: 'Mit den Pfeiltasten zeigen' }).count()).toBe(0);
  await byKeys.focus();
  await host.keyboard.press('Enter');
  const hand = theirs.locator('[data-pointer]');
  const distance = async (x: number, y: number) => {
    const [seen, wanted] = [await hand.boundingBox({ timeout: 2_000 }), await at(theirs, x, y)];
    return seen ? Math.hypot(seen.x + 8 - wanted.x, seen.y + seen.height / 2 - wanted.y) : Infinity;
  };
  await expect.poll(() => distance(0.5, 0.5), patient).toBeLessThan(10);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await host.keyboard.press(key);
  await expect.poll(() => distance(0.58, 0.46), patient).toBeLessThan(4);
  await ours.getByText('Sie', { exact: true }).waitFor();
  await host.keyboard.press('Escape');
  await hand.waitFor({ state: 'detached' });
  await host.getByText('Seite 1 von 2').waitFor();

  const inRoom = guest.getByRole('group', { name: 'Was gezeigt wird' });
  await inRoom.getByText('Seite 1 von 2').waitFor();
  expect(await inRoom.getByRole('button').count()).toBe(0);
  await host.getByRole('button', { name: /Wer blättert/ }).click();
  await host.getByRole('option', { name: 'Auch Jutta Feld blättert' }).click();
  await inRoom.getByText('Mira Kern lässt Sie blättern.').waitFor();
  expect(await axe(guest)).toEqual([]);
  expect(await axe(host)).toEqual([]);
  await inRoom.getByRole('button', { name: 'Weiter' }).click();
  await expect.poll(() => colourOf(theirs.locator('video')), patient).toBe('blue');
  await host.getByText('Seite 2 von 2').waitFor();
  await guest.keyboard.press('ArrowLeft');
  await expect.poll(() => colourOf(theirs.locator('video')), patient).toBe('red');
  // Also after the page was loaded anew.
  await guest.reload();
  await inRoom.getByText('Mira Kern lässt Sie blättern.').waitFor();
  await inRoom.getByRole('button', { name: 'Weiter' }).click();
  await expect.poll(() => colourOf(theirs.locator('video')), patient).toBe('blue');
  await host.getByRole('button', { name: /Wer blättert/ }).click();
  await host.getByRole('option', { name: 'Nur ich blättere' }).click();
  await inRoom.getByRole('button').first().waitFor({ state: 'detached' });
  expect(klinke.complaints.splice(0)).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});

async function written(draw: (document: PDFKit.PDFDocument) => void, options: object): Promise<Buffer> {
  const document = new Pdf({ size: 'A4', ...options });
  const bytes = Array.fromAsync(document as AsyncIterable<Buffer>);
  draw(document);
  document.end();
  return Buffer.concat(await bytes);
}

function coloured(document: PDFKit.PDFDocument, colour: string): PDFKit.PDFDocument {
  return document.rect(0, 0, 600, 850).fill(colour).fill('black');
}

/** A page as scanners write them (fax, group 4): eight lines as the one before, which is white; and white is green here. */
function scanned(document: PDFKit.PDFDocument): void {
  const image = document.ref({
    Type: 'XObject',
    Subtype: 'Image',
    Width: 8,
    Height: 8,
    BitsPerComponent: 1,
    ColorSpace: ['Indexed', 'DeviceRGB', 1, Buffer.from([255, 0, 0, 0, 200, 0])],
    Filter: 'CCITTFaxDecode',
    DecodeParms: { K: -1, Columns: 8, Rows: 8 },
  });
  image.end(Buffer.from([0xff, 0x00, 0x10, 0x01]));
  const { xobjects } = document.page as unknown as { xobjects: Record<string, unknown> };
  xobjects['Scan'] = image;
  document.addContent('q 595 0 0 842 0 0 cm /Scan Do Q');
}
