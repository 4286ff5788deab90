import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from '../setup/axe.ts';
import { ask } from '../setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, videoMeeting } from '../setup/meeting.ts';

/** The virtual showroom: the host leads through its exhibits in the room, and the customer sees the one that is shown. */

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ meets: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const patient = { timeout: 60_000 };

/** How much of the moving picture is ink: each exhibit has its own. */
const inkOf = (video: Locator): Promise<number> =>
  video.evaluate((element: HTMLVideoElement) => {
    const [width, height] = [element.videoWidth, element.videoHeight];
    if (width === 0) return 0;
    const paper = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    paper?.drawImage(element, 0, 0);
    const { data = [] } = paper?.getImageData(0, 0, width, height) ?? {};
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark++;
    return dark / (width * height);
  });

test('the host leads through the showroom, and the customer sees each exhibit', async () => {
  const permissions = ['camera', 'microphone'];
  const host = await klinke.window({ permissions });
  const guest = await klinke.strangers({ permissions, viewport: { width: 390, height: 844 }, isMobile: true });
  const { pictureId } = await host.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 400 });
    canvas.getContext('2d')?.fillRect(0, 0, 400, 400);
    const body = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    const headers = { 'content-type': 'application/octet-stream', 'x-klinke': '1' };
    const answer = await fetch('/api/v1/exhibit-pictures', { method: 'POST', headers, body });
    return (await answer.json()) as { pictureId: string };
  });
  const exhibits = [
    { name: 'Modul', line: null },
    {
      name: 'Wärmepumpe WP 8 im Schnitt',
      line: 'Zum Hineinsehen: woher die Wärme kommt, und wohin sie von dort aus geht',
    },
    { name: 'Speicher', line: null, picture: { pictureId, alt: 'Ein schwarzer Kasten' } },
  ];
  await ask(host, 'POST', '/places', { name: 'Haus der Wärme', address: 'Königsplatz 1', capacity: 2, exhibits });
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  await guest.getByRole('list', { name: 'Wer da ist' }).getByText('Mira Kern').waitFor();
  expect(await guest.getByRole('button', { name: 'Durch den Schauraum führen' }).count()).toBe(0);

  await host.getByRole('button', { name: 'Durch den Schauraum führen' }).click();
  const tour = host.getByRole('region', { name: 'Führung durch Haus der Wärme' });
  await tour.waitFor();
  expect(await axe(host)).toEqual([]);
  const shown = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await shown.waitFor();
  await expect.poll(() => inkOf(shown), patient).toBeGreaterThan(0.001);
  const first = await inkOf(shown);
  await tour.getByRole('button', { name: 'Wärmepumpe WP 8 im Schnitt' }).click();
  // So much longer a name, and a line.
  await expect.poll(() => inkOf(shown), patient).toBeGreaterThan(first * 2);
  // A picture has the right half of the page.
  await tour.getByRole('button', { name: 'Weiter' }).click();
  await expect.poll(() => inkOf(shown), patient).toBeGreaterThan(0.2);
  expect(await tour.getByRole('button', { name: 'Weiter' }).isDisabled()).toBe(true);
  await tour.getByRole('button', { name: 'Modul' }).click();
  await expect.poll(() => inkOf(shown), patient).toBeLessThan(first * 1.5);
  await tour.getByRole('button', { name: 'Nicht mehr zeigen' }).click();
  await shown.waitFor({ state: 'detached' });
  await host.getByRole('button', { name: 'Durch den Schauraum führen' }).waitFor();
  expect(klinke.complaints).toEqual([]);
});
