import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createContact } from '#contacts/contract';
import { cancelMeeting, changeMeeting, createMeeting, sayOutcome } from '#meetings/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { getToday, listNextSteps, type NextStepView } from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

let house: TestWorkspace;
let owner: Client;
let contactId: string;
beforeEach(async () => {
  house = await app.workspace();
  ({ owner } = house);
  contactId = (await owner.call(createContact, { body: { firstName: 'Anna', lastName: 'Berg' } })).body.id;
});

async function plan(startsAt = '2026-11-23T13:00:00.000Z', endsAt = '2026-11-23T13:30:00.000Z'): Promise<string> {
  const body = { contactId, title: 'Beratung', where: { way: 'video' as const }, startsAt, endsAt };
  return (await owner.call(createMeeting, { body })).body.meeting.id;
}

/** The steps with this person, once they are as expected. */
const stepsAre = (expected: readonly Partial<NextStepView>[]) =>
  eventually(async () => {
    await app.drain();
    const { items } = (await owner.call(listNextSteps, { query: { contactId } })).body;
    expect(items).toMatchObject(expected);
    expect(items).toHaveLength(expected.length);
  });

const meetingStep = {
  kind: 'meeting',
  title: 'Beratung',
  dueOn: '2026-11-23',
  dueTime: '14:00',
  promised: true,
} as const;

test('a meeting stands in Heute of its host on its day, and moves with it', async () => {
  const meetingId = await plan();
  await stepsAre([{ ...meetingStep, ownerId: owner.userId }]);
  const { items } = (await owner.call(getToday, {})).body;
  expect(items.map(({ reason }) => reason)).toMatchObject([
    { code: 'meeting_today', dueAt: '2026-11-23T13:00:00.000Z' },
  ]);

  const span = { startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T08:30:00.000Z' };
  await owner.call(changeMeeting, { params: { meetingId }, body: span });
  await stepsAre([{ ...meetingStep, dueOn: '2026-11-24', dueTime: '09:00' }]);
  await owner.call(cancelMeeting, { params: { meetingId } });
  await stepsAre([]);
});

test('who did not come is to be called, until it turns out that they did', async () => {
  const meetingId = await plan('2026-11-23T09:00:00.000Z', '2026-11-23T09:15:00.000Z');
  await stepsAre([{ kind: 'meeting' }]);
  const say = (state: 'held' | 'no_show' | 'planned') =>
    owner.call(sayOutcome, { params: { meetingId }, body: { state } });
  await say('no_show');
  await stepsAre([{ kind: 'call', title: 'Nicht erschienen: Beratung', dueOn: '2026-11-23', ownerId: owner.userId }]);
  await say('planned');
  await stepsAre([{ kind: 'meeting' }]);
  await say('held');
  await stepsAre([]);
});

test('every host has it in Heute, and who is no longer one has not', async () => {
  const [one, two] = [await house.person('member'), await house.person('member')];
  const body = { contactId, title: 'Beratung', where: { way: 'video' as const } };
  const span = { startsAt: '2026-11-23T13:00:00.000Z', endsAt: '2026-11-23T13:30:00.000Z' };
  const made = await owner.call(createMeeting, { body: { ...body, ...span, hostIds: [owner.userId, one.userId] } });
  const params = { meetingId: made.body.meeting.id };
  const ownersAre = (hosts: readonly Client[]) =>
    eventually(async () => {
      await app.drain();
      const { items } = (await owner.call(listNextSteps, { query: { contactId } })).body;
      expect(items.map(({ ownerId }) => ownerId).toSorted()).toEqual(hosts.map(({ userId }) => userId).toSorted());
    });
  await ownersAre([owner, one]);
  expect((await one.call(getToday, {})).body.items.map(({ reason }) => reason.code)).toEqual(['meeting_today']);
  await owner.call(changeMeeting, { params, body: { hostIds: [one.userId, two.userId] } });
  await ownersAre([one, two]);
  await owner.call(cancelMeeting, { params });
  await ownersAre([]);
});
