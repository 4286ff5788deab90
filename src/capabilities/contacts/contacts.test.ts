import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

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
