import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  cancelMeeting,
  giveFile,
  giveGuestLink,
  guestsPath,
  hostsPath,
  listKnocks,
  revokeGuestLink,
  type RoomWish,
  takeFile,
} from '#meetings/contract';
import { diskFiles } from '#platform/files';
import { apiPrefix } from '#platform/http';
import { listAuditEntries } from '#timeline/contract';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import {
  addressOf,
  meetingOf,
  nothing,
  openPage as openPageOf,
  place,
  type TestPage,
  tokenOf,
} from '../../../../test/video/pages.ts';
import { openRoomFiles } from './files.ts';
import { burst } from './limits.ts';

const turnSecret = 'ein langes Geheimnis';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ config: { turnUrl: 'turn:turn.example.org:3478', turnSecret } });
});
afterAll(() => app[Symbol.asyncDispose]());

/** As anybody's browser asks. */
const visit = async (token: string) => {
  const headers = { host: 'localhost', 'x-klinke': '1' };
  const url = '/api/v1/meetings/room-visits';
  const answer = await app.running.server.inject({ method: 'POST', url, headers, payload: { token } });
  const body = answer.json<{ code?: string; company?: string }>();
  return body.code ?? body.company;
};

const openPage = (path: 'hosts' | 'guests', entry: object, headers?: Record<string, string>) =>
  openPageOf(app, path, entry, headers);
const hostPage = ({ headers: { host: _, ...headers } }: Client, meetingId: string, at = place()) =>
  openPage('hosts', { do: 'enter', meetingId, ...at }, headers);
const guestPage = (token: string, name = 'Jutta Feld', at = place()) =>
  openPage('guests', { do: 'enter', token, name, ...at });
const offer: RoomWish & { do: 'signal' } = {
  do: 'signal',
  stage: null,
  to: randomUUID(),
  signal: { description: { type: 'offer', sdp: 'v=0' } },
};

async function opened(): Promise<{ workspace: TestWorkspace; owner: Client; meetingId: string; token: string }> {
  const workspace = await app.workspace();
  const { owner } = workspace;
  const meetingId = await meetingOf(owner);
  return { workspace, owner, meetingId, token: await tokenOf(owner, meetingId) };
}

test('a link says nothing of the person, is the same until it is revoked, and ends some hours after the meeting', async () => {
  const { owner, meetingId, token } = await opened();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await tokenOf(owner, meetingId)).toBe(token);
  expect(await visit(token)).toBe('Sonnendach Kassel');

  await owner.call(revokeGuestLink, { params: { meetingId } });
  expect(await visit(token)).toBe('link_revoked');
  const second = await tokenOf(owner, meetingId);
  expect(second).not.toBe(token);
  expect(await visit(second)).toBe('Sonnendach Kassel');

  const before = app.time.now;
  app.time.now = new Date(monday.getTime() + 4.6 * 3_600_000);
  expect(await visit(second)).toBe('link_expired');
  app.time.now = before;
  await owner.call(cancelMeeting, { params: { meetingId } });
  expect(await visit(second)).toBe('link_revoked');
});

test('what one process must answer begins with one path, so that a balancer can tell', () => {
  const paths = [hostsPath, guestsPath, giveFile.path, takeFile.path].map((path) => apiPrefix + path);
  expect(paths.filter((path) => !path.startsWith('/api/v1/meetings/room'))).toEqual([]);
});

test('forged links, those of another workspace and those of nothing are one and the same', async () => {
  const here = await opened();
  const there = await opened();
  const [mine, theirs] = [here.token, there.token].map((token) => Buffer.from(token, 'base64url'));
  if (!mine || !theirs) throw new Error('no links');
  const mixed = Buffer.concat([mine.subarray(0, 16), theirs.subarray(16)]).toString('base64url');
  const other = `${here.token.slice(0, -2)}${here.token.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const token of [mixed, other, 'A'.repeat(43), '', 'x', `${here.token}A`, '../../etc/passwd'])
    expect(await visit(token)).toBe('link_unknown');
  await using page = await guestPage(mixed);
  await expect.poll(() => page.over()).toBe('link_unknown');
  await expect.poll(() => page.closed()).toBe(true);
});

test('a meeting by telephone has no room', async () => {
  const { owner } = await app.workspace();
  const meetingId = await meetingOf(owner, 'phone');
  expect(await owner.call(giveGuestLink, { params: { meetingId } })).toMatchObject({
    status: 409,
    body: { code: 'meeting_without_room' },
  });
  await using page = await hostPage(owner, meetingId);
  await expect.poll(() => page.over()).toBe('no_room');
});

test('a guest waits until a host lets them in; then they see each other, and each gets a way through the relay', async () => {
  const { owner, meetingId, token } = await opened();
  await using guest = await guestPage(token);
  await expect.poll(() => guest.state()).toMatchObject({ inside: false, hosted: false, people: [], waiting: [] });
  await using host = await hostPage(owner, meetingId);
  await expect.poll(() => host.state()?.waiting).toMatchObject([{ name: 'Jutta Feld' }]);
  await expect.poll(() => guest.state()?.hosted).toBe(true);
  expect(guest.state()?.people).toEqual([]);

  const [waiting] = host.state()?.waiting ?? [];
  host.wish({ do: 'admit', id: waiting?.id ?? '' });
  await expect
    .poll(() => guest.state())
    .toMatchObject({ inside: true, people: [{ name: 'Olga Inhaberin', role: 'host' }] });
  await expect.poll(() => host.state()).toMatchObject({ waiting: [], people: [{ name: 'Jutta Feld', role: 'guest' }] });
  // Who came later calls.
  expect(guest.state()?.you.turn).toBeGreaterThan(host.state()?.you.turn ?? Infinity);
  const [relay] = guest.news.flatMap((one) => ('iceServers' in one ? one.iceServers : []));
  expect(relay).toMatchObject({
    urls: 'turn:turn.example.org:3478',
    credential: expect.stringMatching(/^[\w+/]{27}=$/),
  });
  expect(Number(relay?.username.split(':')[0])).toBeGreaterThan(app.time.now.getTime() / 1000);
  expect(relay?.username).not.toContain('Jutta');
});

test('a host who is elsewhere learns that somebody waits, and nobody else does', async () => {
  const { workspace, owner, meetingId, token } = await opened();
  const colleague = await workspace.person('member');
  const knocksOf = async (who: Client) => (await who.call(listKnocks)).body.items;
  await using guest = await guestPage(token);
  await expect
    .poll(() => knocksOf(owner))
    .toMatchObject([{ meetingId, contactName: 'Jutta Feld', names: ['Jutta Feld'] }]);
  expect(await knocksOf(colleague)).toEqual([]);
  expect(await knocksOf((await app.workspace()).owner)).toEqual([]);
  await expect.poll(async () => types(owner)).toContain('meetings.guestWaits');
  await using host = await hostPage(owner, meetingId);
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  expect(await knocksOf(owner)).toEqual([]);
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await expect.poll(() => guest.state()?.inside).toBe(true);
  await expect.poll(async () => types(owner)).toContain('meetings.guestLetIn');
});

const types = async (owner: Client): Promise<string[]> =>
  (await owner.call(listAuditEntries, { query: {} })).body.items.map(({ type }) => type);

test('signals reach the one they are for, in the same room and nowhere else', async () => {
  const here = await opened();
  const there = await opened();
  await using host = await hostPage(here.owner, here.meetingId);
  await using stranger = await hostPage(there.owner, there.meetingId);
  await using guest = await guestPage(here.token);
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  const [hostId, strangerId] = [host.state()?.you.id ?? '', stranger.state()?.you.id ?? ''];

  // Whoever waits is not heard, and a stranger's id leads nowhere.
  guest.wish({ ...offer, to: hostId });
  guest.wish({ do: 'say', text: 'Hallo?' });
  guest.wish({ do: 'admit', id: guest.state()?.you.id ?? '' });
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await expect.poll(() => guest.state()?.inside).toBe(true);
  expect([host.signals(), host.said()]).toEqual([[], []]);
  guest.wish({ ...offer, to: strangerId });
  guest.wish({ ...offer, to: hostId });
  await expect.poll(() => host.signals()).toEqual([{ signal: offer.signal, from: guest.state()?.you.id, stage: null }]);
  guest.wish({ do: 'say', text: 'Guten Tag' });
  await expect.poll(() => host.said()).toMatchObject([{ name: 'Jutta Feld', role: 'guest', text: 'Guten Tag' }]);
  expect(stranger.signals()).toEqual([]);
  expect(stranger.said()).toEqual([]);

  // A guest is no host, however they ask.
  guest.wish({ do: 'turnAway', id: hostId });
  guest.wish({ do: 'say', text: 'noch da?' });
  await expect.poll(() => host.said().length).toBe(2);
  expect(host.over()).toBeUndefined();
});

test('who loads the page anew comes back to the same place with what was written; who was turned away waits again', async () => {
  const { owner, meetingId, token } = await opened();
  await using host = await hostPage(owner, meetingId);
  const at = place();
  await using first = await guestPage(token, 'Jutta Feld', at);
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await expect.poll(() => first.state()?.inside).toBe(true);
  first.wish({ do: 'say', text: 'Ich bin gleich wieder da.' });
  await expect.poll(() => first.said().length).toBe(1);
  const before = host.state()?.people[0]?.id;

  await first[Symbol.asyncDispose]();
  await expect.poll(() => host.state()?.people).toMatchObject([{ id: before, here: false }]);
  // The same page, whose connection broke, is the same to the others, and misses nothing that was meant for it.
  host.wish({ ...offer, to: before ?? '' });
  host.wish({ do: 'say', text: 'Wo sind Sie?' });
  await expect.poll(() => host.said().length).toBe(2);
  await using back = await guestPage(token, 'Jutta Feld', at);
  await expect.poll(() => host.state()?.people).toMatchObject([{ id: before, here: true }]);
  await expect.poll(() => back.signals()).toEqual([{ signal: offer.signal, from: host.state()?.you.id, stage: null }]);
  // A page loaded anew is not.
  await using second = await guestPage(token, 'Jutta Feld', { ...at, page: randomUUID() });
  await expect.poll(() => second.state()?.inside).toBe(true);
  expect(second.said()).toMatchObject([{ text: 'Ich bin gleich wieder da.' }, { text: 'Wo sind Sie?' }]);
  await expect.poll(() => back.over()).toBe('elsewhere');
  await expect.poll(() => host.state()?.people.map(({ id }) => id)).not.toContain(before);
  expect(host.state()?.people).toHaveLength(1);

  host.wish({ do: 'turnAway', id: host.state()?.people[0]?.id ?? '' });
  await expect.poll(() => second.over()).toBe('turned_away');
  await using third = await guestPage(token, 'Jutta Feld', at);
  await expect.poll(() => third.state()).toMatchObject({ inside: false });
});

test('what a page says right after it has come is heard, though we still look who it is', async () => {
  const { owner, meetingId } = await opened();
  await using first = await hostPage(owner, meetingId);
  await using second = await hostPage(owner, meetingId);
  const shows = { ...nothing, camera: true };
  second.wish({ do: 'show', shows });
  second.wish({ do: 'say', text: 'Guten Tag' });
  await expect.poll(() => first.state()?.people).toMatchObject([{ shows }]);
  await expect.poll(() => first.said()).toMatchObject([{ text: 'Guten Tag' }]);
});

test('whoever sees pages may point at them, and turn them only where they are let', async () => {
  const { owner, meetingId, token } = await opened();
  await using host = await hostPage(owner, meetingId);
  const at = place();
  await using guest = await guestPage(token, 'Jutta Feld', at);
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  const moments = (page: TestPage) => page.news.filter((one) => 'point' in one || 'turn' in one);
  const spot = { x: 0.25, y: 1 };
  // Who waits is not heard, and where nothing is shown nobody points.
  guest.wish({ do: 'point', at: spot });
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await expect.poll(() => guest.state()?.inside).toBe(true);
  guest.wish({ do: 'point', at: spot });
  const [of, me] = [host.state()?.you.id ?? '', guest.state()?.you.id ?? ''];
  const who = guest.state()?.you.who ?? '';
  const show = (turner: string | null) =>
    host.wish({ do: 'show', shows: { ...nothing, screen: true, pages: { page: 0, count: 9, turner } } });
  const shown = () => guest.state()?.people[0]?.shows.pages;
  show(null);
  await expect.poll(shown).toEqual({ page: 0, count: 9, turner: null });
  guest.wish({ do: 'turn', of, by: 1 });
  guest.wish({ do: 'point', at: spot });
  await expect.poll(() => moments(host)).toEqual([{ point: spot, from: me }]);
  host.wish({ do: 'point', at: null });
  await expect.poll(() => moments(guest)).toEqual([{ point: null, from: of }]);
  show(who);
  await expect.poll(shown).toMatchObject({ turner: who });
  guest.wish({ do: 'turn', of, by: 1 });
  await expect.poll(() => moments(host).at(-1)).toEqual({ turn: 1 });
  expect(moments(host)).toHaveLength(2);
  // Whoever loads the page anew is another page, and the same person.
  await using again = await guestPage(token, 'Jutta Feld', { ...at, page: randomUUID() });
  await expect.poll(() => again.state()?.you).toMatchObject({ who });
  expect(again.state()?.you.id).not.toBe(me);
  again.wish({ do: 'turn', of, by: -1 });
  await expect.poll(() => moments(host).at(-1)).toEqual({ turn: -1 });
  // Turned away and let in again, they are asked about anew.
  host.wish({ do: 'turnAway', id: again.state()?.you.id ?? '' });
  await expect.poll(() => again.over()).toBe('turned_away');
  await using later = await guestPage(token, 'Jutta Feld', at);
  await expect.poll(() => later.state()?.you.who).toBeTypeOf('string');
  expect(later.state()?.you.who).not.toBe(who);
});

test('a file is given to everybody in the room, once, and to nobody else', async () => {
  const { owner, meetingId, token } = await opened();
  await using host = await hostPage(owner, meetingId);
  await using guest = await guestPage(token);
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  expect(guest.news.filter((one) => 'fileKey' in one)).toEqual([]);
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await expect.poll(() => guest.state()?.inside).toBe(true);
  const keyOf = (page: TestPage) => page.news.flatMap((one) => ('fileKey' in one ? [one.fileKey] : [])).at(-1) ?? '';
  const id = randomUUID();
  const pdf = '%PDF-1.7 die Stromrechnung';
  const headers = { host: 'localhost', 'x-klinke': '1', 'content-type': 'application/octet-stream' };
  const give = async (key: string, payload: string, fileId = id): Promise<unknown> => {
    const url = `/api/v1/meetings/room-files?key=${key}&id=${fileId}&name=Rechnung.pdf`;
    const answer = await app.running.server.inject({ method: 'POST', url, headers, payload });
    return answer.body ? answer.json<{ code: string }>().code : answer.statusCode;
  };
  const take = (key: string, fileId = id) =>
    app.running.server.inject({
      url: `/api/v1/meetings/room-files/${fileId}?key=${key}`,
      headers: { host: 'localhost' },
    });

  expect(await give(keyOf(guest), '<html><script>alert(1)</script>')).toBe('file_unknown');
  expect(await give(keyOf(guest), '')).toBe('file_empty');
  expect(await give(randomUUID(), pdf)).toBe('not_inside');
  expect([await give(keyOf(guest), pdf), await give(keyOf(guest), pdf)]).toEqual([204, 204]);
  const file = { id, name: 'Rechnung.pdf', mediaType: 'application/pdf', bytes: pdf.length };
  await expect.poll(() => host.said()).toMatchObject([{ name: 'Jutta Feld', role: 'guest', file }]);
  const taken = await take(keyOf(host));
  expect(taken.body).toBe(pdf);
  expect(taken.headers['content-disposition']).toContain('attachment; filename="Rechnung.pdf"');

  const elsewhere = await opened();
  await using stranger = await hostPage(elsewhere.owner, elsewhere.meetingId);
  await expect.poll(() => stranger.state()?.inside).toBe(true);
  expect((await take(keyOf(stranger))).statusCode).toBe(404);
  expect((await take(keyOf(host), randomUUID())).statusCode).toBe(404);
  const key = keyOf(guest);
  guest.wish({ do: 'leave' });
  await expect.poll(() => host.state()?.people).toEqual([]);
  expect((await take(key)).statusCode).toBe(403);
  expect(host.said()).toHaveLength(1);
});

test('what was given in a room can be read by nobody on the disk, and goes with the room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-room-files-'));
  const files = openRoomFiles(diskFiles(folder));
  const onDisk = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const text = '%PDF-1.7 streng vertraulich';
  async function* content() {
    yield Buffer.from(text);
  }
  await files.take(randomUUID(), 'a.pdf', content());
  await files.take(randomUUID(), 'b.pdf', content());
  expect(onDisk()).toHaveLength(2);
  expect(onDisk().join('')).not.toContain('vertraulich');
  await files.forget();
  expect(onDisk()).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('without Janus a fifth does not fit in, and is told', async () => {
  const { workspace, owner, meetingId, token } = await opened();
  await using _1 = await hostPage(owner, meetingId);
  await using _2 = await hostPage(owner, meetingId);
  await using _3 = await hostPage(await workspace.person('member'), meetingId);
  await using fourth = await hostPage(owner, meetingId);
  await expect.poll(() => fourth.state()?.people.length).toBe(3);
  await using fifth = await hostPage(owner, meetingId);
  await expect.poll(() => fifth.over()).toBe('full_direct');
  expect(fourth.state()).toMatchObject({ stage: null, most: 4, janus: 'none' });
  await using guest = await guestPage(token);
  await expect.poll(() => fourth.state()?.waiting.length).toBe(1);
  fourth.wish({ do: 'admit', id: fourth.state()?.waiting[0]?.id ?? '' });
  fourth.wish({ do: 'say', text: 'voll' });
  await expect.poll(() => fourth.said().length).toBe(1);
  expect(guest.state()?.inside).toBe(false);
});

test('whoever waits by a link that is revoked waits no more; who is in stays', async () => {
  const { owner, meetingId, token } = await opened();
  await using host = await hostPage(owner, meetingId);
  await using inside = await guestPage(token, 'Jutta Feld');
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  host.wish({ do: 'admit', id: host.state()?.waiting[0]?.id ?? '' });
  await using outside = await guestPage(token, 'Unbekannt');
  await expect.poll(() => host.state()?.waiting.length).toBe(1);
  await owner.call(revokeGuestLink, { params: { meetingId } });
  await expect.poll(() => outside.over()).toBe('link_revoked');
  expect(inside.state()?.inside).toBe(true);
  expect(inside.over()).toBeUndefined();
});

test('nonsense, too much of it, and pages of other sites are cut off', async () => {
  const { owner, meetingId, token } = await opened();
  for (const nonsense of ['', '{', '{"do":"say","text":"ohne Eintritt"}', `"${'x'.repeat(40_000)}"`]) {
    await using page = await openPage('guests', {});
    page.raw(nonsense);
    await expect.poll(() => page.closed()).toBe(true);
  }
  await using host = await hostPage(owner, meetingId);
  await using guest = await guestPage(token);
  await expect.poll(() => guest.state()?.inside).toBe(false);
  for (let sent = 0; sent <= burst + 50; sent++) guest.wish({ do: 'show', shows: nothing });
  await expect.poll(() => guest.closed()).toBe(true);
  await expect.poll(() => host.state()?.waiting).toEqual([]);

  for (const headers of [{ origin: 'https://example.org' }, { origin: '' }]) {
    const socket = new WebSocket(`ws://${addressOf(app)}/api/v1/meetings/room/guests`, { headers });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
  }
  const socket = new WebSocket(`ws://${addressOf(app)}/api/v1/meetings/room/hosts`, {
    headers: { origin: `http://${addressOf(app)}` },
  });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(401);
});
