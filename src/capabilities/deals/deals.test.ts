import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCompany, createContact } from '#contacts';
import type { AllTables } from '#capabilities';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { createDeal, type DealFacts, ensureDealsDefaults, insertDeals, undoImportedDeals } from './index.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

type Shop = TestWorkspace & { stages: contract.StageView[]; pipeline: contract.PipelineView; reasonId: string };

async function shop(): Promise<Shop> {
  app.time.now = monday;
  const workspace = await app.workspace();
  const db = dbOf<AllTables>(app.ground, { workspaceId: workspace.id });
  await db.transaction().execute((trx) => ensureDealsDefaults(trx, workspace.owner.actor, monday));
  const { body } = await workspace.owner.call(contract.listPipelines);
  const reasons = await workspace.owner.call(contract.listLossReasons);
  const [pipeline] = body.items;
  if (!pipeline) throw new Error('no pipeline');
  return { ...workspace, pipeline, stages: pipeline.stages, reasonId: reasons.body.items[0]?.id ?? '' };
}

function stage({ stages }: Pick<Shop, 'stages'>, name: string): string {
  const found = stages.find((one) => one.name === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found.id;
}

async function deal(by: Client, body: contract.CreateDeal = { title: 'Dach Weiß' }): Promise<contract.DealView> {
  const made = await by.call(contract.createDeal, { body });
  expect(made.status).toBe(201);
  return made.body;
}

async function contact(workspace: TestWorkspace, lastName: string): Promise<string> {
  const db = dbOf<AllTables>(app.ground, { workspaceId: workspace.id });
  return (await createContact(db, workspace.owner.actor, { firstName: 'Anna', lastName }, monday)).contact.id;
}

const later = (minutes: number): Date => new Date(app.time.now.getTime() + minutes * 60_000);
const dayMs = 86_400_000;
const daysAgo = (days: number): Date => new Date(monday.getTime() - days * dayMs);

/** A deal that was made days ago. */
async function oldDeal(
  house: Shop,
  days: number,
  input: contract.CreateDeal = { title: 'Dach Weiß' },
): Promise<string> {
  const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
  return (await createDeal(db, house.owner.actor, input, daysAgo(days))).id;
}

async function eventsOf(workspaceId: string, dealId: string) {
  return dbOf<AllTables>(app.ground, { workspaceId })
    .selectFrom('event')
    .select(['type', 'payload', 'contactId'])
    .where('workspaceId', '=', workspaceId)
    .where('dealId', '=', dealId)
    .orderBy('id')
    .execute();
}

describe('a new workspace', () => {
  test('has a German pipeline and reasons why a deal can be lost', async () => {
    const { pipeline, owner } = await shop();
    expect(pipeline.name).toBe('Verkauf');
    expect(pipeline.stages.map(({ name, probability }) => [name, probability])).toEqual([
      ['Neu', 10],
      ['Qualifiziert', 25],
      ['Termin', 40],
      ['Angebot', 60],
      ['Zusage', 90],
    ]);
    const { body } = await owner.call(contract.listLossReasons);
    expect(body.items.map(({ name }) => name)).toContain('zu teuer');
  });
});

describe('a deal', () => {
  test('goes from the first talk to the win, and its story can be read', async () => {
    const house = await shop();
    const { owner } = house;
    const contactId = await contact(house, 'Weiß');
    const input = { title: 'Dach Weiß', contactId, valueCents: 1_850_000, closeOn: '2026-12-15' };
    const params = { dealId: await oldDeal(house, 3, input) };
    const made = await owner.call(contract.getDeal, { params });
    expect(made.body).toMatchObject({
      contact: { id: contactId, name: 'Anna Weiß' },
      stageId: stage(house, 'Neu'),
      currency: 'EUR',
      weightedCents: 185_000,
      ownerId: owner.userId,
      state: 'open',
    });

    const body = { stageId: stage(house, 'Angebot') };
    const moved = await owner.call(contract.moveDeal, { params, body, ifMatch: made.body.version });
    expect(moved).toMatchObject({ status: 201, body: { probability: 60, weightedCents: 1_110_000, daysInStage: 0 } });

    const won = await owner.call(contract.winDeal, { params, body: { valueCents: 1_800_000 } });
    expect(won).toMatchObject({
      status: 201,
      body: { state: 'won', valueCents: 1_800_000, stageId: stage(house, 'Angebot') },
    });

    const way = await owner.call(contract.dealMoves, { params });
    expect(way.body.items).toMatchObject([
      { from: { name: 'Neu' }, to: { name: 'Angebot' }, afterDays: 3, movedBy: owner.userId },
      { from: null, to: { name: 'Neu' }, afterDays: null },
    ]);
    const events = await eventsOf(house.id, params.dealId);
    expect(events.map(({ type }) => type)).toEqual(['deals.created', 'deals.stageChanged', 'deals.won']);
    expect(events[1]?.payload).toMatchObject({
      fromStage: 'Neu',
      toStage: 'Angebot',
      version: 2,
      facts: { valueCents: 1_850_000 },
    });
    expect(events[2]).toMatchObject({
      contactId,
      payload: {
        changed: { valueCents: { from: 1_850_000, to: 1_800_000 }, state: { from: 'open', to: 'won' } },
        facts: { state: 'won', endedAt: app.time.now.toISOString() },
      },
    });
  });

  test('says what changed, from and to, and keeps still when nothing did', async () => {
    const { owner, id } = await shop();
    const made = await deal(owner, { title: 'Wärmepumpe', valueCents: 100, closeOn: '2026-12-01' });
    const params = { dealId: made.id };
    await owner.call(contract.changeDeal, { params, body: { closeOn: '2027-01-10', valueCents: 200, note: '  ' } });
    const same = await owner.call(contract.changeDeal, { params, body: { valueCents: 200 } });
    expect(same.body.version).toBe(2);
    const events = await eventsOf(id, made.id);
    expect(events).toHaveLength(2);
    expect(events[1]?.payload['changed']).toEqual({
      closeOn: { from: '2026-12-01', to: '2027-01-10' },
      valueCents: { from: 100, to: 200 },
    });
  });

  test('takes the company of its contact along', async () => {
    const { owner, id } = await shop();
    const db = dbOf<AllTables>(app.ground, { workspaceId: id });
    const companyId = (await createCompany(db, owner.actor, { name: 'Solar GmbH' }, monday)).id;
    const person = await createContact(db, owner.actor, { firstName: 'Bea', lastName: 'Kurz', companyId }, monday);
    expect(await deal(owner, { title: 'Halle', contactId: person.contact.id })).toMatchObject({
      company: { name: 'Solar GmbH' },
    });
  });

  test('is made once however often the request arrives', async () => {
    const { owner } = await shop();
    const request = { body: { title: 'Zaun' }, idempotencyKey: newId() };
    const [first, second] = [
      await owner.call(contract.createDeal, request),
      await owner.call(contract.createDeal, request),
    ];
    expect(second.body.id).toBe(first.body.id);
  });

  test('refuses what it does not know', async () => {
    const { owner } = await shop();
    const body = { title: 'Zaun', chance: 3 } as contract.CreateDeal;
    expect((await owner.call(contract.createDeal, { body })).status).toBe(400);
  });
});

describe('two people', () => {
  test('move the same card: the second, who saw the old board, is told', async () => {
    const house = await shop();
    const colleague = await house.person('member');
    const made = await deal(house.owner);
    const move = (by: Client, to: string) =>
      by.call(contract.moveDeal, {
        params: { dealId: made.id },
        body: { stageId: stage(house, to) },
        ifMatch: made.version,
      });
    const [first, second] = await Promise.all([move(house.owner, 'Termin'), move(colleague, 'Angebot')]);
    expect([first.status, second.status].toSorted()).toEqual([201, 412]);
  });

  test('have the same idea: the second move changes nothing', async () => {
    const house = await shop();
    const made = await deal(house.owner);
    const move = { params: { dealId: made.id }, body: { stageId: stage(house, 'Termin') } };
    await house.owner.call(contract.moveDeal, move);
    const again = await house.owner.call(contract.moveDeal, move);
    expect(again).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await eventsOf(house.id, made.id)).toHaveLength(2);
  });

  test('win the same deal: it is won once', async () => {
    const house = await shop();
    const made = await deal(house.owner);
    const win = () => house.owner.call(contract.winDeal, { params: { dealId: made.id }, body: {} });
    const answers = await Promise.all([win(), win()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await eventsOf(house.id, made.id)).filter(({ type }) => type === 'deals.won')).toHaveLength(1);
  });
});

describe('the end of a deal', () => {
  test('a loss wants its reason, and one that is in use', async () => {
    const house = await shop();
    const { owner, reasonId } = house;
    const params = { dealId: (await deal(owner)).id };
    const mute = await owner.call(contract.loseDeal, { params, body: {} });
    expect(mute).toMatchObject({ status: 422, body: { code: 'loss_reason_required' } });
    await owner.call(contract.changeLossReason, { params: { lossReasonId: reasonId }, body: { archived: true } });
    const old = await owner.call(contract.loseDeal, { params, body: { lossReasonId: reasonId } });
    expect(old).toMatchObject({ status: 422, body: { code: 'loss_reason_unknown' } });
    await owner.call(contract.changeLossReason, { params: { lossReasonId: reasonId }, body: { archived: false } });
    const lost = await owner.call(contract.loseDeal, {
      params,
      body: { lossReasonId: reasonId, note: 'Nachbar war billiger' },
    });
    expect(lost).toMatchObject({
      status: 201,
      body: { state: 'lost', lossReason: { id: reasonId, name: 'zu teuer' } },
    });
    const move = await owner.call(contract.moveDeal, { params, body: { stageId: stage(house, 'Angebot') } });
    expect(move).toMatchObject({ status: 409, body: { code: 'deal_not_open' } });
  });

  test('can be taken back; the deal is as old in its stage as before', async () => {
    const house = await shop();
    const { owner, reasonId } = house;
    const params = { dealId: await oldDeal(house, 10) };
    await owner.call(contract.loseDeal, { params, body: { lossReasonId: reasonId } });
    const open = await owner.call(contract.reopenDeal, { params, body: {} });
    expect(open).toMatchObject({
      status: 200,
      body: { state: 'open', lossReason: null, daysInStage: 10, stale: true },
    });
    expect((await owner.call(contract.reopenDeal, { params, body: {} })).status).toBe(409);
  });

  test('removed is gone from every answer, and comes back', async () => {
    const { owner, pipeline } = await shop();
    const made = await deal(owner, { title: 'Carport', valueCents: 5000 });
    const params = { dealId: made.id };
    expect((await owner.call(contract.removeDeal, { params, ifMatch: made.version })).status).toBe(204);
    expect((await owner.call(contract.getDeal, { params })).status).toBe(404);
    expect((await owner.call(contract.listDeals, { query: { state: 'all' } })).body.items).toEqual([]);
    const board = await owner.call(contract.getBoard, { params: { pipelineId: pipeline.id } });
    expect(board.body.columns.flatMap(({ cards }) => cards)).toEqual([]);
    expect(board.body.columns[0]?.sums).toEqual([{ currency: 'EUR', deals: 0, valueCents: 0, weightedCents: 0 }]);
    expect((await owner.call(contract.restoreDeal, { params })).body).toMatchObject({
      title: 'Carport',
      state: 'open',
    });
  });
});

test('a move taken back at once leaves the age of the deal and its way as they were', async () => {
  const house = await shop();
  const { owner } = house;
  const params = { dealId: await oldDeal(house, 9) };
  const move = (to: string) => owner.call(contract.moveDeal, { params, body: { stageId: stage(house, to) } });
  await move('Termin');
  app.time.now = later(0.2);
  expect((await move('Neu')).body).toMatchObject({ daysInStage: 9, stale: true });
  expect((await owner.call(contract.dealMoves, { params })).body.items).toHaveLength(1);
  await move('Termin');
  app.time.now = later(5);
  expect((await move('Neu')).body).toMatchObject({ daysInStage: 0 });
  expect((await owner.call(contract.dealMoves, { params })).body.items).toHaveLength(3);
});

describe('whose deal', () => {
  test('of another workspace nothing is there: not to read, not to change, not to point at', async () => {
    const [ours, theirs] = [await shop(), await shop()];
    const foreign = await deal(theirs.owner);
    const theirContact = await contact(theirs, 'Fremd');
    const params = { dealId: foreign.id };
    const { owner } = ours;
    const answers = await Promise.all([
      owner.call(contract.getDeal, { params }),
      owner.call(contract.changeDeal, { params, body: { title: 'meins' } }),
      owner.call(contract.moveDeal, { params, body: { stageId: stage(ours, 'Termin') } }),
      owner.call(contract.dealMoves, { params }),
      owner.call(contract.winDeal, { params, body: {} }),
      owner.call(contract.loseDeal, { params, body: { lossReasonId: ours.reasonId } }),
      owner.call(contract.reopenDeal, { params, body: {} }),
      owner.call(contract.removeDeal, { params }),
      owner.call(contract.restoreDeal, { params }),
      owner.call(contract.getBoard, { params: { pipelineId: theirs.pipeline.id } }),
      owner.call(contract.createDeal, { body: { title: 'x', contactId: theirContact } }),
      owner.call(contract.createDeal, { body: { title: 'x', stageId: stage(theirs, 'Neu') } }),
      owner.call(contract.dealSummary, { query: { contactId: theirContact } }),
      owner.call(contract.changeStage, { params: { stageId: stage(theirs, 'Neu') }, body: { probability: 1 } }),
      owner.call(contract.archivePipeline, { params: { pipelineId: theirs.pipeline.id }, body: {} }),
      owner.call(contract.changeLossReason, { params: { lossReasonId: theirs.reasonId }, body: { name: 'x' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const mine = await deal(owner);
    const move = { params: { dealId: mine.id }, body: { stageId: stage(theirs, 'Termin') } };
    expect((await owner.call(contract.moveDeal, move)).status).toBe(404);
    const filtered = await owner.call(contract.listDeals, { query: { stageId: stage(theirs, 'Neu') } });
    expect(filtered.body.items).toEqual([]);
  });

  test('whoever sees only their own sees, sums and changes only those', async () => {
    const house = await shop();
    const member = await house.person('member');
    const foreign = await deal(house.owner, { title: 'Chefsache', valueCents: 900 });
    await restrictMembers(house);
    const own = await deal(member, { title: 'Meins', valueCents: 100 });
    const list = await member.call(contract.listDeals);
    expect(list.body.items.map(({ id }) => id)).toEqual([own.id]);
    const board = await member.call(contract.getBoard, { params: { pipelineId: house.pipeline.id } });
    expect(board.body.columns[0]?.sums[0]).toMatchObject({ deals: 1, valueCents: 100 });
    const params = { dealId: foreign.id };
    expect((await member.call(contract.getDeal, { params })).status).toBe(404);
    expect((await member.call(contract.winDeal, { params, body: {} })).status).toBe(404);
    const gift = await member.call(contract.changeDeal, {
      params: { dealId: own.id },
      body: { ownerId: house.owner.userId },
    });
    expect(gift).toMatchObject({ status: 422, body: { code: 'owner_out_of_sight' } });
  });

  test('a stranger can be no owner, and a reader changes nothing', async () => {
    const house = await shop();
    const reader = await house.person('read_only');
    const stranger = await house.owner.call(contract.createDeal, { body: { title: 'x', ownerId: newId() } });
    expect(stranger).toMatchObject({ status: 422, body: { code: 'owner_unknown' } });
    expect((await reader.call(contract.createDeal, { body: { title: 'x' } })).status).toBe(403);
    const member = await house.person('member');
    expect((await member.call(contract.addLossReason, { body: { name: 'x' } })).status).toBe(403);
  });
});

async function restrictMembers(house: Shop): Promise<void> {
  const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
  await db
    .insertInto('rolePolicy')
    .values({ workspaceId: house.id, role: 'member', seesOnlyOwn: true })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'role']).doUpdateSet({ seesOnlyOwn: true }))
    .execute();
}

describe('a pipeline', () => {
  test('lets no deal lie in an archived stage', async () => {
    const house = await shop();
    const { owner } = house;
    const [open, ended] = [await deal(owner), await deal(owner)];
    await owner.call(contract.winDeal, { params: { dealId: ended.id }, body: {} });
    const params = { stageId: stage(house, 'Neu') };
    const full = await owner.call(contract.archiveStage, { params, body: {} });
    expect(full).toMatchObject({ status: 422, body: { code: 'stage_has_deals', details: { deals: 1 } } });
    const done = await owner.call(contract.archiveStage, {
      params,
      body: { moveDealsToStageId: stage(house, 'Termin') },
    });
    expect(done).toMatchObject({ status: 200, body: { archivedAt: monday.toISOString() } });
    expect((await owner.call(contract.getDeal, { params: { dealId: open.id } })).body).toMatchObject({
      stageId: stage(house, 'Termin'),
      version: 2,
    });
    expect((await eventsOf(house.id, open.id)).at(-1)).toMatchObject({
      type: 'deals.stageChanged',
      payload: { toStage: 'Termin' },
    });

    const back = { params: { dealId: open.id }, body: params };
    expect((await owner.call(contract.moveDeal, back)).body).toMatchObject({ code: 'stage_archived' });
    const again = await owner.call(contract.reopenDeal, { params: { dealId: ended.id }, body: {} });
    expect(again.body).toMatchObject({ code: 'stage_archived' });
    const elsewhere = { params: { dealId: ended.id }, body: { stageId: stage(house, 'Angebot') } };
    expect((await owner.call(contract.reopenDeal, elsewhere)).body).toMatchObject({ state: 'open', probability: 60 });
    expect((await deal(owner)).stageId).toBe(stage(house, 'Qualifiziert'));
  });

  test('takes only a stage that stands as the place for its deals, even when it has none', async () => {
    const [house, other] = [await shop(), await shop()];
    const params = { stageId: stage(house, 'Termin') };
    const answer = async (moveDealsToStageId: string) => {
      const { status, body } = await house.owner.call(contract.archiveStage, { params, body: { moveDealsToStageId } });
      return [status, (body as { code?: string }).code];
    };
    expect(await answer(newId())).toEqual([404, 'not_found']);
    expect(await answer(stage(other, 'Neu'))).toEqual([404, 'not_found']);
    expect(await answer(params.stageId)).toEqual([422, 'stage_archived']);
    expect(await answer(stage(house, 'Neu'))).toEqual([200, undefined]);
  });

  test('can be added, ordered, left for another one, archived and brought back', async () => {
    const house = await shop();
    const { owner } = house;
    const added = await owner.call(contract.addPipeline, {
      body: { name: 'Bestandskunden', stages: [{ name: 'Anruf', probability: 50 }] },
    });
    const second = added.body;
    const order = await owner.call(contract.orderPipelines, { body: { ids: [second.id, house.pipeline.id] } });
    expect(order.body.items.map(({ name }) => name)).toEqual(['Bestandskunden', 'Verkauf']);
    const incomplete = await owner.call(contract.orderPipelines, { body: { ids: [second.id] } });
    expect(incomplete.body).toMatchObject({ code: 'order_incomplete' });

    const made = await deal(owner, { title: 'Speicher', pipelineId: house.pipeline.id });
    const target = second.stages[0]?.id ?? '';
    const moved = await owner.call(contract.moveDeal, { params: { dealId: made.id }, body: { stageId: target } });
    expect(moved.body).toMatchObject({ pipelineId: second.id, probability: 50 });

    const params = { pipelineId: second.id };
    const body = { moveDealsToStageId: stage(house, 'Termin') };
    expect((await owner.call(contract.archivePipeline, { params, body: {} })).body).toMatchObject({
      code: 'stage_has_deals',
    });
    expect((await owner.call(contract.archivePipeline, { params, body })).status).toBe(200);
    expect((await owner.call(contract.listPipelines)).body.items).toHaveLength(1);
    const last = await owner.call(contract.archivePipeline, { params: { pipelineId: house.pipeline.id }, body: {} });
    expect(last.body).toMatchObject({ code: 'last_pipeline' });
    expect(
      (await owner.call(contract.changePipeline, { params, body: { archived: false } })).body.archivedAt,
    ).toBeNull();
  });

  test('keeps its stages apart by name and in order', async () => {
    const house = await shop();
    const { owner } = house;
    const params = { pipelineId: house.pipeline.id };
    const twin = await owner.call(contract.addStage, { params, body: { name: 'angebot', probability: 1 } });
    expect(twin).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    const added = await owner.call(contract.addStage, {
      params,
      body: { name: 'Nachfassen', probability: 70, maxAgeDays: 5 },
    });
    const ids = [added.body.id, ...house.stages.map(({ id }) => id)];
    const ordered = await owner.call(contract.orderStages, { params, body: { ids } });
    expect(ordered.body.stages.map(({ name }) => name)).toEqual([
      'Nachfassen',
      'Neu',
      'Qualifiziert',
      'Termin',
      'Angebot',
      'Zusage',
    ]);
    const stale = await owner.call(contract.changeStage, {
      params: { stageId: added.body.id },
      body: { probability: 75 },
      ifMatch: added.body.version,
    });
    expect(stale.status).toBe(412);
  });
});

describe('lists and boards', () => {
  test('page by key in every order without losing or doubling a row', async () => {
    const house = await shop();
    const { owner } = house;
    const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
    await db.transaction().execute((trx) =>
      insertDeals(
        trx,
        owner.actor,
        Array.from({ length: 23 }, (_, at) => ({
          title: `Deal ${at}`,
          contactId: null,
          companyId: null,
          valueCents: (at % 4) * 1000,
          currency: 'EUR',
          closeOn: at % 3 === 0 ? null : `2026-11-${20 + (at % 5)}`,
          ownerId: owner.userId,
          createdAt: new Date(monday.getTime() - 30 * dayMs),
          stages: [{ stageId: stage(house, 'Neu'), since: new Date(monday.getTime() - (at % 6) * 2 * dayMs) }],
          ...(at % 7 === 0 && { ended: { as: 'won' as const, at: new Date(monday.getTime() - at * dayMs) } }),
        })),
        monday,
      ),
    );
    for (const sort of contract.DealSort.options) {
      const whole = await owner.call(contract.listDeals, { query: { state: 'all', sort, limit: 200 } });
      const pieces: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await owner.call(contract.listDeals, {
          query: { state: 'all', sort, limit: 5, ...(cursor && { cursor }) },
        });
        pieces.push(...page.body.items.map(({ id }) => id));
        cursor = page.body.next;
      } while (cursor);
      expect({ sort, ids: pieces }).toEqual({ sort, ids: whole.body.items.map(({ id }) => id) });
      expect({ sort, size: new Set(pieces).size }).toEqual({ sort, size: sort.endsWith('endedAt') ? 4 : 23 });
    }
    const foreign = await owner.call(contract.listDeals, { query: { cursor: 'bm9wZQ' } });
    expect(foreign).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });

    const count = async (query: Partial<contract.DealFilter> & Record<string, unknown>) =>
      (await owner.call(contract.listDeals, { query: query as never })).body.items.length;
    expect(await count({ state: 'won' })).toBe(4);
    expect(await count({ stale: true })).toBe(
      (await owner.call(contract.listDeals)).body.items.filter((one) => one.stale).length,
    );
    expect(await count({ closing: 'undated' })).toBe(6);
    expect(await count({ closing: '2026-11' })).toBe(13);
    expect(await count({ closing: '2026-12' })).toBe(0);
    expect(await count({ closing: 'overdue' })).toBe(
      (await owner.call(contract.listDeals)).body.items.filter((one) => one.overdue).length,
    );

    const board = await owner.call(contract.getBoard, {
      params: { pipelineId: house.pipeline.id },
      query: { cards: 4 },
    });
    const [first] = board.body.columns;
    const all = (await owner.call(contract.listDeals, { query: { sort: '-stageSince', limit: 200 } })).body.items;
    expect(first?.cards.map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id));
    expect(first?.sums[0]).toEqual({
      currency: 'EUR',
      deals: 19,
      valueCents: all.reduce((sum, one) => sum + one.valueCents, 0),
      weightedCents: all.reduce((sum, one) => sum + one.weightedCents, 0),
    });
    expect(first?.stale).toBe(all.filter((one) => one.stale).length);
    const more = await owner.call(contract.listDeals, {
      query: { stageId: stage(house, 'Neu'), sort: '-stageSince', cursor: first?.next ?? '', limit: 3 },
    });
    expect(more.body.items.map(({ id }) => id)).toEqual(all.slice(4, 7).map(({ id }) => id));
  });

  test('another currency has a sum of its own', async () => {
    const { owner, pipeline } = await shop();
    await deal(owner, { title: 'Zürich', valueCents: 700, currency: 'CHF' });
    await deal(owner, { title: 'Kassel', valueCents: 305 });
    const board = await owner.call(contract.getBoard, { params: { pipelineId: pipeline.id } });
    expect(board.body.columns[0]?.sums).toEqual([
      { currency: 'EUR', deals: 1, valueCents: 305, weightedCents: 31 },
      { currency: 'CHF', deals: 1, valueCents: 700, weightedCents: 70 },
    ]);
  });

  test('a contact shows what is open, won and lost', async () => {
    const house = await shop();
    const { owner } = house;
    const contactId = await contact(house, 'Kramer');
    const [open, won] = [
      await deal(owner, { title: 'offen', contactId, valueCents: 1000 }),
      await deal(owner, { title: 'gewonnen', contactId, valueCents: 2000 }),
    ];
    await owner.call(contract.winDeal, { params: { dealId: won.id }, body: {} });
    const { body } = await owner.call(contract.dealSummary, { query: { contactId } });
    expect(body).toMatchObject({
      open: [{ deals: 1, valueCents: 1000 }],
      won: [{ deals: 1, valueCents: 2000 }],
      lost: 0,
    });
    expect(body.items.map(({ id }) => id)).toEqual([open.id, won.id]);
    expect((await owner.call(contract.dealSummary)).status).toBe(400);
  });
});

test('a past in which the day was put off and the price fell is told as it was known at each moment', async () => {
  const house = await shop();
  const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
  const days = (count: number) => new Date(monday.getTime() - count * 86_400_000);
  const past = {
    title: 'Scheunendach',
    contactId: null,
    companyId: null,
    currency: 'EUR',
    createdAt: days(40),
    valueCents: 900,
    closeOn: '2026-11-02',
    stages: [
      { stageId: stage(house, 'Neu'), since: days(40) },
      { stageId: stage(house, 'Angebot'), since: days(20) },
    ],
    changes: [
      { at: days(10), valueCents: 800 },
      { at: days(30), closeOn: '2026-11-20' },
    ],
    ended: { as: 'won' as const, at: days(5) },
  };
  const [deal] = await db.transaction().execute((trx) => insertDeals(trx, house.owner.actor, [past], monday));
  expect(deal).toMatchObject({ valueCents: 800, closeOn: '2026-11-20', version: 1 });
  const events = await eventsOf(house.id, deal?.id ?? '');
  const told = events
    .map(({ type, payload }) => ({ type, version: payload['version'], facts: payload['facts'] as DealFacts }))
    .toSorted((a, b) => Number(a.version) - Number(b.version));
  expect(told.map(({ type, facts }) => [type, facts.closeOn, facts.valueCents])).toEqual([
    ['deals.created', '2026-11-02', 900],
    ['deals.changed', '2026-11-20', 900],
    ['deals.stageChanged', '2026-11-20', 900],
    ['deals.changed', '2026-11-20', 800],
    ['deals.won', '2026-11-20', 800],
  ]);
});

test('an import can be undone, but not what someone has worked on since', async () => {
  const house = await shop();
  const { owner } = house;
  const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
  const importId = newId();
  const past = new Date(monday.getTime() - 40 * 86_400_000);
  const row = { contactId: null, companyId: null, valueCents: 100, currency: 'EUR', importId, createdAt: past };
  const stages = [
    { stageId: stage(house, 'Neu'), since: past },
    { stageId: stage(house, 'Angebot'), since: monday },
  ];
  const [untouched, worked] = await db.transaction().execute((trx) =>
    insertDeals(
      trx,
      owner.actor,
      [
        { ...row, title: 'unberührt', stages },
        { ...row, title: 'bearbeitet', stages, ended: { as: 'lost', at: monday, lossReasonId: house.reasonId } },
      ],
      monday,
    ),
  );
  const events = await eventsOf(house.id, worked?.id ?? '');
  expect(events.map(({ type, payload }) => [type, payload['version']])).toEqual([
    ['deals.created', -1],
    ['deals.stageChanged', 0],
    ['deals.lost', 1],
  ]);
  await owner.call(contract.reopenDeal, { params: { dealId: worked?.id ?? '' }, body: {} });
  expect(await db.transaction().execute((trx) => undoImportedDeals(trx, owner.actor, importId, monday))).toBe(1);
  const left = await owner.call(contract.listDeals, { query: { importId } });
  expect(left.body.items.map(({ title }) => title)).toEqual(['bearbeitet']);
  expect((await eventsOf(house.id, untouched?.id ?? '')).at(-1)?.type).toBe('deals.undone');
});
