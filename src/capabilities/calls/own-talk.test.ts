import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeLine, createLine, getMyAccount, getMyLine, listLines } from '#telephony/contract';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { openWorkspace, willing } from '../../../test/setup/people.ts';
import { dialCall, getCall, listCalls, listIncoming, startCall, type TellTalk, tellTalk } from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const socket = 'wss://anlage.example.de:8089/ws';
const line = (userId: string) => ({
  kind: 'sip_wss' as const,
  name: 'Nebenstelle',
  number: '+4956112345',
  userId,
  settings: { socket, user: '200' },
  secret: 'nur für Anna',
});

async function withAnna(): Promise<TestWorkspace & { anna: Client; lineId: string }> {
  const workspace = await openWorkspace(app);
  const anna = await workspace.person('member', { name: 'Anna' });
  const made = await workspace.owner.call(createLine, { body: line(anna.userId) });
  expect(made.status).toBe(201);
  return { ...workspace, anna, lineId: made.body.id };
}
const tell = (who: Client, body: TellTalk) => who.call(tellTalk, { body });

test('the password comes to the browser of whose line it is, and to nobody and nothing else', async () => {
  const { owner, anna, lineId } = await withAnna();
  expect(await anna.call(getMyAccount)).toMatchObject({
    status: 200,
    body: { socket, user: '200', password: 'nur für Anna', number: '+4956112345' },
  });
  expect((await anna.call(getMyLine)).body).toMatchObject({ speaksHere: true, line: { kind: 'sip_wss' } });
  expect((await owner.call(getMyAccount)).status).toBe(404);
  const seen = [await owner.call(listLines, { query: {} }), await anna.call(getMyLine)];
  expect(JSON.stringify(seen.map(({ body }) => body as unknown))).not.toContain('nur für Anna');

  const team = { params: { lineId }, body: { userId: null } };
  expect(await owner.call(changeLine, team)).toMatchObject({ status: 422, body: { code: 'line_needs_user' } });
  const handed = { params: { lineId }, body: { userId: owner.userId } };
  expect((await owner.call(changeLine, handed)).status).toBe(200);
  expect((await anna.call(getMyAccount)).status).toBe(404);
});

test.each([
  'ws://anlage.example.de/ws',
  'https://anlage.example.de',
  "wss://anlage.example.de/ws; script-src 'unsafe-inline'",
  'wss://anlage.example.de *',
  'wss://user:word@anlage.example.de',
])('%s is no address a page may be led to', async (wrong) => {
  const { owner } = await app.workspace();
  const body = { ...line(owner.userId), settings: { socket: wrong, user: '200' } };
  expect((await owner.call(createLine, { body })).status).toBe(400);
});

test('only the pages of whose line it is may connect there, and to nowhere else', async () => {
  const { owner, anna, lineId } = await withAnna();
  const reachOf = async (headers: Record<string, string>) => {
    const { headers: answered } = await app.running.server.inject({ url: '/heute', headers });
    return /connect-src ([^;]*)/.exec(String(answered['content-security-policy']))?.[1];
  };
  expect(await reachOf(anna.headers)).toBe("'self' wss://anlage.example.de:8089");
  expect(await reachOf(owner.headers)).toBe("'self'");
  expect(await reachOf({})).toBe("'self'");
  await owner.call(changeLine, { params: { lineId }, body: { archived: true } });
  expect(await reachOf(anna.headers)).toBe("'self'");
});

test('a call that the gate let through is told of by the page that makes it, and by no other', async () => {
  const { owner, anna, person } = await withAnna();
  const ben = await person('member', { name: 'Ben' });
  await owner.call(createLine, { body: { ...line(ben.userId), name: 'Zweite' } });
  const contactId = await willing(app, owner, { phones: ['+4930222333'] });
  const started = await anna.call(startCall, { body: { contactId } });
  expect(started.body.line).toMatchObject({ dials: 'browser' });
  const callId = started.body.call.id;

  // Before the order stands there is nothing to tell of.
  expect((await tell(anna, { direction: 'outbound', callId, type: 'ringing' })).status).toBe(404);
  expect((await anna.call(dialCall, { params: { callId } })).status).toBe(200);
  expect((await tell(ben, { direction: 'outbound', callId, type: 'answered' })).status).toBe(404);
  expect((await tell(owner, { direction: 'outbound', callId, type: 'answered' })).status).toBe(409);

  for (const type of ['ringing', 'answered', 'answered'] as const)
    expect(await tell(anna, { direction: 'outbound', callId, type })).toMatchObject({
      status: 200,
      body: { number: '+4930222333' },
    });
  app.time.now = new Date(app.time.now.getTime() + 42_000);
  await tell(anna, { direction: 'outbound', callId, type: 'ended', cause: 'hung_up' });
  expect((await anna.call(getCall, { params: { callId } })).body).toMatchObject({ durationSeconds: 42 });
});

test('a call that comes in is known by its number, and becomes a conversation when it is taken', async () => {
  const { owner, anna } = await withAnna();
  const contactId = await willing(app, owner, { phones: ['+49561777888'] });
  const talk = { direction: 'inbound', talkId: 't1', number: '0561777888' } as const;
  expect((await tell(anna, { ...talk, type: 'ringing' })).body).toEqual({ number: '+49561777888' });
  expect((await anna.call(listIncoming)).body.items).toMatchObject([
    { state: 'ringing', callers: [{ id: contactId }] },
  ]);
  await tell(anna, { ...talk, type: 'answered' });
  await tell(anna, { ...talk, type: 'ended' });
  expect((await anna.call(listCalls, { query: { contactId } })).body.items).toMatchObject([
    { direction: 'inbound', userId: anna.userId },
  ]);
});
