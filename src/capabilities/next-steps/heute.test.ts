import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { logCall, startCall } from '#calls/contract';
import { recordConsents, type Word } from '#consent';
import { insertContacts } from '#contacts';
import { createDeal } from '#deals/contract';
import { newId } from '#platform/ids';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { dbFor, dispositionsOf, firm, openWorkspace, person, willing } from '../../../test/setup/people.ts';
import * as contract from './contract.ts';
import { findToday } from './today/view.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ database: 'heute' });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const today = async (who: Client) => (await who.call(contract.getToday)).body;
/** Days later, when the session of a person who was away would have ended. */
const todayAt = (who: Client, at: Date) => findToday(dbFor(app, who), who.actor, at);
const namesAndReasons = (day: contract.TodayView) =>
  day.items.map((row) => `${row.contact?.name ?? row.company?.name ?? row.deal?.title} ${row.reason.code}`);
const plan = async (who: Client, contactId: string, over: object = {}) =>
  (
    await who.call(contract.createNextStep, {
      body: { kind: 'call', title: 'Rückruf', dueOn: '2026-11-23', contactId, ...over },
    })
  ).body;

test('a morning in its order: who waits, what was promised, who is new, which deals stand', async () => {
  const { owner } = await openWorkspace(app);
  const at = async (firstName: string) => willing(app, owner, { firstName });
  const talkedTo = async (firstName: string) => {
    const contactId = await at(firstName);
    const { connected } = await dispositionsOf(owner);
    await owner.call(logCall, {
      body: {
        direction: 'inbound',
        contactId,
        startedAt: '2026-11-20T10:00:00Z',
        dispositionId: connected,
        note: `mit ${firstName}`,
      },
    });
    return contactId;
  };
  await at('Neu');
  await plan(owner, await talkedTo('Morgen'), { dueOn: '2026-11-24' });
  await plan(owner, await talkedTo('Geplant'));
  await plan(owner, await talkedTo('Versprochen'), { kind: 'message', promised: true, dueOn: '2026-11-19' });
  await plan(owner, await talkedTo('Termin'), { kind: 'meeting', dueTime: '15:00' });
  await plan(owner, await talkedTo('Später'), { dueTime: '16:00', promised: true });
  await plan(owner, await talkedTo('Jetzt'), { dueTime: '10:30', promised: true });
  await plan(owner, await talkedTo('Vergessen'), { dueOn: '2026-11-18', promised: true });
  await plan(owner, await talkedTo('Liegengeblieben'), { dueOn: '2026-11-18' });
  await owner.call(createDeal, { body: { title: 'Dach', contactId: await talkedTo('Deal') } });
  await owner.call(startCall, { body: { contactId: await talkedTo('Offen') } });

  const day = await today(owner);
  expect(namesAndReasons(day)).toEqual([
    'Offen Muster call_unfinished',
    'Jetzt Muster callback_due',
    'Vergessen Muster callback_due',
    'Versprochen Muster promise_overdue',
    'Termin Muster meeting_today',
    'Später Muster promise_today',
    'Liegengeblieben Muster step_overdue',
    'Geplant Muster step_today',
    'Neu Muster new_lead',
    'Deal Muster deal_without_step',
  ]);
  expect(day.items[1]).toMatchObject({
    contact: { city: 'Kassel', phone: '+49561123456', kind: 'private' },
    phone: { allowed: true, basis: 'consent' },
    lastWords: { note: 'mit Jetzt', disposition: { meaning: 'connected' } },
    step: { title: 'Rückruf', dueTime: '10:30' },
  });
  expect(day.counts).toMatchObject({ open: 10, callsToday: 1, doneToday: 0, notCallable: { count: 0, more: false } });
  expect((await today(owner)).items.map(({ key }) => key)).toEqual(day.items.map(({ key }) => key));
});

test('one person has one row, by the strongest reason, with the others beside it', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  await plan(owner, contactId, { kind: 'task', title: 'Unterlagen sortieren', dueOn: '2026-11-20' });
  await plan(owner, contactId, { promised: true });
  await owner.call(createDeal, { body: { title: 'Dach', contactId, valueCents: 1_200_000 } });
  const { items } = await today(owner);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    reason: { code: 'callback_due' },
    others: [{ code: 'step_overdue', days: 3 }, { code: 'new_lead' }, { code: 'deal_without_step', dealTitle: 'Dach' }],
    deal: { title: 'Dach', valueCents: 1_200_000, stageName: 'Neu' },
  });
});

test('nobody is offered whom the gate refuses: they are counted, and found again by the lawful way', async () => {
  const { owner } = await openWorkspace(app);
  for (let i = 0; i < 3; i++) await person(app, owner, { firstName: `Still${i}` });
  const waiting = await person(app, owner, { firstName: 'Zugesagt' });
  await plan(owner, waiting, { kind: 'call', title: 'Anrufen' });
  await willing(app, owner, { firstName: 'Ja' });
  const day = await today(owner);
  expect(namesAndReasons(day)).toEqual(['Zugesagt Muster step_today', 'Ja Muster new_lead']);
  expect(day.items[0]?.phone).toMatchObject({
    allowed: false,
    because: 'no_consent',
    next: expect.arrayContaining(['letter']),
  });
  expect(day.counts.notCallable).toEqual({ count: 4, more: false });
});

test('whoever may be called is found behind thousands who may not, and every count is true', async () => {
  const { owner } = await openWorkspace(app);
  const now = app.time.now;
  const made = (at: number, name: string) => ({
    id: newId(),
    lastName: name,
    phones: [{ label: 'home', value: `+4956170${10_000 + at}` }],
    ownerId: at % 2 ? owner.userId : null,
    createdAt: new Date(now.getTime() - at * 1000),
  });
  const silent = Array.from({ length: 4400 }, (_, at) => made(at, 'Still'));
  const open = Array.from({ length: 210 }, (_, at) => made(5000 + at, `Offen ${at}`));
  const proof = { reference: 'Formular 7', personName: 'Offen', personAddress: 'Weg 1', advertiser: 'us' } as const;
  await dbFor(app, owner)
    .transaction()
    .execute(async (trx) => {
      await insertContacts(trx, owner.actor, [...silent, ...open], now);
      const words = open.map(({ id: contactId }): Word => ({
        contactId,
        channel: 'phone',
        state: 'granted',
        at: new Date('2026-11-20T15:00:00Z'),
        source: 'form',
        wording: 'Ja.',
        proof,
      }));
      await recordConsents(trx, owner.actor, words, now);
    });
  await plan(owner, open.at(-1)?.id ?? '');
  const day = await today(owner);

  expect(day.items).toHaveLength(200);
  expect(namesAndReasons(day).slice(0, 2)).toEqual(['Offen 209 step_today', 'Offen 0 new_lead']);
  expect(day.counts).toMatchObject({ open: 210, notCallable: { count: 4400, more: false } });
  expect(day.more).toBe(true);
});

test('a call-back the person asked for may ring, and says so', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await person(app, owner);
  await plan(owner, contactId, { promised: true, title: 'Rückruf zum Speicher' });
  const [row] = (await today(owner)).items;
  expect(row).toMatchObject({
    phone: { allowed: true, basis: 'requested' },
    purpose: 'requested',
    request: { about: 'Rückruf zum Speicher' },
  });
  const body = { contactId, purpose: row?.purpose ?? 'advertising', ...(row?.request && { request: row.request }) };
  expect((await owner.call(startCall, { body })).status).toBe(201);
});

test('on a Sunday night a call-back may ring, but waits for Monday unless this hour was agreed', async () => {
  const { owner } = await openWorkspace(app);
  const due = { promised: true, dueOn: '2026-11-29' };
  await plan(owner, await person(app, owner, { firstName: 'Wann' }), due);
  await plan(owner, await person(app, owner, { firstName: 'Eule' }), { ...due, dueTime: '03:00' });
  const missed = await person(app, owner, { firstName: 'Verpasst' });
  await plan(owner, missed, { ...due, dueOn: '2026-11-27', dueTime: '15:00' });

  const rows = (await todayAt(owner, new Date('2026-11-29T02:10:00Z'))).items;
  expect(rows.map(({ contact }) => contact?.name)).toEqual(['Eule Muster', 'Verpasst Muster', 'Wann Muster']);
  const quiet = { because: 'rest_day', until: '2026-11-30T07:00:00.000Z' };
  expect(rows.map(({ phone }) => phone)).toMatchObject([
    { allowed: true, basis: 'requested' },
    { allowed: true, basis: 'requested', quiet },
    { allowed: true, basis: 'requested', quiet },
  ]);
  expect(rows[0]?.phone).toMatchObject({ quiet: undefined });
});

test('before eight new people wait behind, with the hour from which they may be called', async () => {
  const { owner } = await openWorkspace(app);
  await willing(app, owner);
  app.time.now = new Date('2026-11-23T05:30:00Z');
  const [row] = (await today(owner)).items;
  expect(row).toMatchObject({
    reason: { code: 'new_lead' },
    phone: { allowed: false, because: 'outside_hours', facts: { until: '2026-11-23T07:00:00.000Z' } },
  });
});

test('a deal is stuck after the days its stage allows, unless something is planned within the week', async () => {
  const { owner } = await openWorkspace(app);
  const companyId = await firm(app, owner, 'Vogt GmbH');
  const deal = (await owner.call(createDeal, { body: { title: 'Dach', companyId } })).body;
  await owner.call(contract.createNextStep, {
    body: { kind: 'task', title: 'nachhaken', dueOn: '2026-12-24', dealId: deal.id },
  });
  expect((await today(owner)).items).toEqual([]);
  const later = new Date('2026-12-01T09:00:00Z');
  expect((await todayAt(owner, later)).items).toMatchObject([
    {
      key: deal.id,
      contact: null,
      company: { name: 'Vogt GmbH' },
      reason: { code: 'deal_stuck', days: 1, stageName: 'Neu' },
    },
  ]);
  await owner.call(contract.createNextStep, {
    body: { kind: 'task', title: 'gleich', dueOn: '2026-12-03', dealId: deal.id },
  });
  expect((await todayAt(owner, later)).items).toEqual([]);
});

test('is one’s own: steps of others, their deals and their new contacts are on their desks; nobody’s are on every desk', async () => {
  const { owner, person: join } = await openWorkspace(app);
  const member = await join('member');
  await willing(app, owner, { firstName: 'Olgas' });
  app.time.now = new Date(app.time.now.getTime() - 1000);
  await willing(app, owner, { firstName: 'Niemands', ownerId: null });
  app.time.now = new Date(app.time.now.getTime() + 1000);
  await plan(owner, await willing(app, member, { firstName: 'Paulas' }));
  expect(namesAndReasons(await today(owner))).toEqual([
    'Paulas Muster step_today',
    'Olgas Muster new_lead',
    'Niemands Muster new_lead',
  ]);
  expect(namesAndReasons(await today(member))).toEqual(['Paulas Muster new_lead', 'Niemands Muster new_lead']);
  await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  // Who somebody is, is believed for some seconds.
  app.time.now = new Date(app.time.now.getTime() + 60_000);
  expect(namesAndReasons(await today(member))).toEqual(['Paulas Muster new_lead']);
});

test('a heap of late plans does not push out what is due today or promised', async () => {
  const { owner } = await openWorkspace(app);
  const contactIds = await Promise.all(
    Array.from({ length: 3 }, (_, i) => willing(app, owner, { firstName: `P${i}` })),
  );
  const [late, promised, now] = contactIds;
  for (let i = 0; i < 205; i++) await plan(owner, late ?? '', { dueOn: '2026-11-20', kind: 'task', title: `alt ${i}` });
  await plan(owner, promised ?? '', { dueOn: '2025-01-01', kind: 'task', promised: true, title: 'uralt versprochen' });
  await plan(owner, now ?? '', { kind: 'task', title: 'heute' });
  const day = await today(owner);
  expect(namesAndReasons(day)).toEqual(['P1 Muster promise_overdue', 'P0 Muster step_overdue', 'P2 Muster step_today']);
  expect(day.more).toBe(true);
});

test('done work is counted for the day on the wall, and its rows are gone', async () => {
  const { owner } = await openWorkspace(app);
  const contactId = await willing(app, owner);
  const step = await plan(owner, contactId);
  const { connected } = await dispositionsOf(owner);
  const { call } = (await owner.call(startCall, { body: { contactId } })).body;
  await owner.call(contract.logOutcome, {
    body: { call: { callId: call.id }, dispositionId: connected, closesStepId: step.id },
  });
  expect(await today(owner)).toMatchObject({ items: [], counts: { open: 0, doneToday: 1, callsToday: 1 } });
  expect((await todayAt(owner, new Date('2026-11-23T23:30:00Z'))).counts).toMatchObject({
    doneToday: 0,
    callsToday: 0,
  });
});
