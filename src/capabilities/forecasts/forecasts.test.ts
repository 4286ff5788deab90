import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import {
  changeDeal,
  createDeal,
  loseDeal,
  lossReasonsOf,
  moveToStage,
  pipelinesOf,
  removeDeal,
  reopenDeal,
  winDeal,
} from '#deals';
import { changeStage } from '#deals/contract';
import { morningOf } from '#workspace';
import type { Actor } from '#platform/actor';
import { Refusal } from '#platform/errors';
import { dbOf } from '#platform/ground';
import type { Kysely } from 'kysely';
import { monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { forecastChanges, getForecast, listSnapshots } from './contract.ts';
import { findChanges, findForecast } from './index.ts';
import { takeSnapshots } from './outlook/commands.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

type Shop = TestWorkspace & { db: Kysely<AllTables>; actor: Actor; stages: string[]; reasonId: string };

async function shop(): Promise<Shop> {
  const workspace = await app.workspace();
  const db = dbOf<AllTables>(app.ground, { workspaceId: workspace.id });
  const [pipeline] = await pipelinesOf(db, workspace.id);
  const [reason] = await lossReasonsOf(db, workspace.id);
  return {
    ...workspace,
    db,
    actor: workspace.owner.actor,
    stages: (pipeline?.stages ?? []).map(({ id }) => id),
    reasonId: reason?.id ?? '',
  };
}

const daysAgo = (days: number): Date => new Date(monday.getTime() - days * 86_400_000);

describe('the forecast', () => {
  test('puts each deal where it belongs, at the chance of its stage', async () => {
    const { owner, db, actor, stages } = await shop();
    const make = (title: string, valueCents: number, closeOn: string | null, stageId = stages[3]) =>
      createDeal(db, actor, { title, valueCents, closeOn, ...(stageId && { stageId }) }, daysAgo(5));
    await make('November', 1000, '2026-11-23');
    await make('Dezember', 2000, '2026-12-31', stages[0]);
    await make('vergessen', 3000, '2026-11-22');
    await make('irgendwann', 4000, null);
    await make('Herbst 27', 5000, '2027-10-01');
    const won = await make('gewonnen', 7000, '2027-03-01');
    await winDeal(db, actor, won.id, {}, undefined, monday);
    const lastMonth = await make('Oktober', 9000, null);
    await winDeal(db, actor, lastMonth.id, {}, undefined, new Date('2026-10-31T22:59:59Z'));

    const { body } = await owner.call(getForecast);
    expect(body.months[0]).toMatchObject({
      month: '2026-11',
      deals: 1,
      weightedCents: 600,
      wonDeals: 1,
      wonCents: 7000,
      expectedCents: 7600,
    });
    expect(body.months[1]).toMatchObject({ month: '2026-12', valueCents: 2000, weightedCents: 200, wonCents: 0 });
    expect([body.overdue, body.undated, body.later].map((row) => row.weightedCents)).toEqual([1800, 2400, 3000]);
    expect(body.total).toMatchObject({ deals: 5, valueCents: 15_000, weightedCents: 8000, expectedCents: 15_000 });
  });

  test('of one person or pipeline is theirs alone', async () => {
    const house = await shop();
    const colleague = await house.person('member');
    await createDeal(house.db, house.actor, { title: 'meins', valueCents: 1000 }, monday);
    await createDeal(house.db, colleague.actor, { title: 'ihrs', valueCents: 3000 }, monday);
    const { body } = await house.owner.call(getForecast, { query: { ownerId: colleague.userId } });
    expect(body.total).toMatchObject({ deals: 1, weightedCents: 300 });
    const stranger = await shop();
    const none = await stranger.owner.call(getForecast, { query: { ownerId: colleague.userId } });
    expect(none.body.total.deals).toBe(0);
  });
});

describe('what changed since last week', () => {
  const since = '2026-11-16';

  test('is told deal by deal, and adds up', async () => {
    const { owner, db, actor, stages, reasonId } = await shop();
    const [neu = '', qualified = '', appointment = ''] = stages;
    const make = (title: string, valueCents: number, stageId = appointment) =>
      createDeal(db, actor, { title, valueCents, stageId, closeOn: '2026-12-10' }, daysAgo(20));
    const [won, lost, moved, grew, quiet] = [
      await make('Dach', 10_000),
      await make('Zaun', 20_000),
      await make('Keller', 30_000),
      await make('Carport', 40_000),
      await make('still', 50_000, qualified),
    ];
    const before = await findForecast(db, actor, {}, new Date('2026-11-15T23:00:00Z'));
    expect(before.total.expectedCents).toBe(52_500);
    await winDeal(db, actor, won.id, {}, undefined, daysAgo(3));
    await loseDeal(db, actor, lost.id, { lossReasonId: reasonId }, undefined, daysAgo(2));
    await moveToStage(db, actor, moved.id, { stageId: neu }, undefined, daysAgo(2));
    await changeDeal(db, actor, grew.id, { valueCents: 60_000, closeOn: '2027-01-15' }, undefined, daysAgo(1));
    await createDeal(db, actor, { title: 'frisch', valueCents: 1000 }, monday);
    await owner.call(changeStage, { params: { stageId: qualified }, body: { probability: 30 } });

    const { body } = await owner.call(forecastChanges, { query: { since } });
    expect(body).toMatchObject({ fromCents: 52_500, toCents: 10_000 + 3000 + 24_000 + 15_000 + 100 });
    expect(Object.fromEntries(body.steps.map(({ kind, cents }) => [kind, cents]))).toEqual({
      won: 6000,
      lost: -8000,
      moved: -9000,
      grew: 8000,
      dateMoved: 0,
      new: 100,
      revalued: 2500,
    });
    expect(body.revalued).toMatchObject([
      { stage: 'Qualifiziert', fromProbability: 25, toProbability: 30, cents: 2500 },
    ]);
    expect(body.items[0]).toMatchObject({
      title: 'Keller',
      kind: 'moved',
      from: { stage: 'Termin' },
      to: { stage: 'Neu' },
      cents: -9000,
    });
    expect(body.items.some(({ dealId }) => dealId === quiet.id)).toBe(false);

    const december = await owner.call(forecastChanges, { query: { since, month: '2026-12' } });
    expect(december.body).toMatchObject({ fromCents: 52_500, toCents: 18_000 });
    expect(december.body.steps).toContainEqual({ kind: 'dateMoved', deals: 1, cents: -24_000 });
  });

  test('since a kept snapshot begins at the number that was frozen, and tells the deals of one kind', async () => {
    const { id, owner, db, actor, stages } = await shop();
    const make = (title: string, valueCents: number) =>
      createDeal(db, actor, { title, valueCents, stageId: stages[2] ?? '', closeOn: '2026-11-27' }, daysAgo(30));
    const [won, grew, moved] = [await make('Dach', 10_000), await make('Zaun', 20_000), await make('Keller', 30_000)];
    const hoursAgo = (hours: number) => new Date(monday.getTime() - hours * 3_600_000);
    await winDeal(db, actor, won.id, {}, undefined, hoursAgo(3));
    await takeSnapshots(db, id, { now: hoursAgo(2), signal: new AbortController().signal });
    await changeDeal(db, actor, grew.id, { valueCents: 60_000 }, undefined, hoursAgo(1));
    await moveToStage(db, actor, moved.id, { stageId: stages[0] ?? '' }, undefined, hoursAgo(1));

    const { items } = (await owner.call(listSnapshots, { query: {} })).body;
    expect(items).toEqual([
      { takenOn: '2026-11-23', knownUntil: hoursAgo(2).toISOString() },
      { takenOn: '2026-11-01', knownUntil: '2026-10-31T23:00:00.000Z' },
    ]);
    const ask = { since: '2026-11-23', from: 'snapshot' } as const;
    const { body } = await owner.call(forecastChanges, { query: { ...ask, month: '2026-11' } });
    const frozen = body.snapshot?.periods.find(({ period }) => period === '2026-11');
    expect(body.fromCents).toBe((frozen?.wonCents ?? 0) + (frozen?.weightedCents ?? 0));
    expect(body).toMatchObject({ fromCents: 10_000 + 8000 + 12_000, toCents: 10_000 + 24_000 + 3000 });
    expect(body.steps).toEqual([
      { kind: 'moved', deals: 1, cents: -9000 },
      { kind: 'grew', deals: 1, cents: 16_000 },
    ]);
    const moves = (await owner.call(forecastChanges, { query: { ...ask, kind: 'moved' } })).body;
    expect(moves.items.map(({ title }) => title)).toEqual(['Keller']);
    expect(moves.steps).toHaveLength(2);

    const since = (await owner.call(forecastChanges, { query: { since: '2026-11-01', from: 'snapshot' } })).body;
    expect(since).toMatchObject({ wonFrom: '2026-11-01', fromCents: 24_000, toCents: 37_000 });
    const missing = await owner.call(forecastChanges, { query: { since: '2026-11-20', from: 'snapshot' } });
    expect(missing).toMatchObject({ status: 422, body: { code: 'snapshot_missing' } });
  });

  test('reaches back a quarter, and not into the future', async () => {
    const { owner } = await shop();
    const ask = async (query: { since: string; month?: string }) =>
      (await owner.call(forecastChanges, { query })).status;
    expect(
      await Promise.all([ask({ since: '2026-08-23' }), ask({ since: '2026-08-22' }), ask({ since: '2026-11-24' })]),
    ).toEqual([200, 422, 422]);
    expect(await ask({ since, month: '2026-10' })).toBe(422);
  });

  test('shows those who see only their own deals nothing else', async () => {
    const house = await shop();
    const member = await house.person('member');
    await createDeal(house.db, house.actor, { title: 'Chefsache', valueCents: 5000 }, monday);
    await createDeal(house.db, member.actor, { title: 'meins', valueCents: 1000 }, monday);
    await house.db
      .insertInto('rolePolicy')
      .values({ workspaceId: house.id, role: 'member', seesOnlyOwn: true })
      .execute();
    const { body } = await member.call(forecastChanges, { query: { since } });
    expect(body.items.map(({ title }) => title)).toEqual(['meins']);
    expect((await member.call(getForecast)).body.total.deals).toBe(1);
    expect((await member.call(getForecast, { query: { ownerId: house.owner.userId } })).status).toBe(404);
  });
});

function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

test('whatever people do, the bridge begins at the number that was shown that morning', async () => {
  const step = fc.record({
    deal: fc.nat(4),
    what: fc.constantFrom('value', 'move', 'date', 'win', 'lose', 'reopen', 'remove', 'hand over', 'chance', 'create'),
    number: fc.nat(5000),
  });
  const days = fc.array(fc.array(step, { maxLength: 4 }), { minLength: 2, maxLength: 6 });
  await fc.assert(
    // A day apart within one month, or so far apart that months end in between.
    fc.asyncProperty(
      days,
      fc.constantFrom(1, 9),
      fc.constantFrom(undefined, '2026-11', '2026-12'),
      async (calendar, apart, month) => {
        const house = await shop();
        const { db, actor, stages, reasonId } = house;
        const colleague = await house.person('member');
        const deals: string[] = [];
        const step = apart * 86_400_000;
        const first = monday.getTime() - (calendar.length - 1) * step;
        const shown: { since: string; cents: number; owned: number }[] = [];
        const numberOf = (view: Awaited<ReturnType<typeof findForecast>>) =>
          month === undefined
            ? view.total.expectedCents
            : (view.months.find((row) => row.month === month)?.expectedCents ?? 0);
        for (const [at, steps] of calendar.entries()) {
          const morning = morningOf(new Date(first + at * step).toISOString().slice(0, 10), 'Europe/Berlin');
          const view = await findForecast(db, actor, {}, morning);
          const owned = await findForecast(db, actor, { ownerId: colleague.userId }, morning);
          shown.push({
            since: new Date(first + at * step).toISOString().slice(0, 10),
            cents: numberOf(view),
            owned: numberOf(owned),
          });
          for (const [minute, { deal, what, number }] of steps.entries()) {
            const now = new Date(first + at * step + minute * 60_000);
            const stageId = stages[number % stages.length] ?? '';
            const closeOn =
              number % 6 === 0
                ? null
                : new Date(monday.getTime() + ((number % 40) - 5) * 86_400_000).toISOString().slice(0, 10);
            const id = deals[deal % Math.max(1, deals.length)];
            if (what === 'create' || id === undefined) {
              deals.push(
                (await createDeal(db, actor, { title: `${number}`, valueCents: number, stageId, closeOn }, now)).id,
              );
              continue;
            }
            const tries: Record<typeof what, () => Promise<unknown>> = {
              value: () => changeDeal(db, actor, id, { valueCents: number }, undefined, now),
              move: () => moveToStage(db, actor, id, { stageId }, undefined, now),
              date: () => changeDeal(db, actor, id, { closeOn }, undefined, now),
              win: () => winDeal(db, actor, id, { valueCents: number }, undefined, now),
              lose: () => loseDeal(db, actor, id, { lossReasonId: reasonId }, undefined, now),
              reopen: () => reopenDeal(db, actor, id, {}, undefined, now),
              remove: () => removeDeal(db, actor, id, undefined, now),
              'hand over': () => changeDeal(db, actor, id, { ownerId: colleague.userId }, undefined, now),
              chance: async () => {
                app.time.now = now;
                const set = await house.owner.call(changeStage, {
                  params: { stageId },
                  body: { probability: number % 101 },
                });
                expect(set.status).toBe(200);
                app.time.now = monday;
              },
            };
            // What a deal in its state refuses has changed nothing.
            await tries[what]().catch(unlessRefused);
          }
        }
        for (const { since, cents, owned } of shown) {
          const ask = { since, ...(month && { month }) };
          const all = await findChanges(db, actor, ask, monday);
          const hers = await findChanges(db, actor, { ...ask, ownerId: colleague.userId }, monday);
          expect({ since, cents: all.fromCents, owned: hers.fromCents }).toEqual({ since, cents, owned });
          expect(all.steps.reduce((sum, one) => sum + one.cents, all.fromCents)).toBe(all.toCents);
        }
      },
    ),
    { numRuns: 25 },
  );
});
