import type pg from 'pg';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCall } from '#calls/contract';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts';
import * as contacts from '#contacts/contract';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import { nextTry } from './rules/caps.ts';
import { hashKey, readSuppressionList, suppressionHash } from './rules/suppressed.ts';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  // A migration goes through all workspaces there are, and other tests have left hundreds.
  app = await startApp({ database: 'suppression' });
  owner = await connectAsOwner('suppression');
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

async function agreed({ actor, call }: Client): Promise<string> {
  const input = {
    kind: 'private' as const,
    lastName: 'Muster',
    phones: [{ label: 'mobile', value: '+49561123456' }],
    emails: [{ label: 'home', value: 'Erika@Example.org' }],
    addresses: [{ label: 'home', country: 'DE', postalCode: '34117', city: 'Kassel' }],
    ownerId: actor.userId,
  };
  const contactId = (await createContact(dbOf<AllTables>(app.ground, sightOf(actor)), actor, input, app.time.now))
    .contact.id;
  const proof = { reference: 'Formular 4711', personName: 'Erika Muster', personAddress: 'Kassel' };
  for (const channel of ['phone', 'email'] as const) {
    const body = {
      channel,
      state: 'granted',
      at: '2026-11-20T15:00:00Z',
      source: 'form',
      wording: 'Ja.',
      proof,
    } as const;
    await call(contract.recordConsent, { params: { contactId }, body });
  }
  return contactId;
}

const ask = async (who: Client, contactId: string, channel: contract.Channel = 'phone') =>
  (await who.call(contract.mayContact, { params: { contactId }, query: { channel } })).body;
const bring = (who: Client, bytes: string) =>
  who.call(contract.addSuppressionList, { query: { name: 'Robinson.csv' }, bytes });

test('who stands on a list is not called whatever was agreed, and the list cannot be read again', async () => {
  const { owner: anna, id } = await app.workspace();
  const contactId = await agreed(anna);
  expect(await ask(anna, contactId)).toMatchObject({ allowed: true });

  const { status, body: list } = await bring(anna, 'Name;Telefon\nErika;0561 / 123456\nunlesbar\n');
  expect([status, list]).toMatchObject([201, { entries: 1, unreadable: 2 }]);
  expect(await ask(anna, contactId)).toMatchObject({ allowed: false, because: 'suppressed' });
  expect(await ask(anna, contactId, 'email')).toMatchObject({ allowed: true });
  await bring(anna, 'erika@example.org');
  expect(await ask(anna, contactId, 'email')).toMatchObject({ because: 'suppressed' });

  const { rows } = await owner.query(`select row_to_json(s)::text as row from suppression s where workspace_id = $1`, [
    id,
  ]);
  expect(rows).toHaveLength(2);
  expect(rows.map(({ row }) => row).join()).not.toMatch(/561123456|example/i);

  await anna.call(contract.removeSuppressionList, { params: { listId: list.id } });
  expect(await ask(anna, contactId)).toMatchObject({ allowed: true });
});

const never = (who: Client, contactId: string) =>
  who.call(contract.objectAll, {
    params: { contactId },
    body: { at: '2026-11-23T08:00:00Z', source: 'incoming_call' },
  });
const ownList = async (who: Client) => (await who.call(contract.listSuppressionLists)).body.own;

test('who never wants to be contacted again is not contacted as somebody new either, until the objection was a mistake', async () => {
  const { owner: anna, id } = await app.workspace();
  const first = await agreed(anna);
  expect((await never(anna, first)).status).toBe(201);
  expect(await ownList(anna)).toBe(2);
  const again = await agreed(anna);
  expect(await ask(anna, again)).toMatchObject({ allowed: false, because: 'suppressed' });
  expect(await ask(anna, again, 'email')).toMatchObject({ allowed: false, because: 'suppressed' });
  expect((await anna.call(startCall, { body: { contactId: again } })).status).toBe(403);
  // Of the person itself the ledger tells.
  expect(await ask(anna, first)).toMatchObject({ because: 'objected' });
  await never(anna, first);
  expect(await ownList(anna)).toBe(2);
  const { rows } = await owner.query(
    `select row_to_json(s)::text as row from own_suppression s where workspace_id = $1`,
    [id],
  );
  expect(rows.map(({ row }) => row).join()).not.toMatch(/561123456|example/i);

  const takeBack = (channel: contract.Channel) => {
    const body = {
      channel,
      state: 'unknown',
      at: app.time.now.toISOString(),
      source: 'incoming_call',
      wording: 'War jemand anders.',
    } as const;
    return anna.call(contract.recordConsent, { params: { contactId: first }, body });
  };
  expect((await takeBack('phone')).status).toBe(201);
  expect(await ask(anna, again)).toMatchObject({ allowed: true });
  expect(await ask(anna, again, 'email')).toMatchObject({ because: 'suppressed' });
  await takeBack('email');
  expect(await ask(anna, again, 'email')).toMatchObject({ allowed: true });
  expect(await ownList(anna)).toBe(0);
});

test('objections that are older than the list come onto it with its migration, once', async () => {
  const { owner: anna, id } = await app.workspace();
  await never(anna, await agreed(anna));
  // One way alone, said to us: asked about by name.
  const body = {
    channel: 'phone',
    state: 'denied',
    because: 'objected',
    at: '2026-11-22T08:00:00Z',
    source: 'letter',
  } as const;
  await anna.call(contract.recordConsent, { params: { contactId: await agreed(anna) }, body });
  await owner.query('delete from own_suppression where workspace_id = $1', [id]);
  const again = await agreed(anna);
  expect(await ask(anna, again)).toMatchObject({ allowed: true });
  const migration = readFileSync(new URL('./migrations/20261129065000_list_objectors.sql', import.meta.url), 'utf8');

  const told = async () =>
    (
      await owner.query(
        `select count(*)::int as events from event where workspace_id = $1 and type = 'consent.suppressionAdded'`,
        [id],
      )
    ).rows[0].events;
  const before = await told();
  await owner.query(migration);
  await expect.poll(() => ownList(anna)).toBe(2);
  expect(await ask(anna, again)).toMatchObject({ allowed: false, because: 'suppressed' });
  await owner.query(migration);
  const waiting = async () =>
    (await owner.query(`select 1 from graphile_worker.jobs where task_identifier = 'consent.suppressObjectors'`))
      .rowCount;
  await expect.poll(waiting).toBe(0);
  expect([await ownList(anna), await told()]).toEqual([2, before + 1]);
});

test('an admin puts one number on the list and takes it off; an objection elsewhere does not come with it', async () => {
  const { owner: anna, person } = await app.workspace();
  const contactId = await agreed(anna);
  const add = (value: string, who = anna) => who.call(contract.addSuppression, { body: { value } });
  const remove = (value: string) => anna.call(contract.removeSuppression, { body: { value } });
  expect(await add('0561 / 123456')).toMatchObject({ status: 201, body: { own: 1 } });
  expect(await add('+49 561 123456')).toMatchObject({ status: 201, body: { own: 1 } });
  expect(await add('Erika')).toMatchObject({ status: 422, body: { code: 'not_reachable' } });
  expect((await add('0561 99', await person('member'))).status).toBe(403);
  expect(await ask(anna, contactId)).toMatchObject({ because: 'suppressed' });
  expect(await ask(anna, contactId, 'email')).toMatchObject({ allowed: true });
  // Her own objection was a mistake: what the admin put there stays.
  await never(anna, contactId);
  const body = {
    channel: 'phone',
    state: 'unknown',
    at: app.time.now.toISOString(),
    source: 'letter',
    wording: 'Verwechselt.',
  } as const;
  expect((await anna.call(contract.recordConsent, { params: { contactId }, body })).status).toBe(201);
  expect(await ask(anna, contactId)).toMatchObject({ because: 'suppressed' });
  expect(await remove('0561 123456')).toMatchObject({ body: { own: 1 } });
  expect(await remove('0561 123456')).toMatchObject({ status: 404, body: { code: 'not_on_list' } });
  expect(await ask(anna, await agreed(anna))).toMatchObject({ allowed: true });
});

test('the overview counts who stands on a list as the gate answers', async () => {
  const { owner: anna } = await app.workspace();
  const agreeing = await agreed(anna);
  const silent = (
    await anna.call(contacts.createContact, {
      body: {
        lastName: 'Still',
        phones: [
          { label: 'home', value: '0561 222' },
          { label: 'work', value: '0561 333' },
        ],
      },
    })
  ).body.id;
  const other = (await anna.call(contacts.createContact, { body: { lastName: 'Ohne' } })).body.id;
  const agrees = async () => {
    for (const channel of contract.Channel.options) {
      const answers = await Promise.all([agreeing, silent, other].map((one) => ask(anna, one, channel)));
      const { body } = await anna.call(contract.getSummary, { query: { channel } });
      const told = body.reasons.flatMap((reason) => Array<string>(reason.contacts).fill(of(reason))).toSorted();
      expect([channel, told]).toEqual([channel, answers.map(of).toSorted()]);
    }
    return (await anna.call(contract.getSummary, {})).body.allowed;
  };
  const of = (one: { allowed: true; basis: string } | { allowed: false; because: string }) =>
    one.allowed ? one.basis : one.because;

  expect(await agrees()).toBe(1);
  const { body: list } = await bring(anna, '0561 123456\n0561 222\n0561 333');
  expect(await agrees()).toBe(0);
  await anna.call(contract.removeSuppressionList, { params: { listId: list.id } });
  expect(await agrees()).toBe(1);
  await anna.call(contract.addSuppression, { body: { value: 'erika@example.org' } });
  await never(anna, agreeing);
  expect(await agrees()).toBe(0);
});

test('a file without numbers, and one that is no text, are told in words', async () => {
  const { owner: anna } = await app.workspace();
  expect(await bring(anna, 'Name\nErika\n')).toMatchObject({ status: 422, body: { code: 'list_empty' } });
  expect(await bring(anna, 'PK\u0003\u0004\0\0')).toMatchObject({ status: 422, body: { code: 'list_unreadable' } });
});

test('after so many tries there is peace until the next lawful moment', async () => {
  const { owner: anna } = await app.workspace();
  const contactId = await agreed(anna);
  await anna.call(contract.changeContactCaps, { body: { perDay: 2, perWeek: 5 } });
  expect((await anna.call(contract.getContactCaps)).body).toEqual({ perDay: 2, perWeek: 5 });
  // What the contract asks for is no advertising, and no try.
  const aboutContract = { contactId, purpose: 'contract' } as const;
  expect((await anna.call(startCall, { body: aboutContract })).status).toBe(201);
  for (let tries = 0; tries < 2; tries++)
    expect((await anna.call(startCall, { body: { contactId } })).status).toBe(201);
  const refused = await anna.call(startCall, { body: { contactId } });
  expect(refused).toMatchObject({
    status: 403,
    body: { details: { answer: { because: 'too_often', facts: { until: '2026-11-24T07:00:00.000Z' } } } },
  });
  expect((await anna.call(startCall, { body: aboutContract })).status).toBe(201);
  expect(await anna.call(contract.changeContactCaps, { body: { perDay: 5, perWeek: 2 } })).toMatchObject({
    status: 422,
    body: { code: 'week_below_day' },
  });
});

const at = (text: string) => new Date(`2026-11-${text}:00Z`);
test.each<[string, string[], string | undefined]>([
  ['no try yet', [], undefined],
  ['one today', ['23T08:00'], undefined],
  ['two today: tomorrow', ['23T08:00', '23T09:00'], '23T23:00'],
  ['two yesterday', ['22T08:00', '22T09:00'], undefined],
  ['before midnight in Berlin is yesterday', ['22T22:30', '23T08:00'], undefined],
  ['after midnight in Berlin is today', ['22T23:30', '23T08:00'], '23T23:00'],
  ['four in seven days: when the first is a week old', ['18T08:00', '19T08:00', '20T08:00', '21T08:00'], '25T08:00'],
  ['one of them is over', ['16T09:00', '19T08:00', '20T08:00', '21T08:00'], undefined],
  ['what comes later does not count', ['23T18:00', '23T19:00'], undefined],
])('%s', (_, tries, due) => {
  expect(nextTry(tries.map(at), at('23T10:00'), { perDay: 2, perWeek: 4 }, 'Europe/Berlin')).toEqual(due && at(due));
});

test('lists of any layout are read', () => {
  const text = '\uFEFF"0171 2345678",Erika\r\n+43 1 5880\tmailto:A@B.at\n12345\n\n041 44\n';
  const { found, unreadable } = readSuppressionList(text, 'DE');
  expect(found.map(({ value }) => value)).toEqual(['+491712345678', '+4315880', 'a@b.at']);
  expect(unreadable).toBe(2);
});

test('the hash is HMAC-SHA-256', () => {
  const key = Buffer.alloc(64, 7);
  expect(suppressionHash(hashKey(key), '+49561').equals(createHmac('sha256', key).update('+49561').digest())).toBe(
    true,
  );
});
