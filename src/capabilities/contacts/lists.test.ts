import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dbOf } from '#platform/ground';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import { type ContactsWorld, insertContacts, type NewContact } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ database: 'crowd' });
});
afterAll(() => app[Symbol.asyncDispose]());

const worldOf = (workspaceId: string) => dbOf<ContactsWorld>(app.ground, { workspaceId });

/** Made as an import makes them: fast, and in one go. */
const fill = ({ id, owner }: TestWorkspace, rows: NewContact[]) =>
  worldOf(id)
    .transaction()
    .execute((trx) => insertContacts(trx, { ...owner.actor, kind: 'import' }, rows, app.time.now));

const namesIn = async (who: Client, q: string) =>
  (await who.call(contract.search, { query: { q } })).body.items.map((hit) => hit.name);

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
