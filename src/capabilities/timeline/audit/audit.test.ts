import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { createApiKey, signOut } from '#access/contract';
import { changeContact, createContact, listContacts } from '#contacts/contract';
import { createDeal } from '#deals/contract';
import { exportAuditEntries, exportContacts } from '#integrations/contract';
import { apiPrefix } from '#platform/http';
import type { EventType } from '#platform/events';
import { connectAsOwner } from '../../../../test/setup/database.ts';
import { eventually } from '../../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { AuditGroup, checkAuditChain, getAuditChain, getAuditEntry, listAuditEntries } from './contract.ts';
import { auditGroupOf, auditSentence, typesOfGroups } from './kinds.ts';

let app: TestApp;
let database: pg.Client;
beforeAll(async () => {
  app = await startApp();
  database = await connectAsOwner();
});
afterAll(async () => {
  await database.end();
  await app[Symbol.asyncDispose]();
});

type Query = z.input<typeof listAuditEntries.query>;
const list = async (client: Client, query: Query = {}) => {
  const answer = await client.call(listAuditEntries, { query });
  expect(answer.status).toBe(200);
  return answer.body.items;
};
const types = async (client: Client, query: Query = {}) => (await list(client, query)).map(({ type }) => type);

/** Every event that any file of the product defines. */
async function announced(): Promise<EventType[]> {
  const files = globSync('src/capabilities/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('defineEvent('),
  );
  const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ resolve(file)) as Promise<object>));
  const found = modules
    .flatMap((module) => Object.values(module) as unknown[])
    .filter((one): one is EventType => Object.keys(one ?? {}).join() === 'type,shape');
  const defined = files.flatMap((file) => readFileSync(file, 'utf8').match(/defineEvent\(/g) ?? []);
  expect(found.map(({ type }) => type)).toHaveLength(defined.length);
  return found;
}

test('every event the product can announce has its group and its sentence in both languages', async () => {
  const events = await announced();
  expect(events.length).toBeGreaterThan(60);
  const words = { userName: () => 'Anna Kern', day: (day: string) => day };
  const anything = new Proxy({}, { get: () => 'Wort' });
  for (const { type } of events) {
    expect({ type, group: auditGroupOf(type) }).toEqual({ type, group: expect.any(String) });
    for (const locale of ['de', 'en'] as const) {
      const sentence = auditSentence(type, anything, { ...words, locale });
      expect({ type, sentence }).toEqual({ type, sentence: expect.stringMatching(/^\p{Lu}.{5,}[^\s:„]$/u) });
      expect(sentence).not.toMatch(/undefined|\.\w|  /);
      // An event of an older release may lack what is said today.
      expect(auditSentence(type, {}, { ...words, locale })).toMatch(/^\p{Lu}.{5,}/u);
    }
  }
  const known = typesOfGroups(AuditGroup.options);
  expect(known.toSorted()).toEqual(events.map(({ type }) => type).toSorted());
});

test('the log holds everything, newest first and page by page', async () => {
  const { owner } = await app.workspace();
  for (const lastName of ['Abel', 'Berg', 'Clausen']) await owner.call(createContact, { body: { lastName } });

  const all = await types(owner, { limit: 200 });
  const paged: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const { body } = await owner.call(listAuditEntries, { query: { limit: 3, ...(cursor && { cursor }) } });
    paged.push(...body.items.map(({ type }) => type));
    cursor = body.next ?? undefined;
  }

  expect(all.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'contacts.contactCreated'));
  expect(all).toContain('access.signedIn');
  expect(all.at(-1)).toBe('workspace.created');
  expect(paged).toEqual(all);
  const [newest] = await list(owner, { limit: 1 });
  expect(newest).toMatchObject({
    group: 'people',
    actor: { kind: 'user', id: owner.userId },
    subject: { kind: 'contact', name: 'Clausen' },
    payload: { name: 'Clausen' },
  });
});

test('it is narrowed by kind, by who did it, by period and by record', async () => {
  const { owner, person } = await app.workspace();
  const admin = await person('admin');
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Weiß' } })).body;
  await admin.call(changeContact, { params: { contactId }, body: { jobTitle: 'Meisterin' } });
  const { id: dealId } = (await owner.call(createDeal, { body: { title: 'Dach', contactId } })).body;
  const { secret } = (await owner.call(createApiKey, { body: { name: 'Kasse', scopes: ['all.write'] } })).body;
  const byKey = await app.running.server.inject({
    method: 'POST',
    url: apiPrefix + createContact.path,
    headers: { host: 'localhost', authorization: `Bearer ${secret}` },
    payload: { lastName: 'Kunde' },
  });
  expect(byKey.statusCode).toBe(201);

  expect(await types(owner, { groups: 'deals' })).toEqual(['deals.created']);
  expect(await types(owner, { groups: 'people,deals', by: 'user' })).toEqual([
    'deals.created',
    'contacts.contactChanged',
    'contacts.contactCreated',
  ]);
  expect(await types(owner, { by: 'key' })).toEqual(['contacts.contactCreated']);
  expect(await types(owner, { by: 'import' })).toEqual([]);
  expect(await types(owner, { by: 'system' })).toEqual([]);
  expect(await types(owner, { userId: admin.userId, groups: 'people' })).toEqual(['contacts.contactChanged']);
  expect(await types(owner, { contactId })).toEqual([
    'deals.created',
    'contacts.contactChanged',
    'contacts.contactCreated',
  ]);
  expect((await list(owner, { dealId })).map(({ subject }) => subject)).toEqual([
    { kind: 'deal', id: dealId, name: 'Dach' },
  ]);
  expect((await owner.call(listAuditEntries, { query: { groups: 'wetter' } })).status).toBe(400);
});

test('a period is of whole days where the workspace is', async () => {
  // Half past midnight in Kassel, and still the day before in Greenwich.
  await using early = await startApp({ now: new Date('2026-11-24T23:30:00Z') });
  const { owner } = await early.workspace();
  const count = async (query: Query) => (await list(owner, query)).length;

  const all = await count({});
  expect(all).toBeGreaterThan(0);
  expect(await count({ from: '2026-11-25' })).toBe(all);
  expect(await count({ from: '2026-11-25', to: '2026-11-25' })).toBe(all);
  expect(await count({ to: '2026-11-24' })).toBe(0);
  expect(await count({ from: '2026-11-26' })).toBe(0);
});

test('an entry shows its place in the chain, and the chain how far it has come', async () => {
  const { owner } = await app.workspace();
  await owner.call(createContact, { body: { lastName: 'Weiß' } });
  await app.drain();

  const [newest] = await list(owner, { limit: 1 });
  const entry = (await owner.call(getAuditEntry, { params: { entryId: newest?.id ?? '' } })).body;
  const chain = (await owner.call(getAuditChain)).body;

  expect(entry).toMatchObject({ id: newest?.id, type: 'contacts.contactCreated' });
  expect(entry.seal).toMatchObject({ number: chain.seal?.number, hash: chain.seal?.hash });
  expect(entry.seal?.place).toBe(entry.seal?.events);
  expect(chain).toMatchObject({ waiting: 0, check: null });
  expect(chain.mark).toBe(`${owner.actor.workspaceId} ${chain.seal?.number} ${chain.seal?.hash}`);
});

async function checked(owner: Client) {
  return eventually(async () => {
    const { check } = (await owner.call(getAuditChain)).body;
    expect(check?.finishedAt).toEqual(expect.any(String));
    return check;
  });
}

test('a check in the background finds the chain whole, and says so in the log; later it finds what was tampered with', async () => {
  const { owner, id } = await app.workspace();
  await app.drain();

  const [first, second] = await Promise.all([owner.call(checkAuditChain), owner.call(checkAuditChain)]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await checked(owner)).toMatchObject({ faultCount: 0, faults: [], error: null, startedBy: owner.userId });
  await app.drain();
  expect((await types(owner, { groups: 'settings' })).slice(0, 2)).toEqual([
    'timeline.auditChecked',
    'timeline.auditCheckStarted',
  ]);

  await database.query(`update event set payload = payload || '{"name":"x"}' where workspace_id = $1 and type = $2`, [
    id,
    'workspace.created',
  ]);
  await owner.call(checkAuditChain);
  expect(await checked(owner)).toMatchObject({ faultCount: 1, faults: [{ what: 'event_changed' }] });
});

test('the log is for the owner and admins, and of one workspace', async () => {
  const { owner, person } = await app.workspace();
  const [lead, admin, stranger] = [await person('lead'), await person('admin'), (await app.workspace()).owner];
  const [entry] = await list(owner, { limit: 1 });

  expect((await lead.call(listAuditEntries)).status).toBe(403);
  expect((await admin.call(listAuditEntries)).status).toBe(200);
  expect((await stranger.call(getAuditEntry, { params: { entryId: entry?.id ?? '' } })).status).toBe(404);
});

test('it goes out as a file, filtered as shown, and the log knows who took it', async () => {
  const { owner } = await app.workspace();
  await owner.call(createContact, { body: { lastName: 'Weiß' } });
  await owner.call(exportContacts);
  await owner.call(listContacts, { query: {} });

  const answer = await owner.call(exportAuditEntries, { query: { groups: 'people,exports' } });

  expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''Protokoll%202026-11-23.csv");
  const rows: Record<string, string>[] = parse(answer.bytes, { bom: true, delimiter: ';', columns: true });
  expect(rows.map((row) => [row['Wer'], row['Durch'], row['Was'], row['Betrifft']])).toEqual([
    ['Olga Inhaberin', 'Mensch', 'Liste „Menschen“ als CSV exportiert, 1 Zeilen', ''],
    ['Olga Inhaberin', 'Mensch', 'Mensch „Weiß“ angelegt', 'Weiß'],
  ]);
  expect((await list(owner, { limit: 1 }))[0]).toMatchObject({
    type: 'integrations.listExported',
    payload: { list: 'audit-entries', filter: { groups: ['people', 'exports'] } },
  });
  await owner.call(signOut);
});
