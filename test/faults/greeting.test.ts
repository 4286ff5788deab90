import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { TelephoneNews, TelephoneState } from '#telephony/contract';
import { startExchange } from '../telephone/exchange.ts';
import { startJanus } from '../telephone/janus.ts';
import { answer, receive, startPeer } from '../telephone/sipp.ts';
import { startVoice } from '../telephone/voice.ts';
import { buildApart, openKlinke, signIn, until } from './klinke.ts';

const patience = { timeout: 60_000 };

test('kill -9 of the server while a greeting is left: the mailbox is hung up on, the call is logged, and the next life clears its room and ends the call', async () => {
  using built = buildApart();
  await using janus = await startJanus();
  await using klinke = await openKlinke(built.cli, { JANUS_URL: janus.url });
  await using voice = await startVoice('0.0.0.0');
  await using mailbox = await startPeer(
    [
      receive('INVITE'),
      answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
      receive('ACK'),
      receive('BYE', 'timeout="120000"'),
      answer(200, 'OK', { inDialog: true }),
    ],
    { voicePort: voice.port },
  );
  const registration = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })];
  await using registrar = await startPeer(registration, { calls: 100 });
  await using exchange = await startExchange({ '+4930222336': mailbox.at }, registrar.at);
  await klinke.setUp();
  await klinke.start();
  const { cookie, ask } = await signIn(klinke);

  const { user } = await ask<{ user: { id: string } }>('GET', '/me');
  const settings = { server: exchange.at, user: '4956112345' };
  const line = { kind: 'sip', name: 'Meine', number: '+4956112345', userId: user.id, settings, secret: 'geheim' };
  await ask('POST', '/lines', line);
  const phones = [{ label: 'mobile', value: '+4930222336' }];
  const { id: contactId } = await ask<{ id: string }>('POST', '/contacts', { lastName: 'Feld', phones });
  await ask('PUT', '/my-greeting', greeting(30));
  const { items } = await ask<{ items: { id: string; meaning: string }[] }>('GET', '/dispositions');
  const dispositionId = items.find(({ meaning }) => meaning === 'voicemail')?.id;

  let callId: string;
  {
    await using page = await openPage(klinke.address, cookie);
    await expect.poll(() => page.state()?.line.state, patience).toBe('ready');
    const { call } = await ask<{ call: { id: string } }>('POST', '/calls', { contactId, purpose: 'contract' });
    callId = call.id;
    await ask('POST', `/calls/${callId}/dialling`);
    await expect.poll(() => page.state()?.talk?.state, patience).toBe('talking');
    // What the page shows at once, the record knows a moment later.
    await until('the record knows', async () => ask('POST', `/calls/${callId}/message`));
    await ask('POST', '/outcomes', { call: { callId }, dispositionId });
    await expect.poll(() => voice.loudness(), patience).toBeGreaterThan(0.02);
    await klinke.kill();
  }
  expect(await mailbox.ended()).toBe(true);
  await klinke.start();
  const call = await ask('GET', `/calls/${callId}`);
  expect(call).toMatchObject({ disposition: { meaning: 'voicemail' }, endedAt: expect.any(String) as string });
  await using page = await openPage(klinke.address, cookie);
  await expect.poll(() => page.state()?.line.state, patience).toBe('ready');
  await expect.poll(async () => (await janus.leftovers()).rooms, patience).toBe(0);
  const lineCalls = () => klinke.query('select state, cause, ended_at is not null as over from line_call');
  await expect.poll(lineCalls, patience).toEqual([{ state: 'ended', cause: 'lost', over: true }]);
}, 300_000);

/** What the server sees of a page of somebody who telephones. */
async function openPage(
  address: string,
  cookie: string,
): Promise<{ state(): TelephoneState | null | undefined } & AsyncDisposable> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/v1/telephone`, {
    headers: { origin: address, cookie },
  });
  let state: TelephoneState | null | undefined;
  socket.on('message', (data: Buffer) => {
    const news = JSON.parse(data.toString()) as TelephoneNews;
    if ('state' in news) state = news.state;
  });
  await once(socket, 'open');
  return {
    state: () => state,
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.terminate();
      await once(socket, 'close');
    },
  };
}

/** A tone. */
function greeting(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * 16_000);
  for (let at = 0; at < samples.length / 2; at++)
    samples.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * at) / 8_000)), at * 2);
  const head = 'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0';
  const wav = Buffer.concat([Buffer.from(head, 'latin1'), samples]);
  wav.writeUInt32LE(samples.length, 40);
  return wav;
}
