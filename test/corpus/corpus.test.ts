import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Operation, Upload } from '#platform/operation';
import { createContact } from '#contacts/contract';
import { exportContacts } from '#integrations/contract';
import { type Input, inputFor, inputNames, settle } from '../doors/inputs.ts';
import { must, type World } from '../doors/records.ts';
import { send } from '../doors/request.ts';
import { at, schemaOf, textSpots, withAt } from '../doors/shapes.ts';
import { type Attack, attacks, smuggled } from './requests.ts';
import { injections, scripts } from './strings.ts';
import { openVictim } from './victim.ts';

/** Attacks seen elsewhere, replayed. What they are and what must come of them stands in the data beside this file. */
const victim = await openVictim();
const { app, fill } = victim;
const workspace = { ...(await app.workspace()) };
const world: World = { app, workspace, by: workspace.owner };

let sent = 0;
let asserted = 0;
afterEach(() => {
  asserted += expect.getState().assertionCalls;
});
afterAll(async () => {
  process.stdout.write(
    `corpus: ${attacks.length + smuggled.length} requests of their own, ${sent} with a bad text, ${asserted} assertions\n`,
  );
  await app[Symbol.asyncDispose]();
});

describe('a request', () => {
  test.each(attacks.map((attack) => [attack.id, attack] as const))('%s', async (_, attack) => {
    const { status, body, headers } = await replay(attack);
    expect(attack.status, `${status} ${body.slice(0, 300)}`).toContain(status);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    // Refused by Node itself, before there is a request to answer.
    if (status === 431) return;
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    if (body !== '' && status >= 400) {
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).not.toMatch(/node_modules|\.ts:|at \w+ \(|postgres|relation "/);
    }
    if (attack.code !== undefined) expect(JSON.parse(body)).toMatchObject({ code: attack.code });
    if (attack.without !== undefined) expect(body).not.toContain(fill(attack.without));
  });

  test('of which a name stands twice in the JSON is refused, whichever of the two a reader would take', async () => {
    await replay({
      id: '',
      method: 'POST',
      path: '/api/v1/contacts',
      headers: { 'content-type': 'application/json' },
      body: '{"lastName":"Erst","lastName":"Zuletzt"}',
      status: [400],
    });
  });

  test.each(smuggled.map((one) => [one.id, one.bytes] as const))('%s', async (_, bytes) => {
    const port = Number(victim.host.split(':')[1]);
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString('latin1'))).on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(bytes, 'latin1');
    socket.setTimeout(3_000, () => socket.destroy());
    await once(socket, 'close');
    expect(answer.match(/HTTP\/1\.1 (\d)\d\d/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(answer).not.toMatch(/HTTP\/1\.1 [25]\d\d/);
  });
});

const doors = app.running.operations.map((operation) => [operation.name, operation] as const);

describe('a text that is none', () => {
  const asking = doors.filter(
    ([, operation]) =>
      operation.permission !== 'public' && textSpots(schemaOf(operation, 'query'), undefined).length > 0,
  );
  test.each(asking)('in every field of the address of %s', async (_, operation) => {
    for (const name of inputNames(operation)) {
      const input = await settle(operation, world, await inputFor(operation, name, world));
      for (const { path } of textSpots(schemaOf(operation, 'query'), input.query)) {
        // Each file is read anew in a worker of its own: there a third has to do.
        for (const text of (operation.body as object) === Upload ? aThird(injections) : injections) {
          const query = withAt({ ...(input.query as object) }, path.slice(0, 1), text);
          const answer = await ask(operation, { ...input, query });
          expect(
            [operation.status, 400, 404, 422],
            `${path.join('.')}=${text.slice(0, 60)}: ${answer.text.slice(0, 300)}`,
          ).toContain(answer.status);
        }
      }
    }
  });

  const paged = doors.filter(([, operation]) => 'cursor' in (schemaOf(operation, 'query').properties ?? {}));
  test.each(paged)('in every part of a cursor of %s', async (_, operation) => {
    for (const name of inputNames(operation)) {
      const input = await settle(operation, world, await inputFor(operation, name, world));
      for (const cursor of cursors()) {
        const answer = await ask(operation, { ...input, query: { ...(input.query as object), cursor } });
        expect([200, 400], `${Buffer.from(cursor, 'base64url').toString()}: ${answer.text.slice(0, 300)}`).toContain(
          answer.status,
        );
      }
    }
  });

  const writing = doors.filter(
    ([, operation]) =>
      operation.permission !== 'public' &&
      operation.method !== 'GET' &&
      operation.method !== 'DELETE' &&
      textSpots(schemaOf(operation, 'body'), undefined).length > 0,
  );
  test.each(writing)('in every field that %s takes', async (_, operation) => {
    for (const name of inputNames(operation)) {
      const input = await settle(operation, world, await inputFor(operation, name, world));
      for (const spot of textSpots(schemaOf(operation, 'body'), input.body)) {
        for (const text of aThird(injections)) {
          const body = withAt(spot.input, spot.path, text);
          const answer = await ask(operation, await settle(operation, world, { ...input, body }));
          expect(
            answer.status,
            `${spot.path.join('.')}=${text.slice(0, 60)}: ${answer.text.slice(0, 300)}`,
          ).toBeLessThan(500);
        }
      }
    }
  });

  test.each(writing)('but a script, comes back from %s as the text it was', async (_, operation) => {
    for (const name of inputNames(operation)) {
      const base = await inputFor(operation, name, world);
      for (const [index, spot] of textSpots(schemaOf(operation, 'body'), base.body).entries()) {
        const text = scripts[index % scripts.length] ?? '';
        const fresh = await inputFor(operation, name, world);
        const body = { ...(fresh.body as object), ...(withAt(spot.input, spot.path, text) as object) };
        const answer = await ask(operation, await settle(operation, world, { ...fresh, body }));
        expect(answer.headers['content-type'] ?? '').toMatch(/^$|json/);
        expect(answer.headers['x-content-type-options']).toBe('nosniff');
        const back = answer.status < 300 && answer.text !== '' ? at(JSON.parse(answer.text), spot.path) : undefined;
        if (typeof back === 'string') expect({ path: spot.path, back }).toEqual({ path: spot.path, back: text.trim() });
      }
    }
  });
});

test('a name that is a formula leaves in a list as text', async () => {
  for (const lastName of scripts) await must(workspace.owner, createContact, { body: { lastName } });

  const { body } = await workspace.owner.call(exportContacts, { query: { format: 'csv' } });
  const cells = (parse(String(body), { delimiter: ';', bom: true }) as string[][]).flat();
  for (const script of scripts) expect(cells.some((cell) => cell.includes(script.trim().slice(1)))).toBe(true);
  // A telephone number with its blank can't be calculated; nothing else begins like this.
  const risky = cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^\+\d{1,3} \d+$/.test(cell));
  expect(risky).toEqual([]);
});

test('after all of this the tables stand, and the house answers', async () => {
  const { status } = await replay({ id: '', path: '/api/v1/contacts', status: [200] });
  expect(status).toBe(200);
});

/** Keys of every length and kind that a list might sort by, with something wrong in each place, one at a time. */
function cursors(): string[] {
  const id = '0198f3b0-0000-7000-8000-000000000000';
  const ids = ['x', "'; drop table contact; --", '', '\u0000'];
  const plausible = ['muster', '2026-11-23T09:30:00.000Z', 5];
  const keys = [
    "'; drop table contact; --",
    '\u0000',
    '\ud800',
    '',
    'ä'.repeat(300),
    null,
    0,
    -1,
    1e308,
    1.5,
    9007199254740991,
    true,
    {},
    [],
    '2026-11-23T09:30:00.000Z',
    'infinity',
    '-infinity',
    '+275760-09-13T00:00:00.000Z',
    '0000-00-00T00:00:00Z',
    '2026-02-30',
    '294277-01-01',
    '1970-01-01',
  ];
  const pairs = [...keys.map((key) => [key, id]), ...plausible.flatMap((key) => ids.map((bad) => [key, bad]))];
  const shapes = [...pairs, ...pairs.map(([key, last]) => [key, key, last])];
  return [...shapes, ...keys.map((key) => [key]), ...keys].map((key) =>
    Buffer.from(JSON.stringify(key)).toString('base64url'),
  );
}

let turn = 0;
/** Another one each time, so that the fields of one operation together meet all. */
function aThird(texts: readonly string[]): string[] {
  const first = turn++ % 3;
  return texts.filter((_text, index) => index % 3 === first);
}

function ask(operation: Operation, input: Input) {
  sent++;
  return send(app, input.as ?? workspace.owner, operation, input);
}

type Replayed = { status: number; body: string; headers: Record<string, unknown> };

function replay(attack: Attack): Promise<Replayed> {
  const signed = {
    undefined: { cookie: '{cookie}', 'x-klinke': '1' },
    nobody: {},
    key: { authorization: 'Bearer {key}' },
  };
  const headers = { host: '{host}', ...signed[attack.as ?? 'undefined'], ...attack.headers };
  return new Promise((resolve, reject) => {
    const [hostname, port] = victim.host.split(':');
    const body =
      attack.body === undefined
        ? undefined
        : Buffer.from(fill(attack.body), attack.id.includes('bad-utf8') ? 'latin1' : 'utf8');
    const sending = request({
      hostname,
      port,
      agent: false,
      method: attack.method ?? 'GET',
      path: fill(attack.path).replaceAll(' ', '%20'),
      headers: {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(String(value))])),
        ...(body && { 'content-length': String(body.length) }),
      },
    });
    sending.on('error', reject).on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
    });
    sending.end(body);
  });
}
