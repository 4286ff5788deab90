import type { Page } from 'playwright-core';
import { type OpenKlinke, openKlinke } from '../../e2e/setup/klinke.ts';
import { enter, videoMeeting } from '../../e2e/setup/meeting.ts';
import { percentile, roundMs } from '../calls/percentiles.ts';

const joins = 50;
const samples = 20;
const joinBarMs = 1_000;
const tables = 10;
const tableBarMs = 6_000;
const permissions = ['camera', 'microphone'];

/** From the start of a page that comes back into the room to the first picture of the other one in it: app, socket, camera, and the way found. */
export async function measureJoining() {
  await using klinke = await openKlinke({ meets: true });
  const host = await desk(klinke);
  const { meetingId, link } = await videoMeeting(host);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  const guest = await klinke.strangers({ permissions });
  await guest.addInitScript(noteFrames);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
  await framesOf(guest, 1);

  const took: number[] = [];
  let failed = 0;
  for (let turn = 0; turn < joins; turn++) {
    await guest.reload({ waitUntil: 'commit' });
    const [first] = await framesOf(guest, 1);
    if (first === undefined) failed++;
    else took.push(first);
  }
  const p50Ms = roundMs(percentile(took.slice(0, samples), 0.5));
  const p95Ms = roundMs(percentile(took, 0.95));
  return { joins, failed, samples, p50Ms, p95Ms, barMs: joinBarMs, met: failed === 0 && p50Ms <= joinBarMs };
}

/** Four pages that all load at once, until each has a picture of every other one. */
export async function measureTable() {
  await using klinke = await openKlinke({ meets: true });
  const pages = [await desk(klinke), await desk(klinke), await desk(klinke), await desk(klinke)] as const;
  const { meetingId } = await videoMeeting(pages[0]);
  for (const page of pages) {
    await page.goto(`/termine/${meetingId}/raum`);
    await enter(page);
  }
  await Promise.all(pages.map((page) => framesOf(page, 3)));
  const took: number[] = [];
  let failed = 0;
  for (let turn = 0; turn < tables; turn++) {
    await Promise.all(pages.map((page) => page.reload({ waitUntil: 'commit' })));
    const frames = await Promise.all(pages.map((page) => framesOf(page, 3)));
    if (frames.some((of) => of.length < 3)) failed++;
    else took.push(Math.max(...frames.flat()));
  }
  const p50Ms = roundMs(percentile(took, 0.5));
  return { people: 4, tables, failed, p50Ms, barMs: tableBarMs, met: failed === 0 && p50Ms <= tableBarMs };
}

async function desk(klinke: OpenKlinke): Promise<Page> {
  const page = await klinke.window({ permissions });
  await page.addInitScript(noteFrames);
  return page;
}

/** When the first picture of each other one was drawn, in ms since the page began; fewer than `wanted` after half a minute. */
async function framesOf(page: Page, wanted: number): Promise<number[]> {
  const read = () => page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 50) {
    const frames = await read();
    if (frames.length >= wanted) return frames;
    await page.waitForTimeout(50);
  }
  return read();
}

/** In the page. One's own picture is the one that is mirrored. */
function noteFrames(): void {
  const frames: number[] = [];
  const seen = new WeakSet<HTMLVideoElement>();
  Object.assign(globalThis, { frames });
  new MutationObserver(() => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('li video:not([class*="scale-x"])')) {
      if (seen.has(video)) continue;
      seen.add(video);
      video.requestVideoFrameCallback((now) => frames.push(now));
    }
  }).observe(document, { childList: true, subtree: true });
}
