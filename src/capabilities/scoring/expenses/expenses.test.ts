import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createCompany, createContact } from '#contacts/contract';
import { createDeal } from '#deals/contract';
import { dbOf } from '#platform/ground';
import { listTimeline } from '#timeline/contract';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { getCare } from '../care/contract.ts';
import { type ClassesWorld, computeValues } from '../classes/compute.ts';
import { changeClassPolicy, getClassPolicy, getCustomerOf } from '../classes/contract.ts';
import * as contract from './contract.ts';

const now = new Date('2026-11-23T09:00:00Z');
let app: TestApp;
let workspace: TestWorkspace;
let owner: Client;
let contactId: string;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  app.time.now = now;
  workspace = await app.workspace();
  owner = workspace.owner;
  contactId = (await owner.call(createContact, { body: { lastName: 'Berg' } })).body.id;
});

const facts = {
  kind: 'ticket' as contract.ExpenseKind,
  happenedOn: '2026-11-10',
  amountCents: null,
  closedOn: null,
  note: null,
};
const create = (body: Partial<contract.CreateExpense> = {}) =>
  owner.call(contract.createExpense, { body: { ...facts, contactId, ...body } });
const listOf = async (query: { contactId: string } | { companyId: string }, by = owner) =>
  (await by.call(contract.listExpenses, { query })).body.items;
const compute = () =>
  computeValues(
    dbOf<ClassesWorld>(app.ground, { workspaceId: workspace.id }),
    workspace.id,
    now,
    new AbortController().signal,
  );

test('a ticket is entered, closed, removed and brought back; the story tells each', async () => {
  const { body: made } = await create({ note: 'Wechselrichter zeigt Fehler' });
  expect(made).toMatchObject({ kind: 'ticket', contact: { name: 'Berg' }, company: null, closedOn: null, version: 1 });
  const params = { expenseId: made.id };
  const closed = await owner.call(contract.changeExpense, {
    params,
    body: { ...facts, note: made.note, closedOn: '2026-11-23' },
    ifMatch: 1,
  });
  expect(closed.body).toMatchObject({ closedOn: '2026-11-23', version: 2 });
  const stale = await owner.call(contract.changeExpense, { params, body: facts, ifMatch: 1 });
  expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
  // Said twice, it is said once.
  await owner.call(contract.changeExpense, { params, body: { ...facts, note: made.note, closedOn: '2026-11-23' } });

  expect((await owner.call(contract.removeExpense, { params })).status).toBe(204);
  expect(await listOf({ contactId })).toEqual([]);
  expect((await owner.call(contract.removeExpense, { params })).status).toBe(404);
  await owner.call(contract.restoreExpense, { params });
  await owner.call(contract.restoreExpense, { params });
  expect(await listOf({ contactId })).toMatchObject([{ id: made.id, closedOn: '2026-11-23' }]);

  const { items } = (await owner.call(listTimeline, { query: { contactId, groups: 'deals' } })).body;
  expect(items.map(({ type }) => type)).toEqual([
    'scoring.expenseRestored',
    'scoring.expenseRemoved',
    'scoring.expenseChanged',
    'scoring.expenseEntered',
  ]);
});

test('what makes no sense is refused', async () => {
  const code = async (body: Partial<contract.CreateExpense>) => {
    const { status, body: answer } = await create(body);
    return [status, (answer as unknown as { code: string }).code];
  };
  expect(await code({ happenedOn: '2026-11-24' })).toEqual([422, 'in_the_future']);
  expect(await code({ closedOn: '2026-11-24' })).toEqual([422, 'in_the_future']);
  expect(await code({ closedOn: '2026-11-09' })).toEqual([400, 'invalid']);
  expect(await code({ kind: 'dunning_letter', closedOn: '2026-11-20' })).toEqual([400, 'invalid']);
  expect(await code({ kind: 'discount' })).toEqual([400, 'invalid']);
  expect(await code({ amountCents: -1 })).toEqual([400, 'invalid']);
  expect(await listOf({ contactId })).toEqual([]);
});

test('the latest come first, page by page, and a company lists what its people caused', async () => {
  const companyId = (await owner.call(createCompany, { body: { name: 'Bäckerei Kern' } })).body.id;
  const kern = (await owner.call(createContact, { body: { lastName: 'Kern', companyId } })).body.id;
  const days = ['2026-11-01', '2026-11-20', '2026-11-10', '2026-11-10'];
  for (const [at, happenedOn] of days.entries())
    await create({ happenedOn, contactId: at % 2 ? kern : undefined, companyId: at % 2 ? undefined : companyId });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { companyId, limit: 1, ...(cursor && { cursor }) };
    const { body } = await owner.call(contract.listExpenses, { query });
    seen.push(...body.items.map(({ happenedOn }) => happenedOn));
    cursor = body.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['2026-11-20', '2026-11-10', '2026-11-10', '2026-11-01']);
  expect(await listOf({ contactId: kern })).toHaveLength(2);
});

test('all of it counts in the cost of the customer, by the owner’s rates, for twelve months', async () => {
  const companyId = (await owner.call(createCompany, { body: { name: 'Bäckerei Kern' } })).body.id;
  const kern = (await owner.call(createContact, { body: { lastName: 'Kern', companyId } })).body.id;
  await owner.call(createDeal, { body: { title: 'Dach', companyId, valueCents: 1_000_000 } });
  const company = { companyId, contactId: undefined };
  await create(company);
  await create({ contactId: kern, amountCents: 9_000 });
  await create({ ...company, kind: 'dunning_letter' });
  await create({ ...company, kind: 'returned_debit', amountCents: 350 });
  await create({ ...company, kind: 'discount', amountCents: 12_000 });
  await create({ ...company, kind: 'discount', amountCents: 99_900, happenedOn: '2025-11-01' });
  const gone = (await create(company)).body.id;
  await owner.call(contract.removeExpense, { params: { expenseId: gone } });

  const policy = (await owner.call(getClassPolicy)).body;
  const rates = { ticketCents: 3_000, dunningLetterCents: 400, returnedDebitCents: 900 };
  await owner.call(changeClassPolicy, { body: { ...policy, ...rates } });
  await compute();
  const { customer } = (await owner.call(getCustomerOf, { query: { companyId } })).body;
  const costCents = 3_000 + 9_000 + 400 + 350 + 12_000;
  expect(customer).toMatchObject({
    tickets: 2,
    dunningLetters: 1,
    returnedDebits: 1,
    discountCents: 12_000,
    costCents,
    openCents: 100_000,
    netCents: 100_000 - 2 * costCents,
  });
  const { body: care } = await owner.call(getCare, { params: { customerId: companyId } });
  expect(care).toMatchObject({ openTickets: 2, openDeals: 1 });
});

test('who sees only their own sees no expense of others’ people', async () => {
  const member = await workspace.person('member', { name: 'Mia' });
  await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  const theirs = (await create()).body.id;
  app.time.now = new Date(now.getTime() + 5_000);
  expect((await member.call(contract.listExpenses, { query: { contactId } })).status).toBe(404);
  expect((await member.call(contract.removeExpense, { params: { expenseId: theirs } })).status).toBe(404);
  const own = (await member.call(createContact, { body: { lastName: 'Eigen' } })).body.id;
  expect((await member.call(contract.createExpense, { body: { ...facts, contactId: own } })).status).toBe(201);
  expect(await listOf({ contactId: own }, member)).toHaveLength(1);
});
