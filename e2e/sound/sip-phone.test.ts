import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptySite } from '../../test/telephone/empty-site.ts';
import { type SocketExchange, startSocketExchange } from '../../test/telephone/socket-exchange.ts';
import { axe } from '../setup/axe.ts';
import { ask, willingPerson } from '../setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../setup/klinke.ts';
import { recordedFor, recordedSeconds, recordings, soundOf } from '../setup/recordings.ts';
import { type SipPeer, startSipPeer } from '../setup/sip-peer.ts';

const theirs = '+4930222333';
const colleague = '+4956199999';
const password = 'nur für diese Nebenstelle';

let exchange: SocketExchange;
let site: Awaited<ReturnType<typeof emptySite>>;
let klinke: OpenKlinke;
let page: Page;
let peer: SipPeer;
let contactId: string;
let lineId: string;

beforeAll(async () => {
  exchange = await startSocketExchange({ '200': password, [theirs]: 'x', [colleague]: 'y', '+4930222444': 'z' });
  site = await emptySite();
  klinke = await openKlinke({ speaksSip: true });
  page = await klinke.window({ permissions: ['microphone'] });
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    const Watched = function (setup?: RTCConfiguration) {
      const made = new Real(setup);
      connections.push(made);
      return made;
    };
    Object.assign(globalThis, { connections, RTCPeerConnection: Watched });
  });
  peer = await peerAt(theirs, 'x');
  contactId = await willingPerson(page, theirs);
}, 240_000);
afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
  await exchange[Symbol.asyncDispose]();
});

async function peerAt(user: string, secret: string): Promise<SipPeer> {
  const other = await klinke.window({ permissions: ['microphone'] });
  await other.goto(site.address);
  return startSipPeer(other, { socket: exchange.at, user, password: secret });
}

const phone = () => page.getByRole('region', { name: 'Telefon' });
const bothAreHeard = async () => {
  const [there, here] = [await peer.heard(), await heardHere()];
  await expect.poll(() => peer.heard()).toBeGreaterThan(there + 0.0005);
  await expect.poll(heardHere).toBeGreaterThan(here + 0.0005);
};
const peerHearsNothing = async () => {
  let last = await peer.heard();
  const grown = async () => {
    const before = last;
    last = await peer.heard();
    return last - before;
  };
  await expect.poll(grown, { interval: 500 }).toBeLessThan(0.00001);
};
const heardHere = () =>
  page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const stats = [...((await connections.at(-1)?.getStats())?.values() ?? [])] as Record<string, unknown>[];
    const inbound = stats.filter((one) => one['type'] === 'inbound-rtp');
    return inbound.reduce((sum, one) => sum + Number(one['totalAudioEnergy'] ?? 0), 0);
  });

test('the line is set up with a word on who comes to know its password, and the page signs in by itself', async () => {
  await page.goto('/einstellungen/anschluesse');
  await page.getByRole('button', { name: 'Neuer Anschluss' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Worüber telefonieren Sie/ }).click();
  await page.getByRole('option', { name: /Telefonanlage mit WebSocket/ }).click();
  await dialog.getByText('bekommt der Browser der Person').waitFor();
  await dialog.getByLabel('Name').fill('Nebenstelle 200');
  await dialog.getByLabel('Rufnummer').fill('+49 561 12345');
  await dialog.getByRole('button', { name: /Wessen Anschluss/ }).click();
  await page.getByRole('option', { name: 'Mira Kern' }).click();
  await dialog.getByLabel('Adresse').fill(exchange.at);
  await dialog.getByLabel('Nebenstelle').fill('200');
  await dialog.getByLabel('Passwort').fill(password);
  expect(await axe(page)).toEqual([]);
  const folder = process.env['KLINKE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/line-sip-wss.png` });
  await dialog.getByRole('button', { name: 'Anlegen' }).click();
  // The page that was open before the line loads itself anew once, to be allowed to connect to it.
  await expect.poll(() => exchange.messages().some(isRegistered)).toBe(true);
  await page.getByText('spricht selbst mit Ihrer Anlage').waitFor();
  const lines = await ask<{ items: { id: string }[] }>(page, 'GET', '/lines');
  expect(JSON.stringify(lines)).not.toContain(password);
  lineId = lines.items[0]?.id ?? '';
  const settings = { server: 'sip.example.de', user: 'x' };
  await ask(page, 'POST', '/lines', { kind: 'sip', name: 'Zentrale', number: colleague, settings, secret: 'x' });
});

test('dial, talk both ways, keys, hold, hang up: logged', async () => {
  await dial(contactId);
  await phone().getByText('Im Gespräch').waitFor();
  await bothAreHeard();
  await phone().getByRole('button', { name: 'Tasten' }).click();
  for (const key of ['4', '2', '#']) {
    const heard = await peer.keys();
    await phone().getByRole('button', { name: key, exact: true }).click();
    await expect.poll(() => peer.keys()).toBe(heard + key);
  }
  await phone().getByRole('button', { name: 'Halten', exact: true }).click();
  await phone().getByText('Wartet').waitFor();
  await phone().getByRole('button', { name: 'Weitersprechen' }).click();
  await phone().getByText('Im Gespräch').waitFor();
  await bothAreHeard();
  await phone().getByRole('button', { name: 'Auflegen' }).click();
  await page.getByRole('button', { name: /^Erreicht/ }).click();
  await page.getByRole('button', { name: /^Festhalten und weiter/ }).click();
  const logged = async () => {
    const calls = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', `/calls?contactId=${contactId}`);
    return calls.items;
  };
  await expect.poll(logged).toMatchObject([{ number: theirs, disposition: { name: 'Erreicht' } }]);
  expect((await logged())[0]?.['durationSeconds']).toBeGreaterThan(0);
});

test('somebody we know calls: their name, answer, both are heard, who else calls is to be called back, and they hang up', async () => {
  await page.goto('/heute');
  await signedIn();
  await peer.call('200');
  await phone().getByRole('link', { name: 'Jutta Feld' }).waitFor();
  // Where the page is the telephone, the call is there once.
  expect(await page.getByRole('region', { name: 'Eingehende Anrufe' }).count()).toBe(0);
  await phone().getByRole('button', { name: 'Annehmen' }).click();
  await phone().getByText('Im Gespräch').waitFor();
  await bothAreHeard();
  const third = await peerAt('+4930222444', 'z');
  await third.call('200');
  await page.getByText('Unbekannte Nummer zurückrufen: +49 30 222444').waitFor();
  await bothAreHeard();
  await peer.hangUp();
  await phone().getByText('Die andere Seite hat aufgelegt').waitFor();
});

test.each([
  ['a colleague', () => phone().getByRole('button', { name: 'Gleich mit Zentrale verbinden' }).click()],
  ['a number somebody types', () => typeNumber(colleague)],
])('passed on to %s, who then speaks with them', async (_, choose) => {
  const other = await peerAt(colleague, 'y');
  await dial(await willingPerson(page, theirs));
  await phone().getByText('Im Gespräch').waitFor();
  await phone().getByRole('button', { name: 'Weiterverbinden' }).click();
  await choose();
  await phone().getByText('Weiterverbunden').waitFor();
  await expect.poll(() => other.heard()).toBeGreaterThan(0.0005);
});

async function typeNumber(typed: string): Promise<void> {
  const field = phone().getByLabel('An eine andere Nummer');
  await field.fill('112');
  await phone().getByRole('button', { name: 'Gleich mit 112 verbinden' }).click();
  await page.getByText('An Notrufe und Kurznummern wird nicht weiterverbunden.').waitFor();
  await field.fill(typed);
  await phone()
    .getByRole('button', { name: `Gleich mit ${typed} verbinden` })
    .click();
}

test('recorded in two tracks, after a tone that the other side hears', async () => {
  await page.goto('/einstellungen/aufnahme');
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await page.getByText('Fassung 1').waitFor();
  await page.getByRole('switch', { name: 'Gespräche dürfen aufgenommen werden' }).click();
  await page.goto('/einstellungen/telefon');
  await page.getByRole('button', { name: 'Ich stimme zu' }).click();
  await page.getByText('Zugestimmt am').waitFor();

  const whom = await willingPerson(page, theirs);
  await dial(whom);
  await phone().getByText('Im Gespräch').waitFor();
  await bothAreHeard();
  await phone().getByRole('button', { name: 'Wortlaut vorlesen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Ja/ }).click();

  // With the microphone off only the tone can be what they hear.
  await phone().getByRole('button', { name: 'Mikrofon ausschalten' }).click();
  await peerHearsNothing();
  const silence = await peer.heard();
  await phone().getByRole('button', { name: 'Aufnehmen' }).click();
  await phone().getByText('Aufnahme läuft').waitFor();
  await expect.poll(() => peer.heard()).toBeGreaterThan(silence + 0.001);
  await phone().getByRole('button', { name: 'Mikrofon einschalten' }).click();
  await bothAreHeard();
  await recordedFor(phone(), 4);

  // Held, the other one would hear no tone: nothing goes on.
  await phone().getByRole('button', { name: 'Halten', exact: true }).click();
  await phone().getByText('Aufnahme pausiert').waitFor();
  await phone().getByRole('button', { name: 'Weitersprechen' }).click();
  await phone().getByText('Aufnahme läuft').waitFor();
  await recordedFor(phone(), (await recordedSeconds(phone())) + 2);
  await phone().getByRole('button', { name: 'Aufnahme beenden' }).click();
  await expect.poll(async () => (await recordings(page, whom))[0]?.state).toBe('kept');
  const sound = await soundOf(page, (await recordings(page, whom))[0]?.id ?? '');
  expect(sound.map(({ segment, party }) => `${segment} ${party}`).toSorted()).toEqual([
    '1 contact',
    '1 user',
    '2 contact',
    '2 user',
  ]);
  for (const { energy } of sound) expect(energy).toBeGreaterThan(1e-6);
  await phone().getByRole('button', { name: 'Auflegen' }).click();
});

test('a second window is no second telephone, and takes over when the first is closed', async () => {
  const whom = await willingPerson(page, theirs);
  const second = await page.context().newPage();
  await second.goto(`/menschen/${whom}`);
  await second.getByRole('button', { name: 'Anrufen' }).click();
  await second.getByText('Ihr Telefon ist in einem anderen Fenster offen').waitFor();
  const before = exchange.messages().filter(isRegistered).length;
  await page.close();
  await expect.poll(() => exchange.messages().filter(isRegistered).length).toBeGreaterThan(before);
  page = second;
});

test('the telephone system does not take the password', async () => {
  await ask(page, 'PATCH', `/lines/${lineId}`, { secret: 'falsch' });
  await page.goto('/heute');
  await phone().getByText('Benutzer oder Passwort stimmen nicht').waitFor();
});

const isRegistered = (message: string): boolean =>
  message.startsWith('SIP/2.0 200') && message.includes('REGISTER') && message.includes('sip:200@');

async function signedIn(): Promise<void> {
  const before = exchange.messages().filter(isRegistered).length;
  await page.reload();
  await expect.poll(() => exchange.messages().filter(isRegistered).length).toBeGreaterThan(before);
}

async function dial(whom: string): Promise<void> {
  await page.goto(`/menschen/${whom}`);
  await page.getByRole('button', { name: 'Anrufen' }).click();
}
