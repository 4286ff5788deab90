import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AllTables } from '#capabilities';
import { mayContact } from '#consent/contract';
import { createContact, getContact, listContacts } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { smtpMail } from '#platform/mail';
import { changeWorkspace } from '#workspace/contract';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { plain, postOffice } from '../../../../test/setup/post-office.ts';
import { testDatabase } from '../../../../test/setup/database.ts';
import * as contract from '../contract.ts';
import { tellOfBooking } from './jobs.ts';

let app: TestApp;
let house: TestWorkspace;
let owner: Client;
let office: Awaited<ReturnType<typeof postOffice>>;
beforeAll(async () => {
  office = await postOffice();
  const mail = smtpMail(office.url, 'Klinke <klinke@example.org>');
  app = await startApp({ config: { publicUrl: 'https://klinke.example.org' }, ports: { mail } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** Monday, half past ten in Kassel. */
const start = new Date('2026-11-23T09:30:00Z');
let lines = 0;
beforeEach(async () => {
  app.time.now = start;
  house = await app.workspace();
  owner = house.owner;
});

async function open(more: Partial<contract.CreateBookingPage> = {}): Promise<contract.BookingPageView> {
  const body = {
    title: 'Beratung',
    privacyUrl: 'https://sonnendach.example/datenschutz',
    where: { way: 'video' as const },
    minutes: 30,
    hostIds: [owner.userId],
    ...more,
  };
  const answer = await owner.call(contract.createBookingPage, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

type Options = { ip?: string; language?: string };
async function visit(
  method: 'GET' | 'POST',
  address: string,
  fields: Record<string, string> = {},
  options: Options = {},
) {
  const url = new URL(address, 'https://klinke.example.org');
  const answer = await app.running.server.inject({
    method,
    url: url.pathname + url.search,
    // Every visitor on a line of their own, unless the test says otherwise.
    remoteAddress: options.ip ?? `198.51.${100 + Math.floor(++lines / 250)}.${lines % 250}`,
    headers: {
      host: 'localhost',
      'accept-language': options.language ?? 'de',
      ...(method === 'POST' && {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost',
        'sec-fetch-site': 'same-origin',
      }),
    },
    ...(method === 'POST' && { payload: new URLSearchParams(fields).toString() }),
  });
  return {
    status: answer.statusCode,
    text: answer.body,
    headers: answer.headers,
    goTo: String(answer.headers['location'] ?? ''),
  };
}

/** The times that a page offers as links, whole. */
const timesIn = (text: string): string[] =>
  [...text.matchAll(/time=([^"&]+)/g)].map(([, time]) => decodeURIComponent(time ?? ''));
const othersIn = (text: string): string[] =>
  [...text.matchAll(/name="time" value="([^"]+)"/g)].map(([, time]) => time ?? '');

const tuesday = '2026-11-24T09:00:00.000Z';
const erika = () => ({
  time: tuesday,
  form: randomUUID(),
  zone: 'Europe/Berlin',
  firstName: 'Erika',
  lastName: 'Muster',
  email: `erika-${randomUUID()}@example.org`,
});

async function book(page: contract.BookingPageView, more: Record<string, string> = {}) {
  const sent = { ...erika(), ...more };
  const answer = await visit('POST', page.address, sent);
  expect(answer.status, answer.text).toBe(303);
  return { ...answer, sent };
}

const meetings = async (query: object = {}) =>
  (await owner.call(contract.listMeetings, { query: { limit: 200, ...query } })).body.items;

describe('the page', () => {
  test('shows what is free, by the clock of the visitor, and finds no search engine', async () => {
    const page = await open({ intro: 'Zehn Fragen zu Ihrem <Dach>' });
    const shown = await visit('GET', page.address);
    expect(shown.status).toBe(200);
    expect(shown.headers['x-robots-tag']).toContain('noindex');
    expect(shown.text).not.toContain('<script');
    expect(shown.text).toContain('Zehn Fragen zu Ihrem &#60;Dach&#62;');
    // Two hours of notice from half past ten on.
    expect(timesIn(shown.text)[0]).toBe('2026-11-23T11:30:00.000Z');
    expect(shown.text).toContain('12:30 Uhr');
    const london = await visit('GET', `${page.address}?zone=Europe%2FLondon`, {}, { language: 'en-GB' });
    expect(london.text).toContain('<html lang="en">');
    expect(london.text).toContain('Monday, 23 November 2026');
    expect(timesIn(london.text)[0]).toBe('2026-11-23T11:30:00.000Z');
    expect(london.text).toMatch(/>11:30</);
    expect((await visit('GET', `${page.address}?zone=Mond%2FKrater`)).text).toContain('12:30 Uhr');
  });

  test('stands in a frame of the sites that were chosen, and of no other; its address says what it is about', async () => {
    const page = await open({ title: 'Grüße & Dächer', embedSites: ['https://sonnendach.example'] });
    expect(page.address).toContain('/termin/gruesse-daecher-');
    const frames = async (address: string) =>
      /frame-ancestors ([^;]+)/.exec(String((await visit('GET', address)).headers['content-security-policy']))?.[1];
    expect(await frames(page.address)).toBe('https://sonnendach.example');
    expect(await frames(`/termin/${page.address.slice(-43)}`)).toBe('https://sonnendach.example');
    expect(await frames(`/termin/umbenannt-${page.address.slice(-43)}`)).toBe('https://sonnendach.example');
    const { goTo } = await book(page);
    expect(await frames(goTo)).toBe('https://sonnendach.example');
    expect(await frames((await open()).address)).toBe("'none'");
    for (const site of ['http://unsicher.example', 'https://a.example/seite', "https://a.example;script-src 'none'"]) {
      const body = { title: 'B', privacyUrl: 'https://a.example/d', where: { way: 'video' as const }, minutes: 30 };
      const bad = await owner.call(contract.createBookingPage, {
        body: { ...body, hostIds: [owner.userId], embedSites: [site] },
      });
      expect(bad.status, site).toBeGreaterThanOrEqual(400);
    }
  });

  test('leads to a statement on accessibility, with the contact of the firm', async () => {
    await owner.call(changeWorkspace, { body: { publicEmail: 'hilfe@sonnendach.example' } });
    const { text } = await visit('GET', (await open()).address);
    const [, address = ''] = /<footer><a href="([^"]+)"/.exec(text) ?? [];
    expect(address).toBe(`/barrierefreiheit/${house.id.replaceAll('-', '')}`);
    const statement = await visit('GET', address);
    expect(statement.text).toContain('WCAG) 2.2');
    expect(statement.text).toContain('mailto:hilfe@sonnendach.example');
    expect(statement.text).not.toContain('<script');
    expect((await visit('GET', address, {}, { language: 'en' })).text).toContain('Accessibility statement');
    expect((await visit('GET', '/barrierefreiheit')).text).toContain('Erklärung zur Barrierefreiheit');
    for (const unknown of ['0'.repeat(32), 'x'])
      expect((await visit('GET', `/barrierefreiheit/${unknown}`)).status).toBe(404);
    const gone = await visit('GET', '/termin/x');
    expect(gone.text).toContain('<footer><a href="/barrierefreiheit" target="_top">');
  });

  test('asks first what leads to the right person, and says so where there is none', async () => {
    const [roofs, firms] = [await house.person('member'), await house.person('member')];
    const page = await open({
      hostIds: [roofs.userId, firms.userId],
      questions: [
        {
          label: 'Wer sind Sie?',
          required: true,
          choices: [
            { label: 'Privat', hostIds: [roofs.userId] },
            { label: 'Firma', hostIds: [firms.userId] },
          ],
        },
        { label: 'Postleitzahl', required: true, byPostalCode: true, choices: [{ label: '34, 35', hostIds: [] }] },
        { label: 'Noch etwas?', required: false },
      ],
    });
    const first = await visit('GET', page.address);
    expect(first.text).toContain('<legend>Wer sind Sie?</legend>');
    expect(timesIn(first.text)).toEqual([]);
    expect((await visit('GET', `${page.address}?q0=Privat&q1=`)).status).toBe(422);
    expect((await visit('GET', `${page.address}?q0=Gast&q1=34117`)).status).toBe(422);
    const far = await visit('GET', `${page.address}?q0=Privat&q1=80331`);
    expect(far.text).toContain('Dafür haben wir leider niemanden.');

    const near = await visit('GET', `${page.address}?q0=Firma&q1=34117`);
    const [link = ''] = [...near.text.matchAll(/href="(\?[^"]*time=[^"]*)"/g)].map(([, href]) => href ?? '');
    const form = await visit('GET', page.address + link.replaceAll('&#38;', '&'));
    expect(form.text).toContain('name="q0" value="Firma"');
    await book(page, { q0: 'Firma', q1: '34117' });
    await book(page, { q0: 'Privat', q1: '35037' });
    expect((await meetings()).map(({ hostIds, answers }) => [hostIds, answers])).toEqual(
      expect.arrayContaining([
        [
          [firms.userId],
          [
            { label: 'Wer sind Sie?', answer: 'Firma' },
            { label: 'Postleitzahl', answer: '34117' },
          ],
        ],
        [
          [roofs.userId],
          [
            { label: 'Wer sind Sie?', answer: 'Privat' },
            { label: 'Postleitzahl', answer: '35037' },
          ],
        ],
      ]),
    );
    // Both are taken now for their own, whoever asks.
    expect((await visit('POST', page.address, { ...erika(), q0: 'Firma', q1: '34117' })).status).toBe(409);
    expect((await visit('POST', page.address, { ...erika(), q0: 'Firma', q1: '80331' })).status).toBe(409);
    expect((await visit('POST', page.address, { ...erika(), q1: '34117' })).status).toBe(422);
    const stray = [{ label: 'Wer?', required: true, choices: [{ label: 'Ich', hostIds: [owner.userId] }] }];
    const bad = await owner.call(contract.changeBookingPage, {
      params: { pageId: page.id },
      body: { questions: stray },
    });
    expect([bad.status, bad.body]).toMatchObject([422, { code: 'host_not_on_page' }]);
  });

  test('leads through all of its days', async () => {
    const page = await open({ horizonDays: 30 });
    const seen = new Set<string>();
    let address: string | undefined = page.address;
    for (let turns = 0; address && turns < 20; turns++) {
      const { text } = await visit('GET', address);
      for (const time of timesIn(text)) seen.add(time);
      const later = /href="([^"]*)">Spätere Tage/.exec(text)?.[1]?.replaceAll('&#38;', '&');
      address = later && `${page.address}${later}`;
    }
    // Until the 23rd of December, eight hours on each working day.
    expect([...seen].map((time) => time.slice(0, 10)).at(-1)).toBe('2026-12-23');
    expect(new Set([...seen].map((time) => time.slice(0, 10))).size).toBe(23);
  });

  test('by phone asks for a number, and every page for what it needs', async () => {
    const page = await open({
      where: { way: 'phone' },
      questions: [{ label: 'Wie groß ist das Dach?', required: true }],
    });
    const { zone: _, ...sent } = erika();
    const answer = await visit('POST', page.address, { ...sent, email: 'niemand' });
    expect(answer.status).toBe(422);
    for (const name of ['email', 'phone', 'q0']) expect(answer.text).toContain(`id="${name}-fault"`);
    expect(answer.text).toContain('value="Muster"');
    expect(await meetings()).toEqual([]);
    await book(page, { phone: '0561 4711470', q0: '80 m²' });
    expect(await meetings()).toMatchObject([{ answers: [{ label: 'Wie groß ist das Dach?', answer: '80 m²' }] }]);
  });

  test.each(['/termin/x', `/termin/${'A'.repeat(43)}`, `/termin/gebucht/${'A'.repeat(43)}`])(
    '%s is none',
    async (address) => {
      const answer = await visit('GET', address);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('Diese Seite gibt es nicht');
    },
  );

  test('closed, it shows and takes nothing; opened again, it does', async () => {
    const page = await open();
    const change = (closed: boolean) =>
      owner.call(contract.changeBookingPage, { params: { pageId: page.id }, body: { closed } });
    await change(true);
    expect((await visit('GET', page.address)).status).toBe(404);
    expect((await visit('POST', page.address, erika())).status).toBe(404);
    await change(false);
    expect((await visit('GET', page.address)).status).toBe(200);
  });
});

describe('booking', () => {
  test('makes a person, a meeting of theirs, and no consent', async () => {
    const page = await open();
    const { goTo, sent } = await book(page);
    const [meeting] = await meetings();
    expect(meeting).toMatchObject({
      state: 'planned',
      source: 'booking',
      startsAt: tuesday,
      hostIds: [owner.userId],
      contactName: 'Erika Muster',
    });
    const contact = (await owner.call(getContact, { params: { contactId: meeting?.contactId ?? '' } })).body;
    expect(contact).toMatchObject({ ownerId: owner.userId, source: 'Terminseite „Beratung“' });
    for (const channel of ['phone', 'email'] as const) {
      const asked = { params: { contactId: contact.id }, query: { channel, purpose: 'advertising' as const } };
      expect((await owner.call(mayContact, asked)).body).toMatchObject({ allowed: false });
    }
    const own = await visit('GET', goTo);
    expect(own.text).toContain('Ihr Termin steht.');
    expect(own.text).not.toContain(sent.email);
  });

  test('finds whom we know by their mailbox', async () => {
    const page = await open();
    const emails = [{ label: 'home', value: 'erika@example.org' }];
    const { id } = (await owner.call(createContact, { body: { lastName: 'Muster-Meier', emails } })).body;
    await book(page, { email: 'Erika@example.org' });
    expect((await meetings()).map(({ contactId }) => contactId)).toEqual([id]);
    expect((await owner.call(listContacts, { query: {} })).body.items).toHaveLength(1);
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
    const contactId = (await owner.call(createContact, { body: { lastName: 'Hand' } })).body.id;
    const span = { startsAt: '2026-11-24T10:10:00Z', endsAt: '2026-11-24T10:20:00Z' };
    const body = { contactId, title: 'Von Hand', where: { way: 'phone' as const }, ...span };
    await owner.call(contract.createMeeting, { body });
    expect(
      (await visit('POST', pages[0]?.address ?? '', { ...erika(), time: '2026-11-24T10:00:00.000Z' })).status,
    ).toBe(409);
  });

  test('whatever is booked and moved at once, nobody has two meetings at a time', async () => {
    const [second, third] = [await house.person('member'), await house.person('member')];
    const three = [owner.userId, second.userId, third.userId];
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
    const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
    const whose = { workspaceId: house.id, userId: owner.userId };
    const known = { name: 'Privat', kind: 'feed' as const, host: 'kalender.example', userName: null, fingerprint: 'f' };
    const read = {
      readAt: start,
      workedOutAt: start,
      state: null,
      problem: null,
      problemSince: null,
      tries: 0,
      skipped: 0,
    };
    const calendarId = randomUUID();
    // Not to be read in this test: there is nobody at that address.
    const times = { nextReadAt: new Date('2099-01-01'), createdAt: start };
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
    const [second, third] = [await house.person('member'), await house.person('member')];
    const hostIds = [owner.userId, second.userId, third.userId];
    const page = await open({ hostIds });
    for (let turn = 0; turn < 6; turn++) {
      app.time.now = new Date(start.getTime() + turn * 1000);
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
    expect((await owner.call(contract.setMyHours, { body })).status).toBe(200);
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
});

describe('against floods', () => {
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
    app.time.now = new Date(start.getTime() + 3_600_001);
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
});

/** Mails to this address, once there are so many. */
async function lettersTo(email: string, count: number): Promise<string[]> {
  await vi.waitFor(
    async () => {
      await app.drain();
      expect(office.letters.filter(({ to }) => to.includes(email))).toHaveLength(count);
    },
    { timeout: 30_000, interval: 50 },
  );
  return office.letters.filter(({ to }) => to.includes(email)).map(({ raw }) => raw);
}

describe('afterwards', () => {
  test('a mail confirms it, with the meeting for the calendar and nothing of what was typed', async () => {
    const page = await open();
    const { sent } = await book(page, { lastName: 'Kaufen-Sie-jetzt' });
    const [raw = ''] = await lettersTo(sent.email, 1);
    const said = plain(raw);
    expect(said).toContain('Dienstag, 24. November 2026, 10:00–10:30 Uhr (Europe/Berlin)');
    expect(said).toContain('https://klinke.example.org/termin/gebucht/termin');
    expect(said).not.toContain('Kaufen');
    const [meeting] = await meetings();
    for (const line of [
      'METHOD:REQUEST',
      `UID:${meeting?.id}@klinke`,
      'DTSTART:20261124T090000Z',
      'DTEND:20261124T093000Z',
      'SEQUENCE:1',
    ])
      expect(said).toContain(line);
    const uses = await dbOf<AllTables>(app.ground, { workspaceId: house.id })
      .selectFrom('contactPermit')
      .select(['purpose', 'channel'])
      .execute();
    expect(uses).toEqual([{ purpose: 'service', channel: 'email' }]);
  });

  test('the link moves the meeting, by its owner alone, and cancels it once', async () => {
    const page = await open();
    const { goTo, sent } = await book(page);
    await lettersTo(sent.email, 1);
    const key = goTo.split('/').at(-1) ?? '';
    const move = `/termin/verschieben/${key}`;
    const offered = await visit('GET', move);
    expect(timesIn(offered.text)).toContain(tuesday);
    // Half an hour later touches nothing but itself.
    const later = '2026-11-24T09:30:00.000Z';
    expect((await visit('GET', `${move}?time=${later}`)).text).toContain('10:30–11:00 Uhr');
    expect((await meetings())[0]?.startsAt).toBe(tuesday);
    expect((await visit('POST', move, { time: later })).status).toBe(303);
    await lettersTo(sent.email, 2);
    expect(await meetings()).toMatchObject([{ startsAt: later, endsAt: '2026-11-24T10:00:00.000Z', state: 'planned' }]);
    await book(page);
    expect((await visit('POST', move, { time: tuesday })).status).toBe(409);
    for (const wrong of [key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), key.replace('termin', 'mail')])
      expect((await visit('POST', `/termin/absagen/${wrong}`)).status).toBe(404);

    const cancel = `/termin/absagen/${key}`;
    await visit('GET', cancel);
    expect((await meetings())[0]?.state).toBe('planned');
    for (let twice = 0; twice < 2; twice++) expect((await visit('POST', cancel)).goTo).toBe(goTo);
    expect((await visit('GET', goTo)).text).toContain('Dieser Termin ist abgesagt.');
    expect((await meetings()).filter(({ startsAt }) => startsAt === later)).toMatchObject([{ state: 'cancelled' }]);
    expect((await visit('POST', move, { time: '2026-11-25T09:00:00.000Z' })).goTo).toBe(goTo);
    const mails = (await lettersTo(sent.email, 3)).map(plain);
    expect(mails[1]).toContain('DTSTART:20261124T093000Z');
    expect(mails[2]).toContain('METHOD:CANCEL');
    // The time is free again.
    await book(page, { time: later });
  });

  test('a video meeting has a way into its room, any other none', async () => {
    const page = await open();
    const { goTo } = await book(page);
    const enter = goTo.replace('gebucht', 'raum');
    expect((await visit('GET', goTo)).text).toContain(`action="${enter}"`);
    const [first, second] = [await visit('POST', enter), await visit('POST', enter)];
    expect(first.goTo).toMatch(/^\/raum\/[\w-]{43}$/);
    expect(second.goTo).toBe(first.goTo);
    await visit('POST', goTo.replace('gebucht', 'absagen'));
    expect((await visit('POST', enter)).goTo).toBe(goTo);

    const byPhone = await open({ where: { way: 'phone' } });
    const other = await book(byPhone, { phone: '0561 4711470', time: '2026-11-24T10:00:00.000Z' });
    expect((await visit('GET', other.goTo)).text).not.toContain('/termin/raum/');
    expect((await visit('POST', other.goTo.replace('gebucht', 'raum'))).goTo).toBe(other.goTo);
  });

  test('across the change of the clock it moves by the clock of the host', async () => {
    app.time.now = new Date('2026-03-23T09:30:00Z');
    const page = await open();
    const { goTo } = await book(page, { time: '2026-03-27T08:00:00.000Z' });
    const key = goTo.split('/').at(-1) ?? '';
    const shown = await visit('GET', `/termin/verschieben/${key}?time=2026-03-30T07:00:00.000Z`);
    expect(shown.text).toContain('Montag, 30. März 2026, 09:00–09:30 Uhr');
    expect((await visit('POST', `/termin/verschieben/${key}`, { time: '2026-03-30T08:00:00.000Z' })).status).toBe(303);
    expect(await meetings()).toMatchObject([
      { startsAt: '2026-03-30T08:00:00.000Z', endsAt: '2026-03-30T08:30:00.000Z' },
    ]);
  });

  test('moved or cancelled by us, the person learns of it too', async () => {
    const page = await open();
    const { sent } = await book(page);
    await lettersTo(sent.email, 1);
    const [meeting] = await meetings();
    const params = { meetingId: meeting?.id ?? '' };
    await owner.call(contract.changeMeeting, { params, body: { title: 'Nur der Name' } });
    const span = { startsAt: '2026-11-26T15:00:00.000Z', endsAt: '2026-11-26T15:45:00.000Z' };
    await owner.call(contract.changeMeeting, { params, body: span });
    expect(plain((await lettersTo(sent.email, 2))[1] ?? '')).toContain('16:00–16:45 Uhr');
    await owner.call(contract.cancelMeeting, { params });
    expect(plain((await lettersTo(sent.email, 3))[2] ?? '')).toContain('METHOD:CANCEL');
  });

  test('the link ends a day after the meeting', async () => {
    const page = await open();
    const { goTo } = await book(page, { time: '2026-11-23T13:00:00.000Z' });
    app.time.now = new Date('2026-11-23T13:31:00Z');
    expect((await visit('GET', goTo)).text).toContain('Dieser Termin ist vorbei.');
    expect((await visit('POST', goTo.replace('gebucht', 'absagen'))).status).toBe(303);
    expect(await meetings()).toMatchObject([{ state: 'planned' }]);
    app.time.now = new Date('2026-11-24T13:31:00Z');
    expect((await visit('GET', goTo)).status).toBe(404);
  });

  test('a reminder waits for its time, moves with the meeting, and says nothing of a cancelled one', async () => {
    // Jobs go by the real clock.
    app.time.now = new Date();
    const page = await open();
    const [first = '', second = ''] = timesIn((await visit('GET', page.address)).text).slice(-2);
    const { sent } = await book(page, { time: first });
    await lettersTo(sent.email, 1);
    const [meeting] = await meetings();
    const params = { meetingId: meeting?.id ?? '' };
    const before = (time: string, hours: number) => new Date(Date.parse(time) - hours * 3_600_000).toISOString();
    expect(await waiting(params.meetingId)).toEqual([before(first, 24), before(first, 1)]);
    const span = { startsAt: second, endsAt: new Date(Date.parse(second) + 1_800_000).toISOString() };
    await owner.call(contract.changeMeeting, { params, body: span });
    await lettersTo(sent.email, 2);
    expect(await waiting(params.meetingId)).toEqual([before(second, 24), before(second, 1)]);

    const remind = (startsAt: string) =>
      tellOfBooking.run(
        { workspaceId: house.id, ...params, telling: 'reminder', startsAt, notBefore: before(startsAt, 1) },
        { ground: app.ground, signal: new AbortController().signal },
      );
    const signedIn = app.time.now;
    await remind(second);
    app.time.now = new Date(before(second, 1));
    await remind(first);
    await remind(second);
    app.time.now = signedIn;
    const said = (await lettersTo(sent.email, 3)).map(plain);
    expect(said[2]).toContain('wir freuen uns auf Ihren Termin');
    expect(said[2]).not.toContain('METHOD:');
    await owner.call(contract.cancelMeeting, { params });
    await lettersTo(sent.email, 4);
    app.time.now = new Date(before(second, 1));
    await remind(second);
    const mails = await dbOf<AllTables>(app.ground, { workspaceId: house.id })
      .selectFrom('mail')
      .select('subject')
      .where('recipient', '=', sent.email)
      .execute();
    expect(mails).toHaveLength(4);
  });
});

/** When the jobs about a meeting run. */
async function waiting(meetingId: string): Promise<string[]> {
  const client = new pg.Client((await testDatabase()).owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ run_at: Date }>(
      'select run_at from graphile_worker._private_jobs where key like $1 order by run_at',
      [`meeting ${meetingId} in %`],
    );
    return rows.map((row) => row.run_at.toISOString());
  } finally {
    await client.end();
  }
}

describe('a showroom', () => {
  const showroom = (more: object = {}) =>
    open({
      where: { way: 'place', location: 'Schauraum, Königsplatz 1' },
      seats: 2,
      exhibits: ['Wärmepumpe WP 8'],
      ...more,
    });

  test('says what there is to see, and takes as many at one time as there are seats', async () => {
    const page = await showroom();
    const shown = await visit('GET', page.address);
    expect(shown.text).toContain('Königsplatz 1');
    expect(shown.text).toContain('<li>Wärmepumpe WP 8</li>');
    const answers = await Promise.all([1, 2, 3, 4].map(() => visit('POST', page.address, erika())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 303, 409, 409]);
    expect(await meetings()).toMatchObject([{ startsAt: tuesday }, { startsAt: tuesday }]);
    const other = answers.find(({ status }) => status === 409);
    expect(othersIn(other?.text ?? '')).not.toContain(tuesday);
  });

  test('gives a code that whoever of us reads it checks the visitor in with, at most two hours before', async () => {
    const page = await showroom();
    const { goTo } = await book(page);
    const [meeting] = await meetings();
    const own = await visit('GET', goTo);
    expect(own.text).toContain('<svg');
    expect(own.text).toContain('Zeigen Sie uns am Eingang diesen Code');
    const params = { meetingId: meeting?.id ?? '' };
    const arrive = () => owner.call(contract.sayOutcome, { params, body: { state: 'held' } });
    app.time.now = new Date('2026-11-24T06:59:59Z');
    expect(await arrive()).toMatchObject({ status: 409, body: { code: 'meeting_not_begun' } });
    app.time.now = new Date('2026-11-24T07:00:00Z');
    expect(await arrive()).toMatchObject({ status: 200, body: { state: 'held' } });
    const arrived = await visit('GET', goTo);
    expect(arrived.text).toContain('Schön, dass Sie da sind.');
    expect(arrived.text).not.toContain('<svg');
    const missed = await owner.call(contract.sayOutcome, { params, body: { state: 'no_show' } });
    expect(missed).toMatchObject({ status: 409, body: { code: 'meeting_not_begun' } });
  });

  test('a video meeting has no code', async () => {
    const { goTo } = await book(await open());
    expect((await visit('GET', goTo)).text).not.toContain('<svg');
  });
});
