import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exchange, startExchange } from '../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../test/telephone/janus.ts';
import { answer, pause, type Peer, receive, startPeer, type Step } from '../test/telephone/sipp.ts';
import { startVoice, type Voice } from '../test/telephone/voice.ts';
import { type OpenKlinke, openKlinke } from './setup/klinke.ts';

let janus: TestJanus;
let klinke: OpenKlinke;
const numbers: Record<string, string> = {};
let exchange: Exchange;
let registrar: Peer;
let number = 4930555000;

beforeAll(async () => {
  janus = await startJanus();
  const registration = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })];
  registrar = await startPeer(registration, { calls: 1_000 });
  exchange = await startExchange(numbers, registrar.at);
  klinke = await openKlinke({ janusUrl: janus.url });
  const page = await klinke.window();
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  await ask(page, 'POST', '/lines', {
    kind: 'sip',
    name: 'Meine Durchwahl',
    number: '+4956112345',
    userId: user.id,
    settings: { server: exchange.at, user: '4956112345' },
    secret: 'geheim',
  });
  await page.context().close();
}, 240_000);

afterAll(async () => {
  await klinke[Symbol.asyncDispose]();
  await exchange[Symbol.asyncDispose]();
  await registrar[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

const ringing = answer(180, 'Ringing');
const taken = answer(200, 'OK', { sdp: 'sendrecv', retrans: true });
const theirBye = [receive('BYE'), answer(200, 'OK', { inDialog: true })];

test('dial, talk, press keys, hang up: logged with a next step', async () => {
  await using voice = await startVoice('0.0.0.0');
  await using callee = await answering(
    [receive('INVITE'), ringing, pause(400), taken, receive('ACK'), ...theirBye],
    voice,
  );
  const page = await window();
  const contactId = await somebody(page, callee.number);
  await page.goto(`/menschen/${contactId}`);
  await page.getByRole('button', { name: 'Anrufen' }).click();

  const phone = page.getByRole('region', { name: 'Telefon' });
  await phone.getByText('Es klingelt').waitFor();
  await phone.getByText('Im Gespräch').waitFor();
  await bothAreHeard(page, voice);

  await phone.getByRole('button', { name: 'Tasten' }).click();
  for (const key of ['4', '2', '#']) await phone.getByRole('button', { name: key, exact: true }).click();
  await expect.poll(() => voice.digits(), { timeout: 5_000 }).toBe('42#');

  await phone.getByRole('button', { name: 'Auflegen' }).click();
  await page.getByRole('button', { name: /^Erreicht/ }).click();
  await page.getByRole('button', { name: /^Festhalten und weiter/ }).click();
  await phone.waitFor({ state: 'hidden' });
  expect(await callee.ended()).toBe(true);
  const calls = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', `/calls?contactId=${contactId}`);
  expect(calls.items).toMatchObject([{ number: callee.number, disposition: { name: 'Erreicht' } }]);
  const steps = await ask<{ items: unknown[] }>(page, 'GET', `/next-steps?contactId=${contactId}`);
  expect(steps.items).toHaveLength(1);
});

type Answering = Peer & { number: string };

/** Somebody at the other end with a number of their own. */
async function answering(steps: readonly Step[], voice?: Voice): Promise<Answering> {
  number += 1;
  const theirs = `+${number}`;
  const peer = await startPeer(steps, voice && { voicePort: voice.port });
  numbers[theirs] = peer.at;
  return { ...peer, number: theirs };
}

async function somebody(page: Page, phone: string): Promise<string> {
  const { id } = await ask<{ id: string }>(page, 'POST', '/contacts', {
    kind: 'private',
    firstName: 'Jutta',
    lastName: 'Feld',
    phones: [{ label: 'mobile', value: phone }],
    addresses: [{ label: 'home', street: 'Königsstraße 1', city: 'Kassel', postalCode: '34117', country: 'DE' }],
  });
  await ask(page, 'POST', `/contacts/${id}/consent/entries`, {
    channel: 'phone',
    state: 'granted',
    at: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    source: 'form',
    wording: 'Ja, rufen Sie mich an.',
    proof: {
      reference: 'Formular 12',
      personName: 'Jutta Feld',
      personAddress: 'Königsstraße 1, 34117 Kassel',
      advertiser: 'us',
    },
  });
  return id;
}

/** We at the other end, and the other end here. */
async function bothAreHeard(page: Page, voice: Voice): Promise<void> {
  const packets = voice.packets();
  await expect.poll(() => voice.packets(), { timeout: 10_000 }).toBeGreaterThan(packets + 20);
  await expect.poll(() => voice.loudness(), { timeout: 10_000 }).toBeGreaterThan(1e-5);
  await expect.poll(() => heardHere(page), { timeout: 10_000 }).toBeGreaterThan(0.001);
}

/** The energy of what has come out here, as the browser measures it. */
function heardHere(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    const stats = [...((await connections.at(-1)?.getStats())?.values() ?? [])] as Record<string, unknown>[];
    return stats
      .filter((one) => one['type'] === 'inbound-rtp')
      .reduce((sum, one) => sum + Number(one['totalAudioEnergy'] ?? 0), 0);
  });
}

/** A window in which every connection of sound can be looked at. */
async function window(): Promise<Page> {
  const page = await klinke.window({ permissions: ['microphone'] });
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    Object.assign(globalThis, {
      connections,
      RTCPeerConnection: class extends Real {
        constructor(setup?: RTCConfiguration) {
          super(setup);
          connections.push(this);
        }
      },
    });
  });
  return page;
}

async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async (input) => {
      const answered = await fetch(`/api/v1${input.path}`, {
        method: input.method,
        headers: { 'content-type': 'application/json', 'x-klinke': '1' },
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      });
      const answer = (await answered.json()) as unknown;
      if (!answered.ok) throw new Error(JSON.stringify(answer));
      return answer as never;
    },
    { method, path, body },
  );
}
