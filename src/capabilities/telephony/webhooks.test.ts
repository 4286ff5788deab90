import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import { number, openLine } from '../../../test/telephone/lines.ts';
import { changeLine, getLineSetup, listLines, renewWebhook } from './contract.ts';
import { toE164 } from './rules/numbers.ts';

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

const lineOf = (owner: Client, body: object) => openLine(app, owner, { name: 'Zentrale', ...body });

const post = (url: string, body: string, headers: Record<string, string>) =>
  fetch(url, { method: 'POST', body, headers });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };

async function calls(lineId: string) {
  const { rows } = await database.query(
    'select external_id, direction, number, state, cause from line_call where line_id = $1 order by id',
    [lineId],
  );
  return rows as { external_id: string; direction: string; number: string | null; state: string; cause: string }[];
}
const keptOf = async (lineId: string) =>
  (await database.query('select raw from carrier_event where line_id = $1 order by id', [lineId])).rows.map(
    (row: { raw: string }) => row.raw,
  );
const refusalOf = async (owner: Client) => (await owner.call(listLines, { query: {} })).body.items[0]?.refused;

describe('a telephone system', () => {
  test('in the form of the push API is told where answer and hangup go', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, { kind: 'pbx' });
    const body = 'event=newCall&from=49561234567&to=4956110000&direction=in&callId=c1&user[]=Anna&user[]=Ben';
    const answer = await post(url, body, form);
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'application/xml',
    });
    expect(await answer.text()).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Response onAnswer="${url}" onHangup="${url}"/>\n`,
    );
    expect(await calls(id)).toMatchObject([{ external_id: 'c1', number: '+49561234567', state: 'ringing' }]);
    expect((await post(url, 'event=answer&callId=c1&direction=in&from=49561234567&to=4956110000', form)).status).toBe(
      204,
    );
    await post(url, 'event=hangup&cause=normalClearing&callId=c1&direction=in&from=49561234567&to=4956110000', form);
    expect(await calls(id)).toMatchObject([{ state: 'ended', cause: 'normalClearing' }]);
    expect(await keptOf(id)).toHaveLength(3);
    expect((await keptOf(id))[0]).toBe(body);
    expect((await owner.call(listLines, { query: {} })).body.items[0]?.lastEventAt).toBe(monday.toISOString());
  });

  test('in the shape of Zammad’s interface is heard too, and a withheld number is none', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, { kind: 'pbx' });
    const told = {
      event: 'newCall',
      callId: 'z1',
      direction: 'in',
      from: 'anonymous',
      to: '056110000',
      user: ['Anna'],
    };
    expect((await post(url, JSON.stringify(told), json)).status).toBe(204);
    await post(url, JSON.stringify({ ...told, event: 'hangup', cause: 'noAnswer' }), json);
    expect(await calls(id)).toMatchObject([{ external_id: 'z1', number: null, state: 'missed', cause: 'noAnswer' }]);
  });

  test.each([
    ['busy', 'in', 'missed'],
    ['cancel', 'in', 'missed'],
    ['forwarded', 'in', 'failed'],
    ['normalClearing', 'in', 'ended'],
    ['busy', 'out', 'failed'],
    ['noAnswer', 'out', 'failed'],
  ])('that hangs up with %s (%s) has a call that is %s', async (cause, direction, state) => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, { kind: 'pbx' });
    await post(url, `event=newCall&callId=1&direction=${direction}&from=4956110000&to=4956110000`, form);
    await post(url, `event=hangup&callId=1&direction=${direction}&cause=${cause}&from=4956110000&to=4956110000`, form);
    expect(await calls(id)).toMatchObject([{ state, cause }]);
  });

  test('speaks only at its own address, and at the old one no more when there is a new one', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, { kind: 'pbx' });
    const body = 'event=newCall&callId=1&direction=in&from=49561234567';
    const guesses = [url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A'), url.slice(0, -10), `${url}A`, `${url}/x`];
    for (const guess of guesses) expect((await post(guess, body, form)).status, guess).toBe(404);
    expect((await fetch(url)).status).toBe(404);

    await owner.call(renewWebhook, { params: { lineId: id } });
    expect((await post(url, body, form)).status).toBe(404);
    const { webhookUrl } = (await owner.call(getLineSetup, { params: { lineId: id } })).body;
    const fresh = new URL(new URL(webhookUrl).pathname, url).href;
    expect((await post(fresh, body, form)).status).toBe(200);
    await owner.call(changeLine, { params: { lineId: id }, body: { archived: true } });
    expect((await post(fresh, body, form)).status).toBe(404);
    expect(await keptOf(id)).toEqual([body]);
  });

  test('that says nonsense, or too much of it, is told so and leaves nothing behind but the note', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, { kind: 'pbx' });
    for (const nonsense of [
      '',
      '{',
      '[]',
      'null',
      'event=dance&callId=1&direction=in',
      '{"event":"newCall"}',
      '\0\0',
    ]) {
      expect((await post(url, nonsense, json)).status, nonsense).toBe(400);
      expect((await post(url, nonsense, form)).status, nonsense).toBe(400);
    }
    expect((await post(url, `event=${'x'.repeat(70_000)}`, form)).status).toBe(413);
    expect(await refusalOf(owner)).toMatchObject({
      at: monday.toISOString(),
      why: expect.stringMatching(/^Nicht lesbar/),
    });
    expect({ calls: await calls(id), kept: await keptOf(id) }).toEqual({ calls: [], kept: [] });
  });
});

describe('Twilio', () => {
  const secret = 'das Token des Kontos';
  const settings = { accountSid: 'AC1', agentNumber: '+4915112345678' };
  const body = { kind: 'twilio', settings, secret };
  const signed = (url: string, fields: Record<string, string>, key = secret) =>
    createHmac('sha1', key)
      .update(
        url +
          Object.keys(fields)
            .toSorted()
            .map((name) => name + fields[name])
            .join(''),
      )
      .digest('base64');
  const send = (url: string, fields: Record<string, string>, signature = signed(url, fields)) =>
    post(url, new URLSearchParams(fields).toString(), { ...form, 'x-twilio-signature': signature });
  const ringing = { CallSid: 'CA1', CallStatus: 'ringing', Direction: 'inbound', From: '+49561234567', To: number };

  test('asks what to do with an incoming call, and tells by its second leg whether anyone took it', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, body);
    const answer = await send(url, ringing);
    expect(answer.status).toBe(200);
    const xml = await answer.text();
    expect(xml).toContain(
      `<Number statusCallback="${url}?leg=agent" statusCallbackEvent="answered">+4915112345678</Number>`,
    );
    expect(await calls(id)).toMatchObject([{ external_id: 'CA1', number: '+49561234567', state: 'ringing' }]);

    const second = { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'in-progress', Direction: 'outbound-dial' };
    await send(`${url}?leg=agent`, { ...second, From: '+49561234567', To: settings.agentNumber });
    expect(await calls(id)).toMatchObject([{ state: 'answered' }]);
    await send(url, { ...ringing, CallStatus: 'in-progress', DialCallStatus: 'completed' });
    expect(await calls(id)).toMatchObject([{ state: 'ended', cause: 'completed' }]);
  });

  test('whose second leg nobody took has missed the call', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, body);
    await send(url, ringing);
    await send(url, { ...ringing, CallStatus: 'in-progress', DialCallStatus: 'no-answer' });
    expect(await calls(id)).toMatchObject([{ state: 'missed', cause: 'no-answer' }]);
  });

  test('is not believed without its signature: nothing is written but that somebody tried', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, body);
    const forgeries = [
      send(url, ringing, ''),
      send(url, ringing, signed(url, ringing, 'geraten')),
      send(url, ringing, signed(`${url}?`, ringing)),
      send(url, { ...ringing, From: '+49561999999' }, signed(url, ringing)),
      send(`${url}?leg=agent`, ringing, signed(url, ringing)),
      send(url, { ...ringing, Zusatz: '1' }, signed(url, ringing)),
      post(url, new URLSearchParams(ringing).toString(), form),
    ];
    for (const forgery of await Promise.all(forgeries)) {
      expect(forgery.status).toBe(403);
      expect(await forgery.json()).toMatchObject({ code: 'webhook_forged' });
    }
    expect({ calls: await calls(id), kept: await keptOf(id) }).toEqual({ calls: [], kept: [] });
    expect(await refusalOf(owner)).toMatchObject({
      at: monday.toISOString(),
      why: expect.stringContaining('Unterschrift'),
    });
  });
});

describe('Telnyx', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const settings = { connectionId: '7267', publicKey: raw, agentNumber: '+4915112345678' };
  const line = { kind: 'telnyx', settings, secret: 'KEY01' };
  const told = (event_type: string, payload: object, id = event_type) =>
    JSON.stringify({
      data: {
        record_type: 'event',
        id,
        event_type,
        occurred_at: monday.toISOString(),
        payload: { call_session_id: 's1', call_leg_id: 'l1', from: '+49561234567', to: number, ...payload },
      },
    });
  const at = (seconds = 0) => String(Math.floor(monday.getTime() / 1000) + seconds);
  const send = (url: string, body: string, time = at(), signedText = `${time}|${body}`, key = privateKey) =>
    post(url, body, {
      ...json,
      'telnyx-timestamp': time,
      'telnyx-signature-ed25519': sign(null, Buffer.from(signedText), key).toString('base64'),
    });

  test('is heard, also where a message leaves out the direction', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, line);
    expect((await send(url, told('call.initiated', { direction: 'incoming', state: 'parked' }))).status).toBe(204);
    expect((await send(url, told('call.playback.started', {}))).status).toBe(204);
    await send(url, told('call.answered', {}));
    await send(url, told('call.hangup', { hangup_cause: 'normal_clearing', hangup_source: 'caller' }));
    expect(await calls(id)).toMatchObject([
      { external_id: 's1', direction: 'inbound', number: '+49561234567', state: 'ended', cause: 'normal_clearing' },
    ]);
  });

  test('is not believed with another key, another body, another time, or one of yesterday', async () => {
    const { owner } = await app.workspace();
    const { id, url } = await lineOf(owner, line);
    const body = told('call.initiated', { direction: 'incoming' });
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const forgeries = [
      send(url, body, at(), undefined, stranger),
      send(url, body.replace('234567', '234568'), at(), `${at()}|${body}`),
      send(url, body, at(1), `${at()}|${body}`),
      send(url, body, at(-301)),
      send(url, body, at(301)),
      send(url, body, 'jetzt'),
      post(url, body, json),
      post(url, body, { ...json, 'telnyx-timestamp': at(), 'telnyx-signature-ed25519': 'AAAA' }),
    ];
    for (const forgery of await Promise.all(forgeries)) expect(forgery.status).toBe(403);
    expect({ calls: await calls(id), kept: await keptOf(id) }).toEqual({ calls: [], kept: [] });
    expect((await send(url, body, at(-299))).status).toBe(204);
  });
});

test.each([
  ['49561234567', '+49561234567'],
  ['+49561234567', '+49561234567'],
  ['0049561234567', '+49561234567'],
  ['0561 234567', '+49561234567'],
  ['sip:+49561234567@sip.example.de', '+49561234567'],
  ['436641234567', '+436641234567'],
  ['anonymous', null],
  ['e0', null],
  ['42', null],
  ['', null],
  [undefined, null],
])('a carrier that writes %s means %s', (text, meant) => expect(toE164(text, number)).toBe(meant));
