import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from '../setup/axe.ts';
import { ask } from '../setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { enter, videoMeeting } from '../setup/meeting.ts';
import { hears, sees } from '../setup/seeing.ts';
import { watchConnections } from '../setup/telephone.ts';

let klinke: OpenKlinke;
beforeAll(async () => {
  klinke = await openKlinke({ meets: true });
}, 240_000);
afterAll(() => klinke[Symbol.asyncDispose]());

const patient = { timeout: 30_000 };

const permissions = ['camera', 'microphone'];
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Closed also where the story fails. */
async function windows(guestAs: object = {}): Promise<{ host: Page; guest: Page } & AsyncDisposable> {
  const host = await klinke.window({ permissions });
  const guest = await klinke.strangers({ permissions, ...guestAs });
  for (const page of [host, guest]) await page.addInitScript(watchConnections);
  return {
    host,
    guest,
    async [Symbol.asyncDispose]() {
      for (const page of [host, guest]) await page.context().close();
    },
  };
}

const tileOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Wer da ist' }).getByRole('listitem').filter({ hasText: name });

async function letIn(host: Page): Promise<void> {
  await host.getByText('Jutta Feld wartet vor der Tür.').waitFor();
  await host.getByRole('button', { name: 'Hereinlassen' }).click();
}

test('somebody comes by a link, waits, is let in; both see and hear each other, share, write, load anew, and leave', async () => {
  await using pages = await windows();
  const { host, guest } = pages;
  const { meetingId, link } = await videoMeeting(host);

  await host.goto(`/termine/${meetingId}/raum`);
  await host.getByRole('meter').waitFor();
  expect(await axe(host)).toEqual([]);
  await enter(host);
  await host.getByText('Noch ist niemand da').waitFor();

  await guest.goto(link);
  await guest.getByText('Ihr Gespräch mit Mira Kern.').waitFor();
  await guest.getByRole('meter').waitFor();
  expect(await axe(guest)).toEqual([]);
  expect(await guest.content()).not.toContain('Feld');
  await enter(guest, 'Jutta Feld');
  await guest.getByText('Sie werden gleich hereingelassen.').waitFor();
  expect(await axe(guest)).toEqual([]);
  await letIn(host);
  for (const page of [host, guest]) {
    await sees(page);
    await hears(page);
    expect(await axe(page)).toEqual([]);
  }

  // The customer sees what the host shows.
  await host.getByRole('button', { name: 'Bildschirm teilen' }).click();
  const screen = guest.getByRole('figure', { name: 'Bildschirm von Mira Kern' }).locator('video');
  await screen.waitFor();
  await expect.poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth), patient).toBeGreaterThan(0);
  await host.getByRole('button', { name: 'Nicht mehr teilen' }).click();
  await screen.waitFor({ state: 'detached' });

  await host.getByRole('button', { name: 'Chat' }).click();
  await host.getByLabel('Nachricht').fill('Hier ist das Angebot.');
  await host.keyboard.press('Enter');
  await guest.getByRole('button', { name: 'Chat (1 neu)' }).click();
  await guest.getByText('Hier ist das Angebot.').waitFor();

  // What is off is off for the other one too.
  const tile = tileOf(host, 'Jutta Feld');
  await guest.getByRole('button', { name: 'Kamera aus' }).click();
  await expect.poll(() => tile.locator('video').count()).toBe(0);
  await guest.getByRole('button', { name: 'Kamera an' }).click();
  await tile.locator('video').waitFor();
  await guest.getByRole('button', { name: 'Stumm schalten' }).click();
  await tile.getByText('ohne Ton').waitFor();
  await guest.getByRole('button', { name: 'Mikrofon an' }).click();
  await tile.getByText('ohne Ton').waitFor({ state: 'detached' });

  await guest.reload();
  await tileOf(guest, 'Mira Kern').waitFor();
  for (const page of [guest, host]) {
    await sees(page);
    await hears(page);
  }
  await guest.getByRole('button', { name: 'Chat (1 neu)' }).waitFor();

  await guest.getByRole('button', { name: 'Verlassen' }).click();
  await guest.getByText('Sie sind gegangen').waitFor();
  await tile.waitFor({ state: 'detached' });
  const audited = async () => {
    const { items } = await ask<{ items: { type: string }[] }>(host, 'GET', '/audit-entries?groups=calls');
    return items.map(({ type }) => type);
  };
  await expect.poll(audited).toContain('meetings.guestLetIn');
  expect(klinke.complaints).toEqual([]);
});

test('on a phone everything has its place, and nothing stands over the edge', async () => {
  await using pages = await windows(phone);
  const { host, guest } = pages;
  const { meetingId, link } = await videoMeeting(host);
  const width = () => guest.evaluate(() => document.documentElement.scrollWidth);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await guest.getByRole('meter').waitFor();
  expect(await width()).toBe(390);
  await enter(guest, 'Jutta Feld');
  await letIn(host);
  await sees(guest);
  await hears(host);
  expect(await width()).toBe(390);
  for (const name of ['Stumm schalten', 'Kamera aus', 'Verlassen']) {
    const box = await guest.getByRole('button', { name }).boundingBox();
    expect({ name, high: (box?.height ?? 0) >= 44, inside: (box?.x ?? -1) >= 0 }).toEqual({
      name,
      high: true,
      inside: true,
    });
  }
  expect(await axe(guest)).toEqual([]);
  expect(klinke.complaints).toEqual([]);
});

test('a link that is forged, revoked or over says so, and is kept from search engines', async () => {
  await using pages = await windows();
  const { host, guest } = pages;
  const revoked = await videoMeeting(host);
  await host.evaluate(
    (id) => fetch(`/api/v1/meetings/${id}/guest-link`, { method: 'DELETE', headers: { 'x-klinke': '1' } }),
    revoked.meetingId,
  );
  const over = await videoMeeting(host, { hoursAgo: 48 });
  for (const [link, title] of [
    [`/raum/${'A'.repeat(43)}`, 'Diesen Link gibt es nicht'],
    [revoked.link, 'Dieser Link gilt nicht mehr'],
    [over.link, 'Dieser Termin ist vorbei'],
  ] as const) {
    const answer = await guest.goto(link);
    expect(answer?.headers()['x-robots-tag']).toContain('noindex');
    await guest.getByRole('heading', { name: title }).waitFor();
    expect(await guest.getByRole('button', { name: 'Eintreten' }).count()).toBe(0);
    expect(await axe(guest)).toEqual([]);
  }
  // The browser complains of each no.
  expect(klinke.complaints.splice(0).filter((text) => !text.endsWith('/meetings/room-visits'))).toEqual([]);
});

test('who has no camera or gives none takes part all the same; one that is taken away is said', async () => {
  await using pages = await windows();
  const { host, guest } = pages;
  const { meetingId, link } = await videoMeeting(host);
  // What a browser says whose user says no; the host's tracks are kept, to be taken away.
  await guest.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await host.addInitScript(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await real(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await guest.getByText('Der Browser gibt die Kamera nicht frei.').waitFor();
  await guest.getByText('Der Browser gibt das Mikrofon nicht frei.').waitFor();
  expect(await axe(guest)).toEqual([]);
  await enter(guest, 'Jutta Feld');
  await letIn(host);
  await sees(guest);
  await hears(guest);
  await tileOf(host, 'Jutta Feld').getByText('ohne Ton').waitFor();
  await guest.getByRole('button', { name: 'Chat' }).click();
  await guest.getByLabel('Nachricht').fill('Ich kann nur schreiben.');
  await guest.keyboard.press('Enter');
  await host.getByRole('button', { name: 'Chat (1 neu)' }).waitFor();

  await host.evaluate(() => {
    const { tracks } = globalThis as unknown as { tracks: MediaStreamTrack[] };
    const camera = tracks.findLast(({ kind }) => kind === 'video');
    camera?.stop();
    camera?.dispatchEvent(new Event('ended'));
  });
  await host.getByText('Die Kamera ist nicht mehr da. Man hört Sie weiter.').waitFor();
  await expect.poll(() => tileOf(guest, 'Mira Kern').locator('video').count()).toBe(0);
  await hears(guest);
  await host.getByRole('button', { name: 'Kamera an' }).click();
  await sees(guest);
  expect(klinke.complaints).toEqual([]);
});

test('while the line to us is broken both go on talking, are told, and find back by themselves', async () => {
  await using pages = await windows();
  const { host, guest } = pages;
  const { meetingId, link } = await videoMeeting(host);
  await guest.addInitScript(() => {
    const sockets: WebSocket[] = [];
    let cut = false;
    const Real = WebSocket;
    Object.assign(globalThis, {
      cutLine(now: boolean) {
        cut = now;
        if (cut) for (const socket of sockets) socket.close();
      },
      WebSocket: class extends Real {
        constructor(address: string | URL) {
          super(cut ? new URL('/api/v1/nowhere', address) : address);
          sockets.push(this);
        }
      },
    });
  });
  const cutLine = (cut: boolean) =>
    guest.evaluate((now) => (globalThis as unknown as { cutLine(on: boolean): void }).cutLine(now), cut);
  await host.goto(`/termine/${meetingId}/raum`);
  await enter(host);
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');
  await letIn(host);
  for (const page of [host, guest]) await sees(page);

  await cutLine(true);
  await guest.getByText('Die Verbindung zu uns ist unterbrochen.').waitFor();
  await tileOf(host, 'Jutta Feld').getByText('Verbindung unterbrochen').waitFor();
  for (const page of [host, guest]) {
    await sees(page);
    await hears(page);
  }
  await cutLine(false);
  await guest.getByText('Die Verbindung zu uns ist unterbrochen.').waitFor({ state: 'hidden' });
  await tileOf(host, 'Jutta Feld').getByText('Verbindung unterbrochen').waitFor({ state: 'hidden' });
  for (const page of [host, guest]) await sees(page);
  expect(await host.evaluate(() => (globalThis as unknown as { connections: unknown[] }).connections.length)).toBe(1);
  expect(klinke.complaints.splice(0).filter((text) => !text.includes('/api/v1/nowhere'))).toEqual([]);
});

test('a third comes to the table, and everybody sees everybody', async () => {
  await using pages = await windows();
  const { host, guest } = pages;
  const { meetingId, link } = await videoMeeting(host);
  await host.goto('/heute');
  await guest.goto(link);
  await enter(guest, 'Jutta Feld');

  // Wherever the host is, they are told.
  await host.getByText('Im Videoraum wartet: Jutta Feld').waitFor();
  await host.getByRole('button', { name: 'Zum Raum' }).click();
  await enter(host);
  await letIn(host);
  const colleague = await klinke.window({ permissions });
  await colleague.addInitScript(watchConnections);
  await colleague.goto(`/termine/${meetingId}/raum`);
  await enter(colleague);
  for (const page of [host, guest, colleague]) {
    await expect.poll(() => page.getByRole('list', { name: 'Wer da ist' }).locator('video').count(), patient).toBe(3);
    await expect.poll(() => connected(page), patient).toBe(2);
    await sees(page);
    await hears(page);
  }
  await colleague.context().close();
  expect(klinke.complaints).toEqual([]);
});

const connected = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (globalThis as unknown as { connections: RTCPeerConnection[] }).connections.filter(
        ({ connectionState }) => connectionState === 'connected',
      ).length,
  );
