import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AllTables } from '#capabilities';
import { createContact, listContacts } from '#contacts/contract';
import { insertContacts } from '#contacts';
import { createDeal, listPipelines, moveDeal, winDeal } from '#deals/contract';
import { findLossReasons, findPipelines, insertDeals, type PastDeal } from '#deals';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import { nightly } from '#capabilities';
import { listTimeline } from '#timeline/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { scoreSoon } from './commands/asking.ts';
import {
  approveModel,
  barFeatures,
  getContactScores,
  getDealScore,
  getModels,
  listScores,
  recordProfilingObjection,
  trainModel,
  withdrawProfilingObjection,
} from './contract.ts';

const day = 86_400_000;
let app: TestApp;
let ws: TestWorkspace;
let owner: Client;
beforeAll(async () => {
  app = await startApp();
  ws = await app.workspace();
  owner = ws.owner;
});
afterAll(() => app[Symbol.asyncDispose]());

const dbIn = (workspaceId: string) => dbOf<AllTables>(app.ground, { workspaceId });
const until = (check: () => Promise<void>) =>
  eventually(async () => {
    await app.drain();
    await check();
  });

/** `rate` tells from source and number how likely this deal was won. */
async function past(workspace: TestWorkspace, count: number, isWon: (source: string, at: number) => boolean) {
  const db = dbIn(workspace.id);
  const [pipeline] = await findPipelines(db, workspace.id);
  const [first, second] = pipeline?.stages ?? [];
  const [reason] = await findLossReasons(db, workspace.id);
  const contactIds = Array.from({ length: count }, () => randomUUID());
  const deals = contactIds.map((contactId, at): PastDeal => {
    const createdAt = new Date(monday.getTime() - (400 - (at % 300)) * day);
    const source = at % 2 === 0 ? 'Empfehlung' : 'Anzeige';
    const ended = { at: new Date(createdAt.getTime() + (20 + (at % 7)) * day) };
    return {
      title: `Dach ${at}`,
      contactId,
      companyId: null,
      valueCents: 100_000 + at * 100,
      currency: 'EUR',
      source,
      createdAt,
      stages: [
        { stageId: first?.id ?? '', since: createdAt },
        { stageId: second?.id ?? '', since: new Date(createdAt.getTime() + 5 * day) },
      ],
      ended: isWon(source, at) ? { as: 'won', ...ended } : { as: 'lost', ...ended, lossReasonId: reason?.id ?? null },
    };
  });
  await db.transaction().execute(async (trx) => {
    const people = contactIds.map((id, at) => ({ id, kind: 'private' as const, lastName: `Muster ${at}` }));
    await insertContacts(trx, workspace.owner.actor, people as never, app.time.now);
    await insertDeals(trx, workspace.owner.actor, deals, app.time.now);
  });
  return contactIds;
}

const referrals = (source: string, at: number): boolean => at % 10 < (source === 'Empfehlung' ? 8 : 3);

async function openDeal(source: string, contactId?: string): Promise<string> {
  const person = contactId ?? (await owner.call(createContact, { body: { lastName: 'Neu', source } })).body.id;
  const body = { title: 'Neues Dach', contactId: person, valueCents: 120_000, source };
  return (await owner.call(createDeal, { body })).body.id;
}

const scoreOf = async (dealId: string, by = owner) => (await by.call(getDealScore, { params: { dealId } })).body;
const models = async (by = owner) => (await by.call(getModels)).body;
const deals = async () => (await models()).targets.find(({ target }) => target === 'deal_win');

describe('from a rule of thumb to what was learned', () => {
  let [good, poor] = ['', ''];
  let contactIds: string[] = [];

  test('while little has ended, the stage gives a rule of thumb, shown as such', async () => {
    good = await openDeal('Empfehlung');
    poor = await openDeal('Anzeige');
    await until(async () => {
      const { score } = await scoreOf(good);
      expect(score).toMatchObject({ basis: 'rule', cases: 0, modelId: null, reasons: [{ feature: 'stage' }] });
      expect(score?.probability).toEqual((await scoreOf(poor)).score?.probability);
    });
    // Of people nobody knows anything yet, and a list says why.
    const query = { target: 'lead_win' as const, ids: (await owner.call(listContacts)).body.items[0]?.id ?? '' };
    expect((await owner.call(listScores, { query })).body).toEqual({ items: [], none: 'too_little' });
  });

  test('another stage has another chance at once', async () => {
    const before = (await scoreOf(good)).score?.probability ?? 0;
    const [pipeline] = (await owner.call(listPipelines, { query: {} })).body.items;
    const stageId = pipeline?.stages.at(-1)?.id ?? '';
    await owner.call(moveDeal, { params: { dealId: good }, body: { stageId } });
    await until(async () => expect((await scoreOf(good)).score?.probability).toBeGreaterThan(before));
    await owner.call(moveDeal, { params: { dealId: good }, body: { stageId: pipeline?.stages[0]?.id ?? '' } });
  });

  test('what is learned waits for an owner', async () => {
    contactIds = await past(ws, 160, referrals);
    const lead = await ws.person('lead');
    expect((await lead.call(trainModel, { body: { target: 'deal_win' } })).status).toBe(202);
    await until(async () => expect((await deals())?.models[0]?.verdict).toBe('useful'));
    const model = (await deals())?.models[0];
    expect(model).toMatchObject({ rows: 160, active: false, approvedAt: null, because: 'asked' });
    expect(model?.card.used).toContain('source');
    expect(model?.card.groups.length).toBeGreaterThan(0);
    expect(model?.card.calibration.reduce((sum, { rows }) => sum + rows, 0)).toBe(160);
    expect((await scoreOf(good)).score?.basis).toBe('rule');
    const params = { modelId: model?.id ?? '' };
    expect((await lead.call(approveModel, { params, body: {} })).status).toBe(403);
    expect((await owner.call(approveModel, { params, body: {} })).body).toMatchObject({ active: true });
  }, 120_000);

  test('then all open deals are scored with reasons and range, and the better source has the better chance', async () => {
    await until(async () => expect((await scoreOf(good)).score?.basis).toBe('learned'));
    await until(async () => expect((await models()).runs[0]?.finishedAt).not.toBeNull());
    const [one, other] = [(await scoreOf(good)).score, (await scoreOf(poor)).score];
    expect(one?.probability).toBeGreaterThan((other?.probability ?? 1) + 0.2);
    expect(one?.low).toBeLessThan(one?.probability ?? 0);
    expect(one?.high).toBeGreaterThan(one?.probability ?? 1);
    expect(one?.reasons[0]).toMatchObject({ feature: 'source', value: 'Empfehlung' });
    expect(one?.cases).toBe(160);
    const listed = await owner.call(listScores, { query: { target: 'deal_win', ids: `${good},${poor}` } });
    expect(listed.body.items.map(({ subjectId }) => subjectId).toSorted()).toEqual([good, poor].toSorted());
    expect(listed.body.none).toBeNull();
  }, 120_000);

  test('what was said before the end is kept, and an ended deal has no chance any more', async () => {
    const said = (await scoreOf(poor)).score?.probability;
    app.time.now = new Date(app.time.now.getTime() + 60_000);
    await owner.call(winDeal, { params: { dealId: poor }, body: {} });
    await until(async () => {
      const kept = await dbIn(ws.id).selectFrom('scoreOutcome').selectAll().where('subjectId', '=', poor).execute();
      expect(kept).toMatchObject([{ probability: said, happened: true }]);
    });
    expect(await scoreOf(poor)).toEqual({ score: null, none: 'not_asked' });
    expect((await deals())?.drift).toMatchObject({ outcomes: 1, alarm: false });
  });

  test('an objection deletes what is said, ends it, and leaves the person out of what is learned', async () => {
    const contactId = (await owner.call(createContact, { body: { lastName: 'Nein', source: 'Empfehlung' } })).body.id;
    const theirs = await openDeal('Empfehlung', contactId);
    await until(async () => expect((await scoreOf(theirs)).score).not.toBeNull());
    const params = { contactId };
    const body = { objectedAt: monday.toISOString(), way: 'phone' as const };
    const [objected, again] = [
      await owner.call(recordProfilingObjection, { params, body }),
      await owner.call(recordProfilingObjection, { params, body }),
    ];
    expect([objected.status, again.body.id]).toEqual([201, objected.body.id]);
    expect(await scoreOf(theirs)).toEqual({ score: null, none: 'objected' });
    const left = await dbIn(ws.id)
      .selectFrom('score')
      .select('target')
      .where('subjectId', 'in', [theirs, contactId])
      .execute();
    expect(left).toEqual([]);
    expect((await owner.call(getContactScores, { params })).body).toMatchObject({
      lead: { none: 'objected' },
      objection: { way: 'phone' },
    });

    await owner.call(recordProfilingObjection, { params: { contactId: contactIds[0] ?? '' }, body });
    await owner.call(trainModel, { body: { target: 'deal_win' } });
    await until(async () => expect((await deals())?.models).toHaveLength(2));
    // Of 160 and the one that was won since, one is theirs.
    expect((await deals())?.models[0]).toMatchObject({ rows: 160, card: { objectors: 1 } });
    expect((await scoreOf(theirs)).none).toBe('objected');

    await owner.call(withdrawProfilingObjection, { params });
    await until(async () => expect((await scoreOf(theirs)).score).not.toBeNull());
    const types = (await owner.call(listTimeline, { query: { contactId } })).body.items.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['scoring.profilingObjected', 'scoring.profilingObjectionWithdrawn']));
  }, 120_000);

  test('an objection and the pump, who brings what happened to the same person among others, never wait for each other', async () => {
    const ids: string[] = [];
    for (const lastName of ['Zuerst', 'Widerspricht'])
      ids.push((await owner.call(createContact, { body: { lastName } })).body.id);
    await app.drain();
    const [first = '', contactId = ''] = ids;
    const bring = (trx: Db<AllTables>, subjectId: string) =>
      scoreSoon(trx, ws.id, [{ subject: 'contact' as const, subjectId }]);
    const body = { objectedAt: monday.toISOString(), way: 'phone' as const };
    const objected = await dbIn(ws.id)
      .transaction()
      .execute(async (trx) => {
        await bring(trx, first);
        const objecting = owner.call(recordProfilingObjection, { params: { contactId }, body });
        const waiting = sql`select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`;
        await expect.poll(async () => (await waiting.execute(trx)).rows.length).toBe(1);
        await bring(trx, contactId);
        return { objecting };
      });
    expect((await objected.objecting).status).toBe(201);
  });

  test('a barred feature ends what was learned with it, and what follows is made without', async () => {
    expect((await owner.call(barFeatures, { body: { features: ['source'] } })).body.features).toEqual(['source']);
    expect((await deals())?.models.some(({ active }) => active)).toBe(false);
    await until(async () => expect((await deals())?.models).toHaveLength(3));
    const latest = (await deals())?.models[0];
    expect(latest?.card).toMatchObject({ barred: ['source'] });
    expect(latest?.card.used).not.toContain('source');
    const old = (await deals())?.models[2];
    const refused = await owner.call(approveModel, { params: { modelId: old?.id ?? '' }, body: {} });
    expect(refused).toMatchObject({ status: 409, body: { code: 'model_useless' } });
  }, 120_000);
});

test('where nothing tells the ends apart, it is said, and nothing is shown', async () => {
  const silent = await app.workspace('Ohne Muster');
  // The hash of a number: as good as a coin.
  await past(silent, 150, (_, at) => ((at * 2_654_435_761) >>> 0) % 1000 < 420);
  await silent.owner.call(trainModel, { body: { target: 'deal_win' } });
  const view = async () => (await models(silent.owner)).targets.find(({ target }) => target === 'deal_win');
  await until(async () => expect((await view())?.models[0]?.verdict).toBe('no better than the base rate'));
  const contactId = (await silent.owner.call(createContact, { body: { lastName: 'Neu' } })).body.id;
  const made = await silent.owner.call(createDeal, { body: { title: 'Dach', contactId, valueCents: 100 } });
  await app.drain();
  expect(await scoreOf(made.body.id, silent.owner)).toEqual({ score: null, none: 'no_better' });
  const params = { modelId: (await view())?.models[0]?.id ?? '' };
  expect((await silent.owner.call(approveModel, { params, body: {} })).status).toBe(409);
});

test('at night, what has enough to learn from is learned', async () => {
  const asleep = await app.workspace('Nachts');
  await past(asleep, 60, referrals);
  await nightly.run({ workspaceId: asleep.id }, { ground: app.ground, signal: new AbortController().signal });
  await until(async () => {
    const view = (await models(asleep.owner)).targets.find(({ target }) => target === 'deal_win');
    expect(view?.models[0]).toMatchObject({ because: 'first', rows: 60 });
  });
});

test('what was said of leads is held against what became of them half a year later', async () => {
  const shop = await app.workspace('Ein halbes Jahr');
  const daysAgo = (days: number) => new Date(monday.getTime() - days * day);
  const leads = () => models(shop.owner).then(({ targets }) => targets.find(({ target }) => target === 'lead_win'));
  try {
    await cameIn(shop, 120, daysAgo(400));
    await cameIn(shop, 60, daysAgo(320));
    // The later ones have not had their time when it learns.
    app.time.now = daysAgo(200);
    await shop.owner.call(trainModel, { body: { target: 'lead_win' } });
    await until(async () => expect((await leads())?.models[0]).toMatchObject({ rows: 120 }));
    const params = { modelId: (await leads())?.models[0]?.id ?? '' };
    expect((await shop.owner.call(approveModel, { params, body: {} })).status).toBe(200);
  } finally {
    app.time.now = monday;
  }
  const atNight = () =>
    nightly.run({ workspaceId: shop.id }, { ground: app.ground, signal: new AbortController().signal });
  await atNight();
  await atNight();
  expect((await leads())?.drift).toMatchObject({ outcomes: 60, happened: 0.55, alarm: false });
});

/** People who came in on a day, half of them recommended; eight of ten of those buy, and three of ten of the others. */
async function cameIn(workspace: TestWorkspace, count: number, at: Date): Promise<void> {
  const db = dbIn(workspace.id);
  const [pipeline] = await findPipelines(db, workspace.id);
  const people = Array.from({ length: count }, (_, number) => ({
    id: randomUUID(),
    kind: 'private' as const,
    lastName: `Muster ${number}`,
    source: number % 2 === 0 ? 'Empfehlung' : 'Anzeige',
    isWon: referrals(number % 2 === 0 ? 'Empfehlung' : 'Anzeige', Math.floor(number / 2)),
  }));
  const won = people
    .filter(({ isWon }) => isWon)
    .map(({ id, lastName }): PastDeal => {
      const createdAt = new Date(at.getTime() + 10 * day);
      const ended = { as: 'won' as const, at: new Date(at.getTime() + 30 * day) };
      const stages = [{ stageId: pipeline?.stages[0]?.id ?? '', since: createdAt }];
      const about = { title: lastName, contactId: id, companyId: null, valueCents: 100_000, currency: 'EUR' };
      return { ...about, createdAt, stages, ended };
    });
  await db.transaction().execute(async (trx) => {
    await insertContacts(trx, workspace.owner.actor, people.map(({ isWon: _, ...one }) => one) as never, at);
    await insertDeals(trx, workspace.owner.actor, won, at);
  });
}

test('no other workspace sees a score', async () => {
  const [mine, other] = [await app.workspace('Eine'), await app.workspace('Andere')];
  const contactId = (await mine.owner.call(createContact, { body: { lastName: 'Neu' } })).body.id;
  const body = { title: 'Dach', contactId, valueCents: 100 };
  const dealId = (await mine.owner.call(createDeal, { body })).body.id;
  expect((await other.owner.call(getDealScore, { params: { dealId } })).status).toBe(404);
  const query = { target: 'deal_win' as const, ids: dealId };
  await until(async () => expect((await mine.owner.call(listScores, { query })).body.items).toHaveLength(1));
  expect((await other.owner.call(listScores, { query })).body.items).toEqual([]);
});
