/**
 * `npm run look`: opens every page in a real Chromium, with the example and with an empty workspace, wide and on a phone, light and dark,
 * German and English, its dialogs and a conversation in the page (where Janus and SIPp are installed), and puts the pictures and one contact sheet into pictures/. Says what the console and axe complain about.
 *
 *   npm run look -- menschen heute     only pages whose address holds one of these words
 *   npm run look -- --quick            only German; wide and light, phone and dark
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ask as order } from '../e2e/setup/calling.ts';
import { fakeDevices } from '../e2e/setup/klinke.ts';
import { videoMeeting } from '../e2e/setup/meeting.ts';
import { serve } from '../e2e/setup/server.ts';
import { launchChromium } from './chromium.ts';
import { visitorSights } from './look/meeting-sights.ts';
import {
  audienceSights,
  consentSights,
  contractSights,
  forecastSights,
  personSights,
  recordingSights,
  refusalSight,
  roomSights,
  settingSights,
  teamSights,
  type Sight,
  telephoneSights,
  waySights,
  wordsIn,
} from './look/sights.ts';
import { openStage, telephoneMissing } from './look/stage.ts';

type Look = { width: number; height: number; scheme: 'light' | 'dark'; locale: 'de' | 'en' };
type Picture = { file: string; path: string; data: string; look: Look };

const home = resolve(import.meta.dirname, '..');
const out = join(home, 'pictures');
const quick = process.argv.includes('--quick');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const owner = { name: 'Mira Kern', email: 'mira.kern@example.org', password: 'kupferne klinke am morgen' };
const openPages = ['/anmelden', '/passwort-vergessen', '/passwort-neu#0123456789abcdef', '/einladung#0123456789abcdef'];

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const looks: Look[] = sizes
  .flatMap((size) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      (['de', 'en'] as const).map((locale) => ({ ...size, scheme, locale })),
    ),
  )
  .filter(({ width, scheme, locale }) => !quick || (locale === 'de' && width > 1000 === (scheme === 'light')));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const pictures: Picture[] = [];
const complaints = new Set<string>();

const browser = await launchChromium(fakeDevices);
for (const data of ['example', 'empty'] as const) await lookAt(data);
await lookAtTelephone();
await makeContactSheet(browser);
await browser.close();

console.log(`${pictures.length} pictures: ${join(out, 'index.html')}`);
for (const complaint of [...complaints].toSorted()) console.log(`! ${complaint}`);

async function lookAt(data: 'example' | 'empty'): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-look-'));
  const { server, address } = await serve(folder);
  try {
    if (data === 'empty') await take(pages(['/willkommen']), data, address, undefined);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(`${address}/anmelden`);
    await ask(page, 'POST', '/setup', { workspaceName: 'Sonnendach Kassel', ...owner, example: data === 'example' });
    await ask(page, 'POST', '/session', { email: owner.email, password: owner.password });
    // One address with two faces counts as one page there.
    const named = ['/einwilligungen?stand=ways', '/schauraum-heute', '/zielgruppen?tab=won', '/prognose/rueckblick'];
    const found = [...(await findPages(page, address)), ...named, await nextVisits(page), ...(await scriptPages(page))];
    const paths = data === 'example' ? [...found, ...(await avatarPages(page))] : found;
    const state = await context.storageState();
    if (data === 'empty') await take(pages(openPages), data, address, undefined);
    await take(pages(paths), data, address, state);
    if (data === 'example') {
      await startCalling(page);
      await openForm(page);
      const [allowed, refused] = await Promise.all([whoIs(page, true), whoIs(page, false)]);
      await take(
        [
          { path: '/telefonliste', name: 'im Anruf' },
          ...(await teamMeetingPages(page)),
          refusalSight(refused),
          ...personSights({ contactId: allowed, withMailId: await whoHasMail(page) }),
          ...contractSights(await customers(page)),
          ...consentSights(allowed),
          ...waySights,
          ...settingSights,
          ...teamSights,
          ...forecastSights,
          ...audienceSights,
          ...roomSights(await videoMeeting(page, { contactId: allowed })),
          ...(await elsewherePages(page, allowed)),
          ...(await visitorSights(browser, page)),
        ],
        data,
        address,
        state,
      );
    }
    await context.close();
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A conversation in the page, and who of the team is on the phone. */
async function lookAtTelephone(): Promise<void> {
  if (telephoneMissing.length > 0)
    return console.log(`! no picture of a conversation: ${telephoneMissing.join(' and ')} is missing`);
  await using stage = await openStage();
  const page = await stage.klinke.window({ permissions: ['microphone'] });
  const contactId = await whoIs(page, true);
  await page.goto('/einstellungen/aufnahme');
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await page.getByRole('switch', { name: 'Gespräche dürfen aufgenommen werden' }).click();
  await page.goto('/einstellungen/telefon');
  await page.getByRole('button', { name: 'Ich stimme zu' }).click();
  await page.getByText('Zugestimmt am').waitFor();
  await page.goto(`/menschen/${contactId}`);
  await page.getByRole('button', { name: /^Anrufen( ?c)?$/ }).click();
  await page.getByRole('region', { name: 'Telefon' }).getByText('Im Gespräch').waitFor();
  const state = await page.context().storageState();
  // The conversation waits a minute for the next page that takes it up.
  await page.context().close();
  await take(telephoneSights(contactId), 'telephone', stage.klinke.address, state);
  await recordSomething(await stage.klinke.window({ permissions: ['microphone'] }), contactId);
  await take(recordingSights(contactId), 'telephone', stage.klinke.address, state);
}

async function recordSomething(page: Page, contactId: string): Promise<void> {
  // The last pictures were English.
  await ask(page, 'PATCH', '/me', { locale: 'de' });
  await page.goto(`/menschen/${contactId}`);
  const phone = page.getByRole('region', { name: 'Telefon' });
  await phone.getByRole('button', { name: 'Hierher holen' }).click();
  await phone.getByRole('button', { name: 'Wortlaut vorlesen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Ja/ }).click();
  await phone.getByRole('button', { name: 'Aufnehmen' }).click();
  await phone.getByText('Aufnahme läuft').waitFor();
  await page.waitForTimeout(4_000);
  await phone.getByRole('button', { name: 'Aufnahme beenden' }).click();
  await page.getByText('Gespräch aufgenommen').waitFor();
  await page.context().close();
}

function pages(paths: readonly string[]): Sight[] {
  return paths.map((path) => ({ path }));
}

/** The first in the list who said yes to calls, or did not. The example comes by a job. */
async function whoIs(page: Page, willing: boolean): Promise<string> {
  for (;;) {
    const { items } = await read<{ items: { id: string }[] }>(page, '/contacts?hasPhone=true&limit=50');
    for (const { id } of items) {
      const { channels } = await read<{ channels: { standing: { state: string } }[] }>(page, `/contacts/${id}/consent`);
      if ((channels[0]?.standing.state === 'granted') === willing) return id;
    }
    await page.waitForTimeout(500);
  }
}

async function whoHasMail(page: Page): Promise<string> {
  const { items } = await read<{ items: { id: string }[] }>(page, '/contacts?limit=100');
  for (const { id } of items) {
    const { emails } = await read<{ emails: unknown[] }>(page, `/contacts/${id}`);
    if (emails.length > 0) return id;
  }
  throw new Error('nobody in the example has a mailbox');
}

type Valued = { id: string; kind: string; contracts: number; tickets: number };
type Listed = { items: { contactId: string; companyId: string | null; title: string; notice: object | null }[] };

/** One whose contract runs, and one of class C who has one too and wanted something settled. Values are computed by a job. */
async function customers(page: Page): Promise<{ path: string; title: string; carePath: string }> {
  const { items } = await read<Listed>(page, '/contracts?limit=200');
  const running = items.find(({ notice, companyId }) => notice === null && companyId !== null);
  for (let tries = 0; tries < 240; tries++) {
    const { items: least } = await read<{ items: Valued[] }>(page, '/customer-values?class=C&limit=200');
    const one = least.find(({ contracts, tickets }) => contracts > 0 && tickets > 0);
    const carePath = one && `/${one.kind === 'company' ? 'firmen' : 'menschen'}/${one.id}`;
    if (running && carePath) return { path: `/firmen/${running.companyId}`, title: running.title, carePath };
    await page.waitForTimeout(500);
  }
  throw new Error('no customer of class C in the example');
}

async function take(
  sights: readonly Sight[],
  data: string,
  address: string,
  state: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>> | undefined,
): Promise<void> {
  const wanted = sights
    .map((sight) => ({ ...sight, title: sight.name ? `${sight.path} ${sight.name}` : sight.path }))
    .filter(({ title }) => words.length === 0 || words.some((word) => title.includes(word)));
  for (const look of wanted.length > 0 ? looks : []) {
    const { width, height, scheme, locale } = look;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: locale === 'de' ? 'de-DE' : 'en-GB',
      isMobile: width < 640,
      hasTouch: width < 640,
      permissions: ['microphone', 'camera'],
      ...(state && { storageState: state }),
    });
    const page = await context.newPage();
    await page.goto(`${address}/anmelden`);
    if (state) await ask(page, 'PATCH', '/me', { locale });
    for (const { path, title, begin } of wanted) {
      const heard = (text: string) => complaints.add(`${title} (${data}): ${text}`);
      page.removeAllListeners();
      page.on('pageerror', (error) => heard(error.message));
      page.on('console', (message) => {
        // Before sign-in the server's 401 is the expected answer to "who am I".
        if (message.type() === 'error' && !(state === undefined && /401/.test(message.text()))) heard(message.text());
      });
      await page.goto(address + path);
      await settle(page);
      await begin?.(page, wordsIn(locale)).catch((error: Error) => heard(error.message));
      if (begin) await settle(page);
      const file = `${data}${title.replaceAll(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}-${width}-${scheme}-${locale}.png`;
      await page.screenshot({ path: join(out, file) });
      pictures.push({ file, path: title, data, look });
      if (locale === 'de')
        for (const found of await complaintsOfAxe(page)) heard(`axe, ${width} px, ${scheme}: ${found}`);
    }
    await context.close();
  }
}

/** The example has visits on the next working day. */
async function nextVisits(page: Page): Promise<string> {
  const { next } = await read<{ next: string | null }>(page, '/visits?on=2026-01-01');
  return `/besuche?tag=${next ?? '2026-01-01'}`;
}

/** Computed by a job, once the example is there. */
async function avatarPages(page: Page): Promise<string[]> {
  for (let tries = 0; tries < 120; tries++) {
    const { items } = await read<{ items: { id: string }[] }>(page, '/avatars?outcome=won');
    if (items.length > 0) return items.slice(0, 1).map(({ id }) => `/zielgruppen/avatare/${id}`);
    await page.waitForTimeout(500);
  }
  throw new Error('no kind of customer in the example');
}

async function scriptPages(page: Page): Promise<string[]> {
  const { items } = await read<{ items: { id: string }[] }>(page, '/scripts');
  return items.slice(0, 1).map(({ id }) => `/einstellungen/leitfaeden?leitfaden=${id}`);
}

/** A meeting that takes place at Jitsi, and one that Zoom could not make. */
async function elsewherePages(page: Page, contactId: string): Promise<Sight[]> {
  const jitsi = { address: 'https://meet.example.org', appId: 'klinke' };
  const zoom = { accountId: 'konto', clientId: 'klinke', organizer: 'vertrieb@sonnendach.example' };
  const plan = async (provider: object, title: string) => {
    const { id: at } = await order<{ id: string }>(page, 'POST', '/meeting-providers', {
      ...provider,
      secret: 'geheim',
    });
    const span = { startsAt: new Date(Date.now() + 7_200_000), endsAt: new Date(Date.now() + 9_000_000) };
    const where = { way: 'video', at };
    const body = { contactId, title, where, ...span };
    return (await order<{ meeting: { id: string } }>(page, 'POST', '/meetings', body)).meeting.id;
  };
  const meetingId = await plan({ kind: 'jitsi', name: 'Unser Jitsi', settings: jitsi }, 'Angebot durchgehen');
  const failing = await plan({ kind: 'zoom', name: 'Zoom', settings: zoom }, 'Zweites Gespräch');
  const placeOf = async (id: string) =>
    (await order<{ place: { state: string; joinUrl: string | null } }>(page, 'GET', `/meetings/${id}`)).place;
  // Until we give up.
  for (let tries = 0; tries < 100 && (await placeOf(failing)).state !== 'failed'; tries++)
    await page.waitForTimeout(2_000);
  const { joinUrl } = await placeOf(meetingId);
  return [
    { path: new URL(joinUrl ?? '').pathname, name: 'anderswo' },
    { path: `/termine/${meetingId}/raum`, name: 'anderswo' },
    { path: '/termine', name: 'anderswo' },
    { path: `/menschen/${contactId}`, name: 'Termin anderswo' },
    { path: '/einstellungen/videodienste', name: 'zwei' },
    {
      path: '/einstellungen/videodienste',
      name: 'Testen',
      begin: async (at, say) => {
        await at
          .getByRole('button', { name: say('Testen') })
          .first()
          .click();
        await at.getByRole('dialog').waitFor();
      },
    },
  ];
}

async function teamMeetingPages(page: Page): Promise<Sight[]> {
  await ask(page, 'POST', '/team-meetings', {});
  const { items } = await read<{ items: { id: string }[] }>(page, '/team-meetings');
  return pages(items.slice(0, 1).map(({ id }) => `/teamrunde/${id}`));
}

/** Somebody is on the phone, about their contract: that may be on any day and at any hour. */
async function startCalling(page: Page): Promise<void> {
  const { items } = await read<{ items: { id: string }[] }>(page, '/contacts?hasPhone=true&limit=3');
  const contacts = items.map(({ id }) => ({ contactId: id, purpose: 'contract' }));
  await ask(page, 'POST', '/dialer', { name: 'Kundschaft', paceSeconds: null, people: { from: 'named', contacts } });
  await ask(page, 'POST', '/dialer/next', {});
  const { person } = await read<{ person: { contactId: string } }>(page, '/dialer');
  await ask(page, 'POST', '/calls', { contactId: person.contactId, purpose: 'contract', held: true });
}

/** Letters lead to one. */
async function openForm(page: Page): Promise<void> {
  const form = {
    name: 'Webseite',
    heading: 'Bleiben wir in Kontakt',
    privacyUrl: 'https://www.example.org/datenschutz',
  };
  await ask(page, 'POST', '/consent/forms', { ...form, channels: ['email'] });
}

/** Follows the links from the first page on; of many records of a kind one is enough. */
async function findPages(page: Page, address: string): Promise<string[]> {
  const seen = new Map<string, string>();
  const waiting = ['/', '/einstellungen/profil'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.goto(address + path);
    await settle(page);
    const here = new URL(page.url());
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    for (const link of [here.pathname + here.search, ...links]) {
      if (link.startsWith('/api/') || link === '/') continue;
      const kind = link.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\?.*/, '');
      if (seen.has(kind)) continue;
      seen.set(kind, link);
      waiting.push(link);
    }
  }
  return [...seen.values()];
}

/** Until nothing is being asked and nothing is grey any more; live updates never fall silent, so not longer than a moment. */
async function settle(page: Page): Promise<void> {
  await page.waitForSelector('#klinke > *, body > main');
  await page
    .waitForFunction(() => document.querySelector('[aria-busy=true]') === null, undefined, { timeout: 5000 })
    .catch(() => undefined);
  await page.waitForTimeout(350);
  // Under load a dialog has begun to appear by then, and is not to be seen yet.
  const ended = () =>
    document
      .getAnimations()
      .every((one) => one.effect?.getComputedTiming().endTime === Infinity || one.playState === 'finished');
  await page.waitForFunction(ended, undefined, { timeout: 5000 }).catch(() => undefined);
}

async function complaintsOfAxe(page: Page): Promise<string[]> {
  // Handed in as the debugger's own code: the page's policy would not run it, and should not.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: judge } = globalThis as unknown as {
      axe: {
        run(
          where: Document,
          how: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations } = await judge.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}×, ${nodes[0]?.target.join(' ')})`);
  });
}

async function read<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (from) => (await (await fetch(`/api/v1${from}`)).json()) as never, path);
}

async function ask(page: Page, method: string, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async (request) => {
      const headers = { 'content-type': 'application/json', 'x-klinke': '1' };
      const answer = await fetch(`/api/v1${request.path}`, {
        method: request.method,
        headers,
        body: JSON.stringify(request.body),
      });
      return answer.ok ? 200 : `${answer.status} ${await answer.text()}`;
    },
    { method, path, body },
  );
  if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
}

async function makeContactSheet(with_: Browser): Promise<void> {
  const groups = Map.groupBy(pictures, ({ data, path }) => `${path} · ${data}`);
  const rows = [...groups].map(
    ([title, ofGroup]) =>
      `<h2>${title}</h2><div>${ofGroup.map(({ file, look }) => `<a href="${file}"><img src="${file}" height="${look.width < 640 ? 300 : 220}" alt="${file}"></a>`).join('')}</div>`,
  );
  const style =
    'body{font:14px system-ui;background:#888;margin:16px}h2{font-size:14px;margin:16px 0 6px}div{display:flex;flex-wrap:wrap;gap:8px}img{display:block}';
  writeFileSync(
    join(out, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Klinke</title><style>${style}</style>${rows.join('')}`,
  );
  const page = await with_.newPage({ viewport: { width: 1800, height: 1000 } });
  await page.goto(`file://${join(out, 'index.html')}`);
  await page.screenshot({ path: join(out, 'contact-sheet.png'), fullPage: true });
}
