import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { addSuppression } from '#consent/contract';
import { listContacts } from '#contacts/contract';
import { getToday, listNextSteps } from '#next-steps/contract';
import { dbOf } from '#platform/ground';
import { bookingOffice, erika, timesIn } from '../../../../../test/setup/booking.ts';
import { eventually } from '../../../../../test/setup/eventually.ts';
import { monday } from '../../../../../test/setup/house.ts';
import * as contract from '../../contract.ts';

const office = bookingOffice();
const { open, visit } = office;

const wish = (more: Record<string, string> = {}) => ({
  form: randomUUID(),
  firstName: 'Erika',
  lastName: 'Muster',
  phone: '0561 4711470',
  dayPart: 'afternoon',
  q0: 'Anderes',
  ...more,
});

const calling = (more: object = {}) =>
  open({
    questions: [
      {
        label: 'Worum geht es?',
        required: true,
        choices: [
          { label: 'Dach', hostIds: [] },
          { label: 'Anderes', hostIds: [], leadsTo: 'call' },
        ],
      },
    ],
    ...more,
  });

const wishesFor = (page: contract.BookingPageView) => page.address.replace('/termin/', '/termin/anruf/');
const steps = async () => (await office.owner.call(listNextSteps, { query: {} })).body.items;
const kept = () =>
  dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id }).selectFrom('callWish').selectAll().execute();

/** The steps that follow, once there are so many. */
async function stepsAre(count: number) {
  await eventually(async () => {
    await office.app.drain();
    expect(await steps()).toHaveLength(count);
  });
  return steps();
}

test('an answer leads to a call: it is asked for in words that are kept, and stands in Heute of whose turn it is', async () => {
  const page = await calling();
  const shown = await visit('GET', `${page.address}?q0=Anderes`);
  expect(shown.text).toContain('<h1>Wir rufen Sie an</h1>');
  expect(timesIn(shown.text)).toEqual([]);
  const wording =
    'Ich bitte Sonnendach Kassel, mich unter dieser Nummer wegen „Beratung“ anzurufen. Das ist keine Einwilligung in Werbung.';
  expect(shown.text).toContain(wording);
  expect(timesIn((await visit('GET', `${page.address}?q0=Dach`)).text).length).toBeGreaterThan(0);

  const sent = await visit('POST', wishesFor(page), wish());
  expect(sent.status).toBe(303);
  expect((await visit('GET', sent.goTo)).text).toContain('Danke, wir rufen Sie an.');
  expect(await kept()).toMatchObject([{ wording, phone: '+495614711470', hostId: office.owner.userId, locale: 'de' }]);
  const [step] = await stepsAre(1);
  expect(step).toMatchObject({
    kind: 'call',
    title: 'Rückruf gewünscht: Beratung',
    dueOn: '2026-11-23',
    promised: true,
    ownerId: office.owner.userId,
    contactName: 'Erika Muster',
  });
  expect(step?.note).toContain('Passt: nachmittags');
  expect(step?.note).toContain('+49 561 4711470 (nicht bestätigt)');
  expect(step?.note).toContain('Worum geht es? Anderes');
  // Nothing but the wish carries the call.
  const { items } = (await office.owner.call(getToday, {})).body;
  expect(items).toMatchObject([
    { purpose: 'requested', phone: { allowed: true, basis: 'requested' }, request: { about: step?.title } },
  ]);
});

test('sent twice, and five times at once, it is one wish', async () => {
  const page = await calling();
  const sent = wish();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => visit('POST', wishesFor(page), sent)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  expect(await kept()).toHaveLength(1);
  expect((await office.owner.call(listContacts, { query: {} })).body.items).toHaveLength(1);
});

test('the hosts take turns, with what was booked counted too', async () => {
  const second = await office.house.person('member');
  const page = await calling({ hostIds: [office.owner.userId, second.userId] });
  for (const phone of ['0561 4711471', '0561 4711472', '0561 4711473'])
    await visit('POST', wishesFor(page), wish({ phone, lastName: `Muster ${phone.at(-1)}` }));
  await office.book(page, { q0: 'Dach' });
  const [meeting] = await office.meetings();
  const turns = [...(await kept()).map(({ hostId }) => hostId), meeting?.hostIds[0]];
  for (const { userId } of [office.owner, second]) expect(turns.filter((id) => id === userId)).toHaveLength(2);
});

test('where nobody fits, the number may be left if the page says so', async () => {
  const questions = [
    { label: 'Postleitzahl', required: true, byPostalCode: true, choices: [{ label: '34', hostIds: [] }] },
  ];
  const silent = await open({ questions });
  expect((await visit('GET', `${silent.address}?q0=80331`)).text).not.toContain('name="phone"');
  expect((await visit('POST', wishesFor(silent), wish({ q0: '80331' }))).goTo).toBe(new URL(silent.address).pathname);
  const page = await open({ questions, offersCall: true });
  const shown = await visit('GET', `${page.address}?q0=80331`);
  expect(shown.text).toContain('Dafür haben wir leider niemanden.');
  expect(shown.text).toContain('name="phone"');
  expect((await visit('POST', wishesFor(page), wish({ q0: '34117' }))).goTo).toBe(new URL(page.address).pathname);
  expect(await kept()).toEqual([]);
  await visit('POST', wishesFor(page), wish({ q0: '80331', lastName: '', phone: '12' })).then(({ status, text }) => {
    expect(status).toBe(422);
    for (const name of ['lastName', 'phone']) expect(text).toContain(`id="${name}-fault"`);
    expect(text).toContain('value="80331"');
  });
  await visit('POST', wishesFor(page), wish({ q0: '80331' }));
  expect(await kept()).toHaveLength(1);
});

test('a number that wants no calls is not called, and whoever typed it learns nothing of that', async () => {
  const page = await calling();
  await office.owner.call(addSuppression, { body: { value: '+495614711470' } });
  const sent = await visit('POST', wishesFor(page), wish());
  expect([sent.status, sent.goTo]).toEqual([303, new URL(wishesFor(page)).pathname]);
  expect(await kept()).toEqual([]);
});

test('against floods: ten over one line in an hour, three to one number in a day, and no program that fills in everything', async () => {
  const page = await calling();
  const ip = '203.0.113.9';
  const statuses = [];
  for (let at = 0; at < 11; at++) {
    const phone = `0561 47114${10 + at}`;
    statuses.push((await visit('POST', wishesFor(page), wish({ phone }), { ip })).status);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(303), 429]);
  for (const status of [303, 303, 303, 429])
    expect((await visit('POST', wishesFor(page), wish({ phone: '0561 999999' }))).status).toBe(status);
  expect((await visit('POST', wishesFor(page), wish({ website: 'https://spam.example' }))).status).toBe(429);
});

test.each([
  ['in the morning, asked for at ten', '2026-11-23T09:30:00Z', 'morning', '2026-11-23'],
  ['in the morning, asked for at noon', '2026-11-23T11:00:00Z', 'morning', '2026-11-24'],
  ['on a Friday evening', '2026-11-27T19:30:00Z', 'evening', '2026-11-30'],
  ['at Christmas', '2026-12-24T17:00:00Z', 'any', '2026-12-28'],
])('due %s', async (_, now, dayPart, dueOn) => {
  office.app.time.now = monday;
  const page = await calling();
  office.app.time.now = new Date(now);
  await visit('POST', wishesFor(page), wish({ dayPart }));
  expect(await kept()).toMatchObject([{ dueOn }]);
});

test('an answer leads to another page, and to nobody once that is closed', async () => {
  const other = await open({ title: 'Wärmepumpe' });
  const questions = [
    {
      label: 'Worum geht es?',
      required: true,
      choices: [
        { label: 'Dach', hostIds: [] },
        { label: 'Heizung', hostIds: [], leadsTo: { pageId: other.id } },
      ],
    },
  ];
  const page = await open({ questions });
  expect((await visit('GET', `${page.address}?q0=Heizung`)).goTo).toBe(new URL(other.address).pathname);
  expect((await visit('POST', page.address, { ...erika(), q0: 'Heizung' })).status).toBe(409);
  await office.owner.call(contract.changeBookingPage, { params: { pageId: other.id }, body: { closed: true } });
  expect((await visit('GET', `${page.address}?q0=Heizung`)).text).toContain('Dafür haben wir leider niemanden.');
  const itself = [{ label: 'A', required: true, choices: [{ label: 'B', hostIds: [], leadsTo: { pageId: page.id } }] }];
  const change = { params: { pageId: page.id }, body: { questions: itself } };
  expect((await office.owner.call(contract.changeBookingPage, change)).body).toMatchObject({ code: 'page_unknown' });
});
