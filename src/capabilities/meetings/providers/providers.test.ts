import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createContact } from '#contacts/contract';
import { smtpMail } from '#platform/mail';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { plain, postOffice } from '../../../../test/setup/post-office.ts';
import { type ForeignProviders, foreignProviders, keys } from '../../../../test/video/foreign-providers.ts';
import * as contract from '../contract.ts';
import { placeMeeting } from './jobs.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

let app: TestApp;
let house: TestWorkspace;
let owner: Client;
let office: Awaited<ReturnType<typeof postOffice>>;
let foreign: ForeignProviders;
/** Of the person; mails of the test before may still be under way. */
let email: string;
beforeAll(async () => {
  [office, foreign] = await Promise.all([postOffice(), foreignProviders()]);
  app = await startApp({
    config: { publicUrl: 'https://klinke.example.org', privateHosts: ['127.0.0.1'] },
    ports: { mail: smtpMail(office.url, 'Klinke <klinke@example.org>'), providers: foreign.addresses },
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await Promise.all([office[Symbol.asyncDispose](), foreign[Symbol.asyncDispose]()]);
});
beforeEach(async () => {
  house = await app.workspace();
  owner = house.owner;
  foreign.forget();
  email = `anna-${randomUUID()}@example.org`;
  office.letters.length = 0;
});

const { hookSecret, secret: zoomSecret, ...zoomSettings } = keys.zoom;
const { secret: teamsSecret, ...teamsSettings } = keys.teams;
const inputs = {
  zoom: { kind: 'zoom', name: 'Zoom', settings: zoomSettings, secret: zoomSecret, hookSecret },
  meet: { kind: 'meet', name: 'Meet', settings: {}, secret: keys.meet },
  teams: {
    kind: 'teams',
    name: 'Teams',
    settings: { ...teamsSettings, organizer: keys.organizer },
    secret: teamsSecret,
  },
} as const;
type Kind = keyof typeof inputs;

async function add(body: contract.CreateProvider, usual = true): Promise<contract.ProviderView> {
  const made = await owner.call(contract.createProvider, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  if (usual) await owner.call(contract.chooseUsualPlace, { body: { providerId: made.body.id } });
  return made.body;
}

const span = { startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' };
const later = { startsAt: '2026-11-25T12:00:00.000Z', endsAt: '2026-11-25T13:00:00.000Z' };

async function plan(more: Partial<contract.CreateMeeting> = {}): Promise<contract.MeetingView> {
  const person = { firstName: 'Anna', lastName: 'Berg', emails: [{ value: email }] };
  const contactId = (await owner.call(createContact, { body: person })).body.id;
  const body = { contactId, title: 'Beratung', where: { way: 'video' as const }, ...span, ...more };
  const made = await owner.call(contract.createMeeting, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.meeting;
}

const meetingOf = async ({ id }: { id: string }) =>
  (await owner.call(contract.getMeeting, { params: { meetingId: id } })).body;

function eventually<T>(look: () => Promise<T> | T): Promise<T> {
  return vi.waitFor(
    async () => {
      await app.drain();
      return look();
    },
    { timeout: 60_000, interval: 50 },
  );
}

const isMade = (meeting: { id: string }) =>
  eventually(async () => {
    const { place } = await meetingOf(meeting);
    expect(place).toMatchObject({ state: 'made', problem: null });
    return place?.joinUrl ?? '';
  });
const isFailed = (meeting: { id: string }, problem: string) =>
  eventually(async () =>
    expect((await meetingOf(meeting)).place).toMatchObject({ state: 'failed', problem, joinUrl: null }),
  );

const standsAt = (kind: Kind, expected: object[]) =>
  eventually(() => {
    const all = [...foreign.standing[kind].values()];
    expect(all).toMatchObject(expected);
    expect(all).toHaveLength(expected.length);
  });

const lettersTo = (to: string, count: number) =>
  eventually(() => {
    const letters = office.letters.filter((letter) => letter.to[0] === to);
    expect(letters).toHaveLength(count);
    return letters.map(({ raw }) => plain(raw));
  });

const atTheirs = (time: string) => time.replace('.000', '');

describe.each(['zoom', 'meet', 'teams'] as const)('at %s', (kind) => {
  test('a meeting stands there once, moves there and goes from there, and its link is in every mail', async () => {
    await add(inputs[kind]);
    const host = await house.person('member');
    const meeting = await plan({ invite: true, hostIds: [host.userId] });
    expect(meeting.place).toMatchObject({ kind, state: 'awaited', joinUrl: null });
    const link = await isMade(meeting);
    const account = kind === 'teams' ? keys.organizer : host.email;
    await standsAt(kind, [{ title: 'Beratung', owner: account, joinUrl: link }]);
    const [standing] = foreign.standing[kind].values();
    expect(Date.parse(standing?.startsAt ?? '')).toBe(Date.parse(span.startsAt));
    expect(Date.parse(standing?.endsAt ?? '')).toBe(Date.parse(span.endsAt));

    const [[told], [hostTold]] = await Promise.all([lettersTo(email, 1), lettersTo(host.email, 1)]);
    for (const text of [told, hostTold]) {
      expect(text).toContain(`: ${link}`);
      expect(text?.replaceAll(/\r?\n /g, '')).toMatch(
        new RegExp(`LOCATION:[^\\n]*${link.slice(0, 30).replace('?', '.')}`),
      );
    }
    // No way into a room where nobody is.
    expect(told).toContain('Absagen können Sie hier');
    const params = { meetingId: meeting.id };
    expect(await owner.call(contract.giveGuestLink, { params })).toMatchObject({ status: 409 });

    await owner.call(contract.changeMeeting, { params, body: { ...later, title: 'Zweites Gespräch' } });
    await eventually(() => {
      const [moved] = foreign.standing[kind].values();
      expect(moved).toMatchObject({ title: 'Zweites Gespräch', joinUrl: link });
      expect(Date.parse(moved?.startsAt ?? '')).toBe(Date.parse(later.startsAt));
      expect(Date.parse(moved?.endsAt ?? '')).toBe(Date.parse(later.endsAt));
    });
    expect((await lettersTo(email, 2))[1]).toContain(link);

    await owner.call(contract.cancelMeeting, { params });
    await standsAt(kind, []);
    await lettersTo(email, 3);
  });

  test('an answer that breaks off makes no second one', async () => {
    await add(inputs[kind]);
    const making = { zoom: /^POST .*users.*meetings$/, meet: /^POST .*events$/, teams: /createOrGet$/ }[kind];
    foreign.trouble(making, 'lost');
    // Others of the same account, so that looking for it turns pages.
    for (const title of ['Eins', 'Zwei', 'Drei']) await isMade(await plan({ title }));
    foreign.trouble(making, 'lost');
    const meeting = await plan({ title: 'Vier' });
    await isMade(meeting);
    const titles = [...foreign.standing[kind].values()].map(({ title }) => title).toSorted();
    expect(titles).toEqual(['Drei', 'Eins', 'Vier', 'Zwei']);
    await owner.call(contract.cancelMeeting, { params: { meetingId: meeting.id } });
    await eventually(() => expect(foreign.standing[kind].size).toBe(3));
  });

  test('trouble of theirs passes', async () => {
    await add(inputs[kind]);
    foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, {
      before: { status: 429, headers: { 'retry-after': '1' } },
    });
    foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 503 } });
    await isMade(await plan());
    await standsAt(kind, [{ title: 'Beratung' }]);
  });

  test('what somebody has removed there comes back, and its people are told of the new link', async () => {
    await add(inputs[kind]);
    const meeting = await plan({ invite: true });
    const link = await isMade(meeting);
    await lettersTo(email, 1);
    if (kind === 'meet') foreign.forget();
    foreign.standing[kind].clear();
    await owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: { title: 'Neu' } });
    await standsAt(kind, [{ title: 'Neu' }]);
    const anew = await eventually(async () => {
      const { place } = await meetingOf(meeting);
      expect(foreign.standing[kind].values().next().value?.joinUrl).toBe(place?.joinUrl);
      return place?.joinUrl ?? '';
    });
    if (anew !== link) expect((await lettersTo(email, 2))[1]).toContain(anew);
  });

  test('the settings say whether all is well, and leave nothing there', async () => {
    const { id: providerId } = await add(inputs[kind]);
    const check = async () => (await owner.call(contract.checkProvider, { params: { providerId } })).body;
    expect(await check()).toEqual({ problem: null });
    expect(foreign.calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    await standsAt(kind, []);
    foreign.trouble(/token$/, { before: { status: 401, json: { error: 'invalid_client' } } });
    expect(await check()).toEqual({ problem: 'login_refused' });
    foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 403 } });
    expect(await check()).toEqual({ problem: 'forbidden' });
    foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 200, json: 'guten Tag' } });
    expect(await check()).toEqual({ problem: 'odd_answer' });
  });
});

test('who is not taken in is told in words, and the meeting takes place with us until it is', async () => {
  const { id: providerId } = await add(inputs.zoom);
  foreign.secrets.zoom = 'changed there';
  const host = await house.person('member');
  const meeting = await plan({ invite: true, hostIds: [host.userId] });
  await isFailed(meeting, 'login_refused');
  const [told] = await lettersTo(email, 1);
  expect(told).toContain('Zum Videogespräch kommen Sie hier');
  const params = { meetingId: meeting.id };
  expect((await owner.call(contract.giveGuestLink, { params })).status).toBe(200);
  expect((await owner.call(contract.listProviders, { query: {} })).body.items).toMatchObject([{ troubled: 1 }]);

  // Asked once more with the same secret: the same no, and nobody is bothered with it.
  expect((await owner.call(contract.retryPlace, { params })).body).toEqual({ retried: true });
  await isFailed(meeting, 'login_refused');
  await owner.call(contract.changeProvider, { params: { providerId }, body: { secret: 'changed there' } });
  expect((await owner.call(contract.retryPlace, { params })).body).toEqual({ retried: true });
  const link = await isMade(meeting);
  expect((await lettersTo(email, 2))[1]).toContain(link);
  expect((await lettersTo(host.email, 2))[1]).toContain(link);
  expect((await owner.call(contract.giveGuestLink, { params })).status).toBe(409);
  expect((await owner.call(contract.retryPlace, { params })).body).toEqual({ retried: false });
});

test.each([
  ['an account they do not know', 'organizer_unknown', () => foreign.unknownUsers.add(owner.email)],
  [
    'asked to come back in an hour',
    'busy',
    () => foreign.trouble(/^POST .*meetings$/, { before: { status: 429, headers: { 'retry-after': '3600' } } }),
  ],
  ['a plain no', 'refused', () => foreign.trouble(/^POST .*meetings$/, { before: { status: 400 } })],
])('%s: nobody waits for it', async (_, problem, prepare) => {
  await add(inputs.zoom);
  prepare();
  const meeting = await plan({ invite: true });
  await isFailed(meeting, problem);
  await lettersTo(email, 1);
});

test('what was asked for and given up is not left there', async () => {
  await add(inputs.zoom);
  foreign.trouble(/^POST .*meetings$/, 'lost');
  foreign.trouble(/^GET .*meetings$/, { before: { status: 429, headers: { 'retry-after': '3600' } } });
  const meeting = await plan();
  await isFailed(meeting, 'busy');
  await standsAt('zoom', [{ title: 'Beratung' }]);
  // Ten minutes later, as the queue would.
  const payload = { workspaceId: house.id, meetingId: meeting.id, sweep: true };
  await placeMeeting.run(payload, { ground: app.ground, signal: new AbortController().signal });
  await standsAt('zoom', []);
  await isFailed(meeting, 'busy');
});

test('a move that can not be told there is said, and made good when the settings are mended', async () => {
  const { id: providerId } = await add(inputs.zoom);
  const meeting = await plan();
  const link = await isMade(meeting);
  foreign.secrets.zoom = 'changed there';
  await owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: later });
  await eventually(async () =>
    expect((await meetingOf(meeting)).place).toMatchObject({ state: 'made', problem: 'login_refused', joinUrl: link }),
  );
  await owner.call(contract.changeProvider, { params: { providerId }, body: { secret: 'changed there' } });
  await standsAt('zoom', [{ startsAt: atTheirs(later.startsAt) }]);
  await isMade(meeting);
});

test('another provider takes a meeting over, and our own room does; nothing is left behind', async () => {
  await add(inputs.zoom);
  const teams = await add(inputs.teams, false);
  const meeting = await plan();
  const params = { meetingId: meeting.id };
  await isMade(meeting);
  const to = (at: contract.VideoAt) =>
    owner.call(contract.changeMeeting, { params, body: { where: { way: 'video', at } } });
  expect((await to(teams.id)).status).toBe(200);
  await standsAt('zoom', []);
  await standsAt('teams', [{ title: 'Beratung' }]);
  await to('own');
  await standsAt('teams', []);
  expect((await meetingOf(meeting)).place).toBeNull();
  expect((await owner.call(contract.giveGuestLink, { params })).status).toBe(200);
  await to('usual');
  await standsAt('zoom', [{ title: 'Beratung' }]);
  await owner.call(contract.changeMeeting, { params, body: { where: { way: 'phone' } } });
  await standsAt('zoom', []);
});

test('a meeting stays where it is while something else of it changes, also when another place is usual by then', async () => {
  await add(inputs.zoom);
  const meeting = await plan();
  await isMade(meeting);
  await owner.call(contract.chooseUsualPlace, { body: { providerId: null } });
  const params = { meetingId: meeting.id };
  await owner.call(contract.changeMeeting, { params, body: { title: 'Anders', where: { way: 'video' } } });
  await standsAt('zoom', [{ title: 'Anders' }]);
  expect((await plan()).place).toBeNull();
});

test('an archived provider takes no new meetings, and those that stand go on', async () => {
  const { id: providerId } = await add(inputs.zoom);
  const meeting = await plan();
  await isMade(meeting);
  const archived = await owner.call(contract.changeProvider, { params: { providerId }, body: { archived: true } });
  expect(archived.body).toMatchObject({ usual: false });
  expect((await owner.call(contract.listVideoPlaces)).body).toEqual({ usualId: null, items: [] });
  expect((await plan()).place).toBeNull();
  const body = {
    contactId: meeting.contactId,
    title: 'Neu',
    ...span,
    where: { way: 'video' as const, at: providerId },
  };
  expect(await owner.call(contract.createMeeting, { body })).toMatchObject({
    status: 422,
    body: { code: 'provider_unknown' },
  });
  await owner.call(contract.cancelMeeting, { params: { meetingId: meeting.id } });
  await standsAt('zoom', []);
});

test('a booking page has its own place, and the visitor finds the link on their page', async () => {
  const teams = await add(inputs.teams, false);
  const page = await owner.call(contract.createBookingPage, {
    body: {
      title: 'Beratung',
      privacyUrl: 'https://sonnendach.example/datenschutz',
      where: { way: 'video', at: teams.id },
      minutes: 30,
      hostIds: [owner.userId],
    },
  });
  expect(page.body).toMatchObject({ videoAt: teams.id });
  const form = {
    time: '2026-11-24T09:00:00.000Z',
    form: randomUUID(),
    zone: 'Europe/Berlin',
    lastName: 'Muster',
    email: `erika-${randomUUID()}@example.org`,
  };
  const booked = await app.running.server.inject({
    method: 'POST',
    url: new URL(page.body.address).pathname,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...form, firstName: '', phone: '' }).toString(),
  });
  expect(booked.statusCode, booked.body).toBe(303);
  const [letter] = await lettersTo(form.email, 1);
  const [standing] = foreign.standing.teams.values();
  expect(letter).toContain(standing?.joinUrl);
  const own = await app.running.server.inject({
    url: String(booked.headers['location']),
    headers: { host: 'localhost', 'accept-language': 'de' },
  });
  expect(own.body).toContain(`href="${standing?.joinUrl}"`);
  expect(own.body).not.toContain('/termin/raum/');
});

describe('the settings', () => {
  test('keep a secret, and only administrators see them', async () => {
    const made = await owner.call(contract.createProvider, { body: inputs.zoom });
    expect(made.body).toMatchObject({ hasSecret: true, usual: false, settings: zoomSettings });
    const listed = await owner.call(contract.listProviders, { query: {} });
    for (const { bytes } of [made, listed]) {
      expect(bytes.toString()).not.toContain(zoomSecret);
      expect(bytes.toString()).not.toContain(hookSecret);
    }
    const member = await house.person('member');
    expect((await member.call(contract.listProviders, { query: {} })).status).toBe(403);
    expect((await member.call(contract.listVideoPlaces)).body.items).toEqual([
      { id: made.body.id, kind: 'zoom', name: 'Zoom' },
    ]);
  });

  test.each([
    ['a name that is taken', inputs.zoom, 409, 'provider_exists'],
    ['a key file that is none', { ...inputs.meet, secret: '{"type":"user"}' }, 422, 'key_file_invalid'],
    [
      'an organizer that Graph can not know',
      { ...inputs.teams, settings: { ...teamsSettings, organizer: 'anna' } },
      400,
      'invalid',
    ],
    [
      'an app at Jitsi without its secret',
      { kind: 'jitsi', name: 'Jitsi', settings: { address: 'https://meet.example.org', appId: 'klinke' } },
      422,
      'secret_missing',
    ],
    [
      'Jitsi without https',
      { kind: 'jitsi', name: 'Jitsi', settings: { address: 'http://meet.example.org' } },
      400,
      'invalid',
    ],
  ])('refuse %s', async (_, body, status, code) => {
    await add(inputs.zoom);
    expect(await owner.call(contract.createProvider, { body: body as contract.CreateProvider })).toMatchObject({
      status,
      body: { code },
    });
  });

  test('there is one usual place', async () => {
    const [zoom, teams] = [await add(inputs.zoom), await add(inputs.teams)];
    const { items } = (await owner.call(contract.listProviders, { query: {} })).body;
    expect(items.map(({ id, usual }) => [id, usual])).toEqual([
      [zoom.id, false],
      [teams.id, true],
    ]);
  });
});

const jitsiWithApp = {
  kind: 'jitsi',
  name: 'Jitsi',
  settings: { address: 'https://meet.example.org', appId: 'klinke' },
  secret: 'app secret',
} as const;
const livekit = {
  kind: 'livekit',
  name: 'LiveKit',
  settings: { address: 'wss://livekit.example.org', frontEnd: 'https://meet.example.org', apiKey: 'APIkey' },
  secret: 'api secret',
} as const;

const open = (url: string, method: 'GET' | 'POST' = 'GET') =>
  app.running.server.inject({
    method,
    url: new URL(url, 'https://klinke.example.org').pathname,
    headers: {
      host: 'localhost',
      'accept-language': 'de',
      ...(method === 'POST' && {
        origin: 'http://localhost',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      }),
    },
  });

/** What the token in an address says; that it is signed well, others test. */
function claimsIn(address: string): Record<string, unknown> {
  const query = new URL(address).searchParams;
  const [, claims = ''] = (query.get('jwt') ?? query.get('token') ?? '').split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

describe.each([
  ['Jitsi', jitsiWithApp, /href="(https:\/\/meet\.example\.org\/klinke-[0-9a-f]{32}\?jwt=[^"]+)"/],
  ['LiveKit', livekit, /href="(https:\/\/meet\.example\.org\/custom\?[^"]+)"/],
] as const)('at %s', (_, input, link) => {
  test('everybody gets a way of their own, behind a link that stays', async () => {
    await add(input);
    const meeting = await plan({ invite: true });
    const address = await isMade(meeting);
    expect(address).toMatch(/^https:\/\/klinke\.example\.org\/treffen\//);
    expect((await lettersTo(email, 1))[0]).toContain(`${input.name}: ${address}`);
    const page = await open(address);
    expect(page.statusCode).toBe(200);
    const guest = (link.exec(page.body)?.[1] ?? '').replaceAll(/&(#38|amp);/g, '&');
    const params = { meetingId: meeting.id };
    const host = (await owner.call(contract.enterElsewhere, { params })).body.address;
    const until = Date.parse(span.endsAt) / 1000 + 4 * 3_600;
    expect(claimsIn(guest)).toMatchObject({ exp: until });
    expect(JSON.stringify(claimsIn(host))).toContain('Olga Inhaberin');
    expect(JSON.stringify(claimsIn(guest))).not.toContain('Olga');

    await owner.call(contract.changeMeeting, { params, body: later });
    await app.drain();
    expect((await open(address)).body).toContain('25. November 2026');
    await owner.call(contract.changeMeeting, { params, body: { where: { way: 'video', at: 'own' } } });
    // Whoever still has the old link comes to where it takes place by now.
    const own = await open(address, 'POST');
    expect([own.statusCode, String(own.headers['location'])]).toEqual([303, expect.stringMatching(/^\/raum\//)]);
    await owner.call(contract.cancelMeeting, { params });
    const cancelled = await open(address);
    expect(cancelled.body).toContain('abgesagt');
    expect(cancelled.body).not.toMatch(link);
    app.time.now = new Date(Date.parse(later.endsAt) + 4 * 3_600_000);
    expect((await open(address)).statusCode).toBe(404);
    app.time.now = new Date('2026-11-23T09:30:00Z');
    expect((await open(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
  });
});

describe('what Zoom tells', () => {
  const now = () => Math.floor(app.time.now.getTime() / 1000);
  async function tell(url: string, message: object, secret: string = hookSecret) {
    const payload = JSON.stringify(message);
    const signature = createHmac('sha256', secret).update(`v0:${now()}:${payload}`).digest('hex');
    return app.running.server.inject({
      method: 'POST',
      url: new URL(url).pathname,
      headers: {
        'content-type': 'application/json',
        'x-zm-signature': `v0=${signature}`,
        'x-zm-request-timestamp': String(now()),
      },
      payload,
    });
  }
  const said = (event: string, id: string, participant?: object) => ({
    event,
    event_ts: app.time.now.getTime(),
    payload: { account_id: 'acc_1', object: { id, host_id: 'H', ...(participant && { participant }) } },
  });

  test('becomes the outcome of a meeting at which somebody came to us, once', async () => {
    const { id: providerId } = await add(inputs.zoom);
    const url = (await owner.call(contract.getProviderSetup, { params: { providerId } })).body.webhookUrl ?? '';
    const meeting = await plan();
    await isMade(meeting);
    const id = [...foreign.standing.zoom.keys()][0] ?? '';
    app.time.now = new Date('2026-11-24T09:31:00Z');
    const stateOf = async () => (await meetingOf(meeting)).state;
    for (const [message, state] of [
      [said('meeting.participant_joined', id, { id: 'H' }), 'planned'],
      // Nobody came.
      [said('meeting.ended', id), 'planned'],
      [said('meeting.participant_joined', id, { user_name: 'Anna' }), 'planned'],
      [{ ...said('meeting.ended', id), event_ts: app.time.now.getTime() + 1 }, 'held'],
    ] as const) {
      expect((await tell(url, message)).statusCode).toBe(204);
      expect(await stateOf()).toBe(state);
    }
    const { items } = (await owner.call(contract.listProviders, { query: {} })).body;
    expect(items).toMatchObject([{ lastEventAt: app.time.now.toISOString(), refused: null }]);

    // Taken back by one of us, the same message does not say it again.
    await owner.call(contract.sayOutcome, { params: { meetingId: meeting.id }, body: { state: 'planned' } });
    await tell(url, { ...said('meeting.ended', id), event_ts: app.time.now.getTime() + 1 });
    expect(await stateOf()).toBe('planned');
    app.time.now = new Date('2026-11-23T09:30:00Z');
  });

  test('is heard from Zoom alone, and about our meetings alone', async () => {
    const { id: providerId } = await add(inputs.zoom);
    const url = (await owner.call(contract.getProviderSetup, { params: { providerId } })).body.webhookUrl ?? '';
    expect((await tell(url, said('meeting.ended', '1'), 'another')).statusCode).toBe(403);
    const listed = async () => (await owner.call(contract.listProviders, { query: {} })).body.items[0];
    expect((await listed())?.refused?.why).toContain('Unterschrift');
    expect((await tell(url, said('meeting.ended', '1'))).statusCode).toBe(204);
    expect((await listed())?.lastEventAt).toBeNull();
    expect((await tell(`${url.slice(0, -1)}x`, said('meeting.ended', '1'))).statusCode).toBe(404);
    const question = { event: 'endpoint.url_validation', payload: { plainToken: 'abc' } };
    const answer = await tell(url, question);
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { plainToken: 'abc', encryptedToken: createHmac('sha256', hookSecret).update('abc').digest('hex') },
    ]);
  });
});
