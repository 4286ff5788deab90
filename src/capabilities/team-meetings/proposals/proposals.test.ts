import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeal } from '#deals/contract';
import { createContact } from '#contacts/contract';
import { startApp, type TestApp } from '../../../../test/setup/house.ts';
import * as contract from '../contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

test('what the team proposes comes first on the agenda, once, and is gone from the list then', async () => {
  const { owner, ...house } = await app.workspace();
  const member = await house.person('member');
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Berg' } })).body;
  const deal = { title: 'Dach Süd', contactId, valueCents: 1_000_000, closeOn: '2020-01-01' };
  const { id: dealId } = (await owner.call(createDeal, { body: deal })).body;
  const propose = (body: contract.Propose, by = member) => by.call(contract.propose, { body });
  const first = (await propose({ topic: 'Urlaub im Dezember' })).body;
  expect((await propose({ topic: 'Urlaub im Dezember' })).body.id).toBe(first.id);
  const about = (await propose({ dealId })).body;
  expect((await propose({ dealId }, owner)).body.id).toBe(about.id);
  const unwanted = (await propose({ topic: 'Doch nicht' })).body;
  const withdraw = (by = member) => by.call(contract.withdrawProposal, { params: { proposalId: unwanted.id } });
  const colleague = await house.person('member');
  expect((await withdraw(colleague)).body).toMatchObject({ code: 'not_yours' });
  for (let twice = 0; twice < 2; twice++) expect((await withdraw()).status).toBe(204);
  const open = async () => (await owner.call(contract.listProposals, {})).body.items.map(({ title }) => title);
  expect(await open()).toEqual(['Urlaub im Dezember', 'Dach Süd']);

  const { points } = (await owner.call(contract.beginTeamMeeting, {})).body;
  const by = { code: 'proposed', by: member.userId };
  expect(points.map(({ title }) => title)).toEqual(['Urlaub im Dezember', 'Dach Süd']);
  expect(points[0]?.reasons).toEqual([by]);
  // The deal was on it anyway: it has one reason more.
  expect(points[1]?.reasons.length).toBeGreaterThan(1);
  expect(points[1]?.reasons).toContainEqual(by);
  expect(await open()).toEqual([]);
});
