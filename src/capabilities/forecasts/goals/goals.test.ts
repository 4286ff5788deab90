import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createDeal, winDeal } from '#deals';
import { dbOf } from '#platform/ground';
import { monday, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { getBacktest, getGoals, listQuotas, listSubmissions, setQuota, submitForecast } from '../contract.ts';
import { elapsedOf, monthsOf, quotaOf } from './rules.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const minutesLater = (minutes: number): Date => new Date(monday.getTime() + minutes * 60_000);

describe('what somebody stands for', () => {
  test('stays, version by version; the latest counts', async () => {
    const { owner } = await app.workspace();
    const body = { ownerId: owner.userId, period: '2026-12', commitCents: 1000, bestCaseCents: 2000 };
    expect((await owner.call(submitForecast, { body })).status).toBe(201);
    app.time.now = minutesLater(5);
    const second = { ...body, commitCents: 1500, note: ' Maier hat zugesagt ' };
    expect((await owner.call(submitForecast, { body: second })).body.note).toBe('Maier hat zugesagt');
    app.time.now = monday;
    const query = { ownerId: owner.userId };
    const { items } = (await owner.call(listSubmissions, { query: { ...query, period: '2026-12' } })).body;
    expect(items.map(({ commitCents }) => commitCents)).toEqual([1500, 1000]);
    const { rows } = (await owner.call(getGoals, { query })).body;
    expect(rows[1]).toMatchObject({ period: '2026-12', versions: 2, submission: { commitCents: 1500 } });
    expect((await owner.call(getGoals)).body.rows[1]?.submission).toBeNull();
  });

  test('is one’s own to say; a lead says it for others and the team', async () => {
    const { id, person } = await app.workspace();
    const [lead, member] = [await person('lead'), await person('member')];
    const said = (ownerId: string | null) => ({
      body: { ownerId, period: '2026-11', commitCents: 1, bestCaseCents: 1 },
    });
    const asked = [member.userId, lead.userId, null];
    const status = async (by: typeof member) =>
      Promise.all(asked.map(async (ownerId) => (await by.call(submitForecast, said(ownerId))).status));
    expect(await status(member)).toEqual([201, 403, 403]);
    expect(await status(lead)).toEqual([201, 201, 201]);
    expect((await member.call(getGoals)).body.maySubmit).toBe(false);
    await dbOf<AllTables>(app.ground, { workspaceId: id })
      .insertInto('rolePolicy')
      .values({ workspaceId: id, role: 'member', seesOnlyOwn: true })
      .execute();
    // The role is asked for anew only once a second.
    app.time.now = minutesLater(1);
    const own = (await member.call(getGoals)).body;
    app.time.now = monday;
    expect(own).toMatchObject({ maySubmit: true, rows: [{ versions: 2 }, {}, {}, {}, {}, {}] });
    expect((await member.call(getGoals, { query: { ownerId: lead.userId } })).status).toBe(404);
  });

  test('is refused where it makes no sense', async () => {
    const { owner } = await app.workspace();
    const codes = async (period: string, commitCents: number) => {
      const answer = await owner.call(submitForecast, {
        body: { ownerId: null, period, commitCents, bestCaseCents: 10 },
      });
      return (answer.body as unknown as { code: string }).code;
    };
    expect(await codes('2026-10', 10)).toBe('period_over');
    expect(await codes('2026-11', 11)).toBe('best_below_commit');
  });
});

test('a quota is reached by what is won; a quarter’s is that of its months', async () => {
  const { id, owner } = await app.workspace();
  const db = dbOf<AllTables>(app.ground, { workspaceId: id });
  const set = (month: string, amountCents: number | null, ownerId: string | null = null) =>
    owner.call(setQuota, { body: { ownerId, month, amountCents } });
  await set('2026-11', 4000);
  await set('2026-12', 6000);
  await set('2026-12', 5000, owner.userId);
  const deal = await createDeal(db, owner.actor, { title: 'Dach', valueCents: 3000 }, monday);
  await winDeal(db, owner.actor, deal.id, {}, undefined, monday);
  const rows = async (query = {}) =>
    new Map((await owner.call(getGoals, { query })).body.rows.map((row) => [row.period, row]));
  expect((await rows()).get('2026-11')).toMatchObject({ quotaCents: 4000, wonCents: 3000 });
  expect((await rows()).get('2026-Q4')).toMatchObject({ quotaCents: 10_000, wonCents: 3000 });
  expect((await rows({ ownerId: owner.userId })).get('2026-11')).toMatchObject({ quotaCents: null, wonCents: 3000 });
  await set('2026-11', null);
  expect((await rows()).get('2026-Q4')?.quotaCents).toBe(6000);
  const { items } = (await owner.call(listQuotas, { query: { from: '2026-11' } })).body;
  expect(items).toHaveLength(2);
});

test('the review measures the last word by the first evening', async () => {
  const { id, owner } = await app.workspace();
  const db = dbOf<AllTables>(app.ground, { workspaceId: id });
  const say = (commitCents: number) =>
    owner.call(submitForecast, { body: { ownerId: null, period: '2026-10', commitCents, bestCaseCents: 9000 } });
  try {
    app.time.now = new Date('2026-09-20T09:00:00Z');
    await say(1000);
    app.time.now = new Date('2026-10-01T09:00:00Z');
    await say(2000);
    app.time.now = new Date('2026-10-02T09:00:00Z');
    await say(3000);
  } finally {
    app.time.now = monday;
  }
  const deal = await createDeal(db, owner.actor, { title: 'Dach', valueCents: 3000 }, new Date('2026-10-05T09:00:00Z'));
  await winDeal(db, owner.actor, deal.id, {}, undefined, new Date('2026-10-06T09:00:00Z'));
  const { rows } = (await owner.call(getBacktest)).body;
  expect(rows[0]).toMatchObject({ period: '2026-10', commitCents: 2000, cameCents: 3000 });
});

test('a period is over by the evening of its days, and made of its months', () => {
  expect([elapsedOf('2026-11', '2026-11-15'), elapsedOf('2026-12', '2026-11-30')]).toEqual([0.5, 0]);
  expect(elapsedOf('2026-10', '2026-11-30')).toBe(1);
  expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
  expect(quotaOf('2026-Q4', new Map())).toBeNull();
});
