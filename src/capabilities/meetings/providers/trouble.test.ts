import { expect, test, vi } from 'vitest';
import { inputs, later, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';
import { placeMeeting } from './jobs.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add, plan, meetingOf, eventually, isMade, isFailed, standsAt, lettersTo } = home;

const atTheirs = (time: string) => time.replace('.000', '');

test('who is not taken in is told in words, and the meeting takes place with us until it is', async () => {
  const { id: providerId } = await add(inputs.zoom);
  home.foreign.secrets.zoom = 'changed there';
  const host = await home.house.person('member');
  const meeting = await plan({ invite: true, hostIds: [host.userId] });
  await isFailed(meeting, 'login_refused');
  const [told] = await lettersTo(home.email, 1);
  expect(told).toContain('Zum Videogespräch kommen Sie hier');
  const params = { meetingId: meeting.id };
  expect((await home.owner.call(contract.giveGuestLink, { params })).status).toBe(200);
  expect((await home.owner.call(contract.listProviders, { query: {} })).body.items).toMatchObject([{ troubled: 1 }]);

  // Asked once more with the same secret: the same no, and nobody is bothered with it.
  expect((await home.owner.call(contract.retryPlace, { params })).body).toEqual({ retried: true });
  await isFailed(meeting, 'login_refused');
  await home.owner.call(contract.changeProvider, { params: { providerId }, body: { secret: 'changed there' } });
  expect((await home.owner.call(contract.retryPlace, { params })).body).toEqual({ retried: true });
  const link = await isMade(meeting);
  expect((await lettersTo(home.email, 2))[1]).toContain(link);
  expect((await lettersTo(host.email, 2))[1]).toContain(link);
  expect((await home.owner.call(contract.giveGuestLink, { params })).status).toBe(409);
  expect((await home.owner.call(contract.retryPlace, { params })).body).toEqual({ retried: false });
});

test.each([
  ['an account they do not know', 'organizer_unknown', () => home.foreign.unknownUsers.add(home.owner.email)],
  [
    'asked to come back in an hour',
    'busy',
    () => home.foreign.trouble(/^POST .*meetings$/, { before: { status: 429, headers: { 'retry-after': '3600' } } }),
  ],
  ['a plain no', 'refused', () => home.foreign.trouble(/^POST .*meetings$/, { before: { status: 400 } })],
])('%s: nobody waits for it', async (_, problem, prepare) => {
  await add(inputs.zoom);
  prepare();
  const meeting = await plan({ invite: true });
  await isFailed(meeting, problem);
  await lettersTo(home.email, 1);
});

test('what was asked for and given up is not left there', async () => {
  await add(inputs.zoom);
  home.foreign.trouble(/^POST .*meetings$/, 'lost');
  home.foreign.trouble(/^GET .*meetings$/, { before: { status: 429, headers: { 'retry-after': '3600' } } });
  const meeting = await plan();
  await isFailed(meeting, 'busy');
  await standsAt('zoom', [{ title: 'Beratung' }]);
  // Ten minutes later, as the queue would.
  const payload = { workspaceId: home.house.id, meetingId: meeting.id, sweep: true };
  await placeMeeting.run(payload, { ground: home.app.ground, signal: new AbortController().signal });
  await standsAt('zoom', []);
  await isFailed(meeting, 'busy');
});

test('a move that can not be told there is said, and made good when the settings are mended', async () => {
  const { id: providerId } = await add(inputs.zoom);
  const meeting = await plan();
  const link = await isMade(meeting);
  home.foreign.secrets.zoom = 'changed there';
  await home.owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: later });
  await eventually(async () =>
    expect((await meetingOf(meeting)).place).toMatchObject({ state: 'made', problem: 'login_refused', joinUrl: link }),
  );
  await home.owner.call(contract.changeProvider, { params: { providerId }, body: { secret: 'changed there' } });
  await standsAt('zoom', [{ startsAt: atTheirs(later.startsAt) }]);
  await isMade(meeting);
});
