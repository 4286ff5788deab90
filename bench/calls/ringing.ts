import type { Page } from 'playwright-core';
import { ask, willingPerson } from '../../e2e/setup/calling.ts';
import { type OpenKlinke, openKlinke } from '../../e2e/setup/klinke.ts';
import { emptySite } from '../../test/telephone/empty-site.ts';
import { type Exchange, startExchange } from '../../test/telephone/exchange.ts';
import { startJanus } from '../../test/telephone/janus.ts';
import { answer, receive, startPeer } from '../../test/telephone/sipp.ts';
import { percentile, roundMs } from './percentiles.ts';

const warmUps = 4;
const samples = 40;
const bar = 1.5;

/**
 * From a click to the INVITE's arrival at the exchange, by its clock: ours and the floor's in turn, through the same Janus to the same callee, which rings and is busy.
 * Ours is the page as it is: microphone, gate and permit on the server, the record of the call, Janus. The floor is a page that holds Janus' socket itself, registered beforehand,
 * and does the least a browser can: microphone, offer, `call` with it, its addresses sent after. Both ask for the microphone at the click.
 */
export async function measureRinging() {
  await using janus = await startJanus();
  const registration = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 3600\n' })];
  await using registrar = await startPeer(registration, { calls: 1_000 });
  const busy = [receive('INVITE'), answer(180, 'Ringing'), answer(486, 'Busy Here', { retrans: true }), receive('ACK')];
  await using callee = await startPeer(busy, { calls: 1_000 });
  const numbers: Record<string, string> = {};
  await using exchange = await startExchange(numbers, registrar.at);
  await using klinke = await openKlinke({ janusUrl: janus.url });
  await using site = await emptySite();

  const ours = await openOurs(klinke, exchange.at);
  const floor = await openFloor(klinke, { site: site.address, janus: janus.url, exchange: exchange.at });
  const took = { ours: [] as number[], floor: [] as number[] };
  for (let turn = 0; turn < warmUps + samples; turn++) {
    for (const [name, dial] of [
      ['ours', ours],
      ['floor', floor],
    ] as const) {
      const number = `+49305${String(turn * 2 + (name === 'ours' ? 0 : 1)).padStart(6, '0')}`;
      numbers[number] = callee.at;
      const ms = await ringing(exchange, () => dial(number));
      if (turn >= warmUps) took[name].push(ms);
    }
  }
  const of = (name: 'ours' | 'floor') => ({
    p50Ms: roundMs(percentile(took[name], 0.5)),
    p95Ms: roundMs(percentile(took[name], 0.95)),
  });
  const ratio = Math.round((percentile(took.ours, 0.5) / percentile(took.floor, 0.5)) * 100) / 100;
  return { samples, ours: of('ours'), floor: of('floor'), ratio, bar, met: ratio <= bar };
}

/** How long it took from the click that `dial` tells of. */
async function ringing(exchange: Exchange, dial: () => Promise<{ clickedAt: number; over: () => Promise<void> }>) {
  const before = exchange.rang.length;
  const { clickedAt, over } = await dial();
  for (let waitedMs = 0; exchange.rang.length === before && waitedMs < 20_000; waitedMs += 5)
    await new Promise((soon) => setTimeout(soon, 5));
  const rangAt = exchange.rang[before];
  await over();
  if (rangAt === undefined || exchange.rang.length > before + 1) throw new Error('did not ring exactly once');
  return rangAt - clickedAt;
}

async function openOurs(klinke: OpenKlinke, server: string) {
  const page = await klinke.window({ permissions: ['microphone'] });
  const { user } = await ask<{ user: { id: string } }>(page, 'GET', '/me');
  const settings = { server, user: '4956112345' };
  const line = { kind: 'sip', name: 'Bench', number: '+4956112345', userId: user.id, settings, secret: 'geheim' };
  await ask(page, 'POST', '/lines', line);

  return async (number: string) => {
    const contactId = await willingPerson(page, number);
    await page.goto(`/menschen/${contactId}`);
    await telephoneReady(page);
    await rememberClick(page);
    await page.getByRole('button', { name: 'Anrufen' }).click();
    const over = () => page.getByRole('region', { name: 'Telefon' }).getByText('Besetzt').waitFor();
    return { clickedAt: await clicked(page), over };
  };
}

/** The line is registered, and this page knows that it is a telephone. */
async function telephoneReady(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const socket = new WebSocket('/api/v1/telephone');
        socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const { state } = JSON.parse(data) as { state?: { line: { state: string } } };
          if (state?.line.state === 'ready') ready(socket.close());
        });
      }),
  );
  await page.waitForLoadState('networkidle');
}

async function openFloor(klinke: OpenKlinke, at: { site: string; janus: string; exchange: string }) {
  const page = await klinke.window({ permissions: ['microphone'] });
  await page.goto(at.site);
  await page.evaluate(bareClient, at);
  return async (number: string) => {
    await rememberClick(page);
    await page.evaluate((to) => document.querySelector('button')?.setAttribute('data-to', to), number);
    await page.getByRole('button').click();
    return { clickedAt: await clicked(page), over: () => page.getByText(`over ${number}`).waitFor() };
  };
}

/** A telephone that is nothing else: one socket to Janus, one handle of its SIP plugin. */
async function bareClient({ janus, exchange }: { janus: string; exchange: string }): Promise<void> {
  type Heard = {
    janus: string;
    transaction?: string;
    data?: { id: number };
    plugindata?: { data: { result?: { event: string } } };
  };
  const socket = new WebSocket(janus, ['janus-protocol']);
  await new Promise((open) => socket.addEventListener('open', open));
  const waiting = new Map<string, (heard: Heard) => void>();
  const happened = new Map<string, () => void>();
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const heard = JSON.parse(data) as Heard;
    waiting.get(heard.transaction ?? '')?.(heard);
    happened.get(heard.plugindata?.data.result?.event ?? '')?.();
  });
  const until = (event: string) => new Promise<void>((done) => happened.set(event, done));
  let transactions = 0;
  const say = (message: object): string => {
    const transaction = String((transactions += 1));
    socket.send(JSON.stringify({ ...message, transaction }));
    return transaction;
  };
  const ask = (message: object) => new Promise<Heard>((heard) => waiting.set(say(message), heard));
  const session_id = (await ask({ janus: 'create' })).data?.id;
  const handle_id = (await ask({ janus: 'attach', session_id, plugin: 'janus.plugin.sip' })).data?.id;
  const to = { session_id, handle_id };
  setInterval(() => say({ janus: 'keepalive', session_id }), 20_000);
  const registered = until('registered');
  const account = { request: 'register', username: `sip:4956154321@${exchange}`, secret: 'geheim' };
  say({ janus: 'message', ...to, body: account });
  await registered;

  const button = document.createElement('button');
  button.textContent = 'dial';
  document.body.append(button);
  button.addEventListener('click', () => {
    const number = button.dataset['to'] ?? '';
    void (async () => {
      const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      const microphone = await navigator.mediaDevices.getUserMedia({ audio });
      const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
      connection.addEventListener('icecandidate', ({ candidate }) =>
        say({ janus: 'trickle', ...to, candidate: candidate ?? { completed: true } }),
      );
      const offer = await connection.createOffer();
      const hungUp = until('hangup');
      say({ janus: 'message', ...to, body: { request: 'call', uri: `sip:${number}@${exchange}` }, jsep: offer });
      await connection.setLocalDescription(offer);
      await hungUp;
      connection.close();
      for (const track of microphone.getTracks()) track.stop();
      document.body.append(`over ${number}`);
    })();
  });
}

async function rememberClick(page: Page): Promise<void> {
  await page.evaluate(() =>
    addEventListener('pointerdown', () => Object.assign(globalThis, { clickedAt: Date.now() }), {
      capture: true,
      once: true,
    }),
  );
}

const clicked = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { clickedAt: number }).clickedAt);
