import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispositionsOf as dispositionRows, insertCalls } from '#calls';
import { type DispositionMeaning, listCalls, logCall, removeCall } from '#calls/contract';
import { insertContacts } from '#contacts';
import { createDeal } from '#deals/contract';
import { newId } from '#platform/ids';
import { eventually } from '../../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { dbFor, dispositionsOf, openWorkspace, person, willing } from '../../../../test/setup/people.ts';
import { getToday } from '../contract.ts';
import * as contract from './contract.ts';
import { learnReachOf } from './jobs.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Past = { contactId: string; on: string; hour: number; meaning: DispositionMeaning; seconds?: number };

/** Calls of the past, by the clock of Kassel in winter. */
async function called(who: Client, past: readonly Past[]): Promise<void> {
  const db = dbFor(app, who);
  const rows = await dispositionRows(db, who.actor.workspaceId);
  const disposition = (meaning: DispositionMeaning) => {
    const found = rows.find((row) => row.meaning === meaning);
    if (!found) throw new Error(meaning);
    return found;
  };
  const calls = past.map(({ contactId, on, hour, meaning, seconds = meaning === 'no_answer' ? 30 : 240 }) => ({
    contactId,
    dealId: null,
    userId: who.userId,
    direction: 'outbound' as const,
    number: '+49561123456',
    startedAt: new Date(`${on}T${String(hour - 1).padStart(2, '0')}:10:00Z`),
    durationSeconds: seconds,
    note: null,
    disposition: disposition(meaning),
  }));
  await db.transaction().execute((trx) => insertCalls(trx, who.actor, calls, app.time.now));
}

const learn = (who: Client) => learnReachOf(dbFor(app, who), who.actor.workspaceId, app.time.now);
const reachOf = async (who: Client, contactId: string) =>
  (await who.call(contract.getContactReach, { params: { contactId } })).body;

/** Two weeks of November in which people were reached in the evening and hardly in the morning. */
const days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day) => `2026-11-${String(day).padStart(2, '0')}`);
function evenings(contactId: string, each = 10): Past[] {
  return days.flatMap((on) =>
    [10, 18].flatMap((hour) =>
      Array.from({ length: each }, (_, at): Past => {
        const answers = at < each * (hour === 18 ? 0.7 : 0.2);
        return { contactId, on, hour, meaning: answers ? 'connected' : 'no_answer' };
      }),
    ),
  );
}

test('the time at which people are reached is learned from all calls, and proposed within the hours', async () => {
  const { owner } = await openWorkspace(app);
  const others = await person(app, owner, { firstName: 'Alle' });
  const contactId = await willing(app, owner, { firstName: 'Neu' });
  await called(owner, evenings(others));
  await learn(owner);
  const reach = await reachOf(owner, contactId);
  expect(reach).toMatchObject({ calls: 200, overall: expect.closeTo(0.45, 2), misses: 0, by: null });
  expect(reach.best).toMatchObject({ own: 0 });
  expect(reach.best?.window.from).toBeGreaterThanOrEqual(17);
  expect(reach.best?.window.to).toBeLessThanOrEqual(20);
  expect(reach.best?.low).toBeGreaterThan(reach.overall ?? 1);
  // It is Monday, half past ten: in the evening somebody answers sooner.
  expect(reach.advice).toMatchObject({ do: 'call_at', because: 'better_then' });
  expect(reach.advice.at?.slice(0, 10)).toMatch(/^2026-11-2[3-6]$/);

  const page = (await owner.call(contract.getReach)).body;
  expect(page.groups.map(({ group, tries }) => [group, tries])).toEqual([
    ['team', 200],
    ['private', 200],
  ]);
  expect(page.users).toMatchObject([{ userId: owner.userId, tries: 200, answered: 90 }]);
});

test('a person’s own calls speak against everybody’s', async () => {
  const { owner } = await openWorkspace(app);
  const others = await person(app, owner, { firstName: 'Alle' });
  const contactId = await willing(app, owner, { firstName: 'Frühaufsteher' });
  await called(owner, evenings(others));
  const own = days.slice(0, 7);
  await called(owner, [
    ...own.map((on): Past => ({ contactId, on, hour: 10, meaning: 'connected' })),
    ...own.map((on): Past => ({ contactId, on, hour: 18, meaning: 'no_answer' })),
  ]);
  await learn(owner);
  const reach = await reachOf(owner, contactId);
  expect(reach.best).toMatchObject({ own: 14 });
  expect(reach.best?.window.to).toBeLessThanOrEqual(12);
  expect(reach.advice).toMatchObject({ do: 'call' });
});

test('from few calls nothing is told, and a call that is removed, or was made on a holiday, does not count', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  // All Saints' Day is none in Hesse, the Day of German Unity is.
  await called(owner, [
    { contactId, on: '2026-10-03', hour: 11, meaning: 'connected' },
    { contactId, on: '2026-11-02', hour: 11, meaning: 'connected' },
    { contactId, on: '2026-11-03', hour: 11, meaning: 'wrong_number' },
    { contactId, on: '2026-11-04', hour: 11, meaning: 'no_answer' },
    { contactId, on: '2025-11-03', hour: 11, meaning: 'no_answer' },
  ]);
  await learn(owner);
  expect(await reachOf(owner, contactId)).toMatchObject({ calls: 2, overall: null, best: null, now: null });
  const { items } = (await owner.call(listCalls, { query: { contactId } })).body;
  const last = items.find(({ startedAt }) => startedAt.startsWith('2026-11-04'));
  await owner.call(removeCall, { params: { callId: last?.id ?? '' }, ifMatch: last?.version ?? 0 });
  await learn(owner);
  expect(await reachOf(owner, contactId)).toMatchObject({ calls: 1 });
});

test('calls are counted again by themselves after one was logged', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const { connected } = await dispositionsOf(owner);
  const body = {
    direction: 'outbound',
    contactId,
    startedAt: '2026-11-23T08:30:00Z',
    dispositionId: connected,
  } as const;
  expect((await owner.call(logCall, { body })).status).toBe(201);
  await app.drain();
  await eventually(async () => expect(await reachOf(owner, contactId)).toMatchObject({ calls: 1 }));
});

test('where the telephone is refused no time is proposed, and whoever was tried often enough is left in peace', async () => {
  const { owner } = await openWorkspace(app);
  const refused = await person(app, owner, { firstName: 'Ohne' });
  const often = await willing(app, owner, { firstName: 'Oft' });
  await called(owner, evenings(await person(app, owner)));
  await learn(owner);
  expect(await reachOf(owner, refused)).toMatchObject({
    best: null,
    now: null,
    advice: { do: 'rest', because: 'no_way' },
  });
  const { no_answer } = await dispositionsOf(owner);
  for (const minute of ['00', '10', '20']) {
    const startedAt = `2026-11-23T08:${minute}:00Z`;
    const body = { direction: 'outbound', contactId: often, startedAt, dispositionId: no_answer } as const;
    expect((await owner.call(logCall, { body })).status).toBe(201);
  }
  const reach = await reachOf(owner, often);
  expect(reach).toMatchObject({ misses: 3, advice: { do: 'rest', because: 'too_often' } });
  expect(Date.parse(reach.advice.at ?? '')).toBeGreaterThan(Date.parse('2026-11-23T23:00:00Z') - 1);
});

test('Heute puts what an hour of calling is worth first among equal reasons, and shows of what it is made', async () => {
  const { owner } = await openWorkspace(app);
  const deal = async (firstName: string, valueCents: number) => {
    const contactId = await willing(app, owner, { firstName });
    await owner.call(createDeal, { body: { title: firstName, contactId, valueCents } });
    await called(owner, [{ contactId, on: '2026-11-16', hour: 10, meaning: 'connected' }]);
    return contactId;
  };
  await deal('Klein', 100_000);
  const large = await deal('Groß', 9_000_000);
  await deal('Ohne Wert', 0);
  const names = async () => {
    const { items } = (await owner.call(getToday)).body;
    return items.map(({ deal: of }) => of?.title);
  };
  expect((await owner.call(getToday)).body.order).toMatchObject({ by: 'time', because: 'few_calls', calls: 0 });
  await called(owner, evenings(await person(app, owner, { firstName: 'Alle' })));
  await learn(owner);
  expect((await owner.call(getToday)).body.order).toMatchObject({ by: 'time', because: 'no_effort' });
  const earlier = Array.from({ length: 30 }, (_, at) => ({
    id: newId(),
    lastName: `Früher ${at}`,
    phones: [{ label: 'home', value: `+4956170${10_000 + at}` }],
  }));
  await dbFor(app, owner)
    .transaction()
    .execute((trx) => insertContacts(trx, owner.actor, earlier, app.time.now));
  await called(
    owner,
    earlier.map(({ id: contactId }) => ({
      contactId,
      on: '2026-08-03',
      hour: 10,
      meaning: 'connected',
      seconds: 1200,
    })),
  );
  await learn(owner);
  expect((await names()).slice(0, 2)).toEqual(['Groß', 'Klein']);
  const day = (await owner.call(getToday)).body;
  expect(day.order).toMatchObject({ by: 'worth', because: null });
  const row = day.items.find(({ contact }) => contact?.id === large);
  const worth = row?.reach?.worth;
  expect(worth).toMatchObject({ win: { by: 'stage' }, value: { cents: 9_000_000, by: 'deal' } });
  const { reached, win, value, minutes, centsPerHour } = worth ?? expect.fail();
  expect(minutes).toBeGreaterThan(20 * reached.chance);
  expect(centsPerHour).toBeCloseTo((reached.chance * win.chance * value.cents * 60) / minutes, -1);
  expect(day.items.find(({ deal: of }) => of?.title === 'Ohne Wert')?.reach?.worth ?? null).toBeNull();
});

test('an experiment notes each call from Heute once, in the arm in which the person stood', async () => {
  const { owner, person: joins } = await openWorkspace(app);
  const member = await joins('member');
  expect((await member.call(contract.startOrderExperiment)).status).toBe(403);
  expect((await owner.call(contract.getOrderExperiment)).body).toMatchObject({ id: null, arms: [], reached: null });
  const { body: begun } = await owner.call(contract.startOrderExperiment);
  expect((await owner.call(contract.startOrderExperiment)).body.id).toBe(begun.id);

  const { connected, no_answer } = await dispositionsOf(owner);
  const arms = new Map<string, string>();
  for (let at = 0; at < 12; at++) {
    const contactId = await willing(app, owner, { firstName: `P${at}` });
    const { items } = (await owner.call(getToday)).body;
    const arm = items.find(({ contact }) => contact?.id === contactId)?.reach?.arm;
    app.time.now = new Date(app.time.now.getTime() + 60_000);
    const startedAt = app.time.now.toISOString();
    const dispositionId = at % 3 === 0 ? no_answer : connected;
    const call = (await owner.call(logCall, { body: { direction: 'outbound', contactId, startedAt, dispositionId } }))
      .body;
    arms.set(contactId, arm ?? 'none');
    for (let times = 0; times < 2; times++)
      expect((await owner.call(contract.noteTouch, { body: { callId: call.id } })).status).toBe(204);
    expect((await member.call(contract.noteTouch, { body: { callId: call.id } })).status).toBe(404);
  }
  const { body: view } = await owner.call(contract.getOrderExperiment);
  const count = (arm: string) => [...arms.values()].filter((one) => one === arm).length;
  expect(arms.values().toArray()).not.toContain('none');
  expect(view.arms.map(({ arm, reached }) => [arm, reached.tries])).toEqual([
    ['expected', count('expected')],
    ['random', count('random')],
  ]);
  expect(view.arms.reduce((sum, { reached }) => sum + reached.hits, 0)).toBe(8);
  const { body: ended } = await owner.call(contract.endOrderExperiment);
  expect(ended).toMatchObject({ id: begun.id, endedAt: app.time.now.toISOString() });
  expect((await owner.call(contract.endOrderExperiment)).body.endedAt).toBe(ended.endedAt);
});
