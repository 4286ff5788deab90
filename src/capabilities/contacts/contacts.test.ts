import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import {
  type ContactsTables,
  type ContactsWorld,
  findImportedCompanies,
  findImportedContacts,
  insertCompanies,
  insertContacts,
  labelPhone,
  matchCompanyNames,
  matchKeys,
  type NewContact,
  removeImportedContacts,
  touchContact,
  updateContacts,
} from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const worldOf = (workspaceId: string) => dbOf<ContactsWorld>(app.ground, { workspaceId });

/** Made as an import makes them: fast, and in one go. */
const fill = ({ id, owner }: TestWorkspace, rows: NewContact[]) =>
  worldOf(id)
    .transaction()
    .execute((trx) => insertContacts(trx, { ...owner.actor, kind: 'import' }, rows, app.time.now));

const eventsOf = (workspaceId: string, contactId: string) =>
  dbOf<PlatformTables>(app.ground, { workspaceId })
    .selectFrom('event')
    .selectAll()
    .where('contactId', '=', contactId)
    .orderBy('id')
    .execute();

const namesIn = async (who: Client, q: string) =>
  (await who.call(contract.search, { query: { q } })).body.items.map((hit) => hit.name);

async function restrictMembers(workspace: TestWorkspace): Promise<void> {
  const answer = await workspace.owner.call(changeRolePolicy, {
    params: { role: 'member' },
    body: { seesOnlyOwn: true },
  });
  expect(answer.status).toBeLessThan(300);
}

describe('a person', () => {
  test('is created with several numbers, tidied up, and found by each of them', async () => {
    const { owner } = await app.workspace();

    const made = await owner.call(contract.createContact, {
      body: {
        firstName: 'Jörg',
        lastName: 'Weißmüller',
        phones: [
          { label: 'mobile', value: '0151 / 123 456 78' },
          { label: 'work', value: '+49 (0)561 12 34 56', extension: '12' },
          { label: 'other', value: '0049 151 12345678' },
        ],
        emails: [{ label: 'work', value: 'J.Weissmueller@Nordsolar.de' }],
        addresses: [{ label: 'home', street: 'Goethestraße', houseNumber: '82', postalCode: '34117', city: 'Kassel' }],
        tags: ['Solar', 'Solar'],
      },
    });

    expect(made).toMatchObject({
      status: 201,
      body: {
        kind: 'private',
        name: 'Jörg Weißmüller',
        ownerId: owner.userId,
        phones: [
          { label: 'mobile', value: '+4915112345678' },
          { label: 'work', value: '+49561123456', extension: '12' },
        ],
        emails: [{ label: 'work', value: 'j.weissmueller@nordsolar.de' }],
        tags: ['Solar'],
        version: 1,
      },
    });
    expect(made.headers['etag']).toBe('"1"');
    for (const typed of [
      'weißm',
      'Weissmueller',
      'weismuler jö',
      'joerg',
      '0151 1234',
      '+49 561',
      '0561',
      'nordsolar',
      'j.weiss',
      'j.weissmueller@nordsolar.de',
      'Goethestr. 82',
      'goethestra',
      'weißmüller kassel',
      'Weißmühler',
    ]) {
      expect([typed, await namesIn(owner, typed)]).toEqual([typed, ['Jörg Weißmüller']]);
    }
    expect(await namesIn(owner, 'schulze')).toEqual([]);
    expect(await owner.call(contract.findDuplicates, { query: { phone: '0151 12345678' } })).toMatchObject({
      body: { items: [{ id: made.body.id, matched: 'phone' }] },
    });
    expect(await owner.call(contract.listTags)).toMatchObject({ body: { items: [{ tag: 'Solar', contacts: 1 }] } });
    const [event] = await eventsOf(owner.actor.workspaceId, made.body.id);
    expect(event).toMatchObject({
      type: 'contacts.contactCreated',
      actorId: owner.userId,
      payload: { name: 'Jörg Weißmüller' },
    });
  });

  test('a number that cannot exist is refused by name, and nothing is kept', async () => {
    const { owner } = await app.workspace();

    const refused = await owner.call(contract.createContact, {
      body: { lastName: 'Weber', phones: [{ value: '0561 12' }] },
    });

    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'phone_invalid', details: { index: 0, value: '0561 12' } },
    });
    expect(await namesIn(owner, 'weber')).toEqual([]);
  });

  test('needs something to be called by', async () => {
    const { owner } = await app.workspace();
    expect(await owner.call(contract.createContact, { body: { tags: ['x'] } })).toMatchObject({
      status: 422,
      body: { code: 'contact_nameless' },
    });
    const door = await owner.call(contract.createContact, {
      body: { addresses: [{ street: 'Goethestr.', houseNumber: '82', city: 'Leipzig' }] },
    });
    expect(door.body).toMatchObject({ name: 'Goethestr. 82, Leipzig' });
  });

  test('a create sent twice with one key makes one person', async () => {
    const { owner } = await app.workspace();
    const once = { body: { lastName: 'Einmal' }, idempotencyKey: newId() };

    const [first, second] = [
      await owner.call(contract.createContact, once),
      await owner.call(contract.createContact, once),
    ];

    expect(second.body.id).toBe(first.body.id);
    expect(await namesIn(owner, 'einmal')).toHaveLength(1);
  });

  test('of two who edit at once the second is told', async () => {
    const { owner } = await app.workspace();
    const { body } = await owner.call(contract.createContact, { body: { firstName: 'Anna', lastName: 'Alt' } });
    const edit = (lastName: string) =>
      owner.call(contract.changeContact, { params: { contactId: body.id }, body: { lastName }, ifMatch: 1 });

    const answers = await Promise.all([edit('Neu'), edit('Anders')]);

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412]);
    expect(answers.find((answer) => answer.status === 412)?.body).toMatchObject({
      code: 'stale',
      details: { currentVersion: 2 },
    });
  });

  test('a change moves what she is found by, and says from what to what', async () => {
    const { owner, id } = await app.workspace();
    const { body } = await owner.call(contract.createContact, {
      body: { firstName: 'Anna', lastName: 'Ledig', tags: ['neu'] },
    });

    await owner.call(contract.changeContact, {
      params: { contactId: body.id },
      body: { lastName: 'Verheiratet', tags: [] },
    });
    const same = await owner.call(contract.changeContact, {
      params: { contactId: body.id },
      body: { lastName: 'Verheiratet' },
    });

    expect(await namesIn(owner, 'ledig')).toEqual([]);
    expect(await namesIn(owner, 'anna verh')).toEqual(['Anna Verheiratet']);
    expect((await owner.call(contract.listTags)).body.items).toEqual([]);
    expect(same.body.version).toBe(2);
    const [, changed, ...more] = await eventsOf(id, body.id);
    expect(changed?.payload).toMatchObject({
      changed: { lastName: { from: 'Ledig', to: 'Verheiratet' }, tags: { from: ['neu'], to: [] } },
    });
    expect(more).toEqual([]);
  });

  test('removed, she is gone everywhere; brought back, she is as before', async () => {
    const { owner } = await app.workspace();
    const { body } = await owner.call(contract.createContact, {
      body: { lastName: 'Wiederkehr', phones: [{ value: '0561 123456' }] },
    });
    const params = { contactId: body.id };

    expect((await owner.call(contract.removeContact, { params })).status).toBe(204);
    expect((await owner.call(contract.getContact, { params })).status).toBe(404);
    expect((await owner.call(contract.listContacts)).body.items).toEqual([]);
    expect(await namesIn(owner, '0561')).toEqual([]);
    expect((await owner.call(contract.changeContact, { params, body: { note: 'x' } })).status).toBe(404);

    expect(await owner.call(contract.restoreContact, { params })).toMatchObject({
      status: 200,
      body: { name: 'Wiederkehr', version: 3 },
    });
    expect(await namesIn(owner, '0561')).toEqual(['Wiederkehr']);
  });

  test('HTML, formulas and NUL are text or a clear error', async () => {
    const { owner } = await app.workspace();
    const evil = `<script>alert(1)</script>=cmd|' /C calc'!A0`;
    expect((await owner.call(contract.createContact, { body: { lastName: evil } })).body.name).toBe(evil);
    expect((await owner.call(contract.createContact, { body: { lastName: 'a\u0000b' } })).status).toBe(400);
    expect((await owner.call(contract.listContacts, { query: { q: 'a\u0000b' } })).status).toBe(400);
    expect((await owner.call(contract.listContacts, { query: { q: `%'); drop table contact; --` } })).status).toBe(200);
  });
});

describe('walls', () => {
  test("another workspace's people do not exist, by any door", async () => {
    const [ours, theirs] = [await app.workspace(), await app.workspace()];
    const { body } = await ours.owner.call(contract.createContact, {
      body: { lastName: 'Geheim', phones: [{ value: '0561 123456' }] },
    });
    const firm = await ours.owner.call(contract.createCompany, { body: { name: 'Geheim GmbH' } });
    const params = { contactId: body.id };
    const { owner } = theirs;

    const answers = await Promise.all([
      owner.call(contract.getContact, { params }),
      owner.call(contract.changeContact, { params, body: { note: 'x' } }),
      owner.call(contract.removeContact, { params }),
      owner.call(contract.restoreContact, { params }),
      owner.call(contract.getCompany, { params: { companyId: firm.body.id } }),
      owner.call(contract.removeCompany, { params: { companyId: firm.body.id } }),
    ]);

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await namesIn(owner, 'geheim')).toEqual([]);
    expect(await namesIn(owner, '0561')).toEqual([]);
    expect(await namesIn(owner, 'gehiem')).toEqual([]);
    expect((await owner.call(contract.findDuplicates, { query: { phone: '0561 123456' } })).body.items).toEqual([]);
    expect(
      await owner.call(contract.createContact, { body: { lastName: 'X', companyId: firm.body.id } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'company_unknown' },
    });
    expect(
      await owner.call(contract.changeManyContacts, { body: { ids: [body.id], change: { kind: 'remove' } } }),
    ).toMatchObject({
      body: { changed: 0 },
    });
    expect((await ours.owner.call(contract.getContact, { params })).body).toMatchObject({ name: 'Geheim', version: 1 });
  });

  test('whoever sees only their own sees only their own, and keeps it', async () => {
    const workspace = await app.workspace();
    const { owner } = workspace;
    const setter = await workspace.person('member');
    await restrictMembers(workspace);
    const firm = await owner.call(contract.createCompany, { body: { name: 'Sonnenhof AG' } });
    const other = await owner.call(contract.createContact, {
      body: { firstName: 'Olaf', lastName: 'Müller', tags: ['fremd'] },
    });
    const own = await setter.call(contract.createContact, {
      body: { firstName: 'Paul', lastName: 'Müller', tags: ['mein'] },
    });
    const given = await owner.call(contract.createContact, {
      body: { firstName: 'Gerd', lastName: 'Müller', ownerId: setter.userId, companyId: firm.body.id },
    });

    expect(own).toMatchObject({ status: 201, body: { ownerId: setter.userId } });
    expect(given).toMatchObject({ status: 201, body: { ownerId: setter.userId } });
    for (const sort of contract.Sort.options) {
      const list = await setter.call(contract.listContacts, { query: { sort } });
      expect(list.body.items.map((item) => item.name).toSorted()).toEqual(['Gerd Müller', 'Paul Müller']);
    }
    expect((await setter.call(contract.listContacts, { query: { q: 'müller', tag: 'fremd' } })).body.items).toEqual([]);
    expect((await namesIn(setter, 'mueller')).toSorted()).toEqual(['Gerd Müller', 'Paul Müller']);
    expect((await setter.call(contract.listTags)).body.items.map(({ tag }) => tag)).toEqual(['mein']);
    expect((await setter.call(contract.getContact, { params: { contactId: other.body.id } })).status).toBe(404);
    // The company where a person of theirs works, though somebody else owns it.
    expect((await setter.call(contract.getContact, { params: { contactId: given.body.id } })).body.company).toEqual({
      id: firm.body.id,
      name: 'Sonnenhof AG',
    });
    expect((await setter.call(contract.listCompanies)).body.items.map((item) => item.name)).toEqual(['Sonnenhof AG']);
    expect(await namesIn(setter, 'sonnenhof')).toContain('Sonnenhof AG');

    const away = { ownerId: owner.userId };
    expect(await setter.call(contract.changeContact, { params: { contactId: own.body.id }, body: away })).toMatchObject(
      {
        status: 403,
        body: { code: 'owner_out_of_sight' },
      },
    );
    expect(await setter.call(contract.createContact, { body: { lastName: 'X', ...away } })).toMatchObject({
      status: 403,
      body: { code: 'owner_out_of_sight' },
    });
    expect(
      await setter.call(contract.changeContact, { params: { contactId: given.body.id }, body: { note: 'gesprochen' } }),
    ).toMatchObject({
      status: 200,
    });
  });

  test('an owner must be somebody who works here', async () => {
    const { owner } = await app.workspace();
    const stranger = (await app.workspace()).owner;
    expect(
      await owner.call(contract.createContact, { body: { lastName: 'X', ownerId: stranger.userId } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'owner_unknown' },
    });
  });
});

describe('lists', () => {
  const place = (city: string, postalCode: string) => [{ label: 'home', city, postalCode }];
  const days = (count: number) => new Date(app.time.now.getTime() - count * 86_400_000);

  test('each filter keeps what it says', async () => {
    const workspace = await app.workspace();
    const { owner } = workspace;
    const rep = await workspace.person('member');
    await fill(workspace, [
      {
        lastName: 'Anders',
        kind: 'business',
        addresses: place('Köln', '50667'),
        ownerId: rep.userId,
        source: 'Messe',
        lastTouchAt: days(40),
        createdAt: days(50),
      },
      {
        lastName: 'Ärger',
        addresses: place('Kassel', '34117'),
        ownerId: owner.userId,
        status: 'warm',
        tags: ['Solar'],
        createdAt: days(5),
      },
      {
        lastName: 'Zander',
        addresses: place('Kassel', '34119'),
        phones: [{ label: 'home', value: '+49561123456' }],
        tags: ['Solar', 'Dach'],
        lastTouchAt: days(1),
        createdAt: days(1),
      },
    ]);
    const who = async (query: z.input<typeof contract.listContacts.query>) =>
      (await owner.call(contract.listContacts, { query })).body.items.map((item) => item.name);

    expect(await who({})).toEqual(['Anders', 'Ärger', 'Zander']);
    expect(await who({ sort: '-name' })).toEqual(['Zander', 'Ärger', 'Anders']);
    expect(await who({ sort: 'createdAt' })).toEqual(['Anders', 'Ärger', 'Zander']);
    expect(await who({ sort: 'lastTouchAt' })).toEqual(['Ärger', 'Anders', 'Zander']);
    expect(await who({ sort: '-lastTouchAt' })).toEqual(['Zander', 'Anders', 'Ärger']);
    expect(await who({ kind: 'business' })).toEqual(['Anders']);
    expect(await who({ ownerId: owner.userId })).toEqual(['Ärger']);
    expect(await who({ ownerId: 'none' })).toEqual(['Zander']);
    expect(await who({ city: 'koeln' })).toEqual(['Anders']);
    expect(await who({ postalCodePrefix: '341' })).toEqual(['Ärger', 'Zander']);
    expect(await who({ tag: 'Solar' })).toEqual(['Ärger', 'Zander']);
    expect(await who({ tag: 'Sol' })).toEqual([]);
    expect(await who({ tag: 'Solar', city: 'Kassel', hasPhone: 'true' })).toEqual(['Zander']);
    expect(await who({ hasPhone: 'false' })).toEqual(['Anders', 'Ärger']);
    expect(await who({ status: 'warm' })).toEqual(['Ärger']);
    expect(await who({ source: 'Messe' })).toEqual(['Anders']);
    expect(await who({ untouchedSince: days(30).toISOString() })).toEqual(['Anders', 'Ärger']);
    expect(await who({ createdFrom: days(10).toISOString(), createdTo: days(2).toISOString() })).toEqual(['Ärger']);
    expect(await who({ q: 'kassel zand' })).toEqual(['Zander']);
    expect(await who({ q: '0561 12' })).toEqual(['Zander']);
    expect(await who({ q: '…' })).toEqual([]);
  });

  test.each(contract.Sort.options)(
    'by %s the pages are whole and without doubles while others are added',
    async (sort) => {
      const workspace = await app.workspace();
      const { owner } = workspace;
      const some = (count: number, word: string) =>
        Array.from({ length: count }, (_, at): NewContact => ({
          firstName: word,
          // Many of one name, one moment and never touched: ties are where pages go wrong.
          lastName: `Müller${at % 7}`,
          tags: at % 2 === 0 ? ['gerade'] : [],
          createdAt: days(at % 5),
          ...(at % 3 === 0 && { lastTouchAt: days(at % 4) }),
        }));
      const first = await fill(workspace, some(137, 'da'));
      const wanted = (tag: string | undefined) =>
        first.filter((row) => tag === undefined || row.tags.includes(tag)).map((row) => row.id);

      for (const filter of [{}, { tag: 'gerade' }, { q: 'müler' }, { ownerId: 'none' as const }]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await owner.call(contract.listContacts, {
            query: { ...filter, sort, limit: 10, ...(cursor !== undefined && { cursor }) },
          });
          expect(page.status).toBe(200);
          seen.push(...page.body.items.map((item) => item.id));
          await fill(workspace, some(3, 'neu'));
          cursor = page.body.next ?? undefined;
        } while (cursor !== undefined);
        expect(new Set(seen).size).toBe(seen.length);
        expect(wanted('tag' in filter ? filter.tag : undefined).filter((id) => !seen.includes(id))).toEqual([]);
      }
    },
  );

  test('rare filters find their few far behind where walking stops', async () => {
    const workspace = await app.workspace();
    const crowd = Array.from({ length: 4_300 }, (_, at): NewContact => ({
      lastName: `Aal${at}`,
      createdAt: days(1),
      source: 'Liste',
      tags: ['Menge'],
    }));
    await fill(workspace, [
      ...crowd,
      {
        firstName: 'Quirin',
        lastName: 'Zuletzt',
        createdAt: days(9),
        source: 'Empfehlung',
        tags: ['Perle'],
        addresses: place('Ulm', '89073'),
      },
    ]);
    for (const filter of [
      { source: 'Empfehlung' },
      { tag: 'Perle' },
      { q: 'quirin zul' },
      { postalCodePrefix: '89' },
      { source: 'Empfehlung', tag: 'Perle', q: 'zul' },
    ]) {
      for (const sort of contract.Sort.options) {
        const list = await workspace.owner.call(contract.listContacts, { query: { ...filter, sort } });
        expect(list.body.items.map((item) => item.name)).toEqual(['Quirin Zuletzt']);
      }
    }
  });

  test('a made-up cursor is refused', async () => {
    const { owner } = await app.workspace();
    expect(await owner.call(contract.listContacts, { query: { cursor: 'xx' } })).toMatchObject({
      status: 400,
      body: { code: 'cursor_invalid' },
    });
  });
});

describe('many at once', () => {
  test('are tagged, assigned and removed, and each can be taken back', async () => {
    const workspace = await app.workspace();
    const { owner } = workspace;
    const rep = await workspace.person('member');
    const ids = (
      await fill(
        workspace,
        Array.from({ length: 20 }, (_, at) => ({ lastName: `Viele${at}` })),
      )
    ).map((row) => row.id);
    const change = async (what: contract.ChangeMany['change']) =>
      (await owner.call(contract.changeManyContacts, { body: { ids, change: what } })).body;
    const undo = async (changeId: string) => (await owner.call(contract.undoChangeMany, { params: { changeId } })).body;
    const count = async (query: { tag?: string; ownerId?: string }) =>
      (await owner.call(contract.listContacts, { query })).body.items.length;

    const tagged = await change({ kind: 'add_tag', tag: 'Aktion' });
    expect([tagged.changed, await count({ tag: 'Aktion' })]).toEqual([20, 20]);
    const assigned = await change({ kind: 'assign', ownerId: rep.userId });
    expect([assigned.changed, await count({ ownerId: rep.userId })]).toEqual([20, 20]);
    const removed = await change({ kind: 'remove' });
    expect([removed.changed, await count({})]).toEqual([20, 0]);

    expect(await undo(removed.changeId)).toEqual({ restored: 20, kept: 0 });
    expect(await undo(removed.changeId)).toEqual({ restored: 0, kept: 0 });
    expect([await count({ ownerId: rep.userId }), await namesIn(owner, 'viele3')]).toEqual([20, ['Viele3']]);

    const untagged = await change({ kind: 'remove_tag', tag: 'Aktion' });
    await owner.call(contract.changeContact, {
      params: { contactId: ids[0] ?? '' },
      body: { note: 'inzwischen bearbeitet' },
    });
    expect(await undo(untagged.changeId)).toEqual({ restored: 19, kept: 1 });
    expect(await count({ tag: 'Aktion' })).toBe(19);
  });

  test("somebody else's change cannot be taken back", async () => {
    const workspace = await app.workspace();
    const [row] = await fill(workspace, [{ lastName: 'Eine' }]);
    const made = await workspace.owner.call(contract.changeManyContacts, {
      body: { ids: [row?.id ?? ''], change: { kind: 'remove' } },
    });
    const other = await workspace.person('member');
    expect((await other.call(contract.undoChangeMany, { params: { changeId: made.body.changeId } })).status).toBe(404);
  });
});

describe('companies', () => {
  test('a renamed company is the one its people are found by', async () => {
    const { owner } = await app.workspace();
    const firm = await owner.call(contract.createCompany, {
      body: { name: 'Altbau Nord GmbH', website: 'https://www.altnord.de/kontakt' },
    });
    const params = { companyId: firm.body.id };
    await owner.call(contract.createContact, { body: { firstName: 'Ina', lastName: 'Kern', companyId: firm.body.id } });
    expect((await namesIn(owner, 'nord altbau')).toSorted()).toEqual(['Altbau Nord GmbH', 'Ina Kern']);
    expect(await namesIn(owner, 'altnord')).toEqual(['Altbau Nord GmbH']);

    const changed = await owner.call(contract.changeCompany, { params, body: { name: 'Neubau Süd GmbH' }, ifMatch: 1 });

    expect(changed).toMatchObject({ status: 200, body: { name: 'Neubau Süd GmbH', version: 2 } });
    await expect.poll(() => namesIn(owner, 'neubau')).toContain('Ina Kern');
    expect(await namesIn(owner, 'altbau')).toEqual([]);
    expect(await owner.call(contract.changeCompany, { params, body: { name: 'X' }, ifMatch: 1 })).toMatchObject({
      status: 412,
    });
  });

  test('a removed company leaves its people, and comes back', async () => {
    const { owner } = await app.workspace();
    const firm = await owner.call(contract.createCompany, { body: { name: 'Kurz KG' } });
    const params = { companyId: firm.body.id };
    const ina = await owner.call(contract.createContact, { body: { lastName: 'Kern', companyId: firm.body.id } });
    const seen = async () =>
      (await owner.call(contract.getContact, { params: { contactId: ina.body.id } })).body.company;

    expect((await owner.call(contract.removeCompany, { params })).status).toBe(204);
    expect([(await owner.call(contract.listCompanies)).body.items, await seen()]).toEqual([[], null]);
    expect((await owner.call(contract.restoreCompany, { params })).status).toBe(200);
    expect(await seen()).toEqual({ id: firm.body.id, name: 'Kurz KG' });
  });
});

describe('saved views', () => {
  test('are own or the team’s, and the team’s take a lead', async () => {
    const workspace = await app.workspace();
    const [owner, member] = [workspace.owner, await workspace.person('member')];
    const query = { filters: { city: 'Kassel', hasPhone: true }, sort: '-lastTouchAt', columns: ['name', 'city'] };
    const own = await member.call(contract.createView, { body: { subject: 'contact', name: 'Meine', query } });
    const team = await owner.call(contract.createView, {
      body: { subject: 'contact', name: 'Kassel', query, sharing: 'team' },
    });
    const listed = async (who: Client) =>
      (await who.call(contract.listViews, { query: { subject: 'contact' } })).body.items.map(
        ({ name, sharing }) => `${name} ${sharing}`,
      );

    expect(own).toMatchObject({ status: 201, body: { sharing: 'own', query } });
    expect(await listed(member)).toEqual(['Meine own', 'Kassel team']);
    expect(await listed(owner)).toEqual(['Kassel team']);
    expect((await owner.call(contract.removeView, { params: { viewId: own.body.id } })).status).toBe(404);
    expect((await member.call(contract.removeView, { params: { viewId: team.body.id } })).status).toBe(403);
    expect(
      (await member.call(contract.changeView, { params: { viewId: own.body.id }, body: { sharing: 'team' } })).status,
    ).toBe(403);
    expect(
      await member.call(contract.changeView, { params: { viewId: own.body.id }, body: { name: 'Umbenannt' } }),
    ).toMatchObject({
      body: { name: 'Umbenannt', version: 2 },
    });
    expect((await member.call(contract.removeView, { params: { viewId: own.body.id } })).status).toBe(204);
    expect(await listed(member)).toEqual(['Kassel team']);
  });
});

describe('for the neighbours', () => {
  test('an import matches, updates, and is taken back but for what people have touched', async () => {
    const workspace = await app.workspace();
    const { id, owner } = workspace;
    const db = worldOf(id);
    const importer = { ...owner.actor, kind: 'import' as const };
    const [importId, now] = [newId(), app.time.now];
    const made = await db.transaction().execute(async (trx) => {
      const [firm] = await insertCompanies(trx, importer, [{ name: 'Müller & Söhne GmbH', importId }], now);
      return insertContacts(
        trx,
        importer,
        Array.from({ length: 6 }, (_, at) => ({
          lastName: `Import${at}`,
          companyId: firm?.id ?? null,
          phones: [{ label: 'home', value: `+4956112345${at}` }],
          emails: [{ label: 'home', value: `i${at}@example.org` }],
          importId,
        })),
        now,
      );
    });
    const at = (index: number) => made[index]?.id ?? '';

    expect(
      await matchKeys(db, id, [
        { kind: 'phone', value: '+49561123453' },
        { kind: 'email', value: 'I4@example.org' },
        { kind: 'phone', value: '+49561999999' },
      ]),
    ).toEqual(
      expect.arrayContaining([
        { kind: 'phone', value: '+49561123453', contactIds: [at(3)] },
        { kind: 'email', value: 'I4@example.org', contactIds: [at(4)] },
      ]),
    );
    expect(
      (await matchCompanyNames(db, id, ['Mueller und Söhne', 'MÜLLER & SÖHNE GMBH'])).get('MÜLLER & SÖHNE GMBH')?.name,
    ).toBe('Müller & Söhne GmbH');

    const updated = await db.transaction().execute((trx) =>
      updateContacts(
        trx,
        importer,
        [
          { contactId: at(0), change: { status: 'warm' } },
          { contactId: at(1), change: { status: 'warm' }, version: 9 },
          { contactId: at(2), change: {} },
        ],
        now,
      ),
    );
    expect(updated.map(({ before, after }) => [before.id, before.status, after.status, after.version])).toEqual([
      [at(0), null, 'warm', 2],
    ]);

    await owner.call(contract.changeContact, { params: { contactId: at(5) }, body: { note: 'angerufen' } });
    const [first, rest] = await db.transaction().execute(async (trx) => {
      const page = await findImportedContacts(trx, id, importId, { limit: 2, afterId: undefined });
      return [page, await findImportedContacts(trx, id, importId, { limit: 9, afterId: page.at(-1)?.id })];
    });
    // What imports have done counts for nothing, even a second version; what somebody edited does.
    expect([...first, ...rest].map(({ name, byHand }) => [name, byHand]).toSorted()).toEqual([
      ['Import0', []],
      ['Import1', []],
      ['Import2', []],
      ['Import3', []],
      ['Import4', []],
      ['Import5', ['contacts.contactChanged']],
    ]);
    const going = [...first, ...rest].filter(({ byHand }) => byHand.length === 0);
    const companies = await db.transaction().execute(async (trx) => {
      await removeImportedContacts(trx, owner.actor, importId, going, now);
      return findImportedCompanies(trx, id, importId, { limit: 9, afterId: undefined });
    });
    expect(companies.map(({ name, peopled }) => [name, peopled])).toEqual([['Müller & Söhne GmbH', true]]);
    expect(await namesIn(owner, 'import1')).toEqual([]);
    expect(await namesIn(owner, 'import5')).toEqual(['Import5']);
  });

  test('a touch moves forward only, makes no new version, and reaches the company', async () => {
    const workspace = await app.workspace();
    const { id, owner } = workspace;
    const firm = await owner.call(contract.createCompany, { body: { name: 'Firma' } });
    const { body } = await owner.call(contract.createContact, { body: { lastName: 'Kern', companyId: firm.body.id } });
    const touch = (at: string) =>
      touchContact(dbOf<ContactsTables>(app.ground, { workspaceId: id }), id, body.id, new Date(at));

    await touch('2026-11-20T10:00:00Z');
    await touch('2026-11-19T10:00:00Z');

    const [contact, company] = [
      await owner.call(contract.getContact, { params: { contactId: body.id } }),
      await owner.call(contract.getCompany, { params: { companyId: firm.body.id } }),
    ];
    expect([contact.body.lastTouchAt, contact.body.version, company.body.lastTouchAt]).toEqual([
      '2026-11-20T10:00:00.000Z',
      1,
      '2026-11-20T10:00:00.000Z',
    ]);
  });

  test('a number can be labelled as wrong', async () => {
    const { id, owner } = await app.workspace();
    const { body } = await owner.call(contract.createContact, {
      body: { lastName: 'Kern', phones: [{ label: 'home', value: '0561 123456' }] },
    });
    await worldOf(id)
      .transaction()
      .execute((trx) =>
        labelPhone(trx, owner.actor, { contactId: body.id, number: '+49561123456', label: 'falsch' }, app.time.now),
      );
    expect((await owner.call(contract.getContact, { params: { contactId: body.id } })).body.phones).toEqual([
      { label: 'falsch', value: '+49561123456' },
    ]);
  });
});
