import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, videoMeeting } from '../setup/meeting.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ meets: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const patient = { timeout: 90_000 };
const permissions = ['camera', 'microphone'];
// What TensorFlow Lite tells of itself.
const complaints = () => klinke.complaints.splice(0).filter((text) => !text.includes('XNNPACK'));

/** In front of the camera sits somebody drawn, before a wall with stripes; for `addInitScript`. */
function somebodyBeforeStripes(): void {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    if (!wish?.video) return real(wish);
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const paper = canvas.getContext('2d');
    if (!paper) throw new Error('no canvas');
    const box = (colour: string, ...where: [number, number, number, number]): void => {
      paper.fillStyle = colour;
      paper.fillRect(...where);
    };
    const round = (colour: string, x: number, y: number, wide: number, high: number, from = 0): void => {
      paper.fillStyle = colour;
      paper.beginPath();
      paper.ellipse(x, y, wide, high, 0, from, 2 * Math.PI);
      paper.fill();
    };
    const draw = (): void => {
      for (let x = 0; x < 640; x += 16) box((x / 16) % 2 === 0 ? '#dfe6ee' : '#6a7f95', x, 0, 16, 360);
      round('#2b3a55', 320, 380, 170, 150);
      box('#d9a98a', 290, 210, 60, 50);
      round('#d9a98a', 320, 150, 68, 88);
      round('#3a2618', 320, 95, 74, 50, Math.PI);
      for (const eye of [295, 345]) {
        round('#fff', eye, 145, 11, 6);
        round('#222', eye, 145, 5, 5);
      }
      box('#a0524a', 300, 192, 40, 6);
      box('#c08c70', 315, 150, 10, 25);
    };
    draw();
    setInterval(draw, 50);
    return canvas.captureStream(20);
  };
}

/** By how much light and dark differ along a line: across the wall, and across the eyes. */
async function contrasts(video: Locator): Promise<{ wall: number; eyes: number }> {
  return video.evaluate((element: HTMLVideoElement) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const paper = canvas.getContext('2d');
    paper?.drawImage(element, 0, 0, 640, 360);
    const along = (x: number, y: number, width: number): number => {
      const points = paper?.getImageData(x, y, width, 1).data ?? new Uint8ClampedArray();
      const greens = Array.from({ length: width }, (_, at) => points[at * 4 + 1] ?? 0);
      return Math.max(...greens) - Math.min(...greens);
    };
    return { wall: along(60, 40, 120), eyes: along(280, 145, 80) };
  });
}
async function hidesTheWall(video: Locator): Promise<void> {
  const hides = async () => {
    const { wall, eyes } = await contrasts(video);
    return wall < 25 && eyes > 100;
  };
  await expect.poll(hides, patient).toBe(true);
}
async function showsTheWall(video: Locator): Promise<void> {
  await expect.poll(async () => (await contrasts(video)).wall, patient).toBeGreaterThan(60);
}

const inCheck = (page: Page) => page.locator('form video');

test('who makes the background unsharp is seen before it, in the check, in the talk and the next time, and can take it back', async () => {
  const host = await klinke.window({ permissions });
  const guest = await klinke.strangers({ permissions });
  for (const page of [host, guest]) await page.addInitScript(somebodyBeforeStripes);
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await showsTheWall(inCheck(guest));
  await guest.getByRole('button', { name: 'Hintergrund unscharf' }).click();
  await hidesTheWall(inCheck(guest));
  expect(await axe(guest)).toEqual([]);
  await guest.reload();
  await hidesTheWall(inCheck(guest));

  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  const seen = host.getByRole('list', { name: 'Wer da ist' }).getByRole('listitem').filter({ hasText: 'Jutta Feld' });
  await hidesTheWall(seen.locator('video'));
  await guest.getByRole('button', { name: 'Hintergrund scharf' }).click();
  await showsTheWall(seen.locator('video'));
  await guest.getByRole('button', { name: 'Hintergrund unscharf' }).click();
  await hidesTheWall(seen.locator('video'));
  expect(complaints()).toEqual([]);
  for (const page of [guest, host]) await page.context().close();
});

test('where it can not be done that is said, and nobody is shown as they are by surprise', async () => {
  const slow = await klinke.strangers({ permissions });
  await slow.addInitScript(somebodyBeforeStripes);
  // WebAssembly may be in that worker alone.
  const policies: string[] = [];
  // A machine on which everything takes fifty times as long.
  await slow.route('**/wasm-segmenter-*.js', async (route) => {
    const response = await route.fetch();
    policies.push(response.headers()['content-security-policy'] ?? '');
    const clock = 'const real = performance.now.bind(performance); performance.now = () => 50 * real();';
    await route.fulfill({ response, body: `${clock}${await response.text()}` });
  });
  const host = await klinke.window();
  const { link } = await videoMeeting(host);
  const answer = await slow.goto(link);
  await showsTheWall(inCheck(slow));
  await slow.getByRole('button', { name: 'Hintergrund unscharf' }).click();
  await slow.getByText('ist dieser Rechner zu langsam').waitFor({ timeout: 90_000 });
  expect(await inCheck(slow).count()).toBe(0);
  expect(policies).toEqual([expect.stringContaining("script-src 'self' 'wasm-unsafe-eval'")]);
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';");
  await slow.getByRole('button', { name: 'Hintergrund scharf' }).click();
  await showsTheWall(inCheck(slow));

  const other = await klinke.strangers({ permissions });
  await other.addInitScript(() => {
    delete (globalThis as Record<string, unknown>)['MediaStreamTrackGenerator'];
  });
  await other.goto(link);
  await other.getByText('Den Hintergrund unscharf zeigen kann dieser Browser nicht').waitFor();
  expect(await other.getByRole('button', { name: /Hintergrund/ }).count()).toBe(0);
  expect(complaints()).toEqual([]);
  for (const page of [slow, other, host]) await page.context().close();
});
