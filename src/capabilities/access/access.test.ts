import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

test('an owner learns who she is and where', async () => {
  const { owner, id } = await app.workspace('Nordhessen Solar');

  const me = await owner.call(contract.getMe);

  expect(me).toMatchObject({
    status: 200,
    body: { role: 'owner', level: 'owner', workspace: { id, name: 'Nordhessen Solar' } },
  });
});

test('a revoked session ends within a second', async () => {
  const { owner } = await app.workspace();
  const sessions = await owner.call(contract.listSessions);
  const [session] = sessions.body.items;

  await owner.call(contract.revokeSession, { params: { sessionId: session?.id ?? '' } });
  app.time.now = new Date(app.time.now.getTime() + 1_000);

  expect(await owner.call(contract.getMe)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
});

test('an invitation is written to the outbox and makes a member', async () => {
  const { owner } = await app.workspace();
  const email = `neu-${Date.now()}@example.org`;
  await owner.call(contract.invite, { body: { email, role: 'member' } });
  const mails = await owner.call(contract.listMails);
  const token = /#(\S+)/.exec(mails.body.items[0]?.body ?? '')?.[1] ?? '';

  const accepted = await app.running.server.inject({
    method: 'POST',
    url: '/api/v1/invitation-acceptances',
    headers: { 'x-klinke': '1' },
    payload: { token, name: 'Nele Neu', password: 'ein frischer satz genügt' },
  });
  const again = await app.running.server.inject({
    method: 'POST',
    url: '/api/v1/invitation-acceptances',
    headers: { 'x-klinke': '1' },
    payload: { token, name: 'Nele Neu', password: 'ein frischer satz genügt' },
  });

  expect(accepted.statusCode).toBe(201);
  expect(again.statusCode).toBe(422);
  const users = await owner.call(contract.listUsers);
  expect(users.body.items.map((user) => [user.name, user.role])).toContainEqual(['Nele Neu', 'member']);
});

test('a key reaches no further than its scopes and never manages keys by reading', async () => {
  const { owner } = await app.workspace();
  const { body } = await owner.call(contract.createApiKey, {
    body: { name: 'Nur lesen', scopes: ['workspace.read', 'access.read'] },
  });
  const ask = (method: 'GET' | 'POST', url: string) =>
    app.running.server.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${body.secret}` } });

  expect((await ask('GET', '/me')).statusCode).toBe(200);
  expect((await ask('GET', '/api-keys')).statusCode).toBe(403);
  await owner.call(contract.revokeApiKey, { params: { keyId: body.key.id } });
  app.time.now = new Date(app.time.now.getTime() + 1_000);
  expect((await ask('GET', '/me')).statusCode).toBe(401);
});

test('guessing grows slow for the guesser, not for the person', async () => {
  const { owner } = await app.workspace();
  const guess = (remoteAddress: string, password: string) =>
    app.running.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress,
      headers: { 'x-klinke': '1' },
      payload: { email: owner.email, password },
    });

  const answers = [];
  for (let i = 0; i < 7; i++) answers.push((await guess('203.0.113.9', 'falsch')).statusCode);

  expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect((await guess('198.51.100.7', 'der Testmond scheint hell')).statusCode).toBe(201);
});

test('the last owner stays, and an admin makes no owner', async () => {
  const { owner, person } = await app.workspace();
  const admin = await person('admin');

  expect(
    await owner.call(contract.changeUser, { params: { userId: owner.userId }, body: { role: 'member' } }),
  ).toMatchObject({
    status: 409,
    body: { code: 'last_owner' },
  });
  expect(
    await admin.call(contract.changeUser, { params: { userId: admin.userId }, body: { role: 'owner' } }),
  ).toMatchObject({
    status: 403,
    body: { code: 'role_too_high' },
  });
});

test('a state-changing request from another site is refused', async () => {
  const answer = await app.running.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: 'https://evil.example', host: 'localhost' },
    payload: { email: 'a@b.de', password: 'x' },
  });
  expect(answer.statusCode).toBe(403);
});
