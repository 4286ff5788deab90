import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
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

const namesIn = async (who: Client, q: string) =>
  (await who.call(contract.search, { query: { q } })).body.items.map((hit) => hit.name);

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
