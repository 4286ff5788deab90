import { expect, test } from 'vitest';
import { listNextSteps } from '#next-steps/contract';
import { changeRolePolicy } from '#access/contract';
import { createContact } from '#contacts/contract';
import { bookingOffice, erika, othersIn, timesIn, tuesday } from '../../../../test/setup/booking.ts';
import * as contract from '../contract.ts';
import { noteAbsent } from '../places/jobs.ts';

const office = bookingOffice();
const { open, visit, book, meetings } = office;

/** Jobs go by the real clock. */
const lookAt = async (meeting: contract.MeetingView | undefined) => {
  const { id: meetingId = '', endsAt = '' } = meeting ?? {};
  const payload = { workspaceId: office.house.id, meetingId, endsAt };
  await noteAbsent.run(payload, { ground: office.app.ground, signal: new AbortController().signal });
};

const place = async () => {
  const exhibits = [{ name: 'Wärmepumpe WP 8', line: 'leiser als ein Kühlschrank' }];
  const body = { name: 'Schauraum', address: 'Königsplatz 1', opening: 'Eingang im Hof', capacity: 2, exhibits };
  return (await office.owner.call(contract.createPlace, { body })).body;
};
const showroom = async (more: object = {}) =>
  open({ where: { way: 'place', location: 'Königsplatz 1' }, placeId: (await place()).id, ...more });

test('says what there is to see, and takes as many at one time as there are seats', async () => {
  const page = await showroom();
  const shown = await visit('GET', page.address);
  expect(shown.text).toContain('Königsplatz 1');
  expect(shown.text).toContain('Wärmepumpe WP 8');
  expect(shown.text).toContain('leiser als ein Kühlschrank');
  expect(shown.text).toContain('Eingang im Hof');
  const answers = await Promise.all([1, 2, 3, 4].map(() => visit('POST', page.address, erika())));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 303, 409, 409]);
  expect(await meetings()).toMatchObject([{ startsAt: tuesday }, { startsAt: tuesday }]);
  const other = answers.find(({ status }) => status === 409);
  expect(othersIn(other?.text ?? '')).not.toContain(tuesday);
});

test('whoever of us is there and on whichever page, no more come at one time than it takes', async () => {
  const colleagues = [await office.house.person('member'), await office.house.person('member')];
  const { id: placeId } = await place();
  const there = { where: { way: 'place' as const, location: 'Königsplatz 1' }, placeId };
  const pages = [
    await open(there),
    await open({ ...there, hostIds: colleagues.map(({ userId }) => userId) }),
    // Longer, and from a quarter of an hour before on.
    await open({ ...there, hostIds: [colleagues[1]?.userId ?? ''], minutes: 60, stepMinutes: 15 }),
  ];
  const times = [tuesday, tuesday, '2026-11-24T08:45:00.000Z'];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      visit('POST', pages[at % 3]?.address ?? '', { ...erika(), time: times[at % 3] ?? '' }),
    ),
  );
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(2);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
  for (const { address } of pages) {
    const offered = timesIn((await visit('GET', address)).text);
    expect(offered).not.toContain(tuesday);
    expect(offered).toContain('2026-11-24T10:00:00.000Z');
  }
  // The two are there until ten at the latest; one who leaves makes room.
  const [first] = await meetings();
  await office.owner.call(contract.cancelMeeting, { params: { meetingId: first?.id ?? '' } });
  const again = await Promise.all(pages.slice(0, 2).map(({ address }) => visit('POST', address, erika())));
  expect(again.map(({ status }) => status).toSorted()).toEqual([303, 409]);
});

test('nor when one of us plans or moves a visit by hand, whatever they may see', async () => {
  const { id: placeId } = await place();
  const there = { where: { way: 'place' as const, location: 'Königsplatz 1' }, placeId };
  const page = await open(there);
  await book(page);
  await book(page);
  const later = await book(page, { time: '2026-11-24T10:00:00.000Z' });
  const member = await office.house.person('member');
  await office.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  const contactId = (await member.call(createContact, { body: { lastName: 'Hand' } })).body.id;
  const span = { startsAt: '2026-11-24T09:15:00Z', endsAt: '2026-11-24T09:45:00Z' };
  const body = { contactId, title: 'Besuch', ...there, ...span };
  const full = { status: 409, body: { code: 'place_full' } };
  expect(await member.call(contract.createMeeting, { body })).toMatchObject(full);
  const afterwards = { startsAt: '2026-11-24T09:30:00Z', endsAt: '2026-11-24T10:00:00Z' };
  const planned = (await member.call(contract.createMeeting, { body: { ...body, ...afterwards } })).body.meeting;
  expect(planned).toMatchObject({ placeId, location: 'Schauraum, Königsplatz 1' });
  const params = { meetingId: planned.id };
  expect(await member.call(contract.changeMeeting, { params, body: span })).toMatchObject(full);
  const elsewhere = await member.call(contract.changeMeeting, { params, body: { ...span, where: { way: 'phone' } } });
  expect(elsewhere).toMatchObject({ status: 200, body: { meeting: { placeId: null, location: null } } });
  const back = await member.call(contract.changeMeeting, { params, body: there });
  expect(back).toMatchObject(full);
  // Nor does who booked.
  const moved = await visit('POST', later.goTo.replace('gebucht', 'verschieben'), { time: tuesday });
  expect(moved.status).toBe(409);
});

test('gives a code that whoever of us reads it checks the visitor in with, at most two hours before', async () => {
  const page = await showroom();
  const { goTo } = await book(page);
  const [meeting] = await meetings();
  const own = await visit('GET', goTo);
  expect(own.text).toContain('<svg');
  expect(own.text).toContain('Zeigen Sie uns am Eingang diesen Code');
  const params = { meetingId: meeting?.id ?? '' };
  const arrive = () => office.owner.call(contract.sayOutcome, { params, body: { state: 'held' } });
  office.app.time.now = new Date('2026-11-24T06:59:59Z');
  expect(await arrive()).toMatchObject({ status: 409, body: { code: 'meeting_not_begun' } });
  office.app.time.now = new Date('2026-11-24T07:00:00Z');
  expect(await arrive()).toMatchObject({ status: 200, body: { state: 'held' } });
  const arrived = await visit('GET', goTo);
  expect(arrived.text).toContain('Schön, dass Sie da sind.');
  expect(arrived.text).not.toContain('<svg');
  const missed = await office.owner.call(contract.sayOutcome, { params, body: { state: 'no_show' } });
  expect(missed).toMatchObject({ status: 409, body: { code: 'meeting_not_begun' } });
});

test('a video meeting has no code', async () => {
  const { goTo } = await book(await open());
  expect((await visit('GET', goTo)).text).not.toContain('<svg');
});

test('who has not checked in half an hour after the end did not come, and is on the list of their host to be called', async () => {
  await book(await showroom());
  await office.app.drain();
  const [meeting] = await meetings();
  const params = { meetingId: meeting?.id ?? '' };
  const state = async () => (await office.owner.call(contract.getMeeting, { params })).body.state;
  office.app.time.now = new Date(Date.parse(meeting?.endsAt ?? '') + 28 * 60_000);
  await lookAt(meeting);
  expect(await state()).toBe('planned');
  office.app.time.now = new Date(Date.parse(meeting?.endsAt ?? '') + 30 * 60_000);
  // Moved meanwhile: that was another time.
  await lookAt(meeting && { ...meeting, endsAt: tuesday });
  expect(await state()).toBe('planned');
  await lookAt(meeting);
  expect(await state()).toBe('no_show');
  await expect
    .poll(
      async () => {
        await office.app.drain();
        const query = { contactId: meeting?.contactId ?? '' };
        return (await office.owner.call(listNextSteps, { query })).body.items.map(({ kind, title }) => [kind, title]);
      },
      { timeout: 30_000 },
    )
    .toEqual([['call', 'Nicht erschienen: Beratung']]);
  // Somebody of us knows better.
  const came = await office.owner.call(contract.sayOutcome, { params, body: { state: 'held' } });
  expect(came).toMatchObject({ status: 200, body: { state: 'held' } });
});

test('who has checked in stays, and nobody is missed at a place that is no showroom', async () => {
  await book(await showroom());
  const time = '2026-11-24T10:30:00.000Z';
  await book(await open({ where: { way: 'place', location: 'Marktplatz 2' } }), { time });
  await office.app.drain();
  const [first, second] = await meetings();
  office.app.time.now = new Date('2026-11-24T12:00:00Z');
  const [here, elsewhere] = first?.location === 'Marktplatz 2' ? [second, first] : [first, second];
  await office.owner.call(contract.sayOutcome, { params: { meetingId: here?.id ?? '' }, body: { state: 'held' } });
  for (const one of [here, elsewhere]) await lookAt(one);
  expect((await meetings()).map(({ location, state }) => [location, state]).toSorted()).toEqual([
    ['Marktplatz 2', 'planned'],
    ['Schauraum, Königsplatz 1', 'held'],
  ]);
});

test('the day of a showroom: who comes, in order, and who is there', async () => {
  const page = await showroom();
  await book(page);
  await book(page, { time: '2026-11-24T10:00:00.000Z' });
  const ask = async (on: string, by = office.owner) =>
    (await by.call(contract.listVisitors, { query: { on } })).body.items;
  const items = await ask('2026-11-24');
  expect(items).toMatchObject([
    { placeId: page.placeId, meeting: { startsAt: tuesday, state: 'planned', location: 'Schauraum, Königsplatz 1' } },
    { placeId: page.placeId, meeting: { startsAt: '2026-11-24T10:00:00.000Z' } },
  ]);
  expect(await ask('2026-11-25')).toEqual([]);
  const nextOf = async (on: string) => (await office.owner.call(contract.listVisitors, { query: { on } })).body.next;
  expect([await nextOf('2026-11-22'), await nextOf('2026-11-24')]).toEqual(['2026-11-24', null]);
  const stranger = (await office.app.workspace()).owner;
  expect(await ask('2026-11-24', stranger)).toEqual([]);
});

test('a place that changes changes on its pages; an exhibit that keeps its name stays the same', async () => {
  const page = await showroom();
  const params = { placeId: page.placeId ?? '' };
  const [before] = (await office.owner.call(contract.listPlaces)).body.items;
  const exhibits = [
    { name: 'Speicher', line: null },
    { name: 'Wärmepumpe WP 8', line: 'neu' },
  ];
  const changed = await office.owner.call(contract.changePlace, { params, body: { exhibits, capacity: 5 } });
  expect(changed.body).toMatchObject({ capacity: 5, version: 2, exhibits });
  expect(changed.body.exhibits[1]?.id).toBe(before?.exhibits[0]?.id);
  const [shown] = (await office.owner.call(contract.listBookingPages)).body.items;
  expect(shown).toMatchObject({ seats: 5, location: 'Schauraum, Königsplatz 1' });
  const again = await office.owner.call(contract.changePlace, { params, body: { capacity: 5 } });
  expect(again.body.version).toBe(2);
  await office.owner.call(contract.changePlace, { params, body: { closed: true } });
  expect(
    await office.owner.call(contract.createBookingPage, {
      body: {
        title: 'X',
        privacyUrl: 'https://x.example/',
        where: { way: 'video' },
        minutes: 30,
        hostIds: [office.owner.userId],
        ...params,
      },
    }),
  ).toMatchObject({ status: 422, body: { code: 'place_unknown' } });
});
