import { expect, test, vi } from 'vitest';
import { createContact } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { type Radicale, startRadicale } from '../../../../../test/calendars/radicale.ts';
import { eventually } from '../../../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../../../test/setup/house.ts';
import { busyTimesOf } from '../answers.ts';
import { cancelMeeting, changeMeeting, createMeeting } from '../../contract.ts';
import type { CalendarsWorld } from '../commands.ts';
import { addCalendar, listCalendars, readCalendar, writeIntoCalendar } from '../contract.ts';
import { entryText } from './entry.ts';

// Other servers.
vi.setConfig({ testTimeout: 120_000 });

// As in calendars.test.ts.
const database = 'calendars';

const entry = {
  meetingId: 'm',
  workspaceId: 'w',
  title: 'Beratung; mit\nAnna, und Öl',
  location: null,
  startsAt: new Date('2026-11-25T10:00:00Z'),
  endsAt: new Date('2026-11-25T10:30:00Z'),
  url: null,
  writtenAt: new Date('2026-11-23T09:30:00Z'),
};

test('an entry is a calendar as others read it', () => {
  expect(entryText(entry).split('\r\n').slice(3, -3)).toEqual([
    'BEGIN:VEVENT',
    'UID:m@w.klinke',
    'DTSTAMP:20261123T093000Z',
    'DTSTART:20261125T100000Z',
    'DTEND:20261125T103000Z',
    'SUMMARY:Beratung\\; mit\\nAnna\\, und Öl',
  ]);
  const long = entryText({ ...entry, title: 'Ö'.repeat(100) }).split('\r\n');
  for (const line of long) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(long.join('\n').replaceAll('\n ', '')).toContain(`SUMMARY:${'Ö'.repeat(100)}`);
});

async function connect(owner: Client, radicale: Radicale, name: string): Promise<{ id: string; address: string }> {
  const address = await radicale.makeCalendar(name);
  const { userName, password } = radicale;
  const made = await owner.call(addCalendar, { body: { kind: 'caldav', name, address, userName, password } });
  expect(made.status).toBe(201);
  const on = await owner.call(writeIntoCalendar, { params: { calendarId: made.body.id }, body: { on: true } });
  expect(on.body).toMatchObject({ written: true });
  return { id: made.body.id, address };
}

async function plan(owner: Client, startsAt: string, endsAt: string): Promise<string> {
  const contactId = (await owner.call(createContact, { body: { lastName: 'Berg' } })).body.id;
  const body = { contactId, title: 'Beratung', where: { way: 'video' as const }, startsAt, endsAt };
  return (await owner.call(createMeeting, { body })).body.meeting.id;
}

const begins = (ics: string): string[] => [...ics.matchAll(/^DTSTART:(\S+)/gm)].map(([, at]) => at ?? '').toSorted();

const stands = (app: TestApp, radicale: Radicale, address: string, expected: string[]) =>
  eventually(async () => {
    await app.drain();
    expect(begins(await radicale.read(address))).toEqual(expected);
  });

test('a meeting stands in the calendar of its host, moves there and goes from there', async () => {
  await using radicale = await startRadicale();
  await using app = await startApp({ database, config: { privateHosts: ['127.0.0.1'] } });
  const { owner, id: workspaceId } = await app.workspace();
  const early = await plan(owner, '2026-11-24T10:00:00Z', '2026-11-24T10:30:00Z');
  const { id: calendarId, address } = await connect(owner, radicale, 'Arbeit');
  const meetingId = await plan(owner, '2026-11-25T10:00:00Z', '2026-11-25T10:30:00Z');
  await stands(app, radicale, address, ['20261124T100000Z', '20261125T100000Z']);
  expect(await radicale.read(address)).toContain('SUMMARY:Beratung');

  // It makes busy as a meeting, not once more as an entry.
  app.time.now = new Date('2026-11-23T11:30:00Z');
  await owner.call(readCalendar, { params: { calendarId } });
  await eventually(async () => {
    const [calendar] = (await owner.call(listCalendars)).body.items;
    expect(calendar?.readAt).toBe(app.time.now.toISOString());
  });
  const window = { from: new Date('2026-11-20T00:00Z'), to: new Date('2026-12-20T00:00Z') };
  const db = dbOf<CalendarsWorld>(app.ground, { workspaceId });
  expect(await busyTimesOf(db, workspaceId, [owner.userId], window)).toEqual([]);

  const move = (hour: string) =>
    owner.call(changeMeeting, {
      params: { meetingId },
      body: { startsAt: `2026-11-25T${hour}:00:00Z`, endsAt: `2026-11-25T${hour}:30:00Z` },
    });
  await move('12');
  await stands(app, radicale, address, ['20261124T100000Z', '20261125T120000Z']);

  // Changed or removed there by hand: when a meeting is, is said here.
  const text = entryText({
    ...entry,
    meetingId,
    workspaceId,
    title: 'Von Hand',
    startsAt: new Date('2026-11-26T09:00:00Z'),
  });
  await radicale.put(`${address}klinke-${meetingId}.ics`, text);
  await move('13');
  await stands(app, radicale, address, ['20261124T100000Z', '20261125T130000Z']);
  await radicale.remove(`${address}klinke-${meetingId}.ics`);
  await move('14');
  await stands(app, radicale, address, ['20261124T100000Z', '20261125T140000Z']);

  await owner.call(cancelMeeting, { params: { meetingId } });
  await stands(app, radicale, address, ['20261124T100000Z']);

  // Another calendar is written into now: what is planned goes over.
  const other = await connect(owner, radicale, 'Neu');
  await stands(app, radicale, other.address, ['20261124T100000Z']);
  await stands(app, radicale, address, []);
  await owner.call(cancelMeeting, { params: { meetingId: early } });
  await stands(app, radicale, other.address, []);
});

test('a feed is only there to be read', async () => {
  await using app = await startApp({ database });
  const { owner } = await app.workspace();
  const feed = { kind: 'feed' as const, name: 'Privat', address: 'https://127.0.0.1/anna.ics' };
  const { id: calendarId } = (await owner.call(addCalendar, { body: feed })).body;
  const refused = await owner.call(writeIntoCalendar, { params: { calendarId }, body: { on: true } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'calendar_read_only' } });
});
