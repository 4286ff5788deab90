import { describe, expect, test, vi } from 'vitest';
import { later, span, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add, plan, isMade, lettersTo } = home;

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
  home.app.running.server.inject({
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
    expect((await lettersTo(home.email, 1))[0]).toContain(`${input.name}: ${address}`);
    const page = await open(address);
    expect(page.statusCode).toBe(200);
    const guest = (link.exec(page.body)?.[1] ?? '').replaceAll(/&(#38|amp);/g, '&');
    const params = { meetingId: meeting.id };
    const host = (await home.owner.call(contract.enterElsewhere, { params })).body.address;
    const until = Date.parse(span.endsAt) / 1000 + 4 * 3_600;
    expect(claimsIn(guest)).toMatchObject({ exp: until });
    expect(JSON.stringify(claimsIn(host))).toContain('Olga Inhaberin');
    expect(JSON.stringify(claimsIn(guest))).not.toContain('Olga');

    await home.owner.call(contract.changeMeeting, { params, body: later });
    await home.app.drain();
    expect((await open(address)).body).toContain('25. November 2026');
    await home.owner.call(contract.changeMeeting, { params, body: { where: { way: 'video', at: 'own' } } });
    // Whoever still has the old link comes to where it takes place by now.
    const own = await open(address, 'POST');
    expect([own.statusCode, String(own.headers['location'])]).toEqual([303, expect.stringMatching(/^\/raum\//)]);
    await home.owner.call(contract.cancelMeeting, { params });
    const cancelled = await open(address);
    expect(cancelled.body).toContain('abgesagt');
    expect(cancelled.body).not.toMatch(link);
    home.app.time.now = new Date(Date.parse(later.endsAt) + 4 * 3_600_000);
    expect((await open(address)).statusCode).toBe(404);
    home.app.time.now = new Date('2026-11-23T09:30:00Z');
    expect((await open(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
  });
});
