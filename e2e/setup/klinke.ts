import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { layPrepared } from '../../test/setup/prepared.ts';
import { layExample } from './prepared-example.ts';
import { owner, said, serve, serveFrom, setUp } from './server.ts';

/** Klinke as a user has it: the real command, a data folder of its own, and a real browser in front. */
export type OpenKlinke = {
  address: string;
  /** Its data folder. */
  folder: string;
  /** A window of the owner, or of who else is named, signed in. What goes wrong inside it ends up in `complaints`. */
  window(options?: BrowserContextOptions, who?: { email: string; password: string }): Promise<Page>;
  /** A window of somebody who has no account. */
  strangers(options?: BrowserContextOptions): Promise<Page>;
  complaints: string[];
  /** Puts on the clock of a server that `begins`, and those of all windows. */
  passTime(until: Date): Promise<void>;
} & AsyncDisposable;

type Opening = {
  example?: boolean;
  /** Nobody has set it up yet. */
  firstVisit?: boolean;
  /** Telephoning in the page through this Janus, with a microphone that beeps. */
  janusUrl?: string;
  /** On a day and at an hour when people may be called. */
  callingHours?: boolean;
  /** With a clock that stands at this time when it starts, later than now. */
  begins?: Date;
  /** Telephoning in the page without Janus. */
  speaksSip?: boolean;
  /** Servers of our own network whose calendars may be read. */
  privateHosts?: string;
  /** With a camera and a microphone, which are none. */
  meets?: boolean;
  settings?: NodeJS.ProcessEnv;
};

export async function openKlinke({
  example = false,
  firstVisit = false,
  callingHours = false,
  janusUrl,
  speaksSip = janusUrl !== undefined,
  privateHosts = '',
  meets = false,
  begins,
  settings = {},
}: Opening = {}): Promise<OpenKlinke> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-story-'));
  const laid = example && (await layExample(folder));
  if (!firstVisit && !laid) layPrepared(folder);
  const complaints: string[] = [];
  const { server, address } = await (begins
    ? serveFrom('moved-clock', folder, { KLINKE_BEGINS: begins.toISOString(), ...settings })
    : speaksSip || callingHours
      ? serveFrom('on-a-weekday', folder, janusUrl === undefined ? {} : { JANUS_URL: janusUrl })
      : serve(folder, { KLINKE_PRIVATE_HOSTS: privateHosts, ...settings }));
  const browser = await launchChromium(speaksSip || meets ? fakeDevices : []);
  if (!firstVisit && !laid) await setUp(address, example);
  const watch = (page: Page, expected?: RegExp): void => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (message.type() === 'error' && !expected?.test(text)) complaints.push(text);
    });
  };
  let time = begins;
  const contextOf = async (options?: BrowserContextOptions): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: address, locale: 'de-DE', ...options });
    context.setDefaultTimeout(30_000);
    if (time) await context.clock.install({ time });
    return context;
  };
  /** Signed in once, by hand; the windows after it begin with its cookie, as long as it holds. */
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  return {
    address,
    folder,
    complaints,
    async window(options, who) {
      const context = await contextOf({ ...(signedIn && !who && { storageState: signedIn }), ...options });
      const page = await context.newPage();
      if (firstVisit) return page;
      await page.goto('/', { waitUntil: 'commit' });
      if (!(await page.evaluate(async () => (await fetch('/api/v1/me')).ok))) {
        await signIn(page, who ?? owner);
        if (!who) signedIn = await context.storageState();
      }
      watch(page);
      return page;
    },
    async strangers(options) {
      const context = await contextOf(options);
      const page = await context.newPage();
      // The app asks who is there; nobody is.
      watch(page, /401 .*\/api\/v1\/me$/);
      return page;
    },
    async passTime(until) {
      server.stdin.write(`${until.toISOString()}\n`);
      await said(server);
      time = until;
      for (const context of browser.contexts()) await context.clock.setSystemTime(until);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const comesWithinMs = 180_000;

/** With the whole example, which comes by a job. */
export async function openExample(opening: Omit<Opening, 'example'> = {}): Promise<OpenKlinke> {
  const klinke = await openKlinke({ ...opening, example: true });
  const page = await klinke.window();
  const until = Date.now() + comesWithinMs;
  for (let deals = 0; deals < 5; await new Promise((soon) => setTimeout(soon, 500))) {
    deals = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/deals?limit=5');
      return ((await answer.json()) as { items: unknown[] }).items.length;
    });
    if (deals >= 5 || Date.now() < until) continue;
    // Nobody else would end it, and it would keep the whole run from ending.
    await klinke[Symbol.asyncDispose]();
    throw new Error('the example did not come');
  }
  await page.context().close();
  return klinke;
}

/** Five pictures a second from the camera: two cores make, send and draw those of twelve people at once. */
export const fakeDevices = [
  '--use-fake-device-for-media-stream=fps=5',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/anmelden');
}
