import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createContact } from '#contacts/contract';
import { createDeal } from '#deals/contract';
import { listTimeline } from '#timeline/contract';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { cancelMeeting, changeMeeting, createMeeting, getMeeting, listMeetings, sayOutcome } from './contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let owner: Client;
beforeAll(async () => {
  app = await startApp();
  workspace = await app.workspace();
  owner = workspace.owner;
});
afterAll(() => app[Symbol.asyncDispose]());

const at = (time: string) => `2026-11-23T${time}:00.000Z`;

async function person(by = owner): Promise<string> {
  return (await by.call(createContact, { body: { firstName: 'Anna', lastName: 'Berg' } })).body.id;
}

async function plan(from: string, to: string, more: object = {}, by = owner) {
  const body = { title: 'Beratung', where: { way: 'video' as const }, startsAt: at(from), endsAt: at(to) };
  return by.call(createMeeting, { body: { contactId: await person(by), ...body, ...more } });
}

test('a meeting is planned with its planner as host, and stands on the timeline', async () => {
  const contactId = await person();
  const made = await plan('10:00', '10:30', { contactId });
  expect(made).toMatchObject({
    status: 201,
    body: {
      overlaps: [],
      meeting: { contactName: 'Anna Berg', state: 'planned', hostIds: [owner.userId], source: 'hand' },
    },
  });
  await app.drain();
  const { items } = (await owner.call(listTimeline, { query: { contactId, groups: 'meetings' } })).body;
  expect(items.map(({ type }) => type)).toEqual(['meetings.planned']);
});

test('asked twice under one key, it is planned once', async () => {
  const contactId = await person();
  const body = {
    contactId,
    title: 'Beratung',
    where: { way: 'phone' as const },
    startsAt: at('18:00'),
    endsAt: at('18:30'),
  };
  const answers = await Promise.all(
    [1, 2, 3].map(() => owner.call(createMeeting, { body, idempotencyKey: contactId })),
  );
  expect(new Set(answers.map((answer) => answer.body.meeting.id)).size).toBe(1);
  expect((await owner.call(listMeetings, { query: { contactId } })).body.items).toHaveLength(1);
});

test('by hand a meeting may lie upon another, and one is told; one that begins when the other ends does not', async () => {
  const host = await workspace.person('member');
  const hostIds = [host.userId];
  await plan('11:00', '12:00', { hostIds });
  const upon = await plan('11:30', '12:30', { hostIds });
  expect(upon.body.overlaps).toEqual([{ userId: host.userId, startsAt: at('11:00'), endsAt: at('12:00') }]);
  expect((await plan('12:30', '13:00', { hostIds })).body.overlaps).toEqual([]);
  const { meeting } = upon.body;
  const moved = await owner.call(changeMeeting, {
    params: { meetingId: meeting.id },
    body: { startsAt: at('13:00'), endsAt: at('13:30') },
    ifMatch: meeting.version,
  });
  expect(moved.body.overlaps).toEqual([]);
  const again = await owner.call(changeMeeting, {
    params: { meetingId: meeting.id },
    body: { title: 'Zu spät' },
    ifMatch: meeting.version,
  });
  expect(again).toMatchObject({ status: 412, body: { code: 'stale' } });
});

test('of two planned for one host at the same moment, one is told of the other', async () => {
  const host = await workspace.person('member');
  const both = await Promise.all(
    ['14:00', '14:15'].map((from) => plan(from, '14:45', { hostIds: [host.userId, owner.userId] })),
  );
  expect(
    both.map(({ body }) => body.overlaps.filter(({ userId }) => userId === host.userId).length).toSorted(),
  ).toEqual([0, 1]);
});

test.each([
  ['ends before it begins', { startsAt: at('10:00'), endsAt: at('09:00') }, 'meeting_too_long'],
  ['lasts longer than a day', { startsAt: at('10:00'), endsAt: '2026-11-24T10:00:01Z' }, 'meeting_too_long'],
  ['a stranger as host', { hostIds: ['0198c0de-0000-7000-8000-000000000000'] }, 'host_unknown'],
  ['a link that runs something', { where: { way: 'link', location: 'javascript:alert(1)' } }, 'invalid'],
  ['a place without an address', { where: { way: 'place' } }, 'invalid'],
])('%s: refused', async (_, more, code) => {
  const { status, body } = await plan('10:00', '10:30', more);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).toMatchObject({ code });
});

test("somebody else's deal is refused", async () => {
  const deal = await owner.call(createDeal, { body: { title: 'Dach', contactId: await person() } });
  const { status, body } = await plan('10:00', '10:30', { dealId: deal.body.id });
  expect([status, body]).toMatchObject([422, { code: 'deal_of_another' }]);
});

test('a cancelled meeting stays cancelled, and takes no time', async () => {
  const host = await workspace.person('member');
  const { meeting } = (await plan('15:00', '16:00', { hostIds: [host.userId] })).body;
  const params = { meetingId: meeting.id };
  for (let twice = 0; twice < 2; twice++)
    expect(await owner.call(cancelMeeting, { params })).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(await owner.call(changeMeeting, { params, body: { title: 'Doch' } })).toMatchObject({
    status: 409,
    body: { code: 'meeting_not_planned' },
  });
  expect(await owner.call(sayOutcome, { params, body: { state: 'held' } })).toMatchObject({ status: 409 });
  expect((await plan('15:00', '16:00', { hostIds: [host.userId] })).body.overlaps).toEqual([]);
});

test('whether it took place is said once it has begun, and can be taken back', async () => {
  const { meeting } = (await plan('09:00', '09:15')).body;
  const params = { meetingId: meeting.id };
  const say = (state: 'held' | 'no_show' | 'planned') => owner.call(sayOutcome, { params, body: { state } });
  expect((await say('no_show')).body).toMatchObject({ state: 'no_show' });
  expect((await say('planned')).body).toMatchObject({ state: 'planned' });
  expect((await say('held')).body).toMatchObject({ state: 'held' });
  const later = (await plan('10:00', '10:15')).body.meeting;
  expect(monday.toISOString() < later.startsAt).toBe(true);
  expect(await owner.call(sayOutcome, { params: { meetingId: later.id }, body: { state: 'held' } })).toMatchObject({
    status: 409,
    body: { code: 'meeting_not_begun' },
  });
});

test('the list goes by time, page by page, and knows what reaches into a span', async () => {
  const host = await workspace.person('member');
  const { userId } = host;
  for (const [from, to] of [
    ['08:00', '08:30'],
    ['06:00', '07:00'],
    ['07:00', '07:30'],
  ] as const)
    await plan(from, to, { hostIds: [userId] });
  const first = (await owner.call(listMeetings, { query: { userId, limit: 2 } })).body;
  const rest = (await owner.call(listMeetings, { query: { userId, limit: 2, cursor: first.next ?? '' } })).body;
  expect([...first.items, ...rest.items].map(({ startsAt }) => startsAt)).toEqual([
    at('06:00'),
    at('07:00'),
    at('08:00'),
  ]);
  const latest = (await owner.call(listMeetings, { query: { userId, sort: '-startsAt', limit: 2 } })).body;
  const before = { userId, sort: '-startsAt' as const, limit: 2, cursor: latest.next ?? '' };
  const oldest = (await owner.call(listMeetings, { query: before })).body;
  expect([...latest.items, ...oldest.items].map(({ startsAt }) => startsAt)).toEqual([
    at('08:00'),
    at('07:00'),
    at('06:00'),
  ]);
  await plan('05:00', '05:30', { hostIds: [userId], where: { way: 'phone' } });
  const byPhone = (await owner.call(listMeetings, { query: { userId, way: 'phone' } })).body;
  expect(byPhone.items.map(({ startsAt }) => startsAt)).toEqual([at('05:00')]);
  const span = (await owner.call(listMeetings, { query: { userId, from: at('06:30'), to: at('07:00') } })).body;
  expect(span.items.map(({ startsAt }) => startsAt)).toEqual([at('06:00')]);
});

test('who sees only their own sees the meetings they host, and no others', async () => {
  const other = await app.workspace();
  const me = await other.person('member');
  await other.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);
  const hidden = (await plan('10:00', '10:30', {}, other.owner)).body.meeting;
  const hosted = (await plan('11:00', '11:30', { hostIds: [me.userId, other.owner.userId] }, other.owner)).body.meeting;
  expect((await me.call(listMeetings, { query: {} })).body.items.map(({ id }) => id)).toEqual([hosted.id]);
  expect((await me.call(getMeeting, { params: { meetingId: hidden.id } })).status).toBe(404);
  expect((await me.call(cancelMeeting, { params: { meetingId: hidden.id } })).status).toBe(404);
});
