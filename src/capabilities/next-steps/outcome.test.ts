import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCall, getCall, logCall, startCall } from '#calls/contract';
import { getConsent } from '#consent/contract';
import { changeContact, createCompany } from '#contacts/contract';
import { changeDeal, createDeal, getDeal, listPipelines } from '#deals/contract';
import { newId } from '#platform/ids';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { dispositionsOf, openWorkspace, person, willing } from '../../../test/setup/people.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const tomorrow = { kind: 'call', title: 'Noch einmal anrufen', dueOn: '2026-11-24' } as const;

const start = async (who: Client, contactId: string) => (await who.call(startCall, { body: { contactId } })).body.call;
const openSteps = async (who: Client) => (await who.call(contract.listNextSteps)).body.items;
async function plan(who: Client, contactId: string, dealId?: string) {
  const body = { ...tomorrow, dueOn: '2026-11-23', contactId, ...(dealId && { dealId }) };
  return (await who.call(contract.createNextStep, { body })).body;
}
async function dealAtFirstStage(who: Client, contactId: string) {
  const [pipeline] = (await who.call(listPipelines)).body.items;
  const [first, second] = pipeline?.stages ?? [];
  const deal = (await who.call(createDeal, { body: { title: 'Dach 12 kWp', contactId } })).body;
  return { deal, first: first?.id ?? '', second: second?.id ?? '' };
}

test('one key logs the call, closes the step, sets the next one and moves the deal; one undo takes all of it back', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const { deal, first, second } = await dealAtFirstStage(owner, contactId);
  const { callback } = await dispositionsOf(owner);
  const step = await plan(owner, contactId, deal.id);
  const call = await start(owner, contactId);

  const body = {
    call: { callId: call.id },
    dispositionId: callback,
    note: 'morgen nach vier',
    closesStepId: step.id,
    nextStep: { ...tomorrow, dueTime: '16:00', promised: true },
    move: { dealId: deal.id, stageId: second },
  };
  const logged = await owner.call(contract.logOutcome, { body });
  expect(logged.status).toBe(201);
  expect(logged.body).toMatchObject({
    call: { id: call.id, disposition: { meaning: 'callback' }, note: 'morgen nach vier' },
    closedStep: { id: step.id, doneBy: owner.userId },
    nextStep: { dueAt: '2026-11-24T15:00:00.000Z', promised: true, contactId, dealId: deal.id },
    moved: { dealId: deal.id, fromStageId: first, toStageId: second },
  });
  expect(await owner.call(contract.logOutcome, { body })).toMatchObject({
    status: 409,
    body: { code: 'call_finished' },
  });

  const undone = await owner.call(contract.undoOutcome, {
    params: { callId: call.id },
    body: { move: { dealId: deal.id, stageId: first } },
  });
  expect(undone).toMatchObject({ status: 200, body: { disposition: null, note: null, endedAt: null } });
  expect((await openSteps(owner)).map(({ id }) => id)).toEqual([step.id]);
  expect((await owner.call(getDeal, { params: { dealId: deal.id } })).body.stageId).toBe(first);
});

test('is all or nothing: what cannot follow lets nothing stand', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const { connected } = await dispositionsOf(owner);
  const step = await plan(owner, contactId);
  const call = await start(owner, contactId);
  const body = {
    call: { callId: call.id },
    dispositionId: connected,
    closesStepId: step.id,
    nextStep: { ...tomorrow, ownerId: newId() },
  };
  expect(await owner.call(contract.logOutcome, { body })).toMatchObject({
    status: 422,
    body: { code: 'owner_unknown' },
  });
  expect((await owner.call(getCall, { params: { callId: call.id } })).body.disposition).toBeNull();
  expect((await openSteps(owner)).map(({ id }) => id)).toEqual([step.id]);
});

test('names no deal of somebody else, but may name one of their company', async () => {
  const { owner } = await openWorkspace(app);
  const firm = (await owner.call(createCompany, { body: { name: 'Weser GmbH' } })).body;
  const [contactId, other] = [await willing(app, owner), await willing(app, owner)];
  const { connected } = await dispositionsOf(owner);
  const { deal, second } = await dealAtFirstStage(owner, other);
  const call = await start(owner, contactId);
  const log = async (more: object) => {
    const body = { call: { callId: call.id }, dispositionId: connected, ...more };
    const answer = await owner.call(contract.logOutcome, { body });
    return [answer.status, (answer.body as { code?: string }).code];
  };
  const refused = [422, 'deal_of_another'];
  expect(await log({ dealId: deal.id })).toEqual(refused);
  expect(await log({ move: { dealId: deal.id, stageId: second } })).toEqual(refused);
  const past = { direction: 'inbound', contactId, startedAt: app.time.now.toISOString(), dealId: deal.id } as const;
  for (const answer of [
    await owner.call(logCall, { body: past }),
    await owner.call(startCall, { body: { contactId, dealId: deal.id } }),
    await owner.call(changeCall, { params: { callId: call.id }, body: { dealId: deal.id } }),
  ])
    expect([answer.status, (answer.body as { code?: string }).code]).toEqual(refused);

  for (const one of [contactId, other])
    await owner.call(changeContact, { params: { contactId: one }, body: { companyId: firm.id } });
  await owner.call(changeDeal, { params: { dealId: deal.id }, body: { companyId: firm.id } });
  expect(await log({ dealId: deal.id })).toEqual([201, undefined]);
});

test('is no way around the gate', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await person(app, owner);
  const { connected } = await dispositionsOf(owner);
  const step = await plan(owner, contactId);
  const call = { contactId, direction: 'outbound', startedAt: app.time.now.toISOString() } as const;
  const answer = await owner.call(contract.logOutcome, {
    body: { call, dispositionId: connected, closesStepId: step.id },
  });
  expect(answer).toMatchObject({ status: 403, body: { code: 'contact_not_allowed' } });
  expect(await openSteps(owner)).toHaveLength(1);
});

test('logs a call that took place elsewhere, and its undo takes the call off the record', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const { busy } = await dispositionsOf(owner);
  const call = { contactId, direction: 'outbound', startedAt: '2026-11-23T09:00:00Z' } as const;
  const logged = await owner.call(contract.logOutcome, { body: { call, dispositionId: busy } });
  expect(logged).toMatchObject({ status: 201, body: { closedStep: null, nextStep: null, moved: null } });
  const undone = await owner.call(contract.undoOutcome, { params: { callId: logged.body.call.id }, body: {} });
  expect(undone.body.removedAt).not.toBeNull();
});

test('an objection blocks the next call and is not undone by a key', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const { objected } = await dispositionsOf(owner);
  const call = await start(owner, contactId);
  const logged = await owner.call(contract.logOutcome, {
    body: { call: { callId: call.id }, dispositionId: objected },
  });
  expect(logged.status).toBe(201);
  expect(await owner.call(startCall, { body: { contactId } })).toMatchObject({
    status: 403,
    body: { code: 'contact_not_allowed' },
  });
  const undone = await owner.call(contract.undoOutcome, { params: { callId: call.id }, body: {} });
  expect(undone).toMatchObject({ status: 409, body: { code: 'objection_stands' } });
  expect(JSON.stringify((await owner.call(getConsent, { params: { contactId } })).body)).toContain('objected');
});

test('a step a colleague has closed in the meantime is told, and the call is not lost with it', async () => {
  const { owner, person: join } = await openWorkspace(app);
  const mate = await join('member');
  const contactId = await willing(app, owner);
  const { connected } = await dispositionsOf(owner);
  const step = await plan(owner, contactId);
  const call = await start(owner, contactId);
  await mate.call(contract.completeNextStep, { params: { nextStepId: step.id } });
  const body = { call: { callId: call.id }, dispositionId: connected, closesStepId: step.id };
  expect(await owner.call(contract.logOutcome, { body })).toMatchObject({
    status: 409,
    body: { code: 'step_closed', details: { doneBy: mate.userId } },
  });
  expect(
    (await owner.call(contract.logOutcome, { body: { call: { callId: call.id }, dispositionId: connected } })).status,
  ).toBe(201);
});

test("another workspace's calls, steps, dispositions and deals are not there", async () => {
  const [here, there] = [await openWorkspace(app), await openWorkspace(app)];
  const [mine, theirs] = [await willing(app, here.owner), await willing(app, there.owner)];
  const [own, foreign] = [await dispositionsOf(here.owner), await dispositionsOf(there.owner)];
  const [call, theirCall] = [await start(here.owner, mine), await start(there.owner, theirs)];
  const { deal, second } = await dealAtFirstStage(there.owner, theirs);
  const step = await plan(there.owner, theirs);
  const outcome = (body: Parameters<typeof contract.LogOutcome.parse>[0]) =>
    here.owner.call(contract.logOutcome, { body: body as never });
  const known = { call: { callId: call.id }, dispositionId: own.connected };
  const answers = [
    await outcome({ ...known, call: { callId: theirCall.id } }),
    await outcome({ ...known, dispositionId: foreign.connected }),
    await outcome({ ...known, closesStepId: step.id }),
    await outcome({ ...known, dealId: deal.id }),
    await outcome({ ...known, move: { dealId: deal.id, stageId: second } }),
    await outcome({ ...known, call: { contactId: theirs, direction: 'inbound', startedAt: '2026-11-23T09:00:00Z' } }),
    await here.owner.call(contract.undoOutcome, { params: { callId: theirCall.id }, body: {} }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});
