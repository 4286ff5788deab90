import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { changeUser } from '#access/contract';
import { listNextSteps } from '#next-steps/contract';
import { listExtensions, setExtensions } from '#telephony/contract';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#platform/ids';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import { openWorkspace, person } from '../../../test/setup/people.ts';
import { openLine } from '../../../test/telephone/lines.ts';
import { getCall, listIncoming } from './contract.ts';

let app: TestApp;
let database: pg.Client;
beforeAll(async () => {
  app = await startApp();
  database = await connectAsOwner();
});
afterAll(async () => {
  await database.end();
  await app[Symbol.asyncDispose]();
});

type Fields = Record<string, string | string[]>;

/** A team with Anna at 42 and Ben at w1, and a line that tells of their calls. */
async function team(kind: object = { kind: 'pbx' }) {
  const { owner, person: join } = await openWorkspace(app);
  const [anna, ben, cem] = await Promise.all(['Anna', 'Ben', 'Cem'].map((name) => join('member', { name })));
  if (!anna || !ben || !cem) throw new Error('no team');
  const { id: lineId, url } = await openLine(app, owner, kind);
  const set = (extensions: { extension: string; userId: string }[], by: Client = owner, ifMatch?: number) =>
    by.call(setExtensions, {
      params: { lineId },
      body: { extensions },
      ...(ifMatch !== undefined && { ifMatch }),
    });
  const made = await set([
    { extension: '42', userId: anna.userId },
    { extension: '0561 10042', userId: anna.userId },
    { extension: 'w1', userId: ben.userId },
  ]);
  expect(made.status).toBe(200);
  const post = async (body: string, headers: Record<string, string>, at = url) => {
    expect([200, 204]).toContain((await fetch(at, { method: 'POST', body, headers })).status);
  };
  /** sipgate's push API. */
  const push = (event: string, callId: string, more: Fields = {}) => {
    const fields = { event, callId, direction: 'in', from: '49561123456', to: '4956110000', ...more };
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
    return post(form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  };
  return { owner, anna, ben, cem, join, lineId, set, url, post, push };
}

const rings = async (...who: Client[]) =>
  Promise.all(who.map(async (one) => (await one.call(listIncoming)).body.items.length));

async function lineCalls(lineId: string) {
  const { rows } = await database.query<{ user_id: string | null; state: string; direction: string }>(
    'select user_id, state, direction from line_call where line_id = $1 order by id',
    [lineId],
  );
  return rows;
}

test('a call is shown at whom it rings, and is the conversation of who took it', async () => {
  const { owner, anna, ben, cem, push } = await team();
  const contactId = await person(app, owner, { ownerId: cem.userId });
  const group = { 'user[]': ['Anna', 'Ben Kurz'], 'userId[]': ['42', 'w1'], 'fullUserId[]': ['9942', '99w1'] };
  for (const _ of [1, 2]) await push('newCall', 'c1', group);
  expect(await rings(anna, ben, cem, owner)).toEqual([1, 1, 0, 0]);

  const answer = { user: 'Ben Kurz', userId: 'w1', fullUserId: '99w1', answeringNumber: '21199999999' };
  for (const _ of [1, 2]) await push('answer', 'c1', answer);
  expect(await rings(anna, ben, cem, owner)).toEqual([0, 1, 0, 0]);
  const callId = (await ben.call(listIncoming)).body.items[0]?.callId ?? '';
  app.time.now = new Date(monday.getTime() + 60_000);
  await push('hangup', 'c1', { cause: 'normalClearing', answeringNumber: '21199999999' });
  expect((await ben.call(getCall, { params: { callId } })).body).toMatchObject({
    contactId,
    userId: ben.userId,
    durationSeconds: 60,
  });
});

test('in the shape of Zammad, the direct number alone says whose it is, whatever comes first', async () => {
  const { owner, anna, ben, lineId, post } = await team();
  await person(app, owner);
  const json = { 'content-type': 'application/json' };
  const told = { callId: 'z1', direction: 'in', from: '0561 123456', to: '0561/10042' };
  const tell = (event: string, more: object = {}) => post(JSON.stringify({ event, ...told, ...more }), json);
  await tell('answer', { answeringNumber: '42' });
  expect(await rings(anna, ben)).toEqual([1, 0]);
  await tell('newCall', { user: ['Zentrale'] });
  await tell('newCall', { user: ['Zentrale'] });
  expect(await rings(anna, ben, owner)).toEqual([1, 0, 0]);
  await tell('hangup', { cause: 'normalClearing' });
  await tell('answer', { answeringNumber: 'w1' });
  expect(await lineCalls(lineId)).toEqual([{ user_id: anna.userId, state: 'ended', direction: 'inbound' }]);
  const { rows } = await database.query('select user_id from call where workspace_id = $1', [owner.actor.workspaceId]);
  expect(rows).toEqual([{ user_id: anna.userId }]);
});

test('with a colleague nobody knows among them it rings for everybody, and so it does without names', async () => {
  const { owner, anna, cem, push } = await team();
  await person(app, owner, { ownerId: null });
  await push('newCall', 'c1', { 'user[]': ['42', 'Dora'] });
  await push('newCall', 'c2');
  expect(await rings(anna, cem, owner)).toEqual([2, 2, 2]);
});

test('what somebody missed at their extension is theirs to call back, once, before whose contact it is', async () => {
  const { owner, anna, ben, cem, push } = await team();
  const contactId = await person(app, owner, { ownerId: cem.userId });
  for (const callId of ['c1', 'c2'])
    for (const _ of [1, 2]) {
      await push('newCall', callId, { to: '4956110042' });
      await push('hangup', callId, { to: '4956110042', cause: 'noAnswer' });
    }
  // In the wrong order, and of somebody unknown.
  await push('hangup', 'c3', { to: '4956110042', cause: 'noAnswer', from: '49561999999' });
  await push('newCall', 'c3', { to: '4956110042', from: '49561999999' });
  // A group: whose contact it is, knows them best.
  const other = await person(app, owner, { ownerId: ben.userId, phones: ['+49561888888'] });
  await push('newCall', 'c4', { 'user[]': ['42', 'w1'], from: '49561888888' });
  await push('hangup', 'c4', { cause: 'noAnswer', from: '49561888888' });
  await eventually(async () => {
    await app.drain();
    const { items } = (await owner.call(listNextSteps, { query: {} })).body;
    expect(items.map((step) => [step.contactId, step.ownerId])).toHaveLength(3);
    expect(items.map((step) => [step.contactId, step.ownerId])).toEqual(
      expect.arrayContaining([
        [contactId, anna.userId],
        [null, anna.userId],
        [other, ben.userId],
      ]),
    );
  });
});

test('a call made at the desk is whose extension it came from, by name or by number', async () => {
  const { anna, ben, lineId, push } = await team();
  const out = { direction: 'out', to: '49561123456' };
  await push('newCall', 'o1', { ...out, from: '4956110000', 'user[]': 'Ben', 'userId[]': 'w1' });
  await push('answer', 'o1', { ...out, from: '4956110000', user: 'Ben', answeringNumber: '49561123456' });
  await push('newCall', 'o2', { ...out, from: '4956110042' });
  expect((await lineCalls(lineId)).map((row) => row.user_id)).toEqual([ben.userId, anna.userId]);
});

test('Twilio: the number that was called says at whom it rings, also when the answer is heard first', async () => {
  const secret = 'das Token';
  const { anna, ben, owner, lineId, post, url } = await team({
    kind: 'twilio',
    settings: { accountSid: 'AC1', agentNumber: '+4915112345678' },
    secret,
  });
  await person(app, owner);
  const send = (at: string, fields: Record<string, string>) => {
    const names = Object.keys(fields).toSorted();
    const signed = at + names.map((name) => name + (fields[name] ?? '')).join('');
    const signature = createHmac('sha1', secret).update(signed).digest('base64');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    return post(new URLSearchParams(fields).toString(), headers, at);
  };
  const [From, To] = ['+49561123456', '+4956110042'];
  const second = { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'in-progress', Direction: 'outbound-dial' };
  await send(`${url}?leg=agent`, { ...second, From, To: '+4915112345678' });
  await send(url, { CallSid: 'CA1', CallStatus: 'ringing', Direction: 'inbound', From, To });
  expect(await rings(anna, ben)).toEqual([1, 0]);
  expect(await lineCalls(lineId)).toEqual([{ user_id: anna.userId, state: 'answered', direction: 'inbound' }]);
});

test('Telnyx: the leg that was taken says who took it', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const { anna, ben, owner, lineId, post } = await team({
    kind: 'telnyx',
    settings: { connectionId: '1', publicKey: raw, agentNumber: '+4915112345678' },
    secret: 'KEY',
  });
  await person(app, owner);
  const send = (event_type: string, id: string, payload: object) => {
    const time = String(Math.floor(monday.getTime() / 1000));
    app.time.now = monday;
    const told = { call_session_id: 's1', from: '+49561123456', ...payload };
    const body = JSON.stringify({ data: { id, event_type, occurred_at: monday.toISOString(), payload: told } });
    const signature = sign(null, Buffer.from(`${time}|${body}`), privateKey).toString('base64');
    const headers = { 'telnyx-timestamp': time, 'telnyx-signature-ed25519': signature };
    return post(body, { 'content-type': 'application/json', ...headers });
  };
  await send('call.initiated', '1', { direction: 'incoming', to: '+4956110042' });
  expect(await rings(anna, ben)).toEqual([1, 0]);
  const leg = { direction: 'outgoing', to: 'sip:W1@sip.telnyx.com' };
  await send('call.answered', '2', leg);
  await send('call.answered', '2', leg);
  expect(await rings(anna, ben)).toEqual([0, 1]);
  expect((await lineCalls(lineId))[0]).toMatchObject({ user_id: ben.userId, state: 'answered' });
});

test('who has left is nobody: the call is everybody’s again', async () => {
  const { owner, anna, ben, cem, push } = await team();
  await person(app, owner, { ownerId: null });
  await owner.call(changeUser, { params: { userId: anna.userId }, body: { ended: true } });
  await push('newCall', 'c1', { to: '4956110042' });
  expect(await rings(ben, cem)).toEqual([1, 1]);
});

test('an extension is one person’s on a line; a lead says whose, and sees what was heard of nobody', async () => {
  const { owner, anna, ben, join, lineId, set, push } = await team();
  const lead = await join('lead', { name: 'Lea' });
  const [line] = (await lead.call(listExtensions)).body.items;
  expect(line).toMatchObject({ lineId, heard: [], extensions: [{ extension: '42' }, {}, {}] });
  await push('newCall', 'c1', { 'user[]': ['Dora', 'Ben'], 'userId[]': ['w9', 'w1'] });
  const { heard, version = 0 } = (await lead.call(listExtensions)).body.items[0] ?? {};
  expect(heard).toEqual(['Dora', 'w9']);

  const dora = { extension: 'w9', userId: ben.userId };
  expect(await set([dora, { extension: 'W9', userId: anna.userId }], lead)).toMatchObject({
    status: 422,
    body: { code: 'extension_twice' },
  });
  expect(
    await set([
      { extension: '0561 10042', userId: anna.userId },
      { extension: '+49 561 10042', userId: ben.userId },
    ]),
  ).toMatchObject({ status: 422, body: { code: 'extension_twice' } });
  expect(await set([{ extension: '1', userId: newId() }], lead)).toMatchObject({
    status: 422,
    body: { code: 'user_unknown' },
  });
  expect(await set([dora], lead, version)).toMatchObject({
    status: 200,
    body: { extensions: [dora], version: version + 1 },
  });
  expect(await set([dora], lead)).toMatchObject({ status: 200, body: { version: version + 1 } });
  expect(await set([], lead, version)).toMatchObject({ status: 412, body: { code: 'stale' } });
  expect((await set([], anna)).status).toBe(403);
  // The same extension on another line is another one's.
  const second = (await openLine(app, owner, { kind: 'pbx' })).id;
  const body = { extensions: [{ extension: 'w9', userId: anna.userId }] };
  expect((await owner.call(setExtensions, { params: { lineId: second }, body })).status).toBe(200);
});
