import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createCompany, createContact } from '#contacts/contract';
import { createDeal } from '#deals/contract';
import { listTimeline } from '#timeline/contract';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let owner: Client;
let contactId: string;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  app.time.now = new Date('2026-11-23T09:00:00Z');
  workspace = await app.workspace();
  owner = workspace.owner;
  contactId = (await owner.call(createContact, { body: { lastName: 'Berg' } })).body.id;
});

const terms = {
  title: 'Wartung',
  monthlyCents: 49_00,
  startsOn: '2026-03-01',
  termMonths: 12,
  noticeMonths: 3,
  afterTerm: 'renews' as const,
  renewalMonths: 12,
  note: null,
};
const create = (body: Partial<contract.CreateContract> = {}) =>
  owner.call(contract.createContract, { body: { ...terms, contactId, ...body } });
const list = async (
  query: Partial<{ contactId: string; companyId: string; dealId: string; state: 'running' | 'ending' | 'ended' }> = {},
  by = owner,
) => (await by.call(contract.listContracts, { query })).body.items;

test('a contract is entered, changed, given notice, taken back, removed and brought back; the story tells each', async () => {
  const { body: made } = await create();
  expect(made).toMatchObject({
    state: 'running',
    earliestEndOn: '2027-02-28',
    noticeBy: '2026-11-30',
    endsOn: null,
    currency: 'EUR',
  });
  const params = { contractId: made.id };
  const { body: dearer } = await owner.call(contract.changeContract, {
    params,
    body: { ...terms, monthlyCents: 59_00 },
  });
  expect(dearer).toMatchObject({ monthlyCents: 59_00, version: 2 });
  const notice = { on: '2026-11-20', endsOn: '2027-02-28', reason: 'customer' as const };
  for (let twice = 0; twice < 2; twice++)
    expect((await owner.call(contract.giveNotice, { params, body: notice })).body).toMatchObject({
      state: 'ending',
      endsOn: '2027-02-28',
      earliestEndOn: null,
      notice: { on: '2026-11-20', reason: 'customer' },
      version: 3,
    });
  for (let twice = 0; twice < 2; twice++)
    expect((await owner.call(contract.takeBackNotice, { params })).body).toMatchObject({
      state: 'running',
      version: 4,
    });
  expect((await owner.call(contract.removeContract, { params })).status).toBe(204);
  expect((await owner.call(contract.removeContract, { params })).status).toBe(404);
  expect(await list({ contactId })).toEqual([]);
  for (let twice = 0; twice < 2; twice++)
    expect((await owner.call(contract.restoreContract, { params })).body).toMatchObject({
      state: 'running',
      version: 6,
    });
  const { items } = (await owner.call(listTimeline, { query: { contactId } })).body;
  expect(items.map(({ type }) => type).filter((type) => type.startsWith('offers.'))).toEqual([
    'offers.contractRestored',
    'offers.contractRemoved',
    'offers.noticeTakenBack',
    'offers.noticeGiven',
    'offers.contractChanged',
    'offers.contractMade',
  ]);
});

test('it is with whom the deal was, with the company of a person, or with whom one says', async () => {
  const companyId = (await owner.call(createCompany, { body: { name: 'Berg GmbH' } })).body.id;
  const staff = (await owner.call(createContact, { body: { lastName: 'Tal', companyId } })).body.id;
  const deal = { title: 'Dach', valueCents: 1_000_00, currency: 'CHF' };
  const dealId = (await owner.call(createDeal, { body: { ...deal, contactId: staff, companyId } })).body.id;
  const of = (body: Partial<contract.CreateContract>) =>
    owner.call(contract.createContract, { body: { ...terms, ...body } });
  expect((await of({ dealId })).body).toMatchObject({
    contact: { id: staff },
    company: { id: companyId, name: 'Berg GmbH' },
    dealId,
    currency: 'CHF',
  });
  expect((await of({ contactId: staff })).body).toMatchObject({
    contact: { id: staff, name: 'Tal' },
    company: { id: companyId },
    dealId: null,
    currency: 'EUR',
  });
  expect((await of({ companyId })).body).toMatchObject({ contact: null, company: { id: companyId } });
  expect(await list({ companyId })).toHaveLength(3);
  expect(await list({ contactId: staff })).toHaveLength(2);
  expect(await list({ dealId })).toHaveLength(1);
  const nobody = (await owner.call(createDeal, { body: { ...deal, contactId: null } })).body.id;
  expect(await of({ dealId: nobody })).toMatchObject({ status: 422, body: { code: 'no_customer' } });
  expect((await of({})).status).toBe(400);
});

test('terms that contradict each other are refused, and ends that can’t be', async () => {
  for (const wrong of [
    { renewalMonths: null },
    { afterTerm: 'open' as const },
    { termMonths: 0 },
    { monthlyCents: -1 },
  ])
    expect((await create(wrong)).status).toBe(400);
  const { id: contractId } = (await create()).body;
  const params = { contractId };
  const give = (on: string, endsOn: string) =>
    owner.call(contract.giveNotice, { params, body: { on, endsOn, reason: 'customer' } });
  expect((await give('2026-11-24', '2027-02-28')).body).toMatchObject({ code: 'notice_in_future' });
  expect((await give('2026-02-01', '2026-02-28')).body).toMatchObject({ code: 'ends_too_early' });
  expect((await give('2026-11-20', '2026-11-19')).body).toMatchObject({ code: 'ends_too_early' });
  await give('2026-11-20', '2027-02-28');
  const late = { ...terms, startsOn: '2027-03-01' };
  expect((await owner.call(contract.changeContract, { params, body: late })).body).toMatchObject({
    code: 'ends_too_early',
  });
  const stale = { params, body: terms, ifMatch: 1 };
  expect((await owner.call(contract.changeContract, stale)).body).toMatchObject({ code: 'stale' });
});

test('whoever sees only their own sees the contracts of their own', async () => {
  const member = await workspace.person('member');
  const own = (await member.call(createContact, { body: { lastName: 'Eigen' } })).body.id;
  const foreign = { lastName: 'Fremd', ownerId: owner.userId };
  contactId = (await owner.call(createContact, { body: foreign })).body.id;
  await create();
  await create({ contactId: own });
  expect(await list({}, member)).toHaveLength(2);
  await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);
  expect(await list({}, member)).toMatchObject([{ contact: { id: own } }]);
  expect(await list({ contactId }, member)).toEqual([]);
});

test('a list goes on where its page ended', async () => {
  for (let at = 0; at < 5; at++) await create({ title: `Vertrag ${at}` });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await owner.call(contract.listContracts, { query: { limit: 2, ...(cursor && { cursor }) } });
    seen.push(...body.items.map(({ title }) => title));
    cursor = body.next ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4].map((at) => `Vertrag ${at}`));
  expect((await owner.call(contract.listContracts, { query: { cursor: 'x' } })).body).toMatchObject({
    code: 'cursor_invalid',
  });
});

test('the list is narrowed to what runs, is under notice or has ended, and the sums tell what comes in every month', async () => {
  const notice = { on: '2026-11-20', endsOn: '2027-02-28', reason: 'us' as const };
  await create({ title: 'läuft', monthlyCents: 10_00 });
  await create({ title: 'kommt', monthlyCents: 20_00, startsOn: '2026-12-01' });
  const fixed = { afterTerm: 'ends' as const, renewalMonths: null };
  // A term ends on the day before its first day comes again.
  const leap = await create({ title: 'zu Ende', monthlyCents: 40_00, startsOn: '2024-02-29', ...fixed });
  expect(leap.body).toMatchObject({ state: 'ended', endsOn: '2025-02-27', earliestEndOn: null });
  await create({ title: 'endet selbst', monthlyCents: 80_00, ...fixed });
  const { id: contractId } = (await create({ title: 'gekündigt', monthlyCents: 160_00 })).body;
  await owner.call(contract.giveNotice, { params: { contractId }, body: notice });
  const titles = async (state: 'running' | 'ending' | 'ended') =>
    (await list({ state })).map(({ title }) => title).toSorted();
  expect(await titles('running')).toEqual(['endet selbst', 'kommt', 'läuft']);
  expect(await titles('ending')).toEqual(['gekündigt']);
  expect(await titles('ended')).toEqual(['zu Ende']);
  for (const state of ['running', 'ending', 'ended'] as const)
    for (const one of await list({ state })) expect([one.state, one.state === 'coming' && 'running']).toContain(state);
  expect((await owner.call(contract.getContractSummary)).body.sums).toEqual([
    {
      currency: 'EUR',
      running: 3,
      runningCents: 250_00,
      coming: 1,
      comingCents: 20_00,
      ending: 1,
      endingCents: 160_00,
    },
  ]);
});
