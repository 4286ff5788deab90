import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJanus, type TestJanus } from '../../test/telephone/janus.ts';
import { axe } from '../setup/axe.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, videoMeeting } from '../setup/meeting.ts';
import { sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

let janus: TestJanus;
let klinke: OpenKlinke;
beforeAll(async () => {
  janus = await startJanus();
  klinke = await openKlinke({ meets: true, settings: { JANUS_URL: janus.url } });
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

const patient = { timeout: 120_000 };
const permissions = ['camera', 'microphone'];

/** Of each way by which somebody's picture and sound come in now: whether both have come. */
const comeIn = (page: Page): Promise<boolean[]> =>
  page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const reports = await Promise.all(
      connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .map(async (connection) => [...(await connection.getStats()).values()] as Record<string, unknown>[]),
    );
    const inbound = reports
      .map((report) => report.filter(({ type }) => type === 'inbound-rtp'))
      .filter((each) => each.length > 0);
    const some = (each: Record<string, unknown>[], name: string) => each.some((one) => Number(one[name] ?? 0) > 0);
    return inbound.map((each) => some(each, 'framesDecoded') && some(each, 'totalAudioEnergy'));
  });

async function seesAndHears(page: Page, others: number): Promise<void> {
  await expect.poll(() => comeIn(page), patient).toEqual(Array.from({ length: others }, () => true));
  const tiles = page.getByRole('list', { name: 'Wer da ist' });
  await expect.poll(() => tiles.locator('video').count(), patient).toBe(others + 1);
}

test('with five the talk goes by way of Janus; who comes anew, shares a screen, or loses Janus is seen again', async () => {
  const windows = [await klinke.window({ permissions }), await klinke.window({ permissions })];
  const names = ['Jutta Feld', 'Karl Feld', 'Lena Feld'];
  const guests = await Promise.all(names.map(() => klinke.strangers({ permissions })));
  const pages = [...windows, ...guests];
  const sockets = new Set<string>();
  for (const page of pages) {
    await page.addInitScript(watchConnections);
    page.on('websocket', (socket) => sockets.add(new URL(socket.url()).host));
  }
  const [host, colleague] = windows;
  const [, , last] = guests;
  if (!host || !colleague || !last) throw new Error('windows are missing');
  const { meetingId, link } = await videoMeeting(host);
  for (const page of windows) {
    await page.goto(`/termine/${meetingId}/raum`);
    await enter(page);
  }
  for (const [at, guest] of guests.entries()) {
    await guest.goto(link);
    await enter(guest, names[at]);
    await host.getByText(`${names[at]} wartet vor der Tür.`).waitFor();
    await host.getByRole('button', { name: 'Hereinlassen' }).click();
  }
  for (const page of pages) await seesAndHears(page, 4);
  // What each sends, and what comes of four others.
  for (const page of pages) expect(await connected(page)).toBe(5);
  expect(await axe(last)).toEqual([]);

  await colleague.getByRole('button', { name: 'Bildschirm teilen' }).click();
  const screen = last.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await screen.waitFor();
  await expect.poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth), patient).toBeGreaterThan(0);
  await colleague.getByRole('button', { name: 'Nicht mehr teilen' }).click();

  await last.reload();
  await seesAndHears(last, 4);
  await seesAndHears(host, 4);

  await janus.kill();
  await last.getByText('Janus, der Bild und Ton weitergibt, antwortet gerade nicht.').waitFor(patient);
  await janus.restart();
  for (const page of pages) {
    await seesAndHears(page, 4);
    await sees(page);
  }
  await last.getByRole('button', { name: 'Verlassen' }).click();
  await expect.poll(() => comeIn(host), patient).toEqual([true, true, true]);
  expect([...sockets]).toEqual([new URL(klinke.address).host]);
  expect(klinke.complaints).toEqual([]);
  for (const page of pages) await page.context().close();
  await expect.poll(() => janus.leftovers(), patient).toEqual({ sessions: 0, rooms: 0 });
}, 600_000);

const connected = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (globalThis as unknown as { connections: RTCPeerConnection[] }).connections.filter(
        ({ connectionState }) => connectionState === 'connected',
      ).length,
  );
