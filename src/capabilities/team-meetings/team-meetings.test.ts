import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { createContact } from '#contacts/contract';
import { changeDeal, createDeal, removeDeal, winDeal } from '#deals/contract';
import { listDealHealth } from '#forecasts/contract';
import { completeNextStep, createNextStep, listNextSteps } from '#next-steps/contract';
import { listTimeline } from '#timeline/contract';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import {
  addPoint,
  agreeTask,
  beginTeamMeeting,
  decide,
  endTeamMeeting,
  getAgenda,
  getTeamMeeting,
  listTeamMeetings,
  reopenTeamMeeting,
  setDiscussed,
} from './contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let lead: Client;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function team(): Promise<void> {
  app.time.now = monday;
  workspace = await app.workspace();
  lead = await workspace.person('lead', { name: 'Lea' });
}

const daysLater = (days: number): Date => new Date(monday.getTime() + days * 86_400_000);

async function deal(
  title: string,
  more: object = {},
  by = lead,
): Promise<{ id: string; contactId: string; version: number }> {
  const { id: contactId } = (await by.call(createContact, { body: { lastName: title } })).body;
  const body = { title, contactId, valueCents: 100_000, closeOn: '2027-03-01', ...more };
  const made = (await by.call(createDeal, { body })).body;
  return { id: made.id, contactId, version: made.version };
}

const step = (dealId: string, by = lead) =>
  by.call(createNextStep, { body: { kind: 'call', title: 'Anrufen', dueOn: '2026-11-30', dealId } });

test('the agenda finds its points with reasons that can be checked', async () => {
  await team();
  const pushed = await deal('Verschoben', { closeOn: '2026-12-01' });
  for (const closeOn of ['2027-01-01', '2027-02-01'])
    await lead.call(changeDeal, { params: { dealId: pushed.id }, body: { closeOn } });
  await lead.call(changeDeal, { params: { dealId: pushed.id }, body: { closeOn: '2027-01-15' } });
  await step(pushed.id);
  const { body } = await lead.call(getAgenda);
  expect(body.points).toHaveLength(1);
  expect(body.points[0]).toMatchObject({
    title: 'Verschoben',
    deal: { id: pushed.id, contact: { name: 'Verschoben' } },
  });
  expect(body.points[0]?.reasons.map(({ code }) => code).toSorted()).toEqual(['large', 'moved', 'pushed']);
  expect(body.points[0]?.reasons).toContainEqual({ code: 'pushed', times: 2 });
  expect(body.forecast).toMatchObject({ since: '2026-11-16', fromCents: 0, toCents: 10_000 });
  expect(body.earlierTasks).toEqual([]);
});

test('a deal that is shaky comes up with all that speaks against it', async () => {
  await team();
  app.time.now = daysLater(-30);
  const quiet = await deal('Ruhig', { closeOn: '2026-11-20' });
  app.time.now = monday;
  const { points } = (await lead.call(getAgenda)).body;
  const [health] = (await lead.call(listDealHealth, { query: { dealId: quiet.id } })).body.items;
  expect(health).toMatchObject({ level: 'weak' });
  expect(health?.reasons.map(({ code }) => code)).toEqual(['without_step', 'silent', 'overdue', 'slow_stage']);
  expect(points.find((point) => point.deal?.id === quiet.id)?.reasons).toEqual(
    expect.arrayContaining(health?.reasons ?? []),
  );
});

test('what is decided and agreed stands with the record, and the next meeting sees what became of it', async () => {
  await team();
  const rep = await workspace.person('member', { name: 'Ren' });
  const roof = await deal('Dach Süd');
  const begun = (await lead.call(beginTeamMeeting)).body;
  expect((await lead.call(beginTeamMeeting)).body.id).toBe(begun.id);
  const [point] = begun.points;
  expect(point).toMatchObject({ title: 'Dach Süd', deal: { id: roof.id }, decision: null, tasks: [] });
  const params = { pointId: point?.id ?? '' };

  await lead.call(decide, { params, body: { decision: 'Wir geben 3 % nach.' } });
  await lead.call(decide, { params, body: { decision: 'Wir geben 2 % nach.' } });
  const task = { title: 'Angebot ändern', ownerId: rep.userId, dueOn: '2026-11-25' };
  const { body } = await lead.call(agreeTask, { params, body: task });
  expect(body.points[0]).toMatchObject({
    decision: 'Wir geben 2 % nach.',
    decidedBy: lead.userId,
    discussedAt: monday.toISOString(),
    tasks: [
      { title: 'Angebot ändern', ownerId: rep.userId, dueOn: '2026-11-25', dealId: roof.id, contactId: roof.contactId },
    ],
  });
  await app.drain();
  const told = (await lead.call(listTimeline, { query: { contactId: roof.contactId, groups: 'meetings' } })).body.items;
  expect(told.map(({ type, payload }) => [type, payload['decision'], payload['before']])).toEqual([
    ['team-meetings.decided', 'Wir geben 2 % nach.', 'Wir geben 3 % nach.'],
    ['team-meetings.decided', 'Wir geben 3 % nach.', null],
  ]);
  const steps = (await rep.call(listNextSteps, { query: { ownerId: rep.userId } })).body.items;
  expect(steps.map(({ title }) => title)).toEqual(['Angebot ändern']);
  const ended = await lead.call(endTeamMeeting, { params: { teamMeetingId: begun.id } });
  expect(ended.body.endedAt).toBe(monday.toISOString());

  app.time.now = daysLater(2);
  const agenda = (await lead.call(getAgenda)).body;
  expect(agenda.forecast.since).toBe('2026-11-23');
  expect(agenda.earlierTasks).toMatchObject([
    { pointTitle: 'Dach Süd', step: { title: 'Angebot ändern', doneAt: null } },
  ]);
  await rep.call(completeNextStep, { params: { nextStepId: steps[0]?.id ?? '' } });
  const next = (await lead.call(beginTeamMeeting)).body;
  expect(next.earlierTasks).toMatchObject([{ step: { doneAt: daysLater(2).toISOString() } }]);
  await lead.call(endTeamMeeting, { params: { teamMeetingId: next.id } });

  app.time.now = daysLater(4);
  expect((await lead.call(getAgenda)).body.earlierTasks).toEqual([]);
  const { items } = (await rep.call(listTeamMeetings, { query: {} })).body;
  expect(items.map(({ id, decisions, tasks, openTasks }) => [id, decisions, tasks, openTasks])).toEqual([
    [next.id, 0, 0, 0],
    [begun.id, 1, 1, 0],
  ]);
});

test('the agenda is what it was at the beginning; a deal that went on shows how it stands now', async () => {
  await team();
  const [won, gone] = [await deal('Gewonnen'), await deal('Entfernt')];
  const { id: teamMeetingId } = (await lead.call(beginTeamMeeting)).body;
  await lead.call(winDeal, { params: { dealId: won.id }, body: {} });
  await lead.call(removeDeal, { params: { dealId: gone.id } });
  await deal('Später');
  const { points } = (await lead.call(getTeamMeeting, { params: { teamMeetingId } })).body;
  const shown = points.map(({ title, deal: now }) => [title, now?.state ?? null]);
  expect(shown.toSorted()).toEqual([
    ['Entfernt', null],
    ['Gewonnen', 'won'],
  ]);
  const lost = points.find(({ title }) => title === 'Entfernt');
  const answer = await lead.call(decide, { params: { pointId: lost?.id ?? '' }, body: { decision: 'Vorbei' } });
  expect(answer.status).toBe(404);
});

test('more is put on the agenda by hand; a deal stands on it once, a topic takes decisions but no tasks', async () => {
  await team();
  const { id: teamMeetingId } = (await lead.call(beginTeamMeeting)).body;
  const roof = await deal('Dach Nord');
  const params = { teamMeetingId };
  await lead.call(addPoint, { params, body: { dealId: roof.id } });
  await lead.call(addPoint, { params, body: { dealId: roof.id } });
  const { points } = (await lead.call(addPoint, { params, body: { topic: 'Urlaub im Dezember' } })).body;
  expect(points.map(({ title }) => title)).toEqual(['Dach Nord', 'Urlaub im Dezember']);
  const about = { params: { pointId: points[1]?.id ?? '' } };
  expect((await lead.call(decide, { ...about, body: { decision: 'Bis Freitag eintragen' } })).status).toBe(200);
  const refused = await lead.call(agreeTask, { ...about, body: { title: 'x', dueOn: '2026-11-30' } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'point_without_record' } });
});

test('a meeting that has ended takes nothing more until somebody goes on with it', async () => {
  await team();
  await deal('Dach');
  const { id: teamMeetingId, points } = (await lead.call(beginTeamMeeting)).body;
  const [params, about] = [{ teamMeetingId }, { pointId: points[0]?.id ?? '' }];
  await lead.call(endTeamMeeting, { params });
  const ended = { status: 409, body: { code: 'team_meeting_ended' } };
  expect(await lead.call(setDiscussed, { params: about, body: { discussed: true } })).toMatchObject(ended);
  expect(await lead.call(addPoint, { params, body: { topic: 'Noch etwas' } })).toMatchObject(ended);
  expect((await lead.call(reopenTeamMeeting, { params })).body.endedAt).toBeNull();
  const answer = await lead.call(setDiscussed, { params: about, body: { discussed: true } });
  expect(answer.body.points[0]?.discussedAt).toBe(monday.toISOString());
  await lead.call(endTeamMeeting, { params });
  app.time.now = daysLater(1);
  await lead.call(beginTeamMeeting);
  expect(await lead.call(reopenTeamMeeting, { params })).toMatchObject({
    status: 409,
    body: { code: 'team_meeting_running' },
  });
});

test('begun by two windows at one moment, it is one meeting', async () => {
  await team();
  const both = await Promise.all([1, 2, 3].map(() => lead.call(beginTeamMeeting)));
  expect(both.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
});

test('whoever sees only their own sees of the minutes what is about their records, and not the number of the team', async () => {
  await team();
  await workspace.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  const rep = await workspace.person('member');
  await deal('Meins', {}, rep);
  await deal('Fremdes', { valueCents: 900_000 });
  const { id: teamMeetingId, points } = (await lead.call(beginTeamMeeting)).body;
  expect(points.map(({ title }) => title).toSorted()).toEqual(['Fremdes', 'Meins']);
  await lead.call(addPoint, { params: { teamMeetingId }, body: { topic: 'Frau Fremd' } });
  const foreign = points.find(({ title }) => title === 'Fremdes');
  await lead.call(decide, { params: { pointId: foreign?.id ?? '' }, body: { decision: 'Geheim' } });
  const seen = (await rep.call(getTeamMeeting, { params: { teamMeetingId } })).body;
  expect(seen.points.map(({ title }) => title)).toEqual(['Meins']);
  expect(seen.forecast).toBeNull();
  expect((await rep.call(listTeamMeetings, { query: {} })).body.items).toMatchObject([{ points: 1, decisions: 0 }]);
  expect((await rep.call(getAgenda)).status).toBe(403);
});
