import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { changeDeal, createDeal, insertDeals, lossReasonsOf, type PastDeal, pipelinesOf } from '#deals';
import type { Kysely } from 'kysely';
import type { Actor } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { seeded } from '#engine/random';
import { eventually } from '../../../../test/setup/eventually.ts';
import { monday, startApp, type TestApp, type TestWorkspace } from '../../../../test/setup/house.ts';
import { createNextStep } from '#next-steps/contract';
import { computeOutlook, getBacktest, getOutlook, listDealHealth, listOutlookDeals } from '../contract.ts';
import { takeSnapshots } from './commands.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const dayMs = 86_400_000;
const daysAgo = (days: number): Date => new Date(monday.getTime() - days * dayMs);

type Life = { began: number; turns: number[]; ends: number; won: boolean; valueCents: number; mine: boolean };

/** Sixty weeks of a small team: what came, in days before today; the same every time. */
function lives(weeks: number): Life[] {
  const roll = seeded(3);
  return Array.from({ length: weeks * 6 }, (_, at) => {
    const began = (weeks - at / 6) * 7;
    const turns = [0, 1, 2].map(() => 3 + Math.floor(roll() * 14));
    const lasts = turns.reduce((sum, days) => sum + days, 0) + 2 + Math.floor(roll() * 10);
    const won = roll() < 0.4;
    return {
      began,
      turns,
      ends: began - (won ? lasts : lasts * roll()),
      won,
      valueCents: 500_000 + Math.floor(roll() * 800_000),
      mine: at % 3 > 0,
    }; // oxfmt
  });
}

/** What was known so many days ago; nothing of it lies after that. */
async function shop(
  weeks: number,
  knownUntil = 0,
): Promise<TestWorkspace & { db: Kysely<AllTables>; actor: Actor; memberId: string }> {
  const workspace = await app.workspace();
  const member = await workspace.person('member');
  const db = dbOf<AllTables>(app.ground, { workspaceId: workspace.id });
  const [pipeline] = await pipelinesOf(db, workspace.id);
  const [reason] = await lossReasonsOf(db, workspace.id);
  const stages = pipeline?.stages ?? [];
  const past = lives(weeks)
    .filter(({ began }) => began >= knownUntil)
    .map((life, at): PastDeal => {
      let since = life.began;
      const way = [since, ...life.turns.map((days) => (since -= days))]
        .filter((day) => day >= Math.max(knownUntil, life.ends))
        .map((day, stage) => ({ stageId: stages[stage]?.id ?? '', since: daysAgo(day) }));
      const ended = life.ends >= knownUntil && { at: daysAgo(life.ends) };
      return {
        title: `Dach ${at}`,
        contactId: null,
        companyId: null,
        valueCents: life.valueCents,
        currency: 'EUR',
        ownerId: life.mine ? workspace.owner.userId : member.userId,
        createdAt: daysAgo(life.began),
        stages: way,
        ...(ended && {
          ended: life.won ? { as: 'won', ...ended } : { as: 'lost', ...ended, lossReasonId: reason?.id ?? null },
        }),
      };
    });
  await db.transaction().execute((trx) => insertDeals(trx, workspace.owner.actor, past, monday));
  return { ...workspace, db, actor: workspace.owner.actor, memberId: member.userId };
}

const compute = (house: { id: string; db: Kysely<AllTables> }, now = monday) =>
  takeSnapshots(house.db, house.id, { now, signal: new AbortController().signal });

describe('sixty weeks of a team', () => {
  let house: Awaited<ReturnType<typeof shop>>;
  beforeAll(async () => {
    house = await shop(60);
    const { body } = await house.owner.call(computeOutlook);
    expect(body.askedAt).toBe(monday.toISOString());
    await eventually(async () => expect((await house.owner.call(getOutlook)).body.snapshot).not.toBeNull());
  }, 180_000);

  test('become a forecast with ranges, made of what is won, open and new', async () => {
    const { body } = await house.owner.call(getOutlook);
    const periods = body.snapshot?.periods ?? [];
    expect(periods.map(({ period }) => period)).toEqual([
      '2026-11',
      '2026-12',
      '2027-01',
      '2026-Q4',
      '2027-Q1',
      '2027-Q2',
    ]);
    for (const { wonCents, openCents, newCents, expectedCents, ranges, missing } of periods.slice(0, 4)) {
      expect(Math.abs((expectedCents ?? 0) - wonCents - (openCents ?? 0) - (newCents ?? 0))).toBeLessThanOrEqual(2);
      expect(missing).toBeNull();
      const rising = [
        ranges?.lo95,
        ranges?.lo80,
        ranges?.lo50,
        expectedCents,
        ranges?.hi50,
        ranges?.hi80,
        ranges?.hi95,
      ];
      expect(rising).toEqual(rising.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    }
    const fan = body.snapshot?.fan ?? [];
    expect(fan[0]).toMatchObject({ day: '2026-11-01', ranges: null });
    expect(fan.at(-1)?.day).toBe('2027-01-31');
    const cents = fan.map((point) => point.cents ?? 0);
    expect(cents).toEqual(cents.toSorted((a, b) => a - b));
  });

  test('show what was predicted on the first of past months, and what came', async () => {
    const { body } = await house.owner.call(getBacktest);
    expect(body.rows).toHaveLength(12);
    expect(body.rows[0]?.period).toBe('2026-10');
    const won = lives(60).filter(
      ({ won: is, ends }) =>
        is && daysAgo(ends) >= new Date('2026-09-30T22:00:00Z') && daysAgo(ends) < new Date('2026-10-31T23:00:00Z'),
    ); // oxfmt
    expect(body.rows[0]?.cameCents).toBe(won.reduce((sum, { valueCents }) => sum + valueCents, 0));
    expect(body.held.of).toBeGreaterThanOrEqual(6);
    expect(body.held.in95).toBeGreaterThanOrEqual(body.held.in80);
    expect(body.held.in80 / body.held.of).toBeGreaterThan(0.5);
    expect(body.errors.model).toBeLessThan(0.5);
    const quarters = await house.owner.call(getBacktest, { query: { kind: 'quarter' } });
    expect(quarters.body.rows[0]?.period).toBe('2026-Q3');
  });

  test('name the deals that carry it', async () => {
    const { body } = await house.owner.call(listOutlookDeals, { query: { period: '2026-12' } });
    const { snapshot } = (await house.owner.call(getOutlook)).body;
    const open = snapshot?.periods[1]?.openCents ?? 0;
    const sum = body.owners.reduce((all, { expectedCents }) => all + expectedCents, 0);
    expect(Math.abs(sum - open)).toBeLessThanOrEqual(body.owners.reduce((all, { deals }) => all + deals, 1));
    expect(body.items[0]?.expectedCents).toBeGreaterThanOrEqual(body.items[1]?.expectedCents ?? 0);
    const theirs = await house.owner.call(listOutlookDeals, { query: { period: '2026-12', ownerId: house.memberId } });
    expect(new Set(theirs.body.items.map(({ ownerId }) => ownerId))).toEqual(new Set([house.memberId]));
    const never = await house.owner.call(listOutlookDeals, { query: { period: '2030-12' } });
    expect(never.body.items).toEqual([]);
  });

  test('tell what is usual, so that a deal is compared with those that were won', async () => {
    const { owner, db, actor } = house;
    const shy = await createDeal(db, actor, { title: 'Zaun', valueCents: 1000, closeOn: '2026-11-10' }, daysAgo(100));
    await changeDeal(db, actor, shy.id, { closeOn: '2026-11-15' }, undefined, daysAgo(20));
    await changeDeal(db, actor, shy.id, { closeOn: '2026-11-20' }, undefined, daysAgo(15));
    const fresh = await createDeal(db, actor, { title: 'Dach', valueCents: 1000 }, monday);
    const step = { kind: 'call', title: 'Anrufen', dueOn: '2026-11-24', dealId: fresh.id } as const;
    expect((await owner.call(createNextStep, { body: step })).status).toBe(201);
    const { body } = await owner.call(listDealHealth, { query: { dealId: [shy.id, fresh.id] } });
    expect(body.learnedFrom).toBeGreaterThan(20);
    const of = new Map(body.items.map((health) => [health.dealId, health]));
    expect(of.get(fresh.id)).toMatchObject({ level: 'well', reasons: [] });
    expect(of.get(shy.id)?.level).toBe('weak');
    expect(of.get(shy.id)?.reasons.map(({ code }) => code)).toEqual([
      'without_step',
      'silent',
      'overdue',
      'pushed',
      'old',
      'slow_stage',
    ]);
    expect(of.get(shy.id)?.reasons[4]).toMatchObject({ days: 100, usual: expect.any(Number) });
  });

  test('are one snapshot a day, however often it is computed', async () => {
    const taken = () =>
      house.db
        .selectFrom('forecastSnapshot')
        .select(['scopeId', 'takenOn'])
        .where('workspaceId', '=', house.id)
        .execute();
    const before = await taken();
    await compute(house);
    expect(new Set((await taken()).map((row) => JSON.stringify(row)))).toEqual(
      new Set(before.map((row) => JSON.stringify(row))),
    );
    expect(before.filter(({ scopeId }) => scopeId === house.id)).toHaveLength(15);
  });

  test('show nobody else’s to who sees only their own', async () => {
    const member = await house.person('member');
    await house.db
      .insertInto('rolePolicy')
      .values({ workspaceId: house.id, role: 'member', seesOnlyOwn: true })
      .execute();
    expect((await member.call(getOutlook)).body.snapshot).toBeNull();
    expect((await member.call(getBacktest)).body.rows).toEqual([]);
    expect((await member.call(getOutlook, { query: { ownerId: house.memberId } })).status).toBe(404);
  });
});

test('what was predicted for the first of a month is the same whatever came afterwards', async () => {
  const [then, later] = await Promise.all([shop(40, 21), shop(40)]);
  await compute(then, daysAgo(21));
  await compute(later);
  const first = async ({ db, id }: typeof then) =>
    (
      await db
        .selectFrom('forecastSnapshot')
        .select(['periods', 'openDeals', 'wonDeals'])
        .where('workspaceId', '=', id)
        .where('scopeId', '=', id)
        .where('takenOn', '=', '2026-11-01')
        .execute()
    )[0];
  expect(await first(later)).toEqual(await first(then));
  expect((await first(later))?.openDeals).toBeGreaterThan(10);
});

test('a young team is told what is missing', async () => {
  const house = await shop(6);
  await compute(house);
  const { snapshot } = (await house.owner.call(getOutlook)).body;
  expect(snapshot?.periods[0]).toMatchObject({ ranges: null, missing: { wins: 20 - (snapshot?.wonDeals ?? 0) } });
  const nobody = await app.workspace();
  expect((await nobody.owner.call(getOutlook)).body.snapshot).toBeNull();
});
