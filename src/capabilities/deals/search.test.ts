import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createCompany, createContact } from '#contacts/contract';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { changeDeal, createDeal, removeDeal, restoreDeal, searchDeals, winDeal } from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  // A migration goes through all workspaces there are, and other tests have left hundreds.
  app = await startApp({ database: 'search' });
});
afterAll(() => app[Symbol.asyncDispose]());

const titles = async (client: Client, q: string) => {
  const { status, body } = await client.call(searchDeals, { query: { q } });
  expect(status).toBe(200);
  return body.items.map(({ title }) => title);
};

test('a deal is found by the words of its title in any order, however they are written, open ones first', async () => {
  const { owner } = await app.workspace();
  const won = (await owner.call(createDeal, { body: { title: 'Hallendach Müller 44 kWp' } })).body;
  await owner.call(winDeal, { params: { dealId: won.id }, body: {} });
  await owner.call(createDeal, { body: { title: 'Wärmepumpe Müller' } });
  await owner.call(createDeal, { body: { title: 'Hallendach Weiß, 106 kWp' } });

  expect(await titles(owner, 'hallen')).toEqual(['Hallendach Weiß, 106 kWp', 'Hallendach Müller 44 kWp']);
  expect(await titles(owner, 'mueller 44')).toEqual(['Hallendach Müller 44 kWp']);
  expect(await titles(owner, 'kwp weiss hall')).toEqual(['Hallendach Weiß, 106 kWp']);
  expect(await titles(owner, 'mueller')).toEqual(['Wärmepumpe Müller', 'Hallendach Müller 44 kWp']);
  expect(await titles(owner, 'allendach')).toEqual([]);
  expect(await titles(owner, '…')).toEqual([]);
});

test('it is found by the person and the company too', async () => {
  const { owner } = await app.workspace();
  const { id: companyId } = (await owner.call(createCompany, { body: { name: 'Metallbau Yılmaz' } })).body;
  const person = { firstName: 'Ayşe', lastName: 'Kaya' };
  const { id: contactId } = (await owner.call(createContact, { body: { ...person, companyId } })).body;
  await owner.call(createDeal, { body: { title: 'Speicher', contactId } });

  for (const q of ['kaya', 'Ayse Ka', 'yilmaz', 'Metallb']) expect(await titles(owner, q)).toEqual(['Speicher']);
});

test('it is found by words of its title and of the person together, also where many are called so', async () => {
  const { owner } = await app.workspace();
  const person = async (firstName: string, lastName: string) =>
    (await owner.call(createContact, { body: { firstName, lastName } })).body.id;
  const { id: companyId } = (await owner.call(createCompany, { body: { name: 'Metallbau Yılmaz' } })).body;
  const contactId = await person('Zoe', 'Müller');
  await owner.call(createDeal, { body: { title: 'PV 9,8 kWp', contactId } });
  await owner.call(createDeal, { body: { title: 'Wärmepumpe', contactId } });
  await owner.call(createDeal, { body: { title: 'PV Halle', companyId } });
  await owner.call(createDeal, { body: { title: 'PV Garage', contactId: await person('Ayşe', 'Kaya') } });

  for (const q of ['PV Müller', 'mueller pv', 'pv zoe müller', 'kwp pv muel'])
    expect(await titles(owner, q)).toEqual(['PV 9,8 kWp']);
  expect(await titles(owner, 'PV metallbau yil')).toEqual(['PV Halle']);
  expect(await titles(owner, 'PV Schmidt')).toEqual([]);
  expect(await titles(owner, 'Speicher Müller')).toEqual([]);

  for (let made = 0; made < 200; made += 50)
    await Promise.all(Array.from({ length: 50 }, (_, at) => person(`Anna ${made + at}`, 'Müller')));
  expect(await titles(owner, 'müller pv')).toEqual(['PV 9,8 kWp']);
});

test('a new title is what it is found by from then on; a removed deal is not found until it is back', async () => {
  const { owner } = await app.workspace();
  const { id: dealId } = (await owner.call(createDeal, { body: { title: 'Carport' } })).body;
  await owner.call(changeDeal, { params: { dealId }, body: { title: 'Garage' } });

  expect([await titles(owner, 'carport'), await titles(owner, 'garage')]).toEqual([[], ['Garage']]);
  await owner.call(removeDeal, { params: { dealId } });
  expect(await titles(owner, 'garage')).toEqual([]);
  await owner.call(restoreDeal, { params: { dealId } });
  expect(await titles(owner, 'garage')).toEqual(['Garage']);
});

test('deals that are older than the search are found once the migration’s job has run, also when it runs again', async () => {
  const { owner, id } = await app.workspace();
  for (let at = 0; at < 501; at++) await owner.call(createDeal, { body: { title: `Altbau ${at}` } });
  await owner.call(createDeal, { body: { title: '…' } });
  const db = await connectAsOwner('search');
  const words = async () =>
    (await db.query('select word, deal_id from deal_word where workspace_id = $1 order by 1, 2', [id])).rows;
  const before = await words();
  await db.query('delete from deal_word where workspace_id = $1', [id]);
  expect(await titles(owner, 'altbau')).toEqual([]);
  const migration = readFileSync(new URL('./migrations/20261129043800_fill_deal_words.sql', import.meta.url), 'utf8');

  await db.query(migration);
  await expect.poll(words).toEqual(before);
  expect(await titles(owner, 'altbau 500')).toEqual(['Altbau 500']);
  // As a killed process leaves it: the words of some are there, those of others not.
  await db.query(
    'delete from deal_word where workspace_id = $1 and deal_id in (select id from deal where workspace_id = $1 order by id limit 250)',
    [id],
  );
  await db.query(migration);
  await expect.poll(words).toEqual(before);
  await db.end();
});

test('whoever sees only their own deals finds only those, also where a word is in thousands', async () => {
  const { owner, person } = await app.workspace();
  const member = await person('member');
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Kaya' } })).body;
  await owner.call(createDeal, { body: { title: 'Dach groß', contactId } });
  await member.call(createDeal, { body: { title: 'Dach mein' } });
  await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);

  expect(await titles(member, 'dach')).toEqual(['Dach mein']);
  expect(await titles(member, 'kaya')).toEqual([]);
  for (let made = 0; made < 3_010; made += 301) {
    await Promise.all(
      Array.from({ length: 301 }, (_, at) => owner.call(createDeal, { body: { title: `Dach ${made + at}` } })),
    );
  }
  expect(await titles(member, 'dach')).toEqual(['Dach mein']);
  expect(await titles(member, 'mein dach')).toEqual(['Dach mein']);
  expect(await titles(owner, 'dach')).toHaveLength(8);
});
