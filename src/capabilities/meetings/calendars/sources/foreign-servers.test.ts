import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAway } from '../reading.ts';
import { CalendarError, readAddress } from './asking.ts';
import { fetchEntries, findCollections } from './caldav.ts';
import { fetchFeed } from './feed.ts';

const window = { from: Date.parse('2026-11-01T00:00Z'), to: Date.parse('2026-12-01T00:00Z') };
const near = { privateHosts: ['127.0.0.1'], timeoutMs: 10_000 };
const calendar =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261118T083000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';

/** A server of somebody else, as honest as `answer` is. */
async function server(answer: RequestListener): Promise<{ address: string } & AsyncDisposable> {
  const it = createServer(answer);
  await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(it.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      it.closeAllConnections();
      await new Promise((resolve) => it.close(resolve));
    },
  };
}

const problemOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof CalendarError ? error.problem : String(error)),
  );

describe('a feed', () => {
  test('is read, and not again while the server says it is the same', async () => {
    const asked: unknown[] = [];
    await using it = await server((request, response) => {
      asked.push(request.headers['if-none-match']);
      response.setHeader('etag', '"1"');
      response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200).end(calendar);
    });
    const first = await fetchFeed({ address: it.address }, null, near);
    expect(first).toMatchObject({ unchanged: false, state: '"1"' });
    expect(await fetchFeed({ address: it.address }, '"1"', near)).toEqual({ unchanged: true });
    expect(asked).toEqual([undefined, '"1"']);
  });

  test('may come packed, but not unfold without an end', async () => {
    await using it = await server((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(request.url === '/bomb' ? gzipSync(Buffer.alloc(60 * 1024 * 1024)) : gzipSync(calendar));
    });
    expect(await fetchFeed({ address: it.address }, null, near)).toMatchObject({ bytes: Buffer.from(calendar) });
    expect(await problemOf(fetchFeed({ address: `${it.address}bomb` }, null, near))).toBe('too_large');
  });

  test('of 100 MB is left after a quarter, whatever length it claims', async () => {
    let sent = 0;
    await using it = await server((_, response) => {
      const piece = Buffer.alloc(1024 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && sent < 100) {
          sent++;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    expect(await problemOf(fetchFeed({ address: it.address }, null, near))).toBe('too_large');
    expect(sent).toBeLessThan(60);
  });

  test.each([
    ['never answers', () => undefined, 'too_slow'],
    [
      'begins and never ends',
      (_: unknown, response: import('node:http').ServerResponse) => void response.write('BEGIN:VCALENDAR'),
      'too_slow',
    ],
    ['hangs up', (request: import('node:http').IncomingMessage) => void request.socket.destroy(), 'unreachable'],
  ] as const)('that %s is given up', async (_, answer, problem) => {
    await using it = await server(answer as RequestListener);
    expect(await problemOf(fetchFeed({ address: it.address }, null, { ...near, timeoutMs: 400 }))).toBe(problem);
  });

  test.each([
    [401, 'login_refused'],
    [403, 'login_refused'],
    [404, 'not_there'],
    [410, 'not_there'],
    [429, 'server_trouble'],
    [503, 'server_trouble'],
    [204, 'odd_answer'],
    [304, 'odd_answer'],
  ])('answered with %i is a matter of %s', async (status, problem) => {
    await using it = await server((_, response) => void response.writeHead(status).end());
    expect(await problemOf(fetchFeed({ address: it.address }, null, near))).toBe(problem);
  });

  test('in our own network is not asked for, by whatever way it is reached', async () => {
    const asked: unknown[] = [];
    await using inside = await server((request, response) => void (asked.push(request.url), response.end(calendar)));
    const port = new URL(inside.address).port;
    for (const address of [
      inside.address,
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
    ])
      expect(await problemOf(fetchFeed({ address }, null, { privateHosts: [] })), address).toBe('address_refused');
    await using lying = await server(
      (_, response) => void response.writeHead(302, { location: `http://localhost:${port}/` }).end(),
    );
    expect(await problemOf(fetchFeed({ address: lying.address }, null, near))).toBe('address_refused');
    expect(asked).toEqual([]);
  });

  test('that sends us round in circles is left, and no other server is told our password', async () => {
    await using other = await server(
      (request, response) => void response.end(request.headers.authorization ?? 'nothing'),
    );
    await using it = await server((request, response) => {
      response.writeHead(302, { location: request.url === '/' ? '/' : other.address }).end();
    });
    const login = { userName: 'anna', password: 'geheim' };
    expect(await problemOf(fetchFeed({ address: it.address, ...login }, null, near))).toBe('redirected');
    const away = await fetchFeed({ address: `${it.address}away`, ...login }, null, near);
    expect('bytes' in away && away.bytes.toString()).toBe('nothing');
  });
});

describe('a CalDAV server', () => {
  test.each([
    ['a page instead', '<html><body>Willkommen</body></html>', 207],
    ['half an answer', '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/a', 207],
    ['an answer in nonsense', '\u0000\u0001', 207],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><D:multistatus xmlns:D="DAV:"/>', 207],
    ['ten thousand elements in one another', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 207],
    ['that all is well, and nothing else', '', 200],
  ])('that gives %s is understood as odd', async (_, body, status) => {
    await using it = await server((__, response) => void response.writeHead(status).end(body));
    const login = { address: `${it.address}dav`, userName: 'anna', password: 'geheim' };
    expect(await problemOf(findCollections(login, near))).toBe('odd_answer');
    expect(await problemOf(fetchEntries(login, null, window, near))).toBe('odd_answer');
  });

  test('whose entries break off leaves us with what we knew', async () => {
    const answer = (data: string) =>
      `<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/a</href><propstat><prop><C:calendar-data><![CDATA[${data}]]></C:calendar-data></prop></propstat></response></multistatus>`;
    const read = (text: string) =>
      readAway({ kind: 'entries', bytes: Buffer.from(text), window, zone: 'UTC', ownEnding: '@klinke' });
    expect(await read(answer(calendar))).toMatchObject({
      skipped: 0,
      busy: new Float64Array([Date.parse('2026-11-18T08:30Z'), Date.parse('2026-11-18T09:30Z')]),
    });
    expect(await read(answer(calendar.slice(0, -18)))).toEqual({ problem: 'cut_off' });
    expect(await read(answer(''))).toEqual({ busy: new Float64Array(), skipped: 0 });
  });
});

test('a calendar that takes too long or too much memory ends alone', async () => {
  const many = `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nDTSTART:20000101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n'.repeat(2_000)}END:VCALENDAR`;
  const task = { kind: 'feed' as const, bytes: Buffer.from(many), window, zone: 'UTC', ownEnding: '@klinke' };
  expect(await readAway(task, { memoryMb: 384, timeMs: 500 })).toEqual({ problem: 'too_heavy' });
  const large = {
    ...task,
    bytes: Buffer.from(
      `BEGIN:VCALENDAR\r\n${`BEGIN:VEVENT\r\nUID:${'x'.repeat(10)}\r\nEND:VEVENT\r\n`.repeat(200_000)}END:VCALENDAR`,
    ),
  };
  expect(await readAway(large, { memoryMb: 8, timeMs: 20_000 })).toEqual({ problem: 'too_heavy' });
});

test.each([
  ['webcal://kalender.example/anna.ics', 'https://kalender.example/anna.ics'],
  ['cloud.example/remote.php/dav', 'https://cloud.example/remote.php/dav'],
  ['cloud.example:8443/dav', 'https://cloud.example:8443/dav'],
  ['https://cloud.example/a#b', 'https://cloud.example/a'],
  ['http://cloud.example/', undefined],
  ['http://radicale.intern:5232/', 'http://radicale.intern:5232/'],
  ['file:///etc/passwd', undefined],
  ['https://anna:geheim@cloud.example/', undefined],
  ['javascript:alert(1)', undefined],
  ['https://', undefined],
])('%s is read as %s', (text, address) => {
  expect(readAddress(text, ['radicale.intern'])?.href).toBe(address);
});
