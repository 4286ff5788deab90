import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { ForgedMessage, MalformedMessage, type OpenProvider, ProviderError } from '../provider.ts';
import { foreignProviders, keys } from '../../../../../test/video/foreign-providers.ts';
import { livekit } from './livekit.ts';
import { jitsi } from './jitsi.ts';
import { openSigned, seconds, signed } from './signed.ts';
import { zoom } from './zoom.ts';

const now = new Date('2026-11-23T09:30:00Z');
const reach = { privateHosts: ['127.0.0.1'], now };
const secrets = { chain: 'c'.repeat(43) };
const nowhere = {
  zoomLogin: 'https://127.0.0.1',
  zoom: 'https://127.0.0.1',
  googleLogin: 'https://127.0.0.1',
  google: 'https://127.0.0.1',
  microsoftLogin: 'https://127.0.0.1',
  graph: 'https://127.0.0.1',
};
const base = { workspaceId: '0198c0de-0000-7000-8000-000000000001', id: '0198c0de-0000-7000-8000-000000000002' };

const atZoom: OpenProvider = { ...base, kind: 'zoom', settings: {}, secret: 's', hookSecret: 'hook token' };
const zoomMessage = (event: string, object: object) => ({
  event,
  event_ts: now.getTime(),
  payload: { account_id: 'acc', object },
});

function fromZoom(body: object | string, { secret = 'hook token', at = seconds(now), v = 'v0' } = {}) {
  const rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = createHmac('sha256', secret).update(`v0:${at}:${rawBody.toString()}`).digest('hex');
  const headers = { 'x-zm-signature': `${v}=${signature}`, 'x-zm-request-timestamp': String(at) };
  return { headers, rawBody, now };
}
const hearZoom = (message: ReturnType<typeof fromZoom>, open = atZoom) => zoom(nowhere, reach).hear?.(open, message);

test('Zoom: who came is told apart by the id of the host', () => {
  const came = (participant: object) =>
    hearZoom(fromZoom(zoomMessage('meeting.participant_joined', { id: '81', host_id: 'H', participant })))?.events;
  expect(came({ id: 'H', user_name: 'Olga' })).toMatchObject([{ type: 'host_came', externalId: '81', at: now }]);
  expect(came({ id: '', user_name: 'Anna' })).toMatchObject([{ type: 'guest_came' }]);
  expect(came({ user_name: 'Anna' })).toMatchObject([{ type: 'guest_came' }]);
  expect(hearZoom(fromZoom(zoomMessage('meeting.ended', { id: '81', host_id: 'H' })))?.events).toMatchObject([
    { type: 'ended', externalId: '81' },
  ]);
  expect(hearZoom(fromZoom(zoomMessage('meeting.updated', { id: '81' })))?.events).toEqual([]);
});

test('Zoom: the question whether we know the secret is answered, to Zoom alone', () => {
  const question = { event: 'endpoint.url_validation', payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' } };
  expect(hearZoom(fromZoom(question))?.answer).toEqual({
    plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
    encryptedToken: createHmac('sha256', 'hook token').update('qgg8vlvZRS6UYooatFL8Aw').digest('hex'),
  });
  // Unsigned it would have anything signed for anybody.
  expect(() => hearZoom({ ...fromZoom(question), headers: {} as never })).toThrow(ForgedMessage);
});

const ended = zoomMessage('meeting.ended', { id: '81' });
test.each([
  ['another secret', fromZoom(ended, { secret: 'another' })],
  ['too old', fromZoom(ended, { at: seconds(now) - 301 })],
  ['from the future', fromZoom(ended, { at: seconds(now) + 301 })],
  ['another scheme', fromZoom(ended, { v: 'v1' })],
  [
    'another body',
    { ...fromZoom(ended), rawBody: Buffer.from(JSON.stringify({ ...ended, event: 'meeting.started' })) },
  ],
])('Zoom: %s is believed by nobody', (_, message) => {
  expect(() => hearZoom(message)).toThrow(ForgedMessage);
});

test('Zoom: without a token nothing is believed, and what is no message is none', () => {
  expect(() => hearZoom(fromZoom(ended), { ...atZoom, hookSecret: null })).toThrow(ForgedMessage);
  expect(() => hearZoom(fromZoom('{"event":'))).toThrow(MalformedMessage);
  expect(hearZoom(fromZoom(ended, { at: seconds(now) - 299 }))?.events).toHaveLength(1);
});

const settings = { address: 'wss://livekit.example.org', frontEnd: 'https://meet.example.org/', apiKey: 'APIkey' };
const atLivekit: OpenProvider = { ...base, kind: 'livekit', settings, secret: 'api secret', hookSecret: null };

function fromLivekit(
  body: object,
  { secret = 'api secret', iss = 'APIkey', exp = seconds(now) + 300, of = body } = {},
) {
  const rawBody = Buffer.from(JSON.stringify(body));
  const sha256 = createHash('sha256').update(JSON.stringify(of)).digest('base64');
  const headers = { authorization: signed({ iss, exp, nbf: exp - 300, sha256 }, secret) };
  return { headers, rawBody, now };
}
const joined = {
  event: 'participant_joined',
  id: 'EV_1',
  createdAt: String(seconds(now)),
  room: { sid: 'RM_1', name: 'klinke-abc' },
  participant: { sid: 'PA_1', identity: 'guest-guest' },
};
const hearLivekit = (message: ReturnType<typeof fromLivekit>) => livekit(secrets, reach).hear?.(atLivekit, message);

test('LiveKit: who came is known by the token that we gave them', () => {
  const expected = { dedupeKey: 'EV_1', externalId: 'klinke-abc', at: now };
  expect(hearLivekit(fromLivekit(joined))?.events).toEqual([{ ...expected, type: 'guest_came' }]);
  const host = { ...joined, participant: { identity: 'host-0198' } };
  expect(hearLivekit(fromLivekit(host))?.events).toEqual([{ ...expected, type: 'host_came' }]);
  const finished = { ...joined, event: 'room_finished', participant: undefined };
  expect(hearLivekit(fromLivekit(finished))?.events).toEqual([{ ...expected, type: 'ended' }]);
  expect(hearLivekit(fromLivekit({ ...joined, event: 'track_published' }))?.events).toEqual([]);
});

test.each([
  ['another secret', fromLivekit(joined, { secret: 'another' })],
  ['another key', fromLivekit(joined, { iss: 'APIother' })],
  ['an old one', fromLivekit(joined, { exp: seconds(now) - 1 })],
  ['the hash of another body', fromLivekit(joined, { of: { ...joined, id: 'EV_2' } })],
  ['no token', { ...fromLivekit(joined), headers: { authorization: '' } }],
])('LiveKit: %s is believed by nobody', (_, message) => {
  expect(() => hearLivekit(message)).toThrow(ForgedMessage);
});

test('a token that says it needs no signature is none', () => {
  const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');
  const claims = part({ iss: 'APIkey' });
  expect(openSigned(`${part({ alg: 'none' })}.${claims}.`, 'api secret')).toBeUndefined();
  const text = `${part({ alg: 'HS512', typ: 'JWT' })}.${claims}`;
  const signature = createHmac('sha256', 'api secret').update(text).digest('base64url');
  expect(openSigned(`${text}.${signature}`, 'api secret')).toBeUndefined();
  expect(openSigned(signed({ iss: 'APIkey' }, 'api secret'), 'api secret')).toEqual({ iss: 'APIkey' });
});

const until = new Date('2026-11-24T13:30:00Z');
const guest = { id: 'guest', name: null, role: 'guest', until } as const;
const host = { id: 'u1', name: 'Olga Inhaberin', role: 'host', until } as const;

test('LiveKit: everybody gets a token for this one room, hosts as its admins', () => {
  const entry = (visitor: typeof guest | typeof host) => {
    const url = new URL(livekit(secrets, reach).entry?.(atLivekit, 'klinke-abc', visitor) ?? '');
    expect(url.origin + url.pathname).toBe('https://meet.example.org/custom');
    expect(url.searchParams.get('liveKitUrl')).toBe('wss://livekit.example.org');
    return openSigned(url.searchParams.get('token') ?? '', 'api secret');
  };
  expect(entry(guest)).toEqual({
    iss: 'APIkey',
    sub: 'guest-guest',
    nbf: seconds(now) - 60,
    exp: seconds(until),
    video: { room: 'klinke-abc', roomJoin: true },
  });
  expect(entry(host)).toMatchObject({ sub: 'host-u1', name: 'Olga Inhaberin', video: { roomAdmin: true } });
});

test('Jitsi: with an app everybody gets a token for this one room, without one the name is the secret', async () => {
  const plain: OpenProvider = {
    ...base,
    kind: 'jitsi',
    settings: { address: 'https://meet.example.org/' },
    secret: null,
    hookSecret: null,
  };
  const wanted = { meetingId: base.id, title: 'Beratung', startsAt: now, endsAt: until, organizer: '' };
  const made = await jitsi(secrets, reach).make(plain, wanted, false);
  expect(made.externalId).toMatch(/^klinke-[0-9a-f]{32}$/);
  expect(made.joinUrl).toBe(`https://meet.example.org/${made.externalId}`);
  expect(await jitsi(secrets, reach).make(plain, wanted, true)).toEqual(made);
  expect((await jitsi({ chain: 'd'.repeat(43) }, reach).make(plain, wanted, false)).externalId).not.toBe(
    made.externalId,
  );

  const app: OpenProvider = { ...plain, settings: { ...plain.settings, appId: 'klinke' }, secret: 'app secret' };
  expect((await jitsi(secrets, reach).make(app, wanted, false)).joinUrl).toBeNull();
  const url = new URL(jitsi(secrets, reach).entry?.(app, made.externalId, host) ?? '');
  expect(url.pathname).toBe(`/${made.externalId}`);
  expect(openSigned(url.searchParams.get('jwt') ?? '', 'app secret')).toEqual({
    aud: 'klinke',
    iss: 'klinke',
    sub: 'meet.example.org',
    room: made.externalId,
    nbf: seconds(now) - 60,
    exp: seconds(until),
    context: { user: { name: 'Olga Inhaberin', affiliation: 'owner', moderator: true } },
  });
});

test('who hangs is left, and what they did meanwhile is found again', async () => {
  await using foreign = await foreignProviders();
  const { secret, hookSecret, ...account } = keys.zoom;
  const open: OpenProvider = { ...base, kind: 'zoom', settings: account, secret, hookSecret };
  const wanted = { meetingId: base.id, title: 'Beratung', startsAt: now, endsAt: until, organizer: 'olga@example.org' };
  const adapter = zoom(foreign.addresses, { ...reach, timeoutMs: 3_000 });
  foreign.trouble(/^POST .*meetings$/, 'hangs');
  const problem = await adapter.make(open, wanted, false).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ProviderError);
  expect(problem).toMatchObject({ problem: 'too_slow' });
  const [standing] = foreign.standing.zoom.values();
  expect(await adapter.make(open, wanted, true)).toEqual({ externalId: standing?.id, joinUrl: standing?.joinUrl });
  expect(foreign.standing.zoom.size).toBe(1);
  await adapter.remove?.(open, { ...wanted, externalId: null });
  expect(foreign.standing.zoom.size).toBe(0);
});
