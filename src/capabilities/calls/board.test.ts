import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { logOutcome } from '#next-steps/contract';
import { startApp, type TestApp } from '../../../test/setup/house.ts';
import { dispositionsOf, openWorkspace, willing } from '../../../test/setup/people.ts';
import { changeDialer, getCallBoard, nextInDialer, startCall, startDialer } from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

test('the lead sees who talks with whom since when, who pauses, who has gone, and the figures of the day', async () => {
  const workspace = await openWorkspace(app);
  const { owner } = workspace;
  const [lead, anna, ben] = await Promise.all([
    workspace.person('lead'),
    workspace.person('member'),
    workspace.person('member'),
  ]);
  const [erika, uwe] = [await willing(app, owner), await willing(app, owner, { firstName: 'Uwe' })];
  const of = async (userId: string) =>
    (await lead.call(getCallBoard)).body.items.find((row) => row.userId === userId) ?? null;
  expect((await lead.call(getCallBoard)).body).toEqual({ on: '2026-11-23', items: [] });

  for (const who of [anna, ben]) await who.call(startDialer, { body: { name: 'Alle', people: { from: 'list' } } });
  const begun = app.time.now.toISOString();
  await anna.call(nextInDialer, { body: {} });
  expect(await of(anna.userId)).toMatchObject({ state: 'dialing', since: begun, list: 'Alle', calls: 0 });

  app.time.now = new Date(app.time.now.getTime() + 20_000);
  const { call } = (await anna.call(startCall, { body: { contactId: erika } })).body;
  expect(await of(anna.userId)).toMatchObject({
    state: 'talking',
    since: app.time.now.toISOString(),
    contact: { id: erika, name: 'Erika Muster' },
    calls: 1,
    reached: 0,
  });
  const { appointment, no_answer: missed } = await dispositionsOf(anna);
  await anna.call(logOutcome, { body: { call: { callId: call.id }, dispositionId: appointment } });
  const second = (await anna.call(startCall, { body: { contactId: uwe } })).body.call;
  await anna.call(logOutcome, { body: { call: { callId: second.id }, dispositionId: missed } });
  expect(await of(anna.userId)).toMatchObject({ state: 'dialing', calls: 2, reached: 1, appointments: 1 });

  await ben.call(changeDialer, { body: { paused: true } });
  expect(await of(ben.userId)).toMatchObject({ state: 'paused', since: app.time.now.toISOString(), calls: 0 });

  app.time.now = new Date(app.time.now.getTime() + 61_000);
  expect(await of(anna.userId)).toMatchObject({ state: null, since: null, list: null, calls: 2 });
});

test('setters have no board, nor has a lead who sees only their own', async () => {
  const workspace = await openWorkspace(app);
  const [lead, setter] = [await workspace.person('lead'), await workspace.person('member')];
  expect(await setter.call(getCallBoard)).toMatchObject({ status: 403 });
  await workspace.owner.call(changeRolePolicy, { params: { role: 'lead' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);
  expect(await lead.call(getCallBoard)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});
