import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createDeal } from '#deals/contract';
import { newId } from '#platform/ids';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import { firm, openWorkspace, person } from '../../../test/setup/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const plan = { kind: 'task', title: 'Angebot schicken', dueOn: '2026-11-25' } as const;
const create = async (who: Client, body: Parameters<typeof contract.CreateNextStep.parse>[0]) =>
  (await who.call(contract.createNextStep, { body: body as never })).body;

describe('a next step', () => {
  test('is set, moved, done and opened again, and each change can be read later', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    const made = await owner.call(contract.createNextStep, {
      body: { ...plan, contactId, dueTime: '16:00', promised: true },
    });
    expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(made.body).toMatchObject({
      contactName: 'Erika Muster',
      dueAt: '2026-11-25T15:00:00.000Z',
      ownerId: owner.userId,
    });

    const params = { nextStepId: made.body.id };
    const moved = await owner.call(contract.changeNextStep, { params, body: { dueOn: '2026-11-26' }, ifMatch: 1 });
    expect(moved.body).toMatchObject({
      dueOn: '2026-11-26',
      dueTime: '16:00',
      dueAt: '2026-11-26T15:00:00.000Z',
      version: 2,
    });
    expect(await owner.call(contract.changeNextStep, { params, body: { title: 'x' }, ifMatch: 1 })).toMatchObject({
      status: 412,
      body: { code: 'stale' },
    });

    expect((await owner.call(contract.completeNextStep, { params })).body).toMatchObject({
      doneBy: owner.userId,
      doneAt: monday.toISOString(),
    });
    expect((await owner.call(contract.listNextSteps, { query: { contactId } })).body.items).toEqual([]);
    expect(
      (await owner.call(contract.listNextSteps, { query: { contactId, state: 'closed' } })).body.items,
    ).toHaveLength(1);
    expect(await owner.call(contract.changeNextStep, { params, body: { title: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'step_closed' },
    });
    expect((await owner.call(contract.reopenNextStep, { params })).body).toMatchObject({ doneAt: null, doneBy: null });
    expect(await owner.call(contract.reopenNextStep, { params })).toMatchObject({
      status: 409,
      body: { code: 'step_open' },
    });
    expect((await owner.call(contract.dropNextStep, { params })).body.droppedAt).toBe(monday.toISOString());
  });

  test('keeps its time of day when it moves over the change of the clocks', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    const step = await create(owner, { ...plan, contactId, dueOn: '2027-03-27', dueTime: '09:00' });
    expect(step.dueAt).toBe('2027-03-27T08:00:00.000Z');
    const params = { nextStepId: step.id };
    const moved = (await owner.call(contract.changeNextStep, { params, body: { dueOn: '2027-03-29' } })).body;
    expect(moved).toMatchObject({ dueTime: '09:00', dueAt: '2027-03-29T07:00:00.000Z' });
    const skipped = (
      await owner.call(contract.changeNextStep, { params, body: { dueOn: '2027-03-28', dueTime: '02:30' } })
    ).body;
    expect(skipped).toMatchObject({ dueOn: '2027-03-28', dueTime: '03:30', dueAt: '2027-03-28T01:30:00.000Z' });
    const timeless = (await owner.call(contract.changeNextStep, { params, body: { dueTime: null } })).body;
    expect(timeless).toMatchObject({ dueOn: '2027-03-28', dueTime: null, dueAt: null });
  });

  test('of a deal stands with its contact and company too', async () => {
    const { owner } = await openWorkspace(app);
    const companyId = await firm(app, owner, 'Dachdecker Vogt');
    const contactId = await person(app, owner, { companyId });
    const deal = (await owner.call(createDeal, { body: { title: 'Dach 12 kWp', contactId } })).body;
    const step = await create(owner, { ...plan, dealId: deal.id });
    expect(step).toMatchObject({ contactId, companyId, companyName: 'Dachdecker Vogt', dealTitle: 'Dach 12 kWp' });
    for (const query of [{ contactId }, { companyId }, { dealId: deal.id }, { ownerId: owner.userId }]) {
      expect((await owner.call(contract.listNextSteps, { query })).body.items.map(({ id }) => id)).toEqual([step.id]);
    }
  });

  test('needs somebody it is about, and an owner of this workspace', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    expect((await owner.call(contract.createNextStep, { body: plan })).status).toBe(400);
    const unknown = await owner.call(contract.createNextStep, { body: { ...plan, contactId, ownerId: newId() } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'owner_unknown' } });
  });

  test('closed by two at once is closed by one; the other is told who was faster', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const mate = await join('member');
    const step = await create(owner, { ...plan, contactId: await person(app, owner) });
    const params = { nextStepId: step.id };
    const answers = await Promise.all([owner, mate].map((who) => who.call(contract.completeNextStep, { params })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'step_closed',
      details: { doneBy: expect.any(String) },
    });
  });

  test('pages by due day', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    for (const dueOn of ['2026-11-27', '2026-11-24', '2026-11-24', '2026-11-26', '2026-11-30'])
      await create(owner, { ...plan, contactId, dueOn });
    const first = (await owner.call(contract.listNextSteps, { query: { limit: 3 } })).body;
    const second = (await owner.call(contract.listNextSteps, { query: { limit: 3, cursor: first.next ?? '' } })).body;
    expect([...first.items, ...second.items].map(({ dueOn }) => dueOn.slice(8))).toEqual([
      '24',
      '24',
      '26',
      '27',
      '30',
    ]);
    expect(second.next).toBeNull();
    const within = await owner.call(contract.listNextSteps, { query: { dueFrom: '2026-11-25', dueTo: '2026-11-27' } });
    expect(within.body.items).toHaveLength(2);
  });
});

describe('who sees and may', () => {
  test("another workspace's steps, contacts and deals are not there", async () => {
    const [here, there] = [await openWorkspace(app), await openWorkspace(app)];
    const theirs = await person(app, there.owner);
    const params = { nextStepId: (await create(there.owner, { ...plan, contactId: theirs })).id };
    const { owner } = here;
    const answers = [
      await owner.call(contract.createNextStep, { body: { ...plan, contactId: theirs } }),
      await owner.call(contract.createNextStep, { body: { ...plan, dealId: newId() } }),
      await owner.call(contract.createNextStep, { body: { ...plan, companyId: newId() } }),
      await owner.call(contract.getNextStep, { params }),
      await owner.call(contract.changeNextStep, { params, body: { title: 'x' } }),
      await owner.call(contract.completeNextStep, { params }),
      await owner.call(contract.dropNextStep, { params }),
      await owner.call(contract.reopenNextStep, { params }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await owner.call(contract.listNextSteps)).body.items).toEqual([]);
  });

  test('who sees only their own records sees their own steps, and puts none on another desk', async () => {
    const { owner, person: join } = await openWorkspace(app);
    await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
    const member = await join('member');
    const contactId = await person(app, member);
    const others = await create(owner, { ...plan, contactId });
    const own = await create(member, { ...plan, contactId });
    expect((await member.call(contract.listNextSteps)).body.items.map(({ id }) => id)).toEqual([own.id]);
    expect((await member.call(contract.completeNextStep, { params: { nextStepId: others.id } })).status).toBe(404);
    const given = await member.call(contract.createNextStep, { body: { ...plan, contactId, ownerId: owner.userId } });
    expect(given).toMatchObject({ status: 422, body: { code: 'owner_unknown' } });
  });
});
