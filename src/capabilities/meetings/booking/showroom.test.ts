import { expect, test } from 'vitest';
import { bookingOffice, erika, othersIn, tuesday } from '../../../../test/setup/booking.ts';
import * as contract from '../contract.ts';

const office = bookingOffice();
const { open, visit, book, meetings } = office;

const showroom = (more: object = {}) =>
  open({
    where: { way: 'place', location: 'Schauraum, Königsplatz 1' },
    seats: 2,
    exhibits: ['Wärmepumpe WP 8'],
    ...more,
  });

test('says what there is to see, and takes as many at one time as there are seats', async () => {
  const page = await showroom();
  const shown = await visit('GET', page.address);
  expect(shown.text).toContain('Königsplatz 1');
  expect(shown.text).toContain('<li>Wärmepumpe WP 8</li>');
  const answers = await Promise.all([1, 2, 3, 4].map(() => visit('POST', page.address, erika())));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 303, 409, 409]);
  expect(await meetings()).toMatchObject([{ startsAt: tuesday }, { startsAt: tuesday }]);
  const other = answers.find(({ status }) => status === 409);
  expect(othersIn(other?.text ?? '')).not.toContain(tuesday);
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
