import { expect, test } from 'vitest';
import { getToday, listNextSteps } from '#next-steps/contract';
import { eventually } from '../../../../test/setup/eventually.ts';
import type { Client } from '../../../../test/setup/house.ts';
import { mailOffice } from '../../../../test/setup/mail-office.ts';
import { plain } from '../../../../test/setup/post-office.ts';
import * as contract from '../contract.ts';
import { goOn } from './telling.ts';

const office = mailOffice();

const tuesday = '2026-11-24T08:00:00.000Z';

async function plan(members: readonly Client[], more: Partial<contract.PlanTeamMeeting> = {}) {
  const memberIds = members.map(({ userId }) => userId);
  const body = { startsAt: tuesday, minutes: 45, repeats: 'once' as const, memberIds, ...more };
  const made = await office.owner.call(contract.planTeamMeeting, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { made: made.body, body };
}

const stepsOf = async (ownerId: string) => (await office.owner.call(listNextSteps, { query: { ownerId } })).body.items;

test('its members get a mail with it for their calendars, and a step in Heute, and all of it moves along', async () => {
  const [one, two] = [await office.house.person('member'), await office.house.person('member')];
  const { made, body } = await plan([office.owner, one]);
  const [first = ''] = await office.lettersTo(one.email, 1);
  const said = plain(first);
  expect(said).toContain('Dienstag, 24. November 2026, 09:00–09:45 Uhr');
  for (const line of ['METHOD:REQUEST', `UID:${made.id}-1@klinke`, 'DTSTART:20261124T080000Z'])
    expect(said).toContain(line);
  for (const { userId } of [office.owner, one])
    expect(await stepsOf(userId)).toMatchObject([
      { kind: 'meeting', title: 'Teamrunde', dueOn: '2026-11-24', dueTime: '09:00' },
    ]);

  const params = { planId: made.id };
  const later = { ...body, startsAt: '2026-11-25T09:00:00.000Z', memberIds: [office.owner.userId, two.userId] };
  const moved = await office.owner.call(contract.changeTeamPlan, { params, body: later, ifMatch: made.version });
  expect(moved.body).toMatchObject({ startsAt: later.startsAt, version: 2 });
  expect(plain((await office.lettersTo(one.email, 2))[1] ?? '')).toContain('METHOD:CANCEL');
  expect(plain((await office.lettersTo(two.email, 1))[0] ?? '')).toContain('DTSTART:20261125T090000Z');
  expect(await stepsOf(one.userId)).toEqual([]);
  expect(await stepsOf(two.userId)).toMatchObject([{ dueOn: '2026-11-25', dueTime: '10:00' }]);
  const stale = await office.owner.call(contract.changeTeamPlan, { params, body, ifMatch: made.version });
  expect(stale.status).toBe(412);

  for (let twice = 0; twice < 2; twice++)
    expect((await office.owner.call(contract.cancelTeamPlan, { params })).status).toBe(204);
  expect(plain((await office.lettersTo(two.email, 2))[1] ?? '')).toContain('abgesagt');
  expect(await stepsOf(two.userId)).toEqual([]);
  expect((await office.owner.call(contract.listTeamPlans, {})).body.items).toEqual([]);
  expect((await office.owner.call(contract.changeTeamPlan, { params, body })).body).toMatchObject({
    code: 'team_plan_cancelled',
  });
  // Whoever planned it was told nothing.
  expect(office.letters.filter(({ to }) => to.includes(office.owner.email))).toEqual([]);
});

test('on its day it stands in Heute, about nobody', async () => {
  await plan([office.owner], { startsAt: '2026-11-23T13:00:00.000Z' });
  const { items } = (await office.owner.call(getToday, {})).body;
  expect(items).toMatchObject([
    { reason: { code: 'meeting_today' }, contact: null, step: { title: 'Teamrunde' }, unknownNumber: null },
  ]);
});

test('a weekly one goes on when it is over, with a mail and a step of its own', async () => {
  const one = await office.house.person('member');
  const { made } = await plan([office.owner, one], { repeats: 'weekly' });
  await office.lettersTo(one.email, 1);
  const go = () =>
    goOn.run(
      { workspaceId: office.house.id, planId: made.id },
      { ground: office.app.ground, signal: new AbortController().signal },
    );
  await go();
  office.app.time.now = new Date('2026-11-24T08:46:00Z');
  await go();
  await go();
  const [, second = ''] = await office.lettersTo(one.email, 2);
  for (const line of [`UID:${made.id}-2@klinke`, 'DTSTART:20261201T080000Z']) expect(plain(second)).toContain(line);
  await eventually(async () => expect(await stepsOf(one.userId)).toMatchObject([{ dueOn: '2026-12-01' }]));
  const { items } = (await one.call(contract.listTeamPlans, {})).body;
  expect(items).toMatchObject([{ id: made.id, startsAt: '2026-12-01T08:00:00.000Z', repeats: 'weekly' }]);
});

test('only who leads plans, and only with those who work here', async () => {
  const [member, stranger] = [await office.house.person('member'), await office.app.workspace('Andere')];
  const body = { startsAt: tuesday, minutes: 45, repeats: 'once' as const, memberIds: [member.userId] };
  expect((await member.call(contract.planTeamMeeting, { body })).status).toBe(403);
  const foreign = { ...body, memberIds: [stranger.owner.userId] };
  expect((await office.owner.call(contract.planTeamMeeting, { body: foreign })).body).toMatchObject({
    code: 'member_unknown',
  });
});
