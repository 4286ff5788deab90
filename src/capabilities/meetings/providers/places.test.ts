import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { inputs, span, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add, plan, meetingOf, isMade, standsAt, lettersTo } = home;

test('another provider takes a meeting over, and our own room does; nothing is left behind', async () => {
  await add(inputs.zoom);
  const teams = await add(inputs.teams, false);
  const meeting = await plan();
  const params = { meetingId: meeting.id };
  await isMade(meeting);
  const to = (at: contract.VideoAt) =>
    home.owner.call(contract.changeMeeting, { params, body: { where: { way: 'video', at } } });
  expect((await to(teams.id)).status).toBe(200);
  await standsAt('zoom', []);
  await standsAt('teams', [{ title: 'Beratung' }]);
  await to('own');
  await standsAt('teams', []);
  expect((await meetingOf(meeting)).place).toBeNull();
  expect((await home.owner.call(contract.giveGuestLink, { params })).status).toBe(200);
  await to('usual');
  await standsAt('zoom', [{ title: 'Beratung' }]);
  await home.owner.call(contract.changeMeeting, { params, body: { where: { way: 'phone' } } });
  await standsAt('zoom', []);
});

test('a meeting stays where it is while something else of it changes, also when another place is usual by then', async () => {
  await add(inputs.zoom);
  const meeting = await plan();
  await isMade(meeting);
  await home.owner.call(contract.chooseUsualPlace, { body: { providerId: null } });
  const params = { meetingId: meeting.id };
  await home.owner.call(contract.changeMeeting, { params, body: { title: 'Anders', where: { way: 'video' } } });
  await standsAt('zoom', [{ title: 'Anders' }]);
  expect((await plan()).place).toBeNull();
});

test('an archived provider takes no new meetings, and those that stand go on', async () => {
  const { id: providerId } = await add(inputs.zoom);
  const meeting = await plan();
  await isMade(meeting);
  const archived = await home.owner.call(contract.changeProvider, { params: { providerId }, body: { archived: true } });
  expect(archived.body).toMatchObject({ usual: false });
  expect((await home.owner.call(contract.listVideoPlaces)).body).toEqual({ usualId: null, items: [] });
  expect((await plan()).place).toBeNull();
  const body = {
    contactId: meeting.contactId,
    title: 'Neu',
    ...span,
    where: { way: 'video' as const, at: providerId },
  };
  expect(await home.owner.call(contract.createMeeting, { body })).toMatchObject({
    status: 422,
    body: { code: 'provider_unknown' },
  });
  await home.owner.call(contract.cancelMeeting, { params: { meetingId: meeting.id } });
  await standsAt('zoom', []);
});

test('a booking page has its own place, and the visitor finds the link on their page', async () => {
  const teams = await add(inputs.teams, false);
  const page = await home.owner.call(contract.createBookingPage, {
    body: {
      title: 'Beratung',
      privacyUrl: 'https://sonnendach.example/datenschutz',
      where: { way: 'video', at: teams.id },
      minutes: 30,
      hostIds: [home.owner.userId],
    },
  });
  expect(page.body).toMatchObject({ videoAt: teams.id });
  const form = {
    time: '2026-11-24T09:00:00.000Z',
    form: randomUUID(),
    zone: 'Europe/Berlin',
    lastName: 'Muster',
    email: `erika-${randomUUID()}@example.org`,
  };
  const booked = await home.app.running.server.inject({
    method: 'POST',
    url: new URL(page.body.address).pathname,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ ...form, firstName: '', phone: '' }).toString(),
  });
  expect(booked.statusCode, booked.body).toBe(303);
  const [letter] = await lettersTo(form.email, 1);
  const [standing] = home.foreign.standing.teams.values();
  expect(letter).toContain(standing?.joinUrl);
  const own = await home.app.running.server.inject({
    url: String(booked.headers['location']),
    headers: { host: 'localhost', 'accept-language': 'de' },
  });
  expect(own.body).toContain(`href="${standing?.joinUrl}"`);
  expect(own.body).not.toContain('/termin/raum/');
});
