import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createContact } from '#contacts/contract';
import { recordConsent } from '#consent/contract';
import { listTimeline } from '#timeline/contract';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { cancelMeeting, getMeeting, listVisits, type PlanVisit, planVisit, sayVisit } from '../contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let rep: Client;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  app.time.now = monday;
  workspace = await app.workspace();
  rep = await workspace.person('member');
});

const invitation = { at: '2026-11-20T10:00:00.000Z', about: 'Dach ansehen', proof: 'Anruf vom 20.11., Frau Berg' };
const at = (time: string) => `2026-11-23T${time}:00.000Z`;

async function visit(lastName: string, from: string, more: Partial<PlanVisit> = {}) {
  const contactId = more.contactId ?? (await rep.call(createContact, { body: { lastName } })).body.id;
  const startsAt = at(from);
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
  const body = {
    contactId,
    title: 'Beratung',
    address: `${lastName}weg 1, Kassel`,
    startsAt,
    endsAt,
    invitation,
    ...more,
  };
  return rep.call(planVisit, { body });
}

const today = async (by = rep) => (await by.call(listVisits, { query: { on: '2026-11-23' } })).body.items;
const object = (contactId: string, when: string) =>
  rep.call(recordConsent, {
    params: { contactId },
    body: { state: 'denied', because: 'objected', channel: 'visit', at: when, source: 'letter' },
  });

test('a visit is planned on an invitation, and both stand on the timeline', async () => {
  const made = await visit('Berg', '13:00');
  expect(made).toMatchObject({
    status: 201,
    body: { contactName: 'Berg', allowed: true, state: 'planned', invitation },
  });
  await app.drain();
  const { contactId, meetingId } = made.body;
  const { items } = (await rep.call(listTimeline, { query: { contactId } })).body;
  expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['meetings.planned', 'meetings.visitInvited']));
  const meeting = (await rep.call(getMeeting, { params: { meetingId } })).body;
  expect(meeting).toMatchObject({ way: 'place', location: 'Bergweg 1, Kassel', hostIds: [rep.userId] });
});

test('no invitation of the future, and none that a later objection has overtaken: then nothing is planned', async () => {
  expect(await visit('Berg', '13:00', { invitation: { ...invitation, at: at('12:00') } })).toMatchObject({
    status: 422,
    body: { code: 'invitation_in_future' },
  });
  const { id: contactId } = (await rep.call(createContact, { body: { lastName: 'Nein' } })).body;
  await object(contactId, '2026-11-21T10:00:00Z');
  expect(await visit('Nein', '14:00', { contactId })).toMatchObject({
    status: 403,
    body: { code: 'contact_not_allowed' },
  });
  expect(await today()).toEqual([]);
  const later = { ...invitation, at: '2026-11-22T10:00:00.000Z' };
  expect((await visit('Nein', '14:00', { contactId, invitation: later })).status).toBe(201);
});

test('the day is in the order of a short way; who has no coordinates comes last, who cancelled not at all', async () => {
  const spot = (longitude: number) => ({ spot: { latitude: 51, longitude } });
  await visit('Ohne', '06:00');
  await visit('West', '07:00', spot(9));
  await visit('Ost', '08:00', spot(9.3));
  await visit('Mitte', '12:00', spot(9.1));
  const { meetingId } = (await visit('Weg', '13:00', spot(9.2))).body;
  await rep.call(cancelMeeting, { params: { meetingId } });
  const items = await today();
  expect(items.map(({ contactName }) => contactName)).toEqual(['West', 'Mitte', 'Ost', 'Ohne']);
  expect(items.map(({ kmFromLast }) => kmFromLast && Math.round(kmFromLast))).toEqual([null, 7, 14, null]);
  expect(await today(await workspace.person('member'))).toEqual([]);
  expect((await rep.call(listVisits, { query: { on: '2026-11-24' } })).body).toEqual({ items: [], next: null });
  expect((await rep.call(listVisits, { query: { on: '2026-11-20' } })).body).toEqual({ items: [], next: '2026-11-23' });
});

test('whoever objects after the visit was planned is told apart before anybody drives there', async () => {
  const { contactId } = (await visit('Berg', '13:00')).body;
  await object(contactId, '2026-11-23T08:00:00Z');
  expect(await today()).toMatchObject([{ allowed: false }]);
});

test('an outcome that comes late, twice or out of order is what was entered last, once', async () => {
  const { meetingId, contactId } = (await visit('Berg', '06:00')).body;
  const params = { meetingId };
  const first = { state: 'no_show' as const, note: 'Niemand da', at: at('06:10') };
  const second = { state: 'held' as const, note: 'Doch noch: will ein Angebot', at: at('06:20') };
  for (const body of [first, first, second, first, second]) {
    const answer = await rep.call(sayVisit, { params, body });
    expect(answer.status).toBe(200);
  }
  expect(await today()).toMatchObject([{ state: 'held', note: 'Doch noch: will ein Angebot', saidAt: at('06:20') }]);
  await app.drain();
  const { items } = (await rep.call(listTimeline, { query: { contactId, groups: 'visits' } })).body;
  expect(items.filter(({ type }) => type === 'meetings.visitSaid').map(({ payload }) => payload['note'])).toEqual([
    'Doch noch: will ein Angebot',
    'Niemand da',
  ]);
});

test.each(['9999-12-31T23:59:59.999-12:00', '0000-01-01T00:00:00+12:00'])(
  'a telephone whose clock says %s loses nothing',
  async (saidAt) => {
    const { meetingId } = (await visit('Berg', '06:00')).body;
    const body = { state: 'held' as const, note: 'Will ein Angebot', at: saidAt };
    expect((await rep.call(sayVisit, { params: { meetingId }, body })).status).toBe(200);
    const [said] = await today();
    expect(said).toMatchObject({ state: 'held', note: 'Will ein Angebot' });
    expect(Date.parse(said?.saidAt ?? '')).toBeLessThanOrEqual(app.time.now.getTime());
  },
);

test('a meeting that is no visit has no outcome at the door', async () => {
  const { body } = await visit('Berg', '06:00');
  const stranger = (await app.workspace()).owner;
  const said = { state: 'held' as const, note: '', at: at('06:10') };
  expect((await stranger.call(sayVisit, { params: { meetingId: body.meetingId }, body: said })).status).toBe(404);
});
