import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from './setup/house.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const get = (url: string) => app.running.server.inject({ method: 'GET', url });

test('every operation is in the documentation, and nothing else is', async () => {
  const document = (await get('/api/v1/openapi.json')).json();

  const documented = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => operation.operationId);
  expect(document.openapi).toBe('3.1.0');
  expect(documented.toSorted()).toEqual(app.running.operations.map((operation) => operation.name).toSorted());
  expect(new Set(documented).size).toBe(documented.length);
});

test('people can read the documentation without a script', async () => {
  const page = await get('/api/docs');

  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('/api/v1/workspace');
  expect(page.body).not.toContain('<script');
});

test.each(['/', '/api/v1/me', '/api/v1/nothing', '/healthz', '/api/docs', '/../../etc/passwd', '/api/v1/openapi.json'])(
  'the same protection stands on every answer: %s',
  async (url) => {
    const { headers } = await get(url);

    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
  },
);

test.each([
  ['broken JSON', '{"email":', 'application/json', 400],
  ['an unknown content type', 'email=a', 'application/x-www-form-urlencoded', 415],
  ['a prototype in disguise', '{"email":"a@b.de","password":"x","__proto__":{"a":1}}', 'application/json', 400],
  ['a field nobody asked for', '{"email":"a@b.de","password":"x","role":"owner"}', 'application/json', 400],
  ['a field that stands twice', '{"email":"a@b.de","password":"x","email":"b@b.de"}', 'application/json', 400],
  ['an array instead of an object', '[]', 'application/json', 400],
])('%s is refused in words and without a stack', async (_, payload, type, status) => {
  const answer = await app.running.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'content-type': type, 'x-klinke': '1' },
    payload,
  });

  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
  expect(answer.body).not.toMatch(/node_modules|\.ts:/);
});

test('a stranger hears nothing about the input, not even that it is none', async () => {
  for (const [payload, type] of [
    ['{"lastName":7}', 'application/json'],
    ['{"lastName":', 'application/json'],
    ['lastName=a', 'application/x-www-form-urlencoded'],
  ]) {
    const answer = await app.running.server.inject({
      method: 'POST',
      url: '/api/v1/contacts',
      headers: { 'content-type': type, 'x-klinke': '1' },
      ...(payload && { payload }),
    });
    expect([type, answer.statusCode, answer.json().code]).toEqual([type, 401, 'not_signed_in']);
  }
});

test('a body of more than a megabyte is refused, announced or not', async () => {
  const answer = await app.running.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'content-type': 'application/json', 'x-klinke': '1' },
    payload: JSON.stringify({ email: 'a@b.de', password: 'x'.repeat(1_100_000) }),
  });

  expect(answer.statusCode).toBe(413);
});

describe('reads in company', () => {
  const me = { operation: 'access.me', params: {}, query: '' };
  const ask = async (asks: unknown, headers: Record<string, string> = {}) => {
    const workspace = await app.workspace();
    return app.running.server.inject({
      method: 'POST',
      url: '/api/v1/together',
      headers: { host: 'localhost', 'x-klinke': '1', ...workspace.owner.headers, ...headers },
      payload: { asks } as object,
    });
  };

  test('one that fails takes nothing from the others', async () => {
    const answer = await ask([
      me,
      { operation: 'contacts.get', params: { contactId: 'nobody' }, query: '' },
      { operation: 'contacts.list', params: {}, query: 'limit=1' },
    ]);

    expect(answer.json()).toMatchObject([
      { status: 200, body: { user: {} } },
      { status: 400, body: { code: 'invalid' } },
      { status: 200, body: { items: [] } },
    ]);
  });

  test.each([
    ['a write', 'contacts.create'],
    ['a file', 'consent.downloadLetters'],
    ['what is open to everyone', 'access.getSetup'],
    ['what does not exist', 'constructor'],
  ])('%s is not among them', async (_, operation) => {
    const answer = await ask([{ operation, params: {}, query: '' }, me]);

    expect(answer.json()).toMatchObject([{ status: 404, body: { code: 'not_found' } }, { status: 200 }]);
  });

  test.each([
    ['none', []],
    ['too many', Array.from({ length: 21 }, () => me)],
    ['no text', [{ ...me, query: { limit: 1 } }]],
    ['a field nobody knows', [{ ...me, workspaceId: 'x' }]],
  ])('%s is refused as a whole', async (_, asks) => {
    expect(await ask(asks)).toMatchObject({ statusCode: 400 });
  });

  test('neither strangers nor other sites', async () => {
    expect(await ask([me], { cookie: '', authorization: '' })).toMatchObject({ statusCode: 401 });
    const foreign = { origin: 'https://böse.example', 'sec-fetch-site': 'cross-site' };
    expect(await ask([me], foreign)).toMatchObject({ statusCode: 403 });
  });
});

describe('a refusal is said in the language of whoever asks', () => {
  const headers = { host: 'localhost', 'x-klinke': '1', 'accept-language': 'en-GB,en;q=0.9' };

  test.each([
    ['de', 'Bitte melden Sie sich an.'],
    ['en-GB,en;q=0.9', 'Please sign in.'],
  ])('to %s: %s', async (language, detail) => {
    const answer = await app.running.server.inject({ url: '/api/v1/me', headers: { 'accept-language': language } });
    expect(answer.json()).toMatchObject({ status: 401, code: 'not_signed_in', detail });
  });

  test('also among reads that travel together', async () => {
    const { owner } = await app.workspace();
    const ask = { operation: 'contacts.get', params: { contactId: randomUUID() }, query: '' };
    const answer = await app.running.server.inject({
      method: 'POST',
      url: '/api/v1/together',
      headers: { ...owner.headers, ...headers },
      payload: { asks: [ask] },
    });
    const [{ body }] = answer.json<[{ body: unknown }]>();
    expect(body).toMatchObject({ code: 'not_found', detail: 'This does not exist here (any more).' });
  });

  test('and on a page that opens without an account', async () => {
    const page = await app.running.server.inject({
      method: 'POST',
      url: '/termin/nirgends',
      headers: { ...headers, origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'a=b',
    });
    expect(page.statusCode).toBe(403);
    expect(page.body).toContain('This request did not come from Klinke itself.');
  });
});
