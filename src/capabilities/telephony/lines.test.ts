import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEntries } from '#timeline/contract';
import type { AllTables } from '#capabilities';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { testDatabase } from '../../../test/setup/database.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { openLine, requireLine } from './commands/lines.ts';
import { changeLine, createLine, listLines } from './contract.ts';

let app: TestApp;
let database: pg.Client;
beforeAll(async () => {
  app = await startApp();
  database = new pg.Client((await testDatabase()).owner);
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await app[Symbol.asyncDispose]();
});

const sipgate = {
  kind: 'sipgate' as const,
  name: 'Zentrale',
  number: '+4956110000',
  settings: { tokenId: 'token-1', device: 'e0' },
  secret: 'geheim wie nie',
};
const dbFor = (who: Client) => dbOf<AllTables>(app.ground, sightOf(who.actor));
const secretOf = async (who: Client, lineId: string) => {
  const line = await requireLine(dbFor(who), { workspaceId: who.actor.workspaceId, lineId });
  return (await openLine(dbFor(who), app.ground.secrets, line)).secret;
};

test('a line keeps its password sealed: no answer, table, event or kept reply shows it', async () => {
  const { owner, id } = await app.workspace();
  const idempotencyKey = newId();
  const made = await owner.call(createLine, { body: sipgate, idempotencyKey });
  expect(made).toMatchObject({ status: 201, body: { kind: 'sipgate', hasSecret: true, refused: null, userId: null } });
  const again = await owner.call(createLine, { body: sipgate, idempotencyKey });
  expect(again.body).toEqual(made.body);

  const lineId = made.body.id;
  expect(await secretOf(owner, lineId)).toBe(sipgate.secret);
  const body = { secret: 'noch geheimer', name: 'Zentrale Süd' };
  expect(await owner.call(changeLine, { params: { lineId }, body, ifMatch: 1 })).toMatchObject({
    status: 200,
    body: { name: 'Zentrale Süd', version: 2 },
  });
  expect(await secretOf(owner, lineId)).toBe('noch geheimer');
  await app.drain();

  for (const table of ['line', 'line_secret', 'event', 'idempotency_key']) {
    const { rows } = await database.query<{ row: string }>(
      `select row_to_json(t)::text as row from ${pg.escapeIdentifier(table)} t where workspace_id = $1`,
      [id],
    );
    const text = rows.map(({ row }) => row + Buffer.from(/"\\\\x([0-9a-f]+)"/.exec(row)?.[1] ?? '', 'hex').toString());
    expect(text.length).toBeGreaterThan(0);
    expect(text.filter((row) => row.includes('geheim'))).toEqual([]);
  }
  const { items } = (await owner.call(listAuditEntries, { query: { limit: 10 } })).body;
  expect(items.map(({ type }) => type)).toContain('telephony.lineChanged');
});

test('a sealed password opens for its own line alone', async () => {
  const { owner } = await app.workspace();
  const one = (await owner.call(createLine, { body: sipgate })).body.id;
  const two = (await owner.call(createLine, { body: { ...sipgate, name: 'Zweite', secret: 'anders' } })).body.id;
  await database.query(
    'update line_secret set sealed = (select sealed from line_secret where line_id = $1) where line_id = $2',
    [one, two],
  );
  await expect(secretOf(owner, two)).rejects.toMatchObject({ code: 'secret_unreadable' });
});

test('a number is never withheld, and nobody else’s settings fit', async () => {
  const { owner } = await app.workspace();
  for (const wrong of [
    { ...sipgate, settings: { tokenId: 'a' } },
    { ...sipgate, kind: 'twilio' },
    { kind: 'sip', name: 'Büro', number: '+4956110000', settings: { server: 'sip.example.de', user: 'anna' } },
  ])
    expect(await owner.call(createLine, { body: wrong as typeof sipgate })).toMatchObject({ status: 400 });

  for (const number of ['anonymous', '42', '+49 0'])
    expect(await owner.call(createLine, { body: { ...sipgate, number } })).toMatchObject({
      status: 422,
      body: { code: 'number_invalid' },
    });

  const { body: line } = await owner.call(createLine, { body: { ...sipgate, number: '0561 10000' } });
  expect(line.number).toBe('+4956110000');
  const settings = { accountSid: 'AC1', agentNumber: '+491' };
  expect(await owner.call(changeLine, { params: { lineId: line.id }, body: { settings } })).toMatchObject({
    status: 422,
    body: { code: 'settings_invalid' },
  });
});

test('a name stands for one line in use, and an archived one may come back', async () => {
  const { owner, person } = await app.workspace();
  const lineId = (await owner.call(createLine, { body: sipgate })).body.id;
  const params = { lineId };
  expect(await owner.call(createLine, { body: { ...sipgate, name: 'ZENTRALE' } })).toMatchObject({
    status: 409,
    body: { code: 'line_exists' },
  });
  expect((await owner.call(changeLine, { params, body: { archived: true } })).body.archivedAt).not.toBeNull();
  expect((await owner.call(listLines, { query: {} })).body.items).toEqual([]);
  const other = await owner.call(createLine, { body: sipgate });
  expect(other.status).toBe(201);
  expect(await owner.call(changeLine, { params, body: { archived: false } })).toMatchObject({
    body: { code: 'line_exists' },
  });

  const anna = await person('member', { name: 'Anna' });
  const own = { name: 'Annas Apparat', archived: false, userId: anna.userId };
  expect(await owner.call(changeLine, { params, body: own })).toMatchObject({
    status: 200,
    body: { userId: anna.userId, archivedAt: null },
  });
  expect(await owner.call(changeLine, { params, body: { userId: newId() } })).toMatchObject({
    body: { code: 'user_unknown' },
  });
});
