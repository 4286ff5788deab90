import { afterAll, beforeAll, expect, test } from 'vitest';
import { logCall } from '#calls/contract';
import { createCompany, createContact } from '#contacts/contract';
import { createDeal, removeDeal, winDeal } from '#deals/contract';
import { createContract, giveNotice } from '#offers/contract';
import { dbOf } from '#platform/ground';
import { listTimeline } from '#timeline/contract';
import { eventually } from '../../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { changeCare, endCare, getCare, getCareEffect } from '../care/contract.ts';
import { type CareWorld, followCares } from '../care/follow.ts';
import { type ClassesWorld, computeValues } from './compute.ts';
import {
  changeClassPolicy,
  computeClasses,
  confirmClass,
  type CustomerView,
  getClassPolicy,
  getClassSummary,
  getCustomerOf,
  listClasses,
  listCustomerPoints,
  listCustomers,
  listDueCustomers,
  releaseClass,
  setClass,
} from './contract.ts';
import { recordProfilingObjection } from '../contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let lead: Client;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const days = (count: number): Date => new Date(monday.getTime() + count * 86_400_000);

async function team(): Promise<void> {
  app.time.now = monday;
  workspace = await app.workspace();
  lead = await workspace.person('lead', { name: 'Lea' });
}

/** Time goes on for the computation alone: sessions would end meanwhile. */
const compute = (now = monday) =>
  computeValues(
    dbOf<ClassesWorld>(app.ground, { workspaceId: workspace.id }),
    workspace.id,
    now,
    new AbortController().signal,
  );

async function person(lastName: string, more: object = {}): Promise<string> {
  return (await lead.call(createContact, { body: { lastName, ...more } })).body.id;
}

async function sell(to: { contactId?: string; companyId?: string }, euros: number, on: Date): Promise<void> {
  app.time.now = on;
  const deal = { title: 'Wartung', valueCents: euros * 100, ...to };
  const { id } = (await lead.call(createDeal, { body: deal })).body;
  expect((await lead.call(winDeal, { params: { dealId: id }, body: {} })).status).toBe(201);
  app.time.now = monday;
}

/** Twelve customers with two purchases each, the last of them the largest. */
async function sellToTwelve(): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < 12; at++) {
    const contactId = await person(`Kunde ${at + 1}`);
    ids.push(contactId);
    for (const ago of [-400 + at * 10, -60]) await sell({ contactId }, 100 * (at + 1), days(ago));
  }
  return ids;
}

const listed = async (query: { class?: 'A' | 'B' | 'C' | 'open'; waiting?: 'true' } = {}): Promise<CustomerView[]> =>
  (await lead.call(listCustomers, { query: { ...query, limit: 200 } })).body.items;
const one = async (contactId: string): Promise<CustomerView> => {
  const { customer } = (await lead.call(getCustomerOf, { query: { contactId } })).body;
  if (!customer) throw new Error('no customer');
  return customer;
};
const told = async (contactId: string): Promise<string[]> => {
  const { items } = (await lead.call(listTimeline, { query: { contactId } })).body;
  return items.map(({ type }) => type).filter((type) => type.startsWith('scoring.'));
};

test('classes come from what was sold, once there is enough of it', async () => {
  await team();
  const newcomer = await person('Neu');
  await lead.call(createDeal, { body: { title: 'Dach', contactId: newcomer, valueCents: 1_000_000 } });
  await compute();
  const before = (await lead.call(getClassSummary)).body;
  expect(before.run).toMatchObject({ wins: 0, customers: 1, borders: null });
  expect(before.needed).toEqual({ wins: 20, known: 10 });

  const ids = await sellToTwelve();
  await compute();
  const summary = (await lead.call(getClassSummary)).body;
  expect(summary.run).toMatchObject({
    wins: 24,
    customers: 13,
    known: 12,
    repeating: 12,
    computedAt: monday.toISOString(),
  });
  expect(summary.sums.map(({ class: of, customers }) => [of, customers])).toEqual([
    ['A', 3],
    ['B', 3],
    ['C', 6],
    [null, 1],
  ]);
  expect(summary.moves).toEqual(expect.arrayContaining([{ from: null, to: 'A', customers: 3 }]));
  expect(summary.waiting).toBe(12);
  expect(await one(ids[11]!)).toMatchObject({
    class: 'A',
    wins: 2,
    wonCents: 240_000,
    firstWonOn: '2026-02-06',
    missingCents: null,
  });
  expect((await one(ids[0]!)).missingCents).toBeGreaterThan(0);
  // New, with a large deal open: not C, but open.
  expect(await one(newcomer)).toMatchObject({ class: null, wins: 0, openDeals: 1, openCents: 100_000, alive: null });

  const rows = await listed();
  expect(rows.map(({ netCents }) => netCents)).toEqual(rows.map(({ netCents }) => netCents).toSorted((a, b) => b - a));
  expect((await listed({ class: 'open' })).map(({ id }) => id)).toEqual([newcomer]);
  const points = (await lead.call(listCustomerPoints)).body;
  expect(points).toMatchObject({ all: true });
  expect(points.items).toHaveLength(13);

  // Computed twice, nothing changes but the time.
  await compute();
  expect(await listed()).toEqual(rows);
  expect(await told(ids[11]!)).toEqual(['scoring.classChanged']);
});

test('who bought for a company stands for it, and time spent on its people is its cost', async () => {
  await team();
  const companyId = (await lead.call(createCompany, { body: { name: 'Bäckerei Kern' } })).body.id;
  const contactId = await person('Kern', { companyId });
  await sell({ companyId, contactId }, 500, days(-10));
  const call = { contactId, direction: 'inbound', startedAt: days(-3).toISOString(), durationSeconds: 1_200 } as const;
  expect((await lead.call(logCall, { body: call })).status).toBe(201);
  await lead.call(logCall, { body: { ...call, startedAt: days(-500).toISOString() } });
  await compute();
  expect(await one(contactId)).toMatchObject({
    id: companyId,
    kind: 'company',
    name: 'Bäckerei Kern',
    class: null,
    calls: 1,
    callMinutes: 20,
    costCents: 1_500,
  });
});

test('people confirm a class, or set another with a reason that stands until they release it', async () => {
  await team();
  const ids = await sellToTwelve();
  await compute();
  const [customerId, other] = [ids[0]!, ids[1]!];
  const params = { customerId };
  expect((await one(customerId)).class).toBe('C');

  expect((await lead.call(confirmClass, { params: { customerId: other } })).body.confirmed).toMatchObject({
    by: lead.userId,
  });
  await lead.call(confirmClass, { params: { customerId: other } });
  expect(await told(other)).toEqual(['scoring.classConfirmed', 'scoring.classChanged']);

  const body = { class: 'A' as const, reason: 'Empfiehlt uns weiter' };
  const set = (await lead.call(setClass, { params, body })).body;
  expect(set).toMatchObject({ class: 'A', classBefore: 'C', set: { by: lead.userId, reason: body.reason } });
  expect((await listed({ waiting: 'true' })).map(({ id }) => id)).not.toContain(customerId);

  await compute(days(100));
  expect(await one(customerId)).toMatchObject({ class: 'A', set: { reason: body.reason } });
  expect((await lead.call(releaseClass, { params })).body).toMatchObject({ class: 'C', classBefore: 'A', set: null });
  expect(await told(customerId)).toEqual(['scoring.classReleased', 'scoring.classChanged', 'scoring.classChanged']);
  expect((await listed({ waiting: 'true' })).map(({ id }) => id)).toContain(customerId);
});

test('a class follows the figures once a month at most, and whoever is no customer any more is gone', async () => {
  await team();
  const ids = await sellToTwelve();
  await compute();
  const contactId = ids[0]!;
  const { id } = (await lead.call(createDeal, { body: { title: 'Groß', contactId, valueCents: 100_000_000 } })).body;
  await compute(days(20));
  expect(await one(contactId)).toMatchObject({ class: 'C', openDeals: 1 });
  await compute(days(31));
  expect(await one(contactId)).toMatchObject({ class: 'A', classBefore: 'C', confirmed: null });

  await lead.call(removeDeal, { params: { dealId: id } });
  const open = await person('Nur offen');
  const dealId = (await lead.call(createDeal, { body: { title: 'Dach', contactId: open, valueCents: 100 } })).body.id;
  await compute();
  expect((await listed()).map((row) => row.id)).toContain(open);
  await lead.call(removeDeal, { params: { dealId } });
  await compute(days(32));
  expect((await listed()).map((row) => row.id)).not.toContain(open);
});

test('a C customer is looked after in another way, but bidden farewell only when nothing is open', async () => {
  await team();
  const ids = await sellToTwelve();
  const [first, best] = [ids[0]!, ids[11]!];
  const call = {
    contactId: first,
    direction: 'inbound',
    startedAt: days(-3).toISOString(),
    durationSeconds: 7_200,
  } as const;
  await lead.call(logCall, { body: call });
  const { id: dealId } = (await lead.call(createDeal, { body: { title: 'Klein', contactId: first, valueCents: 100 } }))
    .body;
  await compute();
  const params = { customerId: first };
  expect((await lead.call(getCare, { params })).body).toEqual({
    care: null,
    openDeals: 1,
    plannedMeetings: 0,
    openTickets: 0,
    contracts: [],
  });
  const farewell = { way: 'farewell' as const, letter: 'Danke für alles.' };
  expect(await lead.call(changeCare, { params, body: farewell })).toMatchObject({
    status: 409,
    body: { code: 'still_open' },
  });
  const wrong = await lead.call(changeCare, { params: { customerId: best }, body: { ...farewell, way: 'rarer' } });
  expect(wrong).toMatchObject({ status: 409, body: { code: 'not_class_c' } });

  await lead.call(removeDeal, { params: { dealId } });
  await compute();
  expect((await lead.call(changeCare, { params, body: farewell })).body).toMatchObject({
    way: 'farewell',
    by: lead.userId,
  });
  expect(await told(first)).toEqual(['scoring.careChanged', 'scoring.classChanged']);

  // A tenth of a year later: a tenth of the two hours of the year before, and none since.
  const db = dbOf<CareWorld>(app.ground, { workspaceId: workspace.id });
  await followCares(db, workspace.id, days(36.5), new AbortController().signal);
  expect((await lead.call(getCareEffect)).body).toEqual({
    customers: 1,
    minutesBefore: 12,
    minutesSince: 0,
    costCentsBefore: 900,
    costCentsSince: 0,
    wonCentsBefore: 1_000,
    wonCentsSince: 0,
  });
  await lead.call(endCare, { params });
  expect((await lead.call(getCare, { params })).body.care).toBeNull();
  const due = (await lead.call(listDueCustomers)).body;
  expect(due).toMatchObject({ everyDays: 30 });
  expect(due.items.map(({ id }) => id)).toContain(best);
});

test('a contract brings what it binds to and what retention leaves of the rest; notice ends that', async () => {
  await team();
  const ids = await sellToTwelve();
  const terms = { noticeMonths: 1, afterTerm: 'open' as const, renewalMonths: null, note: null };
  const agree = async (contactId: string, euros: number, startsOn: string, termMonths: number, dealId?: string) => {
    const body = { ...terms, title: 'Wartung', monthlyCents: euros * 100, startsOn, termMonths, contactId };
    return (await lead.call(createContract, { body: { ...body, ...(dealId && { dealId }) } })).body.id;
  };
  const bound = await person('Gebunden');
  const contractId = await agree(bound, 100, '2026-08-01', 36);
  const free = await person('Frei');
  await agree(free, 100, '2026-08-01', 0);
  const fresh = await person('Frisch');
  await agree(fresh, 500, '2026-11-20', 24);
  await compute();

  // Nobody has left in the months watched so far: one leaver in five years is added.
  const months = 2 * (114 / 30.4375) + 3 / 30.4375;
  const rate = 1 / (60 + months);
  const expected = 1 + Array.from({ length: 23 }, (_, at) => Math.exp(-rate * at)).reduce((sum, one) => sum + one, 0);
  expect((await one(bound)).contractCents).toBe(24 * 100_00);
  expect(Math.abs((await one(free)).contractCents - expected * 100_00)).toBeLessThan(2);
  expect(await one(bound)).toMatchObject({ contracts: 1, contractSince: '2026-08-01', class: 'A', certainty: 'clear' });
  expect(await one(fresh)).toMatchObject({ contracts: 1, class: null });
  expect((await lead.call(getClassSummary)).body.run).toMatchObject({
    contracts: 3,
    contractsLeft: 0,
    contractsFew: true,
  });
  const point = (await lead.call(listCustomerPoints)).body.items.find(({ id }) => id === bound);
  expect(point).toMatchObject({ valueCents: 24 * 100_00 });

  // A deal that only renewed a contract is no further purchase.
  const [first] = ids;
  const before = await one(first!);
  const deal = { title: 'Wartung, verlängert', valueCents: 100_00, contactId: first! };
  const { id: dealId } = (await lead.call(createDeal, { body: deal })).body;
  await lead.call(winDeal, { params: { dealId }, body: {} });
  await agree(first!, 0, '2026-11-01', 12, dealId);
  const notice = { on: '2026-11-23', endsOn: '2027-01-22', reason: 'customer' as const };
  await lead.call(giveNotice, { params: { contractId }, body: notice });
  await compute();
  expect((await one(first!)).wins).toBe(before.wins + 1);
  expect((await one(first!)).expectedPurchases).toBeCloseTo(before.expectedPurchases, 5);
  // Sixty-one days are paid still, the last one too.
  expect(Math.abs((await one(bound)).contractCents - (61 / 30.4375) * 100_00)).toBeLessThan(2);
  expect((await lead.call(getClassSummary)).body.run).toMatchObject({ contracts: 4, contractsLeft: 1 });
  const { contracts } = (await lead.call(getCare, { params: { customerId: bound } })).body;
  expect(contracts).toMatchObject([{ title: 'Wartung', state: 'ending', endsOn: '2027-01-22' }]);
  await compute(new Date('2027-01-23T12:00:00Z'));
  expect((await lead.call(getCustomerOf, { query: { contactId: bound } })).body.customer).toBeNull();
});

test('who objected to profiling has no class in any list from then on', async () => {
  await team();
  const ids = await sellToTwelve();
  await compute();
  const contactId = ids[11]!;
  const marks = async () => (await lead.call(listClasses, { query: { contactId: ids } })).body.items;
  expect(await marks()).toContainEqual({ id: contactId, class: 'A' });
  const body = { objectedAt: monday.toISOString(), way: 'phone' as const };
  expect((await lead.call(recordProfilingObjection, { params: { contactId }, body })).status).toBe(201);
  expect((await marks()).map(({ id }) => id)).toEqual(expect.not.arrayContaining([contactId]));
  expect(await marks()).toHaveLength(11);
  expect((await lead.call(getCustomerOf, { query: { contactId } })).body).toMatchObject({
    customer: null,
    objected: true,
  });
  expect((await listed()).map(({ id }) => id)).not.toContain(contactId);
  expect((await lead.call(listCustomerPoints)).body.items.map(({ id }) => id)).not.toContain(contactId);
});

test('another policy is kept, and everything is computed anew in the background', async () => {
  await team();
  await sellToTwelve();
  const { owner } = workspace;
  const policy = (await owner.call(getClassPolicy)).body;
  expect(policy).toMatchObject({ months: 24, basis: 'shares', shareA: 20, shareB: 30 });
  const borders = { aFromCents: 100_000, bFromCents: 50_000 };
  const body = { ...policy, months: 12, basis: 'amounts' as const, ...borders };
  expect((await owner.call(changeClassPolicy, { body })).status).toBe(200);
  expect((await owner.call(changeClassPolicy, { body: { ...body, bFromCents: 100_001 } })).status).toBe(400);
  expect((await owner.call(getClassPolicy)).body).toEqual(body);
  expect((await lead.call(computeClasses)).status).toBe(202);
  await eventually(async () =>
    expect((await lead.call(getClassSummary)).body.run).toMatchObject({ months: 12, borders }),
  );
});
