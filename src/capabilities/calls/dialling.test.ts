import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkLine, createLine, type CreateLine, getLineSetup } from '#telephony/contract';
import { testDatabase } from '../../../test/setup/database.ts';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import { openWorkspace, willing } from '../../../test/setup/people.ts';
import { dialCall, startCall } from './contract.ts';

type Heard = { method: string; path: string; authorization: string; body: string };

/** A carrier that answers as the real one does, and can be in any mood. */
const heard: Heard[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let carrier: Server;
let app: TestApp;
let database: pg.Client;
beforeAll(async () => {
  carrier = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      heard.push({
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: Buffer.concat(pieces).toString(),
      });
      answer(request, response);
    })();
  }).listen(0, '127.0.0.1');
  await once(carrier, 'listening');
  const address = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`;
  app = await startApp({
    config: { publicUrl: 'https://klinke.example.de' },
    ports: { carriers: { sipgate: address, twilio: address, telnyx: address } },
  });
  database = new pg.Client((await testDatabase()).owner);
  await database.connect();
});
afterAll(async () => {
  carrier.closeAllConnections();
  carrier.close();
  await database.end();
  await app[Symbol.asyncDispose]();
});
beforeEach(() => {
  heard.length = 0;
  answer = (_, response) => json(response, 200, {});
});

function json(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const number = '+4956110000';
const agentNumber = '+4915112345678';
const called = '+49561123456';
const lines = {
  sipgate: { kind: 'sipgate', settings: { tokenId: 'token-1', device: 'e0' }, secret: 'geheim' },
  twilio: { kind: 'twilio', settings: { accountSid: 'AC1', agentNumber }, secret: 'geheim' },
} as const;

async function lineOf(owner: Client, body: object): Promise<string> {
  const made = await owner.call(createLine, { body: { name: 'Büro', number, ...body } as CreateLine });
  expect(made.status).toBe(201);
  return made.body.id;
}
const stateOf = async (callId: string) =>
  (await database.query('select state, cause, external_id from line_call where call_id = $1', [callId])).rows[0] as {
    state: string;
    cause: string | null;
    external_id: string | null;
  };
/** Posts to the door of a line as its carrier would. */
async function tell(owner: Client, lineId: string, body: string, headers: (url: string) => object, search = '') {
  const { webhookUrl } = (await owner.call(getLineSetup, { params: { lineId } })).body;
  const { status } = await app.running.server
    .inject({
      method: 'POST',
      url: new URL(webhookUrl).pathname + search,
      headers: { ...headers(webhookUrl + search) } as Record<string, string>,
      payload: body,
    })
    .then(({ statusCode }) => ({ status: statusCode }));
  expect([200, 204]).toContain(status);
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function started(owner: Client): Promise<string> {
  const contactId = await willing(app, owner);
  const { status, body } = await owner.call(startCall, { body: { contactId } });
  expect(status).toBe(201);
  return body.call.id;
}

describe('sipgate', () => {
  test('rings the user first, then the person, who sees the number of the line; and tells how it went', async () => {
    const { owner } = await openWorkspace(app);
    const lineId = await lineOf(owner, lines.sipgate);
    const contactId = await willing(app, owner);
    const start = await owner.call(startCall, { body: { contactId } });
    expect(start.body.line).toEqual({ id: lineId, name: 'Büro', dials: 'callback' });
    const params = { callId: start.body.call.id };

    answer = (_, response) => json(response, 200, { sessionId: 's1' });
    expect(await owner.call(dialCall, { params })).toMatchObject({ status: 200, body: { state: 'created' } });
    expect(heard).toEqual([
      {
        method: 'POST',
        path: '/v2/sessions/calls',
        authorization: `Basic ${Buffer.from('token-1:geheim').toString('base64')}`,
        body: JSON.stringify({ deviceId: 'e0', caller: 'e0', callee: called, callerId: number }),
      },
    ]);
    // Asked again, it does not ring again.
    await Promise.all([owner.call(dialCall, { params }), owner.call(dialCall, { params })]);
    expect(heard).toHaveLength(1);

    const told = `direction=out&callId=c9&from=${number.slice(1)}&to=${called.slice(1)}`;
    await tell(owner, lineId, `event=newCall&${told}`, () => form);
    expect(await stateOf(params.callId)).toEqual({ state: 'ringing', cause: null, external_id: 'c9' });
    await tell(owner, lineId, `event=answer&${told}`, () => form);
    app.time.now = new Date(monday.getTime() + 61_000);
    await tell(owner, lineId, `event=hangup&cause=normalClearing&${told}`, () => form);
    expect(await stateOf(params.callId)).toMatchObject({ state: 'ended', cause: 'normalClearing' });
    const { rows } = await database.query('select duration_seconds from call where id = $1', [params.callId]);
    expect(rows).toEqual([{ duration_seconds: 61 }]);
  });

  test('that rings while it still answers, is understood all the same', async () => {
    const { owner } = await openWorkspace(app);
    const lineId = await lineOf(owner, lines.sipgate);
    const callId = await started(owner);
    answer = (_, response) => {
      const told = `event=newCall&direction=out&callId=c1&from=${number.slice(1)}&to=${called.slice(1)}`;
      void tell(owner, lineId, told, () => form).then(() => json(response, 200, { sessionId: 's1' }));
    };
    expect((await owner.call(dialCall, { params: { callId } })).status).toBe(200);
    expect(await stateOf(callId)).toMatchObject({ state: 'ringing', external_id: 'c1' });
    const { rows } = await database.query('select count(*)::int as n from line_call where line_id = $1', [lineId]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('that rings in the moment its answer is written down, is known by one name', async () => {
    const { owner } = await openWorkspace(app);
    const lineId = await lineOf(owner, lines.sipgate);
    const callId = await started(owner);
    expect((await owner.call(dialCall, { params: { callId } })).status).toBe(200);
    const writing = new pg.Client((await testDatabase()).owner);
    await writing.connect();
    try {
      await writing.query('begin');
      await writing.query('select 1 from line_call where call_id = $1 for update', [callId]);
      let told = false;
      const word = `event=newCall&direction=out&callId=c1&from=${number.slice(1)}&to=${called.slice(1)}`;
      const telling = tell(owner, lineId, word, () => form).then(() => (told = true));
      const { rows: me } = await writing.query('select pg_backend_pid() as pid');
      const waiting = 'select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid))';
      await expect.poll(async () => told || (await database.query(waiting, [me[0].pid])).rows.length > 0).toBe(true);
      await writing.query("update line_call set external_id = 'c1' where call_id = $1", [callId]);
      await writing.query('commit');
      await telling;
    } finally {
      await writing.end();
    }
    expect(await stateOf(callId)).toMatchObject({ state: 'ringing', external_id: 'c1' });
    const { rows } = await database.query('select count(*)::int as n from line_call where line_id = $1', [lineId]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('that refused a call gives its name to the next one to this number', async () => {
    const { owner } = await openWorkspace(app);
    const lineId = await lineOf(owner, lines.sipgate);
    const contactId = await willing(app, owner);
    const start = async () => (await owner.call(startCall, { body: { contactId } })).body.call.id;
    const refused = await start();
    answer = (_, response) => json(response, 402, {});
    expect((await owner.call(dialCall, { params: { callId: refused } })).status).toBe(409);
    const callId = await start();
    answer = (_, response) => {
      const told = `event=newCall&direction=out&callId=c1&from=${number.slice(1)}&to=${called.slice(1)}`;
      void tell(owner, lineId, told, () => form).then(() => json(response, 200, { sessionId: 's1' }));
    };
    expect((await owner.call(dialCall, { params: { callId } })).status).toBe(200);
    expect(await stateOf(callId)).toMatchObject({ state: 'ringing', external_id: 'c1' });
    expect(await stateOf(refused)).toMatchObject({ state: 'failed', external_id: null });
  });

  const moods: [string, typeof answer, number, string, string][] = [
    ['wrong password', (_, r) => json(r, 401, { message: 'geheim' }), 409, 'carrier_login_failed', 'failed'],
    ['no right', (_, r) => json(r, 403, {}), 409, 'carrier_login_failed', 'failed'],
    ['too many', (_, r) => json(r, 429, {}, { 'retry-after': '7' }), 429, 'carrier_busy', 'failed'],
    ['no credit', (_, r) => json(r, 402, { error: 'insufficient funds' }), 409, 'carrier_refused', 'failed'],
    [
      'somewhere else',
      (_, r) => json(r, 302, {}, { location: 'http://127.0.0.1:1/' }),
      503,
      'carrier_silent',
      'created',
    ],
    ['broken', (_, r) => json(r, 500, {}), 503, 'carrier_silent', 'created'],
    ['gone in the middle', (request) => request.socket.destroy(), 503, 'carrier_silent', 'created'],
  ];
  test.each(moods)('in trouble (%s) is told in words, and nobody rings twice', async (_, mood, status, code, state) => {
    const { owner } = await openWorkspace(app);
    await lineOf(owner, lines.sipgate);
    const callId = await started(owner);
    answer = mood;
    const refused = await owner.call(dialCall, { params: { callId } });
    expect(refused).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(refused.body)).not.toMatch(/geheim|insufficient/);
    if (status === 429) expect(refused.headers['retry-after']).toBe('7');
    expect(await stateOf(callId)).toMatchObject({ state, cause: state === 'failed' ? code : null });
    answer = (_, response) => json(response, 200, {});
    expect((await owner.call(dialCall, { params: { callId } })).body).toMatchObject({ state });
    expect(heard).toHaveLength(1);
  });

  test('that says nothing at all is waited for ten seconds', async () => {
    const { owner } = await openWorkspace(app);
    await lineOf(owner, lines.sipgate);
    const callId = await started(owner);
    answer = () => undefined;
    expect((await owner.call(dialCall, { params: { callId } })).body).toMatchObject({ code: 'carrier_silent' });
  }, 20_000);

  test('is asked whether it takes us in, without ringing', async () => {
    const { owner } = await openWorkspace(app);
    const params = { lineId: await lineOf(owner, lines.sipgate) };
    expect((await owner.call(checkLine, { params })).body).toEqual({ result: 'accepted' });
    expect(heard).toMatchObject([{ method: 'GET', path: '/v2/account' }]);
    answer = (_, response) => json(response, 401, {});
    expect((await owner.call(checkLine, { params })).body).toMatchObject({ code: 'carrier_login_failed' });
    const pbx = { lineId: await lineOf(owner, { kind: 'pbx', name: 'Anlage' }) };
    expect((await owner.call(checkLine, { params: pbx })).body).toEqual({ result: 'unchecked' });
  });
});

test('Twilio rings the user, then the person, each leg telling of itself', async () => {
  const { owner } = await openWorkspace(app);
  const lineId = await lineOf(owner, lines.twilio);
  const callId = await started(owner);
  answer = (_, response) => json(response, 201, { sid: 'CA1', status: 'queued' });
  expect((await owner.call(dialCall, { params: { callId } })).status).toBe(200);
  const [order] = heard;
  expect(order).toMatchObject({ method: 'POST', path: '/2010-04-01/Accounts/AC1/Calls.json' });
  const fields = Object.fromEntries(new URLSearchParams(order?.body));
  const { webhookUrl } = (await owner.call(getLineSetup, { params: { lineId } })).body;
  expect(fields).toMatchObject({ To: agentNumber, From: number, StatusCallback: `${webhookUrl}?leg=customer` });
  expect(fields['Twiml']).toContain(`<Dial callerId="${number}">`);
  expect(fields['Twiml']).toContain(`>${called}</Number>`);

  const leg = async (told: Record<string, string>) => {
    const names = Object.keys(told).toSorted();
    const signature = (url: string) =>
      createHmac('sha1', 'geheim')
        .update(url + names.map((name) => name + told[name]).join(''))
        .digest('base64');
    const headers = (url: string) => ({ ...form, 'x-twilio-signature': signature(url) });
    await tell(owner, lineId, new URLSearchParams(told).toString(), headers, '?leg=customer');
  };
  const second = { CallSid: 'CA2', ParentCallSid: 'CA1', Direction: 'outbound-dial', From: number, To: called };
  await leg({ ...second, CallStatus: 'ringing' });
  await leg({ ...second, CallStatus: 'in-progress' });
  expect(await stateOf(callId)).toMatchObject({ state: 'answered', external_id: 'CA1' });
  await leg({ CallSid: 'CA1', Direction: 'outbound-api', From: number, To: agentNumber, CallStatus: 'completed' });
  await leg({ ...second, CallStatus: 'completed' });
  expect(await stateOf(callId)).toMatchObject({ state: 'ended' });
});

test('Telnyx rings the user, and passes on to the person once they have picked up, exactly once', async () => {
  const { owner } = await openWorkspace(app);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const settings = { connectionId: '7267', publicKey: raw, agentNumber };
  const lineId = await lineOf(owner, { kind: 'telnyx', settings, secret: 'KEY01' });
  const callId = await started(owner);
  answer = (_, response) => json(response, 200, { data: { call_session_id: 's1', call_control_id: 'v3:a/b' } });
  expect((await owner.call(dialCall, { params: { callId } })).status).toBe(200);
  expect(heard[0]).toMatchObject({ path: '/v2/calls', authorization: 'Bearer KEY01' });
  const order = JSON.parse(heard[0]?.body ?? '{}') as Record<string, string>;
  expect(order).toMatchObject({ connection_id: '7267', to: agentNumber, from: number });

  const say = async (event_type: string, payload: object) => {
    const body = JSON.stringify({
      data: {
        id: event_type + JSON.stringify(payload).length,
        event_type,
        occurred_at: monday.toISOString(),
        payload: { call_session_id: 's1', from: number, ...payload },
      },
    });
    const time = String(Math.floor(monday.getTime() / 1000));
    const signature = sign(null, Buffer.from(`${time}|${body}`), privateKey).toString('base64');
    const headers = { 'telnyx-timestamp': time, 'telnyx-signature-ed25519': signature };
    await tell(owner, lineId, body, () => ({ 'content-type': 'application/json', ...headers }));
  };
  const own = {
    to: agentNumber,
    call_control_id: 'v3:a/b',
    client_state: order['client_state'],
    direction: 'outgoing',
  };
  await say('call.initiated', own);
  expect(await stateOf(callId)).toMatchObject({ state: 'created' });
  await say('call.answered', own);
  await say('call.answered', own);
  expect(heard.slice(1)).toMatchObject([{ path: '/v2/calls/v3%3Aa%2Fb/actions/transfer' }]);
  expect(JSON.parse(heard[1]?.body ?? '{}')).toEqual({ to: called, from: number });
  const theirs = { to: called, call_control_id: 'v3:c', direction: 'outgoing' };
  await say('call.initiated', theirs);
  await say('call.answered', theirs);
  expect(await stateOf(callId)).toMatchObject({ state: 'answered' });
  await say('call.hangup', { ...theirs, hangup_cause: 'normal_clearing' });
  await say('call.hangup', { ...own, hangup_cause: 'normal_clearing' });
  expect(await stateOf(callId)).toMatchObject({ state: 'ended' });
});

describe('it rings on no line', () => {
  test('without one, on one that only tells, or on a colleague’s', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const anna = await join('member', { name: 'Anna' });
    const contactId = await willing(app, owner);
    const start = async () => (await owner.call(startCall, { body: { contactId } })).body;
    const { call, line } = await start();
    expect(line).toBeNull();
    const params = { callId: call.id };
    expect((await owner.call(dialCall, { params })).body).toMatchObject({ code: 'no_line' });
    await lineOf(owner, { kind: 'pbx', name: 'Anlage' });
    await lineOf(owner, { ...lines.sipgate, userId: anna.userId });
    expect((await owner.call(dialCall, { params })).body).toMatchObject({ code: 'no_line' });
    expect(await anna.call(dialCall, { params })).toMatchObject({ status: 404 });
    expect(heard).toEqual([]);
  });

  test('once the permit is over', async () => {
    const { owner } = await openWorkspace(app);
    await lineOf(owner, lines.sipgate);
    const callId = await started(owner);
    app.time.now = new Date(monday.getTime() + 3 * 3_600_000);
    expect((await owner.call(dialCall, { params: { callId } })).body).toMatchObject({ code: 'permit_expired' });
    expect(heard).toEqual([]);
  });
});
