import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
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

test('the host shows pictures one by one, and the customer on a phone sees each that is turned to, and gives a file', async () => {
  const host = await klinke.window({ permissions });
  const guest = await klinke.strangers({ permissions, viewport: { width: 390, height: 844 }, isMobile: true });
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  await guest.getByRole('list', { name: 'Wer da ist' }).getByText('Mira Kern').waitFor();
  expect(await guest.getByRole('button', { name: 'Bilder zeigen' }).count()).toBe(0);

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
  const choose = host.getByLabel('Bilder, die alle sehen sollen');
  const broken = { name: 'kaputt.png', mimeType: 'image/png', buffer: Buffer.from('kein Bild') };
  await choose.setInputFiles([broken]);
  await host.getByText('Dieses Bild lässt sich nicht öffnen.').waitFor();
  expect(await guest.getByRole('figure').count()).toBe(0);

  // In the order of their numbers, as in a folder.
  await choose.setInputFiles([await picture('Bild 10.png', 'blue'), await picture('Bild 9.png', 'red'), broken]);
  const shown = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await shown.waitFor();
  await expect.poll(() => colourOf(shown), patient).toBe('red');
  await host.getByText('Bild 1 von 3').waitFor();
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
  await host.getByRole('button', { name: 'Bilder zeigen' }).waitFor();
  // The browser complains of the no.
  expect(klinke.complaints.splice(0).filter((text) => !text.includes('/meetings/room-files'))).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});
