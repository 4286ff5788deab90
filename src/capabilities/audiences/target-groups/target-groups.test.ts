import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AudiencesTables } from '#audiences';
import { getDialer } from '#calls/contract';
import { recordConsent } from '#consent/contract';
import { createCompany, createContact } from '#contacts/contract';
import { createDeal, winDeal } from '#deals/contract';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import type { ScoringTables } from '#scoring';
import { eventually } from '../../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import {
  changeAudience,
  createAudience,
  dialAudience,
  getAudience,
  listAudiencePeople,
  listAudiences,
  removeAudience,
  restoreAudience,
} from '../contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let rep: Client;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function team(): Promise<void> {
  app.time.now = monday;
  workspace = await app.workspace();
  rep = await workspace.person('member', { name: 'Ren' });
}

let numbers = 0;
async function person(name: string, city: string, more: object = {}): Promise<string> {
  const phones = [{ value: `+49561${600_000 + numbers++}` }];
  const body = { lastName: name, addresses: [{ label: 'main', city, postalCode: '34117' }], phones, ...more };
  return (await rep.call(createContact, { body })).body.id;
}

async function agrees(contactId: string): Promise<void> {
  const proof = { reference: 'Formular 7', personName: 'Mia', personAddress: 'Weg 1, 34117 Kassel' };
  const said = { source: 'form', wording: 'Ja, rufen Sie an.', at: '2026-11-19T15:00:00Z', proof } as const;
  const body = { state: 'granted', channel: 'phone', ...said } as const;
  expect((await rep.call(recordConsent, { params: { contactId }, body })).status).toBe(201);
}

/** As a run would have left it, with how well these people fit. */
async function avatarLike(percents: Record<string, number>): Promise<string> {
  const db = dbOf<AudiencesTables>(app.ground, { workspaceId: workspace.id });
  const [id, at] = [newId(), monday];
  const figures = {
    valueCents: 250_000,
    days: null,
    products: [],
    sources: [],
    lossReasons: [],
    channels: [],
    words: [],
  };
  const row = { workspaceId: workspace.id, id, outcome: 'won' as const, name: 'Familie Dach', size: 0, createdAt: at, updatedAt: at, version: 1 }; // prettier-ignore
  await db
    .insertInto('avatar')
    .values({ ...row, findings: '[]', figures: JSON.stringify(figures) } as never)
    .execute();
  for (const [contactId, percent] of Object.entries(percents))
    await db
      .insertInto('avatarFit')
      .values({ workspaceId: workspace.id, contactId, rank: 1, avatarId: id, percent, reasons: '[]', computedAt: at })
      .execute();
  return id;
}

const counted = (audienceId: string) =>
  eventually(async () => {
    const { body } = await rep.call(getAudience, { params: { audienceId } });
    expect(body.counted).not.toBeNull();
    return body;
  });

const names = async (audienceId: string, query: { limit?: number; cursor?: string } = {}) => {
  const { body } = await rep.call(listAudiencePeople, { params: { audienceId }, query });
  return { names: body.items.map(({ contact }) => contact.name), next: body.next };
};

test('a target group says who is in it, whom one may call, and what a customer brings', async () => {
  await team();
  const [mia] = [await person('Mia', 'Kassel'), await person('Tom', 'Kassel'), await person('Ute', 'Fulda')];
  await agrees(mia);
  const deal = await rep.call(createDeal, { body: { title: 'Dach', contactId: mia, valueCents: 500_000, closeOn: '2026-12-01' } }); // prettier-ignore
  await rep.call(winDeal, { params: { dealId: deal.body.id }, body: {} });
  const made = await rep.call(createAudience, { body: { name: 'Kassel', filters: { city: 'Kassel' } } });
  expect(made).toMatchObject({ status: 201, body: { avatar: null, leastPercent: null, counted: null } });
  expect((await counted(made.body.id)).counted).toEqual({
    people: 2,
    callable: 1,
    mailable: 0,
    averageCents: 500_000,
    expectedCents: null,
  });
  expect((await names(made.body.id)).names).toEqual(['Mia', 'Tom']);
});

test('what a target group may bring: the chance of each who has one, times what a customer brings', async () => {
  await team();
  const [mia, tom] = [await person('Mia', 'Fulda'), await person('Tom', 'Kassel')];
  await person('Ute', 'Kassel');
  const deal = await rep.call(createDeal, { body: { title: 'Dach', contactId: mia, valueCents: 500_000, closeOn: '2026-12-01' } }); // prettier-ignore
  await rep.call(winDeal, { params: { dealId: deal.body.id }, body: {} });
  // Whatever scoring has to do is done: it would take this one away again.
  await app.drain();
  const score = { target: 'lead_win' as const, subjectId: tom, modelId: null, probability: 0.2, low: 0.1, high: 0.3 };
  await dbOf<ScoringTables>(app.ground, { workspaceId: workspace.id })
    .insertInto('score')
    .values({ workspaceId: workspace.id, ...score, reasons: '[]', cases: 0, computedAt: monday } as never)
    .execute();
  const { id } = (await rep.call(createAudience, { body: { name: 'Kassel', filters: { city: 'Kassel' } } })).body;
  expect((await counted(id)).counted).toMatchObject({ people: 2, averageCents: 500_000, expectedCents: 100_000 });
});

test('who is like a kind of customer comes by how well they fit, and still meets the filters', async () => {
  await team();
  const ids = [await person('Vier', 'Kassel'), await person('Neun', 'Kassel'), await person('Acht', 'Fulda'), await person('Sechs', 'Kassel')]; // prettier-ignore
  const [four = '', nine = '', eight = '', six = ''] = ids;
  const avatarId = await avatarLike({ [four]: 40, [nine]: 90, [eight]: 80, [six]: 60 });
  const body = { name: 'Wie Familie Dach', avatarId, leastPercent: 50 };
  const { id } = (await rep.call(createAudience, { body })).body;
  const first = await names(id, { limit: 2 });
  expect(first.names).toEqual(['Neun', 'Acht']);
  expect(await names(id, { limit: 2, cursor: first.next ?? '' })).toEqual({ names: ['Sechs'], next: null });
  expect(await counted(id)).toMatchObject({
    counted: { people: 3, averageCents: 250_000 },
    avatar: { name: 'Familie Dach' },
  });

  const { version } = (await rep.call(getAudience, { params: { audienceId: id } })).body;
  const narrowed = { params: { audienceId: id }, body: { filters: { city: 'Kassel' } } };
  expect((await rep.call(changeAudience, { ...narrowed, ifMatch: version + 1 })).status).toBe(412);
  expect((await rep.call(changeAudience, { ...narrowed, ifMatch: version })).status).toBe(200);
  expect((await names(id)).names).toEqual(['Neun', 'Sechs']);

  expect((await rep.call(dialAudience, { params: { audienceId: id } })).body).toEqual({ people: 2 });
  expect((await rep.call(getDialer)).body.session).toMatchObject({ name: 'Wie Familie Dach', counts: { people: 2 } });
});

test('who has bought can be left out, and who works where somebody has', async () => {
  await team();
  const company = (await rep.call(createCompany, { body: { name: 'Nordlicht GmbH' } })).body.id;
  const [mia, tom, ute, uli] = [
    await person('Mia', 'Kassel'),
    await person('Tom', 'Kassel'),
    await person('Ute', 'Kassel', { companyId: company }),
    await person('Uli', 'Kassel'),
  ];
  const sell = async (about: object) => {
    const { id } = (await rep.call(createDeal, { body: { title: 'Dach', valueCents: 100, ...about } })).body;
    await rep.call(winDeal, { params: { dealId: id }, body: {} });
  };
  await sell({ contactId: mia });
  await sell({ companyId: company });
  await rep.call(createDeal, { body: { title: 'Zaun', valueCents: 100, contactId: tom } });
  const filters = { city: 'Kassel', isCustomer: 'false' };
  const { id } = (await rep.call(createAudience, { body: { name: 'Neue', filters } })).body;
  expect((await counted(id)).counted).toMatchObject({ people: 2 });
  const [first, rest] = [await names(id, { limit: 1 }), await names(id)];
  expect([first.names, rest.names]).toEqual([['Tom'], ['Tom', 'Uli']]);
  expect((await names(id, { limit: 1, cursor: first.next ?? '' })).names).toEqual(['Uli']);
  expect((await rep.call(dialAudience, { params: { audienceId: id } })).body).toEqual({ people: 2 });

  const avatarId = await avatarLike({ [mia]: 90, [tom]: 80, [ute]: 70, [uli]: 60 });
  const like = await rep.call(createAudience, {
    body: { name: 'Wie Dach', avatarId, filters: { isCustomer: 'false' } },
  });
  expect((await names(like.body.id)).names).toEqual(['Tom', 'Uli']);
});

test('filters that nobody can read, avatars that are not there, and a group without a number are refused', async () => {
  await team();
  const create = (body: object) => rep.call(createAudience, { body: { name: 'Nichts', ...body } });
  expect((await create({ filters: { farbe: 'blau' } })).body).toMatchObject({ code: 'filters_unknown' });
  expect((await create({ avatarId: newId() })).body).toMatchObject({ code: 'avatar_unknown' });
  const { id } = (await create({ filters: { city: 'Nirgendwo' } })).body;
  expect((await rep.call(dialAudience, { params: { audienceId: id } })).body).toMatchObject({ code: 'audience_empty' });
});

test('removed is gone, and comes back', async () => {
  await team();
  const { id } = (await rep.call(createAudience, { body: { name: 'Alle' } })).body;
  const params = { audienceId: id };
  expect((await rep.call(removeAudience, { params })).status).toBe(204);
  expect((await rep.call(getAudience, { params })).status).toBe(404);
  expect((await rep.call(restoreAudience, { params })).body).toMatchObject({ id, name: 'Alle' });
  expect((await rep.call(listAudiences)).body.items.map(({ name }) => name)).toEqual(['Alle']);
});
