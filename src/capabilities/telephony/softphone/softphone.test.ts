import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { AllTables } from '#capabilities';
import { dialCall, getCall, leaveMessage, listCalls, startCall } from '#calls/contract';
import { addSuppression, listUses } from '#consent/contract';
import { changeContact, createContact } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { createLine, getMyLine, passOnTo, recordMyGreeting } from '#telephony/contract';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { openWorkspace, willing } from '../../../../test/setup/people.ts';
import { startExchange } from '../../../../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../../../../test/telephone/janus.ts';
import { answer, follow, invite, pause, receive, receiveAnswer, startPeer } from '../../../../test/telephone/sipp.ts';
import { toWav } from '../rules/greeting.ts';
import type { TelephoneNews, TelephoneState, TelephoneWish } from './messages.ts';

let janus: TestJanus;
let app: TestApp;
beforeAll(async () => {
  janus = await startJanus();
  app = await startApp({ config: { janusUrl: janus.url } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});

const address = () => `127.0.0.1:${(app.running.server.server.address() as AddressInfo).port}`;

function knock(headers: Record<string, string>): WebSocket {
  return new WebSocket(`ws://${address()}/api/v1/telephone`, { headers });
}

/** A page of somebody, as far as the server sees one. */
async function page(client: Client) {
  const { host: _, ...headers } = client.headers;
  const socket = knock({ ...headers, origin: `http://${address()}` });
  let state: TelephoneState | null | undefined;
  const replies = new Map<number, TelephoneNews>();
  socket.on('message', (data: Buffer) => {
    const news = JSON.parse(data.toString()) as TelephoneNews;
    if ('state' in news) state = news.state;
    else replies.set(news.reply, news);
  });
  await once(socket, 'open');
  let id = 0;
  return {
    state: () => state,
    async ask(wish: TelephoneWish, locale?: 'en') {
      id += 1;
      socket.send(JSON.stringify({ id, wish, ...(locale && { locale }) }));
      await expect.poll(() => replies.has(id)).toBe(true);
      return replies.get(id);
    },
    say: (text: string) => socket.send(text),
    closed: () => once(socket, 'close'),
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}

const registration = [receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' }), pause(60_000)];

async function withLine(client: Client, server: string): Promise<void> {
  const body = {
    kind: 'sip',
    name: 'Zentrale',
    number: '+4956112345',
    userId: client.userId,
    settings: { server, user: '4956112345' },
    secret: 'geheim',
  } as const;
  const made = await client.call(createLine, { body });
  expect(made.status).toBe(201);
}

test('a call goes through the gate, rings, is taken, and its record says how long it was', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([
    receive('INVITE'),
    answer(180, 'Ringing'),
    pause(200),
    answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
    receive('ACK'),
    receive('BYE'),
    answer(200, 'OK', { inDialog: true }),
  ]);
  await using exchange = await startExchange({ '+4930222333': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  expect((await owner.call(getMyLine)).body).toMatchObject({ speaksHere: true, line: { name: 'Zentrale' } });
  const contactId = await willing(app, owner, { phones: ['+4930222333'] });

  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  const started = await owner.call(startCall, { body: { contactId } });
  expect(started.status).toBe(201);
  const callId = started.body.call.id;
  expect(await owner.call(dialCall, { params: { callId } })).toMatchObject({ status: 200 });
  await expect.poll(() => mine.state()?.talk).toMatchObject({ id: callId, state: 'talking', number: '+4930222333' });

  const second = await owner.call(startCall, { body: { contactId } });
  expect(await owner.call(dialCall, { params: { callId: second.body.call.id } })).toMatchObject({
    status: 409,
    body: { code: 'telephone_busy' },
  });

  app.time.now = new Date(app.time.now.getTime() + 42_000);
  expect(await mine.ask({ do: 'hangUp' })).toEqual({ reply: 1 });
  await expect
    .poll(() => mine.state())
    .toMatchObject({ talk: null, last: { ending: 'hung_up', talk: { id: callId } } });
  expect(await callee.ended()).toBe(true);
  await expect
    .poll(async () =>
      (await owner.call(listCalls, { query: { contactId } })).body.items.find(({ id }) => id === callId),
    )
    .toMatchObject({ durationSeconds: 42, disposition: null });
  expect(exchange.messages().join('\n')).not.toContain('geheim');
});

test('ordered with its call, it rings when the page can be heard, and not where it can not', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([receive('INVITE'), answer(180, 'Ringing'), pause(60_000)]);
  await using exchange = await startExchange({ '+4930222334': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  const contactId = await willing(app, owner, { phones: ['+4930222334'] });
  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  const start = async (click: string): Promise<string> => {
    await mine.ask({ do: 'prepare', click });
    const { body, status } = await owner.call(startCall, { body: { contactId, ring: click } });
    expect(status).toBe(201);
    return body.call.id;
  };
  const dial = (callId: string) => owner.call(dialCall, { params: { callId } });

  const [first, second] = [randomUUID(), randomUUID()];
  const mute = await start(first);
  await mine.ask({ do: 'voice', click: first, open: false });
  expect((await dial(mute)).body).toMatchObject({ code: 'no_microphone' });
  expect((await dial(mute)).body).toMatchObject({ state: 'failed' });
  await expect.poll(() => mine.state()).toMatchObject({ talk: null, last: null });
  expect(exchange.rang).toHaveLength(0);

  const heard = await start(second);
  await mine.ask({ do: 'voice', click: second, open: true });
  expect((await dial(heard)).status).toBe(200);
  await expect.poll(() => mine.state()?.talk).toMatchObject({ id: heard, state: 'ringing' });
  expect(exchange.rang).toHaveLength(1);
  await mine.ask({ do: 'hangUp' });
});

test('the order to dial may overtake what its page says: nobody is rung before that, whatever another page has said', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([receive('INVITE'), answer(180, 'Ringing'), pause(60_000)]);
  await using exchange = await startExchange({ '+4930222336': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  const contactId = await willing(app, owner, { phones: ['+4930222336'] });
  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  {
    const click = randomUUID();
    await using mute = await page(owner);
    await mute.ask({ do: 'prepare', click });
    await mute.ask({ do: 'voice', click, open: false });
  }
  const click = randomUUID();
  const started = await owner.call(startCall, { body: { contactId, ring: click } });
  const callId = started.body.call.id;
  const dialled = owner.call(dialCall, { params: { callId } });
  await mine.ask({ do: 'prepare', click });
  await mine.ask({ do: 'voice', click: randomUUID(), open: true });
  expect(exchange.rang).toHaveLength(0);
  await mine.ask({ do: 'voice', click, open: true });
  expect((await dialled).status).toBe(200);
  await expect.poll(() => mine.state()?.talk).toMatchObject({ id: callId, state: 'ringing' });
  await mine.ask({ do: 'hangUp' });
});

test('whoever clicks anew, in another page, never speaks to the one clicked before', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([receive('INVITE'), answer(180, 'Ringing'), pause(60_000)]);
  await using exchange = await startExchange({ '+4930222337': callee.at, '+4930222338': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  const before = await willing(app, owner, { phones: ['+4930222337'] });
  const now = await willing(app, owner, { phones: ['+4930222338'] });
  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  const order = async (contactId: string, click: string): Promise<string> =>
    (await owner.call(startCall, { body: { contactId, ring: click } })).body.call.id;
  const dial = (callId: string) => owner.call(dialCall, { params: { callId } });

  // Its page is gone before it has said a word.
  const givenUp = await order(before, randomUUID());
  const refused = dial(givenUp);
  const click = randomUUID();
  await mine.ask({ do: 'prepare', click });
  expect((await refused).body).toMatchObject({ code: 'no_microphone' });
  const wanted = await order(now, click);
  await mine.ask({ do: 'voice', click, open: true });
  expect((await dial(wanted)).status).toBe(200);
  await expect.poll(() => mine.state()?.talk).toMatchObject({ id: wanted, number: '+4930222338', state: 'ringing' });
  expect(exchange.rang).toHaveLength(1);
  await mine.ask({ do: 'hangUp' });
});

test('who calls while we speak hears that it is busy, and is written down as missed', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([
    receive('INVITE'),
    answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
    receive('ACK'),
    receive('BYE'),
    answer(200, 'OK', { inDialog: true }),
  ]);
  await using exchange = await startExchange({ '+4930222337': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  const contactId = await willing(app, owner, { phones: ['+4930222337'] });
  const theirs = '+491701234571';
  const callerId = (await owner.call(createContact, { body: { lastName: 'Eilig', phones: [{ value: theirs }] } })).body
    .id;
  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  const { body } = await owner.call(startCall, { body: { contactId } });
  await owner.call(dialCall, { params: { callId: body.call.id } });
  await expect.poll(() => mine.state()?.talk).toMatchObject({ state: 'talking' });
  const contact = /^Contact: <(sip:[^>;]+)/m.exec(registrar.messages())?.[1] ?? '';
  await using caller = await startPeer(
    [
      invite(contact, theirs),
      receiveAnswer(100, 'optional="true"'),
      receiveAnswer(180, 'optional="true"'),
      receiveAnswer(486),
      follow('ACK', contact, theirs),
    ],
    { to: contact.slice(contact.indexOf('@') + 1) },
  );
  expect(await caller.ended()).toBe(true);
  const missed = () =>
    dbOf<AllTables>(app.ground, { workspaceId: owner.actor.workspaceId })
      .selectFrom('lineCall')
      .select(['contactId', 'state', 'cause', 'userId'])
      .where('direction', '=', 'inbound')
      .execute();
  await expect.poll(missed).toEqual([{ contactId: callerId, state: 'missed', cause: 'busy', userId: owner.userId }]);
  expect(mine.state()?.talk).toMatchObject({ state: 'talking' });
  await mine.ask({ do: 'hangUp' });
  expect(await callee.ended()).toBe(true);
});

test('a mailbox is left to the greeting of who called: once it is there, while they may call, and the call is known for it', async () => {
  const { owner, person } = await openWorkspace(app);
  const colleague = await person('member');
  await using registrar = await startPeer(registration);
  await using callee = await startPeer([
    receive('INVITE'),
    answer(180, 'Ringing'),
    pause(3_000),
    answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
    receive('ACK'),
    receive('BYE', 'timeout="60000"'),
    answer(200, 'OK', { inDialog: true }),
  ]);
  await using exchange = await startExchange({ '+4930222335': callee.at }, registrar.at);
  await withLine(owner, exchange.at);
  const contactId = await willing(app, owner, { phones: ['+4930222335'] });
  await using mine = await page(owner);
  await expect.poll(() => mine.state()?.line.state).toBe('ready');
  const { body } = await owner.call(startCall, { body: { contactId } });
  const params = { callId: body.call.id };
  await owner.call(dialCall, { params });
  const refusal = async (who: Client) => (await who.call(leaveMessage, { params })).body as { code?: string };
  expect(await refusal(owner)).toMatchObject({ code: 'not_answered' });
  const patient = { timeout: 15_000 };
  await expect.poll(() => mine.state()?.talk?.state, patient).toBe('talking');
  await expect.poll(() => refusal(owner), patient).toMatchObject({ code: 'no_greeting' });
  const samples = Buffer.alloc(16_000 * 3, 0x20);
  expect((await owner.call(recordMyGreeting, { bytes: toWav(samples) })).body).toMatchObject({
    greeting: { seconds: 3 },
  });
  expect(await refusal(colleague)).toMatchObject({ code: 'not_found' });
  const began = app.time.now;
  app.time.now = new Date(began.getTime() + 11 * 60_000);
  expect(await refusal(owner)).toMatchObject({ code: 'permit_expired' });
  app.time.now = began;

  expect((await owner.call(leaveMessage, { params })).status).toBe(200);
  await expect
    .poll(() => mine.state())
    .toMatchObject({
      talk: null,
      sound: 'nowhere',
      last: { ending: 'message_left', talk: { id: params.callId } },
    });
  expect((await owner.call(leaveMessage, { params })).status).toBe(200);
  expect((await owner.call(getCall, { params })).body).toMatchObject({ meant: 'voicemail', disposition: null });
  expect(await callee.ended()).toBe(true);
  await expect.poll(async () => (await owner.call(getCall, { params })).body.endedAt, patient).not.toBeNull();
});

test('a call is passed on to a number that the gate lets through, its use written down; behind another one nobody is called', async () => {
  const { owner, person } = await openWorkspace(app);
  await withLine(owner, '192.0.2.99:5060');
  const member = await person('member');
  const willingId = await willing(app, owner, { phones: ['+4930222340'] });
  const { body: silent } = await owner.call(createContact, {
    body: { kind: 'private', lastName: 'Still', phones: [{ label: 'mobile', value: '+4930222341' }] },
  });
  const shared = [{ label: 'home', value: '+4930222340' }];
  await owner.call(changeContact, {
    params: { contactId: silent.id },
    body: { phones: [...silent.phones, ...shared] },
  });
  await owner.call(addSuppression, { body: { value: '+4930222342' } });
  const passed = async (number: string, who: Client = owner) => {
    const { status, body } = await who.call(passOnTo, { body: { number } });
    return status === 200 ? body.number : (body as unknown as { code: string }).code;
  };
  expect(await passed('030 222340')).toBe('+4930222340');
  expect(await passed('+4930222341')).toBe('contact_not_allowed');
  expect(await passed('+4930222342')).toBe('address_suppressed');
  expect(await passed('030 222343')).toBe('+4930222343');
  expect(await passed('110')).toBe('number_short');
  expect(await passed('+4930222341', member)).toBe('no_line');
  const { items } = (await owner.call(listUses, { params: { contactId: willingId }, query: {} })).body;
  expect(items).toMatchObject([{ act: 'call', address: '+4930222340' }]);
});

/** What a browser offers that wants to speak. */
const browserOffer = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n');

test('a page that leaves while it is let in does not keep the sound from the others', async () => {
  const { owner } = await openWorkspace(app);
  await using registrar = await startPeer(registration);
  await withLine(owner, registrar.at);
  await using stays = await page(owner);
  await expect.poll(() => stays.state()?.line.state).toBe('ready');
  {
    await using speaks = await page(owner);
    expect(await speaks.ask({ do: 'join', offer: browserOffer })).toMatchObject({ sdp: expect.any(String) as string });
    await expect.poll(() => stays.state()?.sound).toBe('elsewhere');
  }
  await expect.poll(() => stays.state()?.sound).toBe('nowhere');
  {
    await using leaves = await page(owner);
    leaves.say(JSON.stringify({ id: 1, wish: { do: 'join', offer: browserOffer } }));
  }
  // Behind it: whatever became of the one before has been told by then.
  await stays.ask({ do: 'prepare', click: randomUUID() });
  expect(stays.state()?.sound).toBe('nowhere');
});

test('without an open page nothing rings, and the call is as if it had not been', async () => {
  const { owner } = await openWorkspace(app);
  await withLine(owner, '192.0.2.99:5060');
  const contactId = await willing(app, owner, { phones: ['+4930222334'] });
  const { body } = await owner.call(startCall, { body: { contactId } });
  expect(await owner.call(dialCall, { params: { callId: body.call.id } })).toMatchObject({
    status: 409,
    body: { code: 'telephone_closed' },
  });
});

test('nobody else comes in: without a session, from another site, without saying from where, or who may only read', async () => {
  const { owner, person } = await app.workspace();
  const reader = await person('read_only');
  const origin = `http://${address()}`;
  const cookieOf = (client: Client) => ({ cookie: client.headers['cookie'] ?? '' });
  const refusals = await Promise.all(
    [
      { origin },
      { ...cookieOf(owner), origin: 'https://example.org' },
      cookieOf(owner),
      { ...cookieOf(reader), origin },
    ].map(async (headers) => {
      const [, response] = (await once(knock(headers), 'unexpected-response')) as [unknown, { statusCode: number }];
      return response.statusCode;
    }),
  );
  expect(refusals).toEqual([401, 403, 403, 403]);
});

test('a page that speaks nonsense is cut off, and who has no line is told', async () => {
  const { owner } = await app.workspace();
  await using mine = await page(owner);
  await expect.poll(() => mine.state()).toBeNull();
  expect(await mine.ask({ do: 'hangUp' })).toMatchObject({ problem: { code: 'no_line' } });
  const detail = 'No line that can dial is set up for you.';
  expect(await mine.ask({ do: 'hangUp' }, 'en')).toMatchObject({ problem: { code: 'no_line', detail } });
  mine.say('{"id":1,"wish":{"do":"dial","number":"+491701234567"}}');
  await mine.closed();
});
