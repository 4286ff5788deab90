import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { changeRolePolicy } from '#access/contract';
import { dialCall, getCallBoard, startCall } from '#calls/contract';
import { createLine } from '#telephony/contract';
import { listAuditEntries } from '#timeline/contract';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { openWorkspace, willing } from '../../../../test/setup/people.ts';
import { startExchange } from '../../../../test/telephone/exchange.ts';
import { startJanus, type TestJanus } from '../../../../test/telephone/janus.ts';
import { answer, receive, startPeer, type Step } from '../../../../test/telephone/sipp.ts';
import type { ListenState, ListenWish, TelephoneState, TelephoneWish } from './messages.ts';

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

function knock(client: Client, path: string): WebSocket {
  const { host: _, ...headers } = client.headers;
  return new WebSocket(`ws://${address()}/api/v1${path}`, {
    headers: { ...headers, origin: `http://${address()}` },
  });
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the path says what comes over it
async function page<News extends { state: unknown }>(client: Client, path: string) {
  const socket = knock(client, path);
  let state: News['state'] | undefined;
  const replies = new Map<number, unknown>();
  socket.on('message', (data: Buffer) => {
    const news = JSON.parse(data.toString()) as News | { reply: number };
    if ('state' in news) state = news.state;
    else replies.set(news.reply, news);
  });
  await once(socket, 'open');
  let id = 0;
  return {
    state: () => state,
    async ask(wish: TelephoneWish | ListenWish) {
      id += 1;
      socket.send(JSON.stringify({ id, wish }));
      await expect.poll(() => replies.has(id)).toBe(true);
      return replies.get(id);
    },
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}
const telephone = (client: Client) => page<{ state: TelephoneState }>(client, '/telephone');
const listening = (client: Client) => page<{ state: ListenState }>(client, '/listening');

const ringing = [receive('INVITE'), answer(180, 'Ringing')];
const taken = [
  ...ringing,
  answer(200, 'OK', { sdp: 'sendrecv', retrans: true }),
  receive('ACK'),
  receive('BYE'),
  answer(200, 'OK', { inDialog: true }),
];

/** A member who speaks with somebody, on a line of their own. */
async function speaking(steps: readonly Step[] = taken, until = 'talking') {
  const workspace = await openWorkspace(app);
  const { owner } = workspace;
  const [agent, lead] = await Promise.all([workspace.person('member'), workspace.person('lead')]);
  const registrar = await startPeer([receive('REGISTER'), answer(200, 'OK', { headers: 'Expires: 600\n' })], {
    calls: 9,
  });
  const callee = await startPeer(steps);
  const exchange = await startExchange({ '+4930222333': callee.at }, registrar.at);
  const settings = { server: exchange.at, user: '4956112345' };
  const line = { name: 'Durchwahl', number: '+4956112345', userId: agent.userId, settings, secret: 'geheim' };
  await owner.call(createLine, { body: { kind: 'sip', ...line } });
  const contactId = await willing(app, owner, { phones: ['+4930222333'] });
  const phone = await telephone(agent);
  const { body } = await agent.call(startCall, { body: { contactId } });
  await expect.poll(() => phone.state()?.line.state).toBe('ready');
  await agent.call(dialCall, { params: { callId: body.call.id } });
  await expect.poll(() => phone.state()?.talk?.state).toBe(until);
  return {
    workspace,
    agent,
    lead,
    phone,
    callId: body.call.id,
    async [Symbol.asyncDispose]() {
      if (phone.state()?.talk) await phone.ask({ do: 'hangUp' });
      for (const each of [phone, exchange, callee, registrar]) await each[Symbol.asyncDispose]();
    },
  };
}

test('a lead is let in only after the one who telephones has said that the other agrees; all of it is kept', async () => {
  await using it = await speaking();
  const { workspace, agent, lead, phone, callId } = it;
  await using ear = await listening(lead);
  const offer = 'v=0\r\n';
  expect(await ear.ask({ do: 'join', offer })).toMatchObject({ problem: { code: 'not_let_in' } });
  expect(await ear.ask({ do: 'ask', userId: agent.userId })).toEqual({ reply: 2 });
  await expect.poll(() => phone.state()?.listener).toMatchObject({ userId: lead.userId, mode: 'asks' });
  for (const wish of [
    { do: 'join', offer },
    { do: 'joinAside', offer },
    { do: 'mode', mode: 'join' },
  ] as const)
    expect(await ear.ask(wish)).toMatchObject({ problem: { code: 'not_let_in' } });

  await using second = await listening(workspace.owner);
  expect(await second.ask({ do: 'ask', userId: agent.userId })).toMatchObject({
    problem: { code: 'somebody_listens' },
  });

  const rowOf = async () => (await lead.call(getCallBoard)).body.items.find(({ userId }) => userId === agent.userId);
  expect(await rowOf()).toMatchObject({ state: 'talking', canListen: 'here', listener: { mode: 'asks' } });
  expect(await phone.ask({ do: 'admit' })).toEqual({ reply: 1 });
  await expect.poll(() => ear.state()).toEqual({ mode: 'listen', ended: null });
  expect(await rowOf()).toMatchObject({ listener: { userId: lead.userId, mode: 'listen' } });
  await ear.ask({ do: 'mode', mode: 'whisper' });
  expect(phone.state()?.listener?.mode).toBe('whisper');

  await phone.ask({ do: 'dismiss' });
  await expect.poll(() => ear.state()).toEqual({ mode: null, ended: 'dismissed' });
  expect(await ear.ask({ do: 'mode', mode: 'join' })).toMatchObject({ problem: { code: 'not_let_in' } });

  await ear.ask({ do: 'ask', userId: agent.userId });
  await phone.ask({ do: 'admit' });
  await phone.ask({ do: 'hangUp' });
  await expect.poll(() => ear.state()).toEqual({ mode: null, ended: 'over' });
  await expect.poll(async () => (await rowOf())?.canListen).toBeNull();

  const kept = async () =>
    (await workspace.owner.call(listAuditEntries, { query: { groups: 'calls' } })).body.items
      .filter(({ type }) => type.startsWith('telephony.listening'))
      .toReversed();
  const both = { talkId: callId, listenerId: lead.userId };
  await expect
    .poll(async () => (await kept()).map(({ actor, payload }) => [actor.id, payload]))
    .toMatchObject([
      [agent.userId, { ...both, wording: expect.stringContaining('mithören'), confirmation: expect.any(String) }],
      [lead.userId, { ...both, mode: 'whisper' }],
      [lead.userId, { ...both, because: 'dismissed' }],
      [agent.userId, both],
      [lead.userId, { ...both, because: 'over' }],
    ]);
});

test('as long as it only rings there is nothing to hear, and the board says so', async () => {
  await using it = await speaking(ringing, 'ringing');
  await using ear = await listening(it.lead);
  expect(await ear.ask({ do: 'ask', userId: it.agent.userId })).toMatchObject({ problem: { code: 'not_talking' } });
  const { items } = (await it.lead.call(getCallBoard)).body;
  expect(items.find(({ userId }) => userId === it.agent.userId)).toMatchObject({
    state: 'calling',
    canListen: null,
    listener: null,
  });
});

test('a lead who is gone is out at once, and the conversation goes on', async () => {
  await using it = await speaking();
  {
    await using ear = await listening(it.lead);
    await ear.ask({ do: 'ask', userId: it.agent.userId });
    await it.phone.ask({ do: 'admit' });
    await expect.poll(() => it.phone.state()?.listener?.mode).toBe('listen');
  }
  await expect.poll(() => it.phone.state()?.listener).toBeNull();
  expect(it.phone.state()?.talk).toMatchObject({ state: 'talking' });
});

test('nobody else listens: setters, leads who see only their own, other workspaces, and nobody to themselves', async () => {
  await using it = await speaking();
  const { workspace, agent, lead } = it;
  const [, response] = (await once(knock(agent, '/listening'), 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  expect(response.statusCode).toBe(403);
  const problemOf = async (client: Client) => {
    await using ear = await listening(client);
    const { problem } = (await ear.ask({ do: 'ask', userId: agent.userId })) as { problem?: { code: string } };
    return problem?.code;
  };
  expect(await problemOf((await openWorkspace(app)).owner)).toBe('not_here');
  await using own = await listening(lead);
  expect(await own.ask({ do: 'ask', userId: lead.userId })).toMatchObject({ problem: { code: 'own_call' } });
  await workspace.owner.call(changeRolePolicy, { params: { role: 'lead' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);
  expect(await problemOf(lead)).toBe('forbidden');
  expect(it.phone.state()?.listener).toBeNull();
});
