import pg from 'pg';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { benchUser, idOf, person } from '../data.ts';
import type { Place } from '../run.ts';
import { ask } from './ask.ts';
import { percentile, roundMs } from './percentiles.ts';
import { pbxLine } from './storm.ts';

const samples = 30;
const warmUps = 3;
const barMs = 300;

/**
 * From the webhook's leaving the carrier to the caller's name, city and last call on an open page, whatever page that is: the message kept, the call moved, the page told, the
 * story fetched and drawn. And which of the large tables were read from end to end meanwhile: none.
 */
export async function measurePopup(place: Place) {
  const { hook } = await pbxLine(place);
  const tell = async (event: string, callId: string, from: string) => {
    const body = new URLSearchParams({ event, callId, direction: 'in', from, to: '4956110000', cause: 'forwarded' });
    const { ok, status } = await fetch(hook, { method: 'POST', body });
    if (!ok) throw new Error(`a webhook was answered with ${status}`);
  };
  const browser = await launchChromium();
  try {
    const page = await signedIn(await browser.newPage({ baseURL: place.ours }));
    const callers = await spokenTo(place);
    const took: number[] = [];
    const scansBefore = await wholeScans(place);
    for (const { note, lastName, city, number } of callers) {
      const shown = await watchFor(page, [lastName, city, note]);
      // Whenever it comes: right after other news, or long after.
      await page.waitForTimeout(Math.random() * 500);
      const toldAt = Date.now();
      const [at] = await Promise.all([shown(), tell('newCall', note, number)]);
      took.push(at - toldAt);
      await tell('hangup', note, number);
      await page.getByRole('region', { name: 'Eingehende Anrufe' }).getByText(note).waitFor({ state: 'detached' });
    }
    took.splice(0, warmUps);
    const [p50Ms, p95Ms] = [percentile(took, 0.5), percentile(took, 0.95)].map(roundMs);
    const scansAfter = await wholeScans(place);
    const readWhole = [...scansAfter].flatMap(([table, scans]) => (scans === scansBefore.get(table) ? [] : [table]));
    const met = (p95Ms ?? barMs + 1) <= barMs && readWhole.length === 0;
    return { people: place.size.people, samples, p50Ms, p95Ms, readWhole, barMs, met };
  } finally {
    await browser.close();
  }
}

/** People somewhere in the million whom somebody called an hour ago. */
async function spokenTo(place: Place) {
  const { items } = await ask<{ items: { id: string; meaning: string }[] }>(place, 'GET', '/dispositions');
  const dispositionId = items.find(({ meaning }) => meaning === 'connected')?.id;
  const now = Date.now();
  const startedAt = new Date(now - 3_600_000).toISOString();
  return Promise.all(
    Array.from({ length: warmUps + samples }, async (_, turn) => {
      const n = (turn * 7919 + now) % place.size.people;
      const { lastName, addresses, phones } = person(n, place.size);
      const note = `Bench ${now} ${turn}`;
      const call = { direction: 'inbound', contactId: idOf(1, n), startedAt, dispositionId, note };
      await ask(place, 'POST', '/calls/past', call);
      return { note, lastName, city: addresses[0]?.city ?? '', number: phones[0]?.value ?? '' };
    }),
  );
}

async function signedIn(page: Page): Promise<Page> {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail').fill(benchUser.email);
  await page.locator('input[type=password]').fill(benchUser.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/anmelden');
  await page.goto('/heute');
  await page.waitForLoadState('networkidle');
  return page;
}

/** By the page's own look at itself: asking it from outside would cost time of its own. */
async function watchFor(page: Page, words: readonly string[]): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const shown = new Promise<number>((resolve) => {
      const watcher = new MutationObserver(() => {
        const text = document.querySelector('[aria-label="Eingehende Anrufe"]')?.textContent ?? '';
        if (!wanted.every((word) => text.includes(word))) return;
        watcher.disconnect();
        resolve(Date.now());
      });
      watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    Object.assign(globalThis, { shown });
  }, words);
  return () =>
    page.evaluate(() =>
      Promise.race([
        (globalThis as unknown as { shown: Promise<number> }).shown,
        new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no pop-up within 10 s')), 10_000)),
      ]),
    );
}

/** How often each large table was read from end to end. The database counts what an idle connection did within ten seconds. */
async function wholeScans(place: Place): Promise<Map<string, number>> {
  await new Promise((counted) => setTimeout(counted, 11_000));
  const client = new pg.Client(place.owner);
  await client.connect();
  const { rows } = await client.query<{ name: string; scans: string }>(
    'select relname as name, seq_scan as scans from pg_stat_user_tables where n_live_tup > 10000',
  );
  await client.end();
  return new Map(rows.map(({ name, scans }) => [name, Number(scans)]));
}
