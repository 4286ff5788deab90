import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { mayContact } from '#consent/contract';
import { createContact, getContact, listContacts } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { bookingOffice, erika, othersIn, timesIn, tuesday } from '../../../../test/setup/booking.ts';
import { monday } from '../../../../test/setup/house.ts';
import * as contract from '../contract.ts';

const office = bookingOffice();
const { open, visit, book, meetings } = office;

test('makes a person, a meeting of theirs, and no consent', async () => {
  const page = await open();
  const { goTo, sent } = await book(page);
  const [meeting] = await meetings();
  expect(meeting).toMatchObject({
    state: 'planned',
    source: 'booking',
    startsAt: tuesday,
    hostIds: [office.owner.userId],
    contactName: 'Erika Muster',
  });
  const contact = (await office.owner.call(getContact, { params: { contactId: meeting?.contactId ?? '' } })).body;
  expect(contact).toMatchObject({ ownerId: office.owner.userId, source: 'Terminseite „Beratung“' });
  for (const channel of ['phone', 'email'] as const) {
    const asked = { params: { contactId: contact.id }, query: { channel, purpose: 'advertising' as const } };
    expect((await office.owner.call(mayContact, asked)).body).toMatchObject({ allowed: false });
  }
  const own = await visit('GET', goTo);
  expect(own.text).toContain('Ihr Termin steht.');
  expect(own.text).not.toContain(sent.email);
});

test('finds whom we know by their mailbox', async () => {
  const page = await open();
  const emails = [{ label: 'home', value: 'erika@example.org' }];
  const { id } = (await office.owner.call(createContact, { body: { lastName: 'Muster-Meier', emails } })).body;
  await book(page, { email: 'Erika@example.org' });
  expect((await meetings()).map(({ contactId }) => contactId)).toEqual([id]);
  expect((await office.owner.call(listContacts, { query: {} })).body.items).toHaveLength(1);
});

test('sent twice, and five times at once, is one', async () => {
  const page = await open();
  const sent = erika();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => visit('POST', page.address, sent)));
  const again = await visit('POST', page.address, sent);
  expect(new Set([...answers, again].map(({ status, goTo }) => `${status} ${goTo}`)).size).toBe(1);
  expect(await meetings()).toHaveLength(1);
  // Whoever only knows the time and the address of somebody else learns nothing.
  expect((await visit('POST', page.address, { ...sent, form: randomUUID() })).status).toBe(409);
});

test('fifty at one time: one gets it, the others keep what they typed and see what else is free', async () => {
  const page = await open();
  const answers = await Promise.all(Array.from({ length: 50 }, () => visit('POST', page.address, erika())));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const others = answers.filter(({ status }) => status === 409);
  expect(others).toHaveLength(49);
  for (const { text } of others) {
    expect(text).toContain('Diese Zeit ist gerade vergeben worden.');
    expect(text).toContain('value="Muster"');
    expect(othersIn(text)).not.toContain(tuesday);
    expect(othersIn(text)).toHaveLength(8);
  }
  expect(await meetings()).toHaveLength(1);
  const other = othersIn(others[0]?.text ?? '')[0] ?? '';
  await book(page, { time: other });
});

test('two pages of one host, and a meeting by hand, share their time', async () => {
  const pages = [await open(), await open({ title: 'Zweite' })];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => visit('POST', pages[at % 2]?.address ?? '', erika())),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  const contactId = (await office.owner.call(createContact, { body: { lastName: 'Hand' } })).body.id;
  const span = { startsAt: '2026-11-24T10:10:00Z', endsAt: '2026-11-24T10:20:00Z' };
  const body = { contactId, title: 'Von Hand', where: { way: 'phone' as const }, ...span };
  await office.owner.call(contract.createMeeting, { body });
  expect((await visit('POST', pages[0]?.address ?? '', { ...erika(), time: '2026-11-24T10:00:00.000Z' })).status).toBe(
    409,
  );
});

test('whatever is booked and moved at once, nobody has two meetings at a time', async () => {
  const [second, third] = [await office.house.person('member'), await office.house.person('member')];
  const three = [office.owner.userId, second.userId, third.userId];
  const pages = [
    await open({ hostIds: three }),
    await open({ hostIds: three.slice(0, 2), assignment: 'all', minutes: 45, stepMinutes: 15 }),
    await open({ hostIds: three.slice(1), minutes: 20, stepMinutes: 10, afterMinutes: 10 }),
  ];
  const quarter = (at: number) => new Date(Date.parse(tuesday) + (at % 8) * 900_000).toISOString();
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, at) =>
      visit('POST', pages[at % 3]?.address ?? '', { ...erika(), time: quarter(Math.floor(at / 3)) }),
    ),
  );
  const booked = answers.filter(({ status }) => status === 303);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
  await Promise.all(
    booked.map(({ goTo }, at) => visit('POST', goTo.replace('gebucht', 'verschieben'), { time: quarter(at + 3) })),
  );
  const planned = await meetings({ state: 'planned' });
  expect(planned).toHaveLength(booked.length);
  for (const host of three) {
    const theirs = planned.filter(({ hostIds }) => hostIds.includes(host));
    expect(theirs.length).toBeGreaterThan(0);
    for (const [at, { startsAt }] of theirs.entries())
      if (at > 0) expect(startsAt >= (theirs[at - 1]?.endsAt ?? '')).toBe(true);
  }
});

test('what stands in a calendar elsewhere is no free time', async () => {
  const page = await open();
  const db = dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id });
  const whose = { workspaceId: office.house.id, userId: office.owner.userId };
  const known = { name: 'Privat', kind: 'feed' as const, host: 'kalender.example', userName: null, fingerprint: 'f' };
  const read = {
    readAt: monday,
    workedOutAt: monday,
    state: null,
    problem: null,
    problemSince: null,
    tries: 0,
    skipped: 0,
  };
  const calendarId = randomUUID();
  // Not to be read in this test: there is nobody at that address.
  const times = { nextReadAt: new Date('2099-01-01'), createdAt: monday };
  await db
    .insertInto('calendar')
    .values({ ...whose, id: calendarId, ...known, ...read, ...times })
    .execute();
  const busy = { startsAt: new Date('2026-11-24T09:15:00Z'), endsAt: new Date('2026-11-24T09:30:00Z') };
  await db
    .insertInto('busyTime')
    .values({ ...whose, calendarId, ...busy })
    .execute();
  expect((await visit('POST', page.address, erika())).status).toBe(409);
  await book(page, { time: '2026-11-24T09:30:00.000Z' });
});

test.each([
  ['in the night', '2026-11-24T02:00:00.000Z'],
  ['between two steps', '2026-11-24T09:07:00.000Z'],
  ['in the past', '2026-11-20T09:00:00.000Z'],
  ['too soon', '2026-11-23T10:00:00.000Z'],
  ['too far ahead', '2027-11-24T09:00:00.000Z'],
  ['on a Sunday', '2026-11-29T09:00:00.000Z'],
  ['no time at all', 'bald'],
])('%s is no time', async (_, time) => {
  const page = await open();
  expect((await visit('POST', page.address, { ...erika(), time })).status).toBe(409);
  expect(await meetings()).toEqual([]);
});

test('goes round among the hosts, and to all of them where all are wanted', async () => {
  const [second, third] = [await office.house.person('member'), await office.house.person('member')];
  const hostIds = [office.owner.userId, second.userId, third.userId];
  const page = await open({ hostIds });
  for (let turn = 0; turn < 6; turn++) {
    office.app.time.now = new Date(monday.getTime() + turn * 1000);
    await book(page, { time: new Date(Date.parse(tuesday) + Math.floor(turn / 3) * 3_600_000).toISOString() });
  }
  const got = (await meetings()).map((meeting) => meeting.hostIds[0]);
  for (const each of hostIds) expect(got.filter((id) => id === each)).toHaveLength(2);

  const together = await open({ hostIds: [second.userId, third.userId], assignment: 'all' });
  expect((await visit('POST', together.address, erika())).status).toBe(409);
  await book(together, { time: '2026-11-25T09:00:00.000Z' });
  const [meeting] = await meetings({ from: '2026-11-25T00:00:00Z' });
  expect(meeting?.hostIds).toEqual([second.userId, third.userId].toSorted());
});

test('keeps to the hours of the host and to the days they are away', async () => {
  const page = await open();
  const hours = { 2: [{ from: '14:00', to: '15:00' }] };
  const exceptions = [
    { on: '2026-12-01', spans: [] },
    { on: '2026-12-03', spans: [{ from: '20:00', to: '20:30' }] },
  ];
  const body = { timeZone: 'Europe/Vienna', hours, exceptions };
  expect((await office.owner.call(contract.setMyHours, { body })).status).toBe(200);
  expect(timesIn((await visit('GET', page.address)).text)).toEqual([
    '2026-11-24T13:00:00.000Z',
    '2026-11-24T13:30:00.000Z',
    '2026-12-03T19:00:00.000Z',
    '2026-12-08T13:00:00.000Z',
    '2026-12-08T13:30:00.000Z',
    '2026-12-15T13:00:00.000Z',
    '2026-12-15T13:30:00.000Z',
    '2026-12-22T13:00:00.000Z',
    '2026-12-22T13:30:00.000Z',
  ]);
});

test('one line books no more than ten in an hour, and nobody else is held up', async () => {
  const page = await open();
  const ip = '203.0.113.7';
  const from = (at: number) => new Date(Date.parse(tuesday) + at * 1_800_000).toISOString();
  const answers = [];
  for (let at = 0; at < 12; at++)
    answers.push(await visit('POST', page.address, { ...erika(), time: from(at) }, { ip }));
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(303), 429, 429]);
  expect(answers[11]?.text).toContain('zu viele Buchungen');
  await book(page, { time: from(13) });
  office.app.time.now = new Date(monday.getTime() + 3_600_001);
  expect((await visit('POST', page.address, { ...erika(), time: '2026-11-25T09:00:00.000Z' }, { ip })).status).toBe(
    303,
  );
});

test('one mailbox gets no more than three in a day', async () => {
  const page = await open();
  const email = 'opfer@example.org';
  const from = (at: number) => new Date(Date.parse(tuesday) + at * 1_800_000).toISOString();
  for (let at = 0; at < 3; at++) await book(page, { email, time: from(at) });
  expect((await visit('POST', page.address, { ...erika(), email, time: from(4) })).status).toBe(429);
});

test('a program that fills in every field books nothing', async () => {
  const page = await open();
  expect((await visit('POST', page.address, { ...erika(), website: 'https://spam.example' })).status).toBe(429);
  expect(await meetings()).toEqual([]);
});
