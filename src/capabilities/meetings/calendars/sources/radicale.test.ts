import { expect, test } from 'vitest';
import { startRadicale } from '../../../../../test/calendars/radicale.ts';
import { readAway } from '../reading.ts';
import { CalendarError } from './asking.ts';
import { fetchEntries, findCollections } from './caldav.ts';

const window = { from: Date.parse('2026-11-01T00:00Z'), to: Date.parse('2026-12-01T00:00Z') };
const near = { privateHosts: ['127.0.0.1'] };
const entry = (uid: string, ...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261101T000000Z',
    'SUMMARY:Streng geheim',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

test('a real CalDAV server names its calendars, and their entries become busy times', async () => {
  await using radicale = await startRadicale();
  const work = await radicale.makeCalendar('Arbeit und mehr');
  await radicale.makeCalendar('Aufgaben', 'VTODO');
  const { userName, password } = radicale;
  const expected = [{ address: work, name: 'Arbeit und mehr' }];
  for (const address of [radicale.address, `${radicale.address}anna/`, work])
    expect(await findCollections({ address, userName, password }, near), address).toEqual(expected);

  const calendar = { address: work, userName, password };
  const busy = async (bytes: Buffer): Promise<string[]> => {
    const read = await readAway({ kind: 'entries', bytes, window, zone: 'Europe/Berlin', ownEnding: '@klinke' });
    return 'busy' in read
      ? Array.from(read.busy, (time) => new Date(time).toISOString().slice(5, 16))
      : [JSON.stringify(read)];
  };
  const empty = await fetchEntries(calendar, null, window, near);
  expect(empty.unchanged ? [] : await busy(empty.bytes)).toEqual([]);

  await radicale.put(`${work}a.ics`, entry('a', 'DTSTART:20261118T083000Z', 'DURATION:PT1H'));
  await radicale.put(`${work}b.ics`, entry('b', 'DTSTART:20251119T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY'));
  await radicale.put(`${work}c.ics`, entry('c', 'DTSTART:20270119T083000Z', 'DURATION:PT1H'));
  const first = await fetchEntries(calendar, null, window, near);
  if (first.unchanged) throw new Error('nothing came');
  expect(await busy(first.bytes)).toEqual(['11-18T08:30', '11-18T09:30', '11-19T08:30', '11-19T09:30']);
  expect(first.state).not.toBeNull();
  expect(await fetchEntries(calendar, first.state, window, near)).toEqual({ unchanged: true });

  await radicale.remove(`${work}a.ics`);
  const second = await fetchEntries(calendar, first.state, window, near);
  expect(second.unchanged ? [] : await busy(second.bytes)).toEqual(['11-19T08:30', '11-19T09:30']);

  const wrong = { ...calendar, password: 'falsch' };
  const refused = expect.objectContaining({ problem: 'login_refused' });
  await expect(fetchEntries(wrong, null, window, near)).rejects.toEqual(refused);
  await expect(findCollections(wrong, near)).rejects.toBeInstanceOf(CalendarError);
});
