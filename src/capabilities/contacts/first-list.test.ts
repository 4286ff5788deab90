import { type Kysely, sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dbOf } from '#platform/ground';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import { type ContactsWorld, insertContacts, learnWords, matchKeys } from './index.ts';

/** A list that comes into a house where nobody stands yet, in a database of its own. */
let app: TestApp;
let db: Kysely<ContactsWorld>;
let people: Awaited<ReturnType<TestApp['workspace']>>;
beforeAll(async () => {
  app = await startApp({ database: 'first_list' });
  people = await app.workspace();
  db = dbOf<ContactsWorld>(app.ground, { workspaceId: people.id });
});
afterAll(() => app[Symbol.asyncDispose]());

const strangers = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    lastName: `Fremd${at}`,
    phones: [{ label: 'home', value: `+4956112${at + 1_000}` }],
  }));

/** Rows of this table that this transaction has looked at. */
async function seen(trx: Transaction<ContactsWorld>, table: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_xact_user_tables where relname = ${table}
  `.execute(trx);
  return rows[0]?.rows ?? 0;
}

test('who is known already is looked up key by key, also on a plan from when nobody was', async () => {
  const { id, owner } = people;
  await db.transaction().execute(async (trx) => {
    const asked = Array.from({ length: 50 }, (_, at) => ({ kind: 'phone' as const, value: `+4956112${at + 2_950}` }));
    // As often as it takes until the plan is kept.
    for (let time = 0; time < 8; time++) expect(await matchKeys(trx, id, asked)).toEqual([]);
    await insertContacts(trx, owner.actor, strangers(2_000), app.time.now);
    const before = [await seen(trx, 'contact_key'), await seen(trx, 'contact')];

    expect(await matchKeys(trx, id, asked)).toHaveLength(50);

    expect([await seen(trx, 'contact_key'), await seen(trx, 'contact')]).toEqual(before.map((rows) => rows + 50));
  });
});

test('new words are known at once, or, where many are brought, right before the commit', async () => {
  const { id, owner } = people;
  const known = async (trx: Transaction<ContactsWorld>): Promise<number> =>
    (await trx.selectFrom('searchWord').select('word').where('word', 'in', ['neuwort', 'spatwort']).execute()).length;
  await db.transaction().execute(async (trx) => {
    await insertContacts(trx, owner.actor, [{ lastName: 'Neuwort' }], app.time.now);
    expect(await known(trx)).toBe(1);

    const words = new Set<string>();
    await insertContacts(trx, owner.actor, [{ lastName: 'Spätwort' }], app.time.now, words);
    expect([...words]).toEqual(['spatwort']);
    expect(await known(trx)).toBe(1);
    await learnWords(trx, id, [...words]);
    expect(await known(trx)).toBe(2);
  });
});
