import pg from 'pg';
import { expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { dbOf } from '#platform/ground';
import { bookingOffice, timesIn, tuesday } from '../../../../test/setup/booking.ts';
import { testDatabase } from '../../../../test/setup/database.ts';
import { plain } from '../../../../test/setup/post-office.ts';
import * as contract from '../contract.ts';
import { tellOfBooking } from './jobs.ts';

const office = bookingOffice();
const { open, visit, book, meetings, lettersTo } = office;

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
  const uses = await dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id })
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
  office.app.time.now = new Date('2026-03-23T09:30:00Z');
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
  await office.owner.call(contract.changeMeeting, { params, body: { title: 'Nur der Name' } });
  const span = { startsAt: '2026-11-26T15:00:00.000Z', endsAt: '2026-11-26T15:45:00.000Z' };
  await office.owner.call(contract.changeMeeting, { params, body: span });
  expect(plain((await lettersTo(sent.email, 2))[1] ?? '')).toContain('16:00–16:45 Uhr');
  await office.owner.call(contract.cancelMeeting, { params });
  expect(plain((await lettersTo(sent.email, 3))[2] ?? '')).toContain('METHOD:CANCEL');
});

test('the link ends a day after the meeting', async () => {
  const page = await open();
  const { goTo } = await book(page, { time: '2026-11-23T13:00:00.000Z' });
  office.app.time.now = new Date('2026-11-23T13:31:00Z');
  expect((await visit('GET', goTo)).text).toContain('Dieser Termin ist vorbei.');
  expect((await visit('POST', goTo.replace('gebucht', 'absagen'))).status).toBe(303);
  expect(await meetings()).toMatchObject([{ state: 'planned' }]);
  office.app.time.now = new Date('2026-11-24T13:31:00Z');
  expect((await visit('GET', goTo)).status).toBe(404);
});

test('a reminder waits for its time, moves with the meeting, and says nothing of a cancelled one', async () => {
  // Jobs go by the real clock.
  office.app.time.now = new Date();
  const page = await open();
  const [first = '', second = ''] = timesIn((await visit('GET', page.address)).text).slice(-2);
  const { sent } = await book(page, { time: first });
  await lettersTo(sent.email, 1);
  const [meeting] = await meetings();
  const params = { meetingId: meeting?.id ?? '' };
  const before = (time: string, hours: number) => new Date(Date.parse(time) - hours * 3_600_000).toISOString();
  expect(await waiting(params.meetingId)).toEqual([before(first, 24), before(first, 1)]);
  const span = { startsAt: second, endsAt: new Date(Date.parse(second) + 1_800_000).toISOString() };
  await office.owner.call(contract.changeMeeting, { params, body: span });
  await lettersTo(sent.email, 2);
  expect(await waiting(params.meetingId)).toEqual([before(second, 24), before(second, 1)]);

  const remind = (startsAt: string) =>
    tellOfBooking.run(
      { workspaceId: office.house.id, ...params, telling: 'reminder', startsAt, notBefore: before(startsAt, 1) },
      { ground: office.app.ground, signal: new AbortController().signal },
    );
  const signedIn = office.app.time.now;
  await remind(second);
  office.app.time.now = new Date(before(second, 1));
  await remind(first);
  await remind(second);
  office.app.time.now = signedIn;
  const said = (await lettersTo(sent.email, 3)).map(plain);
  expect(said[2]).toContain('wir freuen uns auf Ihren Termin');
  expect(said[2]).not.toContain('METHOD:');
  await office.owner.call(contract.cancelMeeting, { params });
  await lettersTo(sent.email, 4);
  office.app.time.now = new Date(before(second, 1));
  await remind(second);
  const mails = await dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id })
    .selectFrom('mail')
    .select('subject')
    .where('recipient', '=', sent.email)
    .execute();
  expect(mails).toHaveLength(4);
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
