import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { changeUser, listUsers } from '#access/contract';
import { dbOf } from '#platform/ground';
import { startRadicale } from '../../../../test/calendars/radicale.ts';
import { eventually } from '../../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { busyTimesOf } from './answers.ts';
import type { CalendarsWorld } from './commands.ts';
import * as contract from './contract.ts';
import { wakeCalendars } from './jobs.ts';

// Other servers.
vi.setConfig({ testTimeout: 90_000 });

const november = { from: new Date('2026-11-01T00:00Z'), to: new Date('2026-12-01T00:00Z') };
const calendar = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR', ''].join(
    '\r\n',
  );
const lunch = ['UID:l', 'SUMMARY:Zahnarzt', 'DTSTART:20261125T110000Z', 'DURATION:PT1H'];
const trip = ['UID:t', 'SUMMARY:Klinik', 'DTSTART:20261126T080000', 'DURATION:PT2H', 'RRULE:FREQ=DAILY;COUNT=2'];

// Calendars are read one after the other for the whole house, and other tests have left some whose servers are nowhere.
const database = 'calendars';
const inOurNet = () => startApp({ database, config: { privateHosts: ['127.0.0.1'] } });

/** Somebody else's server; what it answers may change in the middle of a story. */
async function feed(first: RequestListener): Promise<{ address: string; answer: RequestListener } & AsyncDisposable> {
  const it = { answer: first };
  const server = createServer((request, response) => it.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(it, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/anna.ics?key=geheim`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
const gives = (text: string) => (_: unknown, response: ServerResponse) => void response.end(text);

const dbIn = (app: TestApp, workspaceId: string) => dbOf<CalendarsWorld>(app.ground, { workspaceId });

async function busy(app: TestApp, { actor, userId }: Client): Promise<string[]> {
  const times = await busyTimesOf(dbIn(app, actor.workspaceId), actor.workspaceId, [userId], november);
  return times.map(
    ({ startsAt, endsAt }) => `${startsAt.toISOString().slice(5, 16)}–${endsAt.toISOString().slice(11, 16)}`,
  );
}

async function add(client: Client, address: string, name = 'Privat'): Promise<string> {
  const { status, body } = await client.call(contract.addCalendar, { body: { kind: 'feed', name, address } });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

/** Until the calendar has been read, or could not be, since the last time we looked. */
function until(client: Client, id: string, state: object): Promise<contract.CalendarView> {
  return eventually(async () => {
    const { body } = await client.call(contract.listCalendars);
    const found = body.items.find((item) => item.id === id);
    expect(found).toMatchObject(state);
    return found as contract.CalendarView;
  });
}

const readAgain = (client: Client, calendarId: string) =>
  client.call(contract.readCalendar, { params: { calendarId } });

test('what stands in a calendar elsewhere is busy time, and what it is about stays there', async () => {
  await using app = await inOurNet();
  await using it = await feed(gives(calendar(lunch, trip)));
  const { owner, person, id: workspaceId } = await app.workspace();
  const id = await add(owner, it.address);
  const view = await until(owner, id, { readAt: app.time.now.toISOString() });
  expect(view).toMatchObject({
    name: 'Privat',
    kind: 'feed',
    host: new URL(it.address).host,
    problem: null,
    skipped: 0,
  });
  // Without a zone: the workspace's.
  expect(await busy(app, owner)).toEqual(['11-25T11:00–12:00', '11-26T07:00–09:00', '11-27T07:00–09:00']);

  const kept = await dbIn(app, workspaceId)
    .selectFrom('calendar')
    .innerJoin('calendarSecret', 'calendarSecret.calendarId', 'calendar.id')
    .selectAll()
    .execute();
  const all = `${JSON.stringify([view, kept])}${kept.map(({ sealed }) => sealed.toString('latin1')).join('')}`;
  for (const secret of ['geheim', 'Zahnarzt', 'Klinik']) expect(all).not.toContain(secret);

  const colleague = await person('owner');
  expect((await colleague.call(contract.listCalendars)).body.items).toEqual([]);
  expect((await readAgain(colleague, id)).status).toBe(404);
  expect((await colleague.call(contract.removeCalendar, { params: { calendarId: id } })).status).toBe(404);

  expect((await owner.call(contract.removeCalendar, { params: { calendarId: id } })).status).toBe(204);
  expect((await owner.call(contract.listCalendars)).body.items).toEqual([]);
  expect(await busy(app, owner)).toEqual([]);
});

test('what we know stays when a calendar can no longer be read, and its age with it', async () => {
  await using app = await inOurNet();
  await using it = await feed(gives(calendar(lunch)));
  const { owner } = await app.workspace();
  const id = await add(owner, it.address);
  const first = app.time.now.toISOString();
  await until(owner, id, { readAt: first });

  app.time.now = new Date('2026-11-23T11:30:00Z');
  const since = app.time.now.toISOString();
  const bad: [RequestListener, contract.CalendarProblem][] = [
    [(_, response) => void response.writeHead(401).end(), 'login_refused'],
    [gives('<!doctype html><title>Anmelden</title>'), 'not_a_calendar'],
    [gives(calendar(lunch, trip).slice(0, -30)), 'cut_off'],
    [(request) => void request.socket.destroy(), 'unreachable'],
  ];
  for (const [answer, code] of bad) {
    it.answer = answer;
    expect((await readAgain(owner, id)).status).toBe(200);
    const view = await until(owner, id, { problem: { code, since }, readAt: first });
    expect(view.problem?.since).toBe(since);
    expect(await busy(app, owner)).toEqual(['11-25T11:00–12:00']);
  }

  it.answer = gives(calendar(trip, ['DTSTART:irgendwann']));
  app.time.now = new Date('2026-11-23T12:30:00Z');
  await readAgain(owner, id);
  await until(owner, id, { problem: null, readAt: app.time.now.toISOString(), skipped: 1 });
  expect(await busy(app, owner)).toEqual(['11-26T07:00–09:00', '11-27T07:00–09:00']);
});

test('one that has not changed is not read again, until the days it is read for have moved on', async () => {
  await using app = await inOurNet();
  const asked: unknown[] = [];
  const tagged =
    (text: string): RequestListener =>
    (request, response) => {
      const known = request.headers['if-none-match'];
      asked.push(known);
      response.setHeader('etag', '"eins"').writeHead(known === '"eins"' ? 304 : 200);
      response.end(known === '"eins"' ? '' : text);
    };
  await using it = await feed(tagged(calendar(lunch)));
  const { owner } = await app.workspace();
  const id = await add(owner, it.address);
  await until(owner, id, { readAt: app.time.now.toISOString() });
  for (const now of ['2026-11-23T11:30:00Z', '2026-11-24T11:30:00Z']) {
    app.time.now = new Date(now);
    await readAgain(owner, id);
    await until(owner, id, { readAt: app.time.now.toISOString() });
    expect(await busy(app, owner)).toEqual(['11-25T11:00–12:00']);
  }
  expect(asked).toEqual([undefined, '"eins"', undefined]);
});

test('the next reading is planned in ten minutes, later and later while it fails, and made up for when it was lost', async () => {
  await using app = await inOurNet();
  await using it = await feed((_, response) => void response.writeHead(500).end());
  const { owner, id: workspaceId } = await app.workspace();
  const id = await add(owner, it.address);
  const minutes = ({ nextReadAt }: contract.CalendarView) => (Date.parse(nextReadAt) - app.time.now.getTime()) / 60_000;
  const problem = expect.objectContaining({ code: 'server_trouble' });
  const tries: [number, number][] = [
    [18, 22],
    [36, 44],
    [72, 88],
    [108, 132],
    [108, 132],
  ];
  for (const [least, most] of tries) {
    const view = await until(owner, id, { problem, nextReadAt: expect.not.stringMatching(app.time.now.toISOString()) });
    expect(minutes(view)).toBeGreaterThanOrEqual(least);
    expect(minutes(view)).toBeLessThanOrEqual(most);
    await readAgain(owner, id);
  }
  it.answer = gives(calendar(lunch));
  await readAgain(owner, id);
  const view = await until(owner, id, { problem: null, readAt: app.time.now.toISOString() });
  expect(minutes(view)).toBeGreaterThanOrEqual(9);
  expect(minutes(view)).toBeLessThanOrEqual(11);

  const db = dbIn(app, workspaceId);
  expect(await wakeCalendars(db, app.time.now, 10)).toBe(0);
  app.time.now = new Date(app.time.now.getTime() + 5 * 3_600_000);
  expect(await wakeCalendars(db, app.time.now, 10)).toBe(1);
  await until(owner, id, { readAt: app.time.now.toISOString() });
});

test('an address into our own network is never asked, by whatever name', async () => {
  await using app = await startApp({ database });
  const { owner } = await app.workspace();
  const asked: unknown[] = [];
  await using inside = await feed((request, response) => {
    asked.push(request.url);
    response.end(calendar(lunch));
  });
  const refused = await owner.call(contract.addCalendar, {
    body: { kind: 'feed', name: 'Innen', address: inside.address },
  });
  expect(refused.status).toBe(422);
  const { port } = new URL(inside.address);
  const id = await add(owner, `https://localhost:${port}/anna.ics`);
  await until(owner, id, { problem: { code: 'address_refused', since: app.time.now.toISOString() } });
  const search = { address: `https://127.0.0.1:${port}/`, userName: 'anna', password: 'geheim' };
  expect((await owner.call(contract.findCalendars, { body: search })).body).toEqual({
    items: [],
    problem: 'address_refused',
  });
  expect(asked).toEqual([]);
});

test('the same calendar is added once, and no more than twenty', async () => {
  // Not where others wait for theirs to be read.
  await using app = await startApp();
  const { owner, person } = await app.workspace();
  const at = (number: number) => ({
    kind: 'feed' as const,
    name: 'Privat',
    address: `webcal://127.0.0.1/${number}.ics`,
  });
  const statusOf = async (client: Client, number: number) =>
    (await client.call(contract.addCalendar, { body: at(number) })).status;
  expect(await statusOf(owner, 1)).toBe(201);
  expect(await statusOf(owner, 1)).toBe(409);
  // Another person may have the same: the team's.
  expect(await statusOf(await person('member'), 1)).toBe(201);
  for (let number = 2; number <= 20; number++) expect(await statusOf(owner, number)).toBe(201);
  expect(await statusOf(owner, 21)).toBe(422);
});

test('whoever has left is no longer read', async () => {
  await using app = await inOurNet();
  const asked: unknown[] = [];
  await using it = await feed((request, response) => {
    asked.push(request.url);
    response.end(calendar(lunch));
  });
  const { owner, person, id: workspaceId } = await app.workspace();
  const leaver = await person('member');
  const id = await add(leaver, it.address);
  await until(leaver, id, { readAt: app.time.now.toISOString() });
  const { items } = (await owner.call(listUsers)).body;
  const version = items.find((user) => user.id === leaver.userId)?.version;
  const ended = await owner.call(changeUser, {
    params: { userId: leaver.userId },
    body: { ended: true },
    ...(version !== undefined && { ifMatch: version }),
  });
  expect(ended.status, JSON.stringify(ended.body)).toBe(200);

  app.time.now = new Date(app.time.now.getTime() + 5 * 3_600_000);
  await wakeCalendars(dbIn(app, workspaceId), app.time.now, 10);
  await eventually(async () =>
    expect(await dbIn(app, workspaceId).selectFrom('calendar').select('id').execute()).toEqual([]),
  );
  expect(asked).toHaveLength(1);
  expect(await busy(app, leaver)).toEqual([]);
});

test('a CalDAV login shows its calendars, and those that are chosen are read', async () => {
  await using radicale = await startRadicale();
  const work = await radicale.makeCalendar('Arbeit');
  await radicale.makeCalendar('Geburtstage');
  const put = (name: string, ...lines: string[]) =>
    radicale.put(
      `${work}${name}.ics`,
      calendar([`UID:${name}`, 'DTSTAMP:20261101T000000Z', ...lines]).replace(
        '\r\n',
        '\r\nVERSION:2.0\r\nPRODID:-//Test\r\n',
      ),
    );
  await put('a', 'DTSTART:20261125T110000Z', 'DURATION:PT1H');
  await using app = await inOurNet();
  const { owner } = await app.workspace();
  const login = { userName: radicale.userName, password: radicale.password };
  const search = (password: string) =>
    owner.call(contract.findCalendars, { body: { address: radicale.address, userName: radicale.userName, password } });
  expect((await search('falsch')).body).toEqual({ items: [], problem: 'login_refused' });
  const { items, problem } = (await search(radicale.password)).body;
  expect({ names: items.map(({ name }) => name).toSorted(), problem }).toEqual({
    names: ['Arbeit', 'Geburtstage'],
    problem: null,
  });

  const body = { kind: 'caldav' as const, name: 'Arbeit', address: work, ...login };
  const { id } = (await owner.call(contract.addCalendar, { body })).body;
  expect(await until(owner, id, { readAt: app.time.now.toISOString() })).toMatchObject({
    userName: 'anna',
    problem: null,
  });
  expect(await busy(app, owner)).toEqual(['11-25T11:00–12:00']);

  await put('b', 'DTSTART:20261126T110000Z', 'DURATION:PT1H');
  app.time.now = new Date('2026-11-23T11:30:00Z');
  await readAgain(owner, id);
  await until(owner, id, { readAt: app.time.now.toISOString() });
  expect(await busy(app, owner)).toEqual(['11-25T11:00–12:00', '11-26T11:00–12:00']);
});
