import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { objectAll } from '#consent/contract';
import { dbOf } from '#platform/ground';
import { bookingOffice, timesIn } from '../../../../../test/setup/booking.ts';
import { eventually } from '../../../../../test/setup/eventually.ts';
import { monday } from '../../../../../test/setup/house.ts';
import { plain } from '../../../../../test/setup/post-office.ts';
import * as contract from '../../contract.ts';
import { lookForFreeTimes } from './jobs.ts';

const office = bookingOffice();
const { visit, book } = office;

const times = ['2026-11-24T09:00:00.000Z', '2026-11-24T09:30:00.000Z'];

/** Two times in all, and both are taken. */
async function fullPage() {
  const hours = { timeZone: 'Europe/Berlin', hours: { 2: [{ from: '10:00', to: '11:00' }] }, exceptions: [] };
  await office.owner.call(contract.setMyHours, { body: hours });
  const page = await office.open({ horizonDays: 7 });
  const taken = [];
  for (const time of times) taken.push(await book(page, { time }));
  return { page, taken };
}

const asking = (more: Record<string, string> = {}) => ({
  form: randomUUID(),
  zone: 'Europe/Berlin',
  lastName: 'Warter',
  email: `warter-${randomUUID()}@example.org`,
  ...more,
});

const listOf = (page: contract.BookingPageView) => page.address.replace('/termin/', '/termin/warteliste/');
const cancel = (booked: { goTo: string }) => visit('POST', booked.goTo.replace('gebucht', 'absagen'));
const entries = () =>
  dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id })
    .selectFrom('waitingEntry')
    .selectAll()
    .orderBy('enteredAt')
    .orderBy('id')
    .execute();

/** As the job does that looks every ten minutes. */
const look = () =>
  lookForFreeTimes.run(
    { workspaceId: office.house.id },
    { ground: office.app.ground, signal: new AbortController().signal },
  );

test('who finds nothing free is told once when a time comes free, and books it', async () => {
  const { page, taken } = await fullPage();
  const shown = await visit('GET', page.address);
  expect(timesIn(shown.text)).toEqual([]);
  expect(shown.text).toContain('Vorgemerkt wird nichts');
  const sent = asking();
  const entered = await visit('POST', listOf(page), sent);
  expect(entered.goTo).toMatch(/^\/termin\/warten\/warten/);
  expect((await visit('GET', entered.goTo)).text).toContain('Sie stehen auf der Warteliste.');

  await cancel(taken[0] ?? { goTo: '' });
  const mail = plain((await office.lettersTo(sent.email, 1))[0] ?? '');
  expect(mail).toContain('bei „Beratung“ ist wieder eine Zeit frei');
  expect(mail).not.toContain('Warter');
  const link = /https:\/\/klinke\.example\.org(\/termin\/frei\/\S+)/.exec(mail)?.[1] ?? '';
  const led = await visit('GET', link);
  expect(led.goTo).toBe(`${new URL(page.address).pathname}?zone=Europe%2FBerlin`);
  expect(timesIn((await visit('GET', led.goTo)).text)).toEqual([times[0]]);
  expect((await visit('GET', entered.goTo)).text).toContain('Wir haben Ihnen geschrieben.');
  const uses = await dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id })
    .selectFrom('contactPermit')
    .select(['purpose', 'basis', 'request'])
    .where('address', '=', sent.email)
    .execute();
  expect(uses).toMatchObject([{ purpose: 'requested', basis: 'requested', request: { about: 'Beratung' } }]);

  await book(page, { email: sent.email, time: times[0] ?? '' });
  // Another one free: it is for the next, and they have had their mail.
  await cancel(taken[1] ?? { goTo: '' });
  await look();
  // The confirmation of what they booked, and no second word from the list.
  expect(await office.lettersTo(sent.email, 2)).toHaveLength(2);
});

test('one time is told to one of them, in order, and to the next after a day', async () => {
  const { page, taken } = await fullPage();
  const [first, second] = [asking(), asking()];
  for (const each of [first, second]) {
    office.app.time.now = new Date(office.app.time.now.getTime() + 1_000);
    await visit('POST', listOf(page), each);
  }
  await cancel(taken[0] ?? { goTo: '' });
  const [mail = ''] = await office.lettersTo(first.email, 1);
  const link = /https:\/\/klinke\.example\.org(\/termin\/frei\/\S+)/.exec(plain(mail))?.[1] ?? '';
  await look();
  expect((await entries()).map(({ toldAt }) => toldAt !== null)).toEqual([true, false]);
  // Nothing is kept for whom it was told to.
  expect(timesIn((await visit('GET', page.address)).text)).toEqual([times[0]]);

  // A week later, so that there are times ahead.
  office.app.time.now = new Date(monday.getTime() + 86_400_000);
  expect((await visit('GET', link)).status).toBe(303);
  office.app.time.now = new Date(monday.getTime() + 2 * 86_400_000);
  expect((await visit('GET', link)).status).toBe(410);
  await look();
  await office.lettersTo(second.email, 1);
});

test('who leaves the list is not told; sent twice is one entry, and a stranger who knows the mailbox takes nobody off', async () => {
  const { page, taken } = await fullPage();
  const sent = asking();
  const answers = await Promise.all([1, 2, 3].map(() => visit('POST', listOf(page), sent)));
  expect(new Set(answers.map(({ goTo }) => goTo)).size).toBe(1);
  const stranger = await visit('POST', listOf(page), { ...sent, form: randomUUID() });
  expect(stranger.goTo).toBe(new URL(listOf(page)).pathname);
  expect((await visit('GET', stranger.goTo)).text).toContain('Sie stehen auf der Warteliste.');
  expect(await entries()).toHaveLength(1);

  const [{ goTo = '' } = {}] = answers;
  await visit('GET', goTo);
  expect(await entries()).toMatchObject([{ leftAt: null }]);
  for (let twice = 0; twice < 2; twice++) expect((await visit('POST', goTo)).goTo).toBe(goTo);
  expect((await visit('GET', goTo)).text).toContain('Sie stehen nicht mehr auf der Warteliste.');
  await cancel(taken[0] ?? { goTo: '' });
  await look();
  expect(await entries()).toMatchObject([{ toldAt: null }]);
  for (const wrong of [
    goTo.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    goTo.replace('/warten/warten', '/frei/warten'),
  ])
    expect((await visit('GET', wrong)).status).toBe(404);
});

test('who wants to hear nothing more of us by now is taken off the list', async () => {
  const { page, taken } = await fullPage();
  const sent = asking();
  await visit('POST', listOf(page), sent);
  const [entry] = await entries();
  office.app.time.now = new Date(monday.getTime() + 60_000);
  const objection = { at: office.app.time.now.toISOString(), source: 'incoming_message' as const };
  await office.owner.call(objectAll, { params: { contactId: entry?.contactId ?? '' }, body: objection });
  await cancel(taken[0] ?? { goTo: '' });
  await eventually(async () => {
    await look();
    expect(await entries()).toMatchObject([{ toldAt: null, leftAt: office.app.time.now }]);
  });
  expect(office.letters.filter(({ to }) => to.includes(sent.email))).toEqual([]);
});

test('where something is free there is no list, and what is missing is asked for', async () => {
  const { page, taken } = await fullPage();
  const missing = await visit('POST', listOf(page), asking({ lastName: '', email: 'niemand' }));
  expect(missing.status).toBe(422);
  for (const name of ['lastName', 'email']) expect(missing.text).toContain(`id="${name}-fault"`);
  expect((await visit('POST', listOf(page), asking({ website: 'https://spam.example' }))).status).toBe(429);
  await cancel(taken[0] ?? { goTo: '' });
  expect((await visit('GET', page.address)).text).not.toContain('Vorgemerkt wird nichts');
  expect((await visit('POST', listOf(page), asking())).goTo).toContain(new URL(page.address).pathname);
  expect(await entries()).toEqual([]);
});

test('against floods: ten over one line in an hour', async () => {
  const { page } = await fullPage();
  const statuses = [];
  for (let at = 0; at < 11; at++)
    statuses.push((await visit('POST', listOf(page), asking(), { ip: '203.0.113.21' })).status);
  expect(statuses).toEqual([...Array<number>(10).fill(303), 429]);
});
