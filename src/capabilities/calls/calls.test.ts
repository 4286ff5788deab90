import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { changeContactCaps, getConsent } from '#consent/contract';
import { requireContact } from '#contacts';
import { newId } from '#platform/ids';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import {
  dbFor,
  dispositionsOf,
  openWorkspace,
  person as makePerson,
  willing as makeWilling,
} from '../../../test/setup/people.ts';
import { ensureCallsDefaults } from './commands/dispositions.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const number = '+49561123456';
const friday = '2026-11-20T15:00:00Z';
const minutesAgo = (minutes: number) => new Date(app.time.now.getTime() - minutes * 60_000).toISOString();

const open = () => openWorkspace(app);
const person = (who: Client) => makePerson(app, who);
const willing = async (who: Client, phones?: string[]) => makeWilling(app, who, { phones });

describe('the gate', () => {
  test('lets an allowed call begin, hands out the number, and keeps its reason with the call', async () => {
    const { owner } = await open();
    const contactId = await willing(owner);
    const { status, body } = await owner.call(contract.startCall, { body: { contactId } });
    expect({ status, dial: body.dial }).toEqual({ status: 201, dial: `tel:${number}` });
    expect(body.call).toMatchObject({
      contactId,
      number,
      direction: 'outbound',
      disposition: null,
      startedAt: monday.toISOString(),
    });
    expect(body.call.permit).toMatchObject({ purpose: 'advertising', basis: 'consent', at: monday.toISOString() });
    expect(body.call.permit?.entryId).not.toBeNull();
  });

  test('refuses a call nobody consented to, with reason, norm and the lawful ways on; no number leaves the house', async () => {
    const { owner } = await open();
    const contactId = await person(owner);
    const answer = await owner.call(contract.startCall, { body: { contactId } });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      code: 'contact_not_allowed',
      details: {
        contactId,
        answer: {
          allowed: false,
          because: 'no_consent',
          norm: '§ 7 Abs. 2 Nr. 1 UWG',
          next: expect.arrayContaining(['letter']),
        },
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain(number);
    expect((await owner.call(contract.listCalls)).body.items).toEqual([]);
  });

  test('is not got around by logging the call afterwards', async () => {
    const { owner } = await open();
    const contactId = await person(owner);
    const { connected } = await dispositionsOf(owner);
    const body = { direction: 'outbound', contactId, startedAt: minutesAgo(5), dispositionId: connected } as const;
    expect(await owner.call(contract.logCall, { body })).toMatchObject({
      status: 403,
      body: { code: 'contact_not_allowed' },
    });
  });

  test('weighs a logged call at the minute it was made', async () => {
    const { owner } = await open();
    const contactId = await willing(owner);
    const { connected } = await dispositionsOf(owner);
    const log = (startedAt: string) =>
      owner.call(contract.logCall, { body: { direction: 'outbound', contactId, startedAt, dispositionId: connected } });
    expect(await log('2026-11-23T06:30:00Z')).toMatchObject({
      status: 403,
      body: { details: { answer: { because: 'outside_hours' } } },
    });
    expect(await log('2026-11-22T10:00:00Z')).toMatchObject({
      status: 403,
      body: { details: { answer: { because: 'rest_day' } } },
    });
    expect(await log('2026-11-20T14:00:00Z')).toMatchObject({
      status: 403,
      body: { details: { answer: { because: 'not_prior' } } },
    });
    expect(await log('2026-11-23T08:00:00Z')).toMatchObject({
      status: 201,
      body: { permit: { at: '2026-11-23T08:00:00.000Z' } },
    });
    expect(await log('2026-11-24T08:00:00Z')).toMatchObject({ status: 422, body: { code: 'in_the_future' } });
  });

  test('asks nothing of a call that came in', async () => {
    const { owner } = await open();
    const contactId = await person(owner);
    const { connected } = await dispositionsOf(owner);
    const body = {
      direction: 'inbound',
      contactId,
      startedAt: minutesAgo(3),
      dispositionId: connected,
      note: 'ruft selbst an',
    } as const;
    expect(await owner.call(contract.logCall, { body })).toMatchObject({
      status: 201,
      body: { permit: null, number: null },
    });
    const { lastTouchAt } = await requireContact(dbFor(app, owner), owner.actor.workspaceId, contactId);
    expect(lastTouchAt?.toISOString()).toBe(minutesAgo(3));
  });

  test('opens for a call the person asked for, and keeps what they asked', async () => {
    const { owner } = await open();
    const contactId = await person(owner);
    const request = { at: friday, about: 'Rückruf zum Angebot' };
    const without = await owner.call(contract.startCall, { body: { contactId, purpose: 'requested' } });
    expect(without).toMatchObject({ status: 403, body: { details: { answer: { because: 'no_request' } } } });
    const started = await owner.call(contract.startCall, { body: { contactId, purpose: 'requested', request } });
    expect(started.body.call.permit).toMatchObject({ purpose: 'requested', basis: 'requested', request });
  });

  test('dials only numbers of that person', async () => {
    const { owner } = await open();
    const contactId = await willing(owner, [number, '+4915112345678']);
    const start = (wanted: string) => owner.call(contract.startCall, { body: { contactId, number: wanted } });
    expect(await start('+4915112345678')).toMatchObject({ status: 201, body: { dial: 'tel:+4915112345678' } });
    expect(await start('+493012345678')).toMatchObject({ status: 422, body: { code: 'number_not_theirs' } });
    const numberless = await willing(owner, []);
    expect(await owner.call(contract.startCall, { body: { contactId: numberless } })).toMatchObject({
      status: 422,
      body: { code: 'no_number' },
    });
  });
});

describe('how a call ended', () => {
  test('an objection closes the phone in the same moment', async () => {
    const { owner } = await open();
    const contactId = await willing(owner);
    const { objected } = await dispositionsOf(owner);
    const { call } = (await owner.call(contract.startCall, { body: { contactId } })).body;
    const params = { callId: call.id };
    expect(
      (await owner.call(contract.changeCall, { params, body: { dispositionId: objected, note: 'Nie wieder!' } }))
        .status,
    ).toBe(200);

    expect(await owner.call(contract.startCall, { body: { contactId } })).toMatchObject({
      status: 403,
      body: { details: { answer: { because: 'objected' } } },
    });
    const consent = (await owner.call(getConsent, { params: { contactId } })).body;
    expect(JSON.stringify(consent)).toContain(`call ${call.id}`);
    expect(JSON.stringify(consent)).toContain('Nie wieder!');
  });

  test('a wrong number is never rung again', async () => {
    const { owner } = await open();
    const contactId = await willing(owner, [number, '+4915112345678']);
    const { wrong_number: wrong } = await dispositionsOf(owner);
    const { call } = (await owner.call(contract.startCall, { body: { contactId } })).body;
    await owner.call(contract.changeCall, { params: { callId: call.id }, body: { dispositionId: wrong } });

    const again = await owner.call(contract.startCall, { body: { contactId, number } });
    expect(again).toMatchObject({ status: 422, body: { code: 'number_wrong' } });
    const other = await owner.call(contract.startCall, { body: { contactId } });
    expect(other.body.dial).toBe('tel:+4915112345678');
  });

  test('of two who finish one call the second is told, and what was noted stays', async () => {
    const { owner, person: colleague } = await open();
    const mate = await colleague('member');
    const contactId = await willing(owner);
    const { connected, busy } = await dispositionsOf(owner);
    const { call } = (await owner.call(contract.startCall, { body: { contactId } })).body;
    const finish = (who: Client, dispositionId: string) =>
      who.call(contract.changeCall, { params: { callId: call.id }, body: { dispositionId }, ifMatch: call.version });
    const answers = await Promise.all([finish(owner, connected), finish(mate, busy)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test('a removed call is gone from the list and comes back as it was', async () => {
    const { owner } = await open();
    const contactId = await willing(owner);
    const { connected } = await dispositionsOf(owner);
    const logged = await owner.call(contract.logCall, {
      body: {
        direction: 'outbound',
        contactId,
        startedAt: minutesAgo(10),
        durationSeconds: 95,
        dispositionId: connected,
        note: 'will Angebot',
      },
    });
    const params = { callId: logged.body.id };
    expect(logged.body.endedAt).toBe(new Date(Date.parse(logged.body.startedAt) + 95_000).toISOString());
    expect((await owner.call(contract.removeCall, { params })).status).toBe(200);
    expect((await owner.call(contract.listCalls)).body.items).toEqual([]);
    const change = await owner.call(contract.changeCall, { params, body: { note: 'x' } });
    expect(change).toMatchObject({ status: 409, body: { code: 'call_removed' } });
    expect((await owner.call(contract.restoreCall, { params })).status).toBe(200);
    expect((await owner.call(contract.listCalls)).body.items).toMatchObject([
      { note: 'will Angebot', disposition: { meaning: 'connected' }, removedAt: null },
    ]);
  });

  test('the list turns its pages newest first and answers its filters', async () => {
    const { owner } = await open();
    const contactId = await willing(owner);
    await owner.call(changeContactCaps, { body: { perDay: 5, perWeek: 10 } });
    const { connected, busy } = await dispositionsOf(owner);
    for (const [minutes, dispositionId] of [
      [30, connected],
      [20, busy],
      [10, connected],
      [5, busy],
      [1, connected],
    ] as const) {
      await owner.call(contract.logCall, {
        body: { direction: 'outbound', contactId, startedAt: minutesAgo(minutes), dispositionId },
      });
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { startedAt: string }[]; next: string | null } = (
        await owner.call(contract.listCalls, { query: { limit: 2, ...(cursor && { cursor }) } })
      ).body;
      seen.push(...page.items.map(({ startedAt }) => startedAt));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([1, 5, 10, 20, 30].map(minutesAgo));
    expect((await owner.call(contract.listCalls, { query: { dispositionId: busy } })).body.items).toHaveLength(2);
    expect(await owner.call(contract.listCalls, { query: { cursor: 'bm9wZQ' } })).toMatchObject({
      status: 400,
      body: { code: 'cursor_invalid' },
    });
  });
});

describe('who sees and may', () => {
  test("another workspace's contacts, deals, calls and dispositions are not there", async () => {
    const [here, there] = [await open(), await open()];
    const [mine, theirs] = [await willing(here.owner), await willing(there.owner)];
    const { connected } = await dispositionsOf(there.owner);
    const { call } = (await there.owner.call(contract.startCall, { body: { contactId: theirs } })).body;
    const params = { callId: call.id };
    const body = { direction: 'outbound', contactId: mine, startedAt: minutesAgo(1) } as const;
    const { owner } = here;
    const answers = [
      await owner.call(contract.startCall, { body: { contactId: theirs } }),
      await owner.call(contract.startCall, { body: { contactId: mine, dealId: newId() } }),
      await owner.call(contract.logCall, { body: { ...body, dispositionId: connected } }),
      await owner.call(contract.getCall, { params }),
      await owner.call(contract.changeCall, { params, body: { note: 'x' } }),
      await owner.call(contract.removeCall, { params }),
      await owner.call(contract.restoreCall, { params }),
      await owner.call(contract.changeDisposition, { params: { dispositionId: connected }, body: { name: 'x' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  test('who sees only their own records neither sees nor starts calls with others’ contacts', async () => {
    const { owner, person: join } = await open();
    await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
    const member = await join('member');
    const [others, own] = [await willing(owner), await willing(member)];
    const { call } = (await owner.call(contract.startCall, { body: { contactId: others } })).body;
    expect((await member.call(contract.startCall, { body: { contactId: others } })).status).toBe(404);
    expect((await member.call(contract.getCall, { params: { callId: call.id } })).status).toBe(404);
    expect((await member.call(contract.startCall, { body: { contactId: own } })).status).toBe(201);
    expect((await member.call(contract.listCalls)).body.items).toHaveLength(1);
  });

  test('read-only people start nothing, members set up nothing', async () => {
    const { owner, person: join } = await open();
    const [reader, member] = [await join('read_only'), await join('member')];
    const contactId = await willing(owner);
    expect((await reader.call(contract.startCall, { body: { contactId } })).status).toBe(403);
    expect((await member.call(contract.addDisposition, { body: { name: 'x', meaning: 'busy' } })).status).toBe(403);
  });
});

describe('dispositions', () => {
  test('begin with nine, one for each number key, and only once', async () => {
    const { owner } = await open();
    await dbFor(app, owner)
      .transaction()
      .execute((trx) => ensureCallsDefaults(trx, owner.actor, app.time.now));
    const { items } = (await owner.call(contract.listDispositions)).body;
    expect(items.map(({ name, position }) => `${position} ${name}`)).toEqual([
      '1 Erreicht',
      '2 Nicht erreicht',
      '3 Besetzt',
      '4 Mailbox',
      '5 Rückruf vereinbart',
      '6 Termin vereinbart',
      '7 Kein Interesse',
      '8 Falsche Nummer',
      '9 Nie wieder anrufen',
    ]);
  });

  test('can be added, renamed, reordered, archived and brought back; two of one name can’t stand', async () => {
    const { owner } = await open();
    const added = await owner.call(contract.addDisposition, {
      body: { name: 'Schickt Unterlagen', meaning: 'connected', next: { kind: 'message', afterDays: 2 } },
    });
    expect(added).toMatchObject({ status: 201, body: { position: 10, next: { kind: 'message', afterDays: 2 } } });
    expect(
      await owner.call(contract.addDisposition, { body: { name: 'schickt unterlagen', meaning: 'busy' } }),
    ).toMatchObject({
      status: 409,
      body: { code: 'disposition_exists' },
    });
    const { items } = (await owner.call(contract.listDispositions)).body;
    const ids = items.map(({ id }) => id);
    const turned = await owner.call(contract.orderDispositions, { body: { ids: ids.toReversed() } });
    expect(turned.body.items.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(await owner.call(contract.orderDispositions, { body: { ids: ids.slice(1) } })).toMatchObject({
      status: 422,
    });

    const params = { dispositionId: added.body.id };
    const { version } = turned.body.items[0] ?? { version: 0 };
    expect(
      (await owner.call(contract.changeDisposition, { params, body: { archived: true }, ifMatch: version })).status,
    ).toBe(200);
    expect(
      await owner.call(contract.changeDisposition, { params, body: { name: 'x' }, ifMatch: version }),
    ).toMatchObject({ status: 412 });
    expect((await owner.call(contract.listDispositions)).body.items).toHaveLength(9);
    expect(
      (await owner.call(contract.listDispositions, { query: { archived: 'true' as never } })).body.items,
    ).toHaveLength(10);
    const contactId = await willing(owner);
    const body = { direction: 'outbound', contactId, startedAt: minutesAgo(1), dispositionId: added.body.id } as const;
    expect(await owner.call(contract.logCall, { body })).toMatchObject({
      status: 409,
      body: { code: 'disposition_archived' },
    });
    expect(
      (await owner.call(contract.changeDisposition, { params, body: { archived: false, next: null } })).body,
    ).toMatchObject({ archivedAt: null, next: null });
  });

  test('there is always one for "never call again"', async () => {
    const { owner } = await open();
    const { objected } = await dispositionsOf(owner);
    const params = { dispositionId: objected };
    expect(await owner.call(contract.changeDisposition, { params, body: { archived: true } })).toMatchObject({
      status: 409,
      body: { code: 'last_objection' },
    });
  });
});
