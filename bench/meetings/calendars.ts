import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setUp } from '#access';
import { type AllTables, prepareWorkspace } from '#capabilities';
import { busyTimesOf } from '#meetings';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { addCalendar, removeCalendar } from '../../src/capabilities/meetings/calendars/commands.ts';
import type { AddCalendar } from '../../src/capabilities/meetings/calendars/contract.ts';
import { readOnce } from '../../src/capabilities/meetings/calendars/upkeep.ts';

const events = 5_000;
const bar = { seconds: 5, heldMs: 100 };

/** A calendar of 5,000 entries, every one of them repeated, from the first byte asked for to the last busy time kept: as a feed and over CalDAV. */
export async function measureCalendars(ground: Ground): Promise<object> {
  const entries = Array.from({ length: events }, (_, index) => entry(index));
  const feed = `BEGIN:VCALENDAR\r\n${entries.join('')}END:VCALENDAR\r\n`;
  const responses = entries.map(
    (text) =>
      `<response><href>/a</href><propstat><prop><C:calendar-data>BEGIN:VCALENDAR\r\n${text}END:VCALENDAR\r\n</C:calendar-data></prop></propstat></response>`,
  );
  const answers = { GET: feed, PROPFIND: multistatus(''), REPORT: multistatus(responses.join('')) };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.method === 'GET' ? 200 : 207).end(answers[request.method as keyof typeof answers]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const asFeed = await measure(ground, { kind: 'feed', name: 'Bench', address });
    const login = { userName: 'bench', password: 'bench' };
    const asCaldav = await measure(ground, { kind: 'caldav', name: 'Bench', address: `${address}dav/`, ...login });
    return { events, feed: asFeed, caldav: asCaldav };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function measure(ground: Ground, calendar: AddCalendar): Promise<object> {
  const owner = { name: 'Bench', email: `${newId()}@example.org`, password: 'messen statt meinen' };
  const { workspaceId, userId } = await setUp(
    ground,
    { workspaceName: 'Bench meetings', country: 'DE', region: 'DE-HE', locale: 'de', ...owner, example: false },
    { onlyFirst: false, prepare: prepareWorkspace },
  );
  const actor = { kind: 'user', workspaceId, userId, role: 'owner', seesOnlyOwn: false } as const;
  const db = dbOf<AllTables>(ground, { workspaceId });
  const now = ground.ports.clock();
  const { id: calendarId } = await addCalendar(db, ground, actor, calendar, now);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await readOnce(db, ground, { workspaceId, calendarId }, new AbortController().signal);
  const seconds = (performance.now() - begun) / 1_000;
  delay.disable();
  const window = { from: now, to: new Date(now.getTime() + 60 * 86_400_000) };
  const busyTimes = (await busyTimesOf(db, workspaceId, [userId], window)).length;
  await removeCalendar(db, actor, calendarId, now);
  const heldMs = Math.round(delay.max / 1e6);
  return {
    seconds: Number(seconds.toFixed(2)),
    heldMs,
    busyTimes,
    bar,
    met: seconds <= bar.seconds && heldMs <= bar.heldMs && busyTimes > 0,
  };
}

const multistatus = (inside: string): string =>
  `<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</multistatus>`;

/** A quarter of an hour somewhere in the week, this year and the last. */
function entry(index: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const rule = ['WEEKLY;BYDAY=MO,WE', 'DAILY;INTERVAL=3', 'MONTHLY;BYDAY=-1FR', 'MONTHLY;BYMONTHDAY=-1', 'YEARLY'][
    index % 5
  ];
  const day = `${index % 2 === 0 ? '2025' : '2026'}${two(1 + (index % 12))}${two(1 + (index % 28))}`;
  const time = `${two(7 + (index % 12))}${two((index * 7) % 60)}00`;
  return [
    'BEGIN:VEVENT',
    `UID:${index}@bench`,
    `SUMMARY:Besprechung ${index}`,
    `DESCRIPTION:${'Worum es geht\\, steht hier. '.repeat(8)}`,
    `DTSTART;TZID=Europe/Berlin:${day}T${time}`,
    'DURATION:PT15M',
    `RRULE:FREQ=${rule}`,
    ...(index % 4 === 0 ? [`EXDATE;TZID=Europe/Berlin:20261207T${time}`] : []),
    'END:VEVENT',
    '',
  ].join('\r\n');
}
