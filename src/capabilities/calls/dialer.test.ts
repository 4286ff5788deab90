import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createView, removeContact } from '#contacts/contract';
import { sql } from 'kysely';
import { changeRolePolicy } from '#access/contract';
import { insertContacts } from '#contacts';
import { recordConsents } from '#consent';
import { recordConsent } from '#consent/contract';
import { logOutcome } from '#next-steps/contract';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { dbFor, dispositionsOf, openWorkspace, person, willing } from '../../../test/setup/people.ts';
import { changeDialer, endDialer, getDialer, holdInDialer, nextInDialer, startCall, startDialer } from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const everyone = { from: 'list', filters: {}, sort: 'createdAt' } as const;
const start = async (who: Client, people: object = everyone) =>
  who.call(startDialer, { body: { name: 'Alle', people: people as typeof everyone } });
const next = async (who: Client, leaving?: string | null) =>
  (await who.call(nextInDialer, { body: leaving ? { leaving } : {} })).body;
const later = (seconds: number) => {
  app.time.now = new Date(app.time.now.getTime() + seconds * 1000);
};

/** Rings whom the dialer holds and says that they were reached. */
async function ring(who: Client, contactId: string): Promise<void> {
  const dispositions = await dispositionsOf(who);
  const { status, body } = await who.call(startCall, { body: { contactId } });
  expect(status).toBe(201);
  const outcome = { call: { callId: body.call.id }, dispositionId: dispositions.connected };
  expect((await who.call(logOutcome, { body: outcome })).status).toBe(201);
}

/** People in this order, those marked `no` without a consent. */
async function people(who: Client, answers: readonly ('yes' | 'no')[]): Promise<string[]> {
  const ids = [];
  for (const [index, answer] of answers.entries()) {
    const input = { firstName: `Nr${index}`, phones: [`+4956110${String(1000 + index)}`] };
    later(1);
    ids.push(answer === 'yes' ? await willing(app, who, input) : await person(app, who, input));
  }
  return ids;
}

describe('a list', () => {
  test('is called in its order; whom the gate refuses is passed over, with the reason and how many', async () => {
    const { owner } = await openWorkspace(app);
    const [first, , , second] = await people(owner, ['yes', 'no', 'no', 'yes']);

    expect((await start(owner)).body).toMatchObject({
      session: { name: 'Alle', paceSeconds: 5, counts: { people: 4, open: 4, called: 0, refused: [] } },
      person: null,
    });
    const one = await next(owner);
    expect(one.person).toMatchObject({
      contactId: first,
      phone: '+49561101000',
      timeZone: 'Europe/Berlin',
      answer: { allowed: true, basis: 'consent' },
      openCall: null,
    });
    await ring(owner, first ?? '');
    const two = await next(owner, first);
    expect(two.person?.contactId).toBe(second);
    expect(two.session?.counts).toMatchObject({
      open: 1,
      called: 1,
      refused: [{ because: 'no_consent', people: 2, again: null }],
    });
    await ring(owner, second ?? '');
    const end = await next(owner, second);
    expect(end.person).toBeNull();
    expect(end.session?.counts).toMatchObject({ open: 0, called: 2 });
  });

  test('begins from a saved view, and from people that were named', async () => {
    const { owner } = await openWorkspace(app);
    const [first, second] = await people(owner, ['yes', 'yes']);
    const query = { filters: { q: 'Nr1', hasPhone: 'true' }, sort: '-createdAt' };
    const { body: view } = await owner.call(createView, { body: { subject: 'contact', name: 'Nur Nr1', query } });
    await start(owner, { from: 'list', filters: view.query.filters, sort: 'name' });
    expect((await next(owner)).person?.contactId).toBe(second);

    await start(owner, {
      from: 'named',
      contacts: [{ contactId: second }, { contactId: first }, { contactId: second }],
    });
    const named = await next(owner);
    expect(named.session?.counts.people).toBe(2);
    expect(named.person?.contactId).toBe(second);
    expect((await start(owner, { from: 'list', filters: { farbe: 'rot' } })).body).toMatchObject({
      code: 'filters_unknown',
    });
  });

  test('says who has no number, and calls those again whose hours begin', async () => {
    const { owner } = await openWorkspace(app);
    const [silent] = [await willing(app, owner, { phones: [] })];
    const [late] = await people(owner, ['yes']);
    app.time.now = new Date('2026-11-23T20:30:00Z');
    await start(owner);
    const night = await next(owner);
    expect(night.person).toBeNull();
    expect(night.session?.counts.refused).toEqual(
      expect.arrayContaining([
        { because: 'no_number', people: 1, again: null },
        { because: 'outside_hours', people: 1, again: '2026-11-24T07:00:00.000Z' },
      ]),
    );
    app.time.now = new Date('2026-11-24T07:00:00Z');
    expect((await next(owner)).person?.contactId).toBe(late);
    expect(silent).not.toBe(late);
  });

  test('does not ring at night whoever asked to be called, but in the morning', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    const request = { at: app.time.now.toISOString(), about: 'Speicher' };
    app.time.now = new Date('2026-11-23T20:30:00Z');
    await start(owner, { from: 'named', contacts: [{ contactId, purpose: 'requested', request }] });
    const night = await next(owner);
    expect(night.person).toBeNull();
    expect(night.session?.counts.refused).toEqual([
      { because: 'outside_hours', people: 1, again: '2026-11-24T07:00:00.000Z' },
    ]);
    app.time.now = new Date('2026-11-24T07:00:00Z');
    expect((await next(owner)).person).toMatchObject({ contactId, answer: { basis: 'requested' } });
  });

  test('passes over by hand, and pressing twice passes over one', async () => {
    const { owner } = await openWorkspace(app);
    const [first, second, third] = await people(owner, ['yes', 'yes', 'yes']);
    await start(owner);
    await next(owner);
    const [a, b] = await Promise.all([next(owner, first), next(owner, first)]);
    expect([a.person?.contactId, b.person?.contactId]).toEqual([second, second]);
    expect((await next(owner, second)).person?.contactId).toBe(third);
    expect((await next(owner, third)).session?.counts).toMatchObject({ skipped: 3, open: 0, called: 0 });
  });

  test('pauses, gives back who was not called yet, and goes on', async () => {
    const { owner } = await openWorkspace(app);
    const [first] = await people(owner, ['yes']);
    await start(owner);
    await next(owner);
    const paused = (await owner.call(changeDialer, { body: { paused: true } })).body;
    expect(paused).toMatchObject({ session: { pausedAt: app.time.now.toISOString() }, person: null });
    expect(await owner.call(nextInDialer, { body: {} })).toMatchObject({
      status: 409,
      body: { code: 'dialer_paused' },
    });
    await owner.call(changeDialer, { body: { paused: false, paceSeconds: null } });
    expect(await next(owner)).toMatchObject({ person: { contactId: first }, session: { paceSeconds: null } });
  });

  test('is there again after a reload, in the middle of a call too', async () => {
    const { owner } = await openWorkspace(app);
    const [first] = await people(owner, ['yes']);
    await start(owner);
    await next(owner);
    const { call } = (await owner.call(startCall, { body: { contactId: first ?? '' } })).body;
    expect((await owner.call(getDialer)).body.person).toMatchObject({ contactId: first, openCall: { id: call.id } });
    expect((await next(owner)).person?.contactId).toBe(first);
    await owner.call(endDialer);
    expect((await owner.call(getDialer)).body).toEqual({ session: null, person: null });
  });

  test('somebody removed in between is in nobody’s way', async () => {
    const { owner } = await openWorkspace(app);
    const [first, second] = await people(owner, ['yes', 'yes']);
    await start(owner);
    await next(owner);
    await owner.call(removeContact, { params: { contactId: first ?? '' } });
    expect((await next(owner, first)).person?.contactId).toBe(second);
    await owner.call(removeContact, { params: { contactId: second ?? '' } });
    expect(await next(owner)).toMatchObject({ person: null, session: { counts: { open: 0, skipped: 2 } } });
  });

  test('a consent withdrawn while somebody is held stops the call, and the list knows why', async () => {
    const { owner } = await openWorkspace(app);
    const [first] = await people(owner, ['yes']);
    await start(owner);
    await next(owner);
    const body = {
      state: 'denied',
      because: 'withdrawn',
      channel: 'phone',
      at: app.time.now.toISOString(),
      source: 'letter',
    } as const;
    await owner.call(recordConsent, { params: { contactId: first ?? '' }, body });
    expect((await owner.call(startCall, { body: { contactId: first ?? '' } })).status).toBe(403);
    expect((await next(owner, first)).session?.counts.refused).toMatchObject([{ because: 'withdrawn', people: 1 }]);
  });
});

describe('a team', () => {
  test('shares a list: nobody holds the same person, and nobody else may ring them', async () => {
    const workspace = await openWorkspace(app);
    const { owner } = workspace;
    const colleague = await workspace.person('member');
    const [first, second] = await people(owner, ['yes', 'yes']);
    await start(owner);
    await start(colleague);
    expect((await next(owner)).person?.contactId).toBe(first);
    const theirs = await next(colleague);
    expect(theirs.person?.contactId).toBe(second);
    expect(theirs.session?.counts).toMatchObject({ open: 2, elsewhere: 1 });
    expect(await colleague.call(startCall, { body: { contactId: first ?? '' } })).toMatchObject({
      status: 409,
      body: { code: 'contact_claimed' },
    });
    await ring(owner, first ?? '');
    await ring(colleague, second ?? '');
    expect((await next(owner, first)).person).toBeNull();
    expect((await next(colleague, second)).session?.counts).toMatchObject({ called: 2, open: 0 });
  });

  test('a page that slept rings nobody whom a colleague has rung meanwhile', async () => {
    const workspace = await openWorkspace(app);
    const { owner } = workspace;
    const colleague = await workspace.person('member');
    const [first = ''] = await people(owner, ['yes']);
    await start(owner);
    await start(colleague);
    expect((await next(owner)).person?.contactId).toBe(first);
    later(51);
    expect((await next(colleague)).person?.contactId).toBe(first);
    await ring(colleague, first);
    await next(colleague, first);

    expect(await owner.call(startCall, { body: { contactId: first, held: true } })).toMatchObject({
      status: 409,
      body: { code: 'contact_claimed' },
    });
  });

  test('frees whom a dead browser held within a minute; they come again in their place', async () => {
    const workspace = await openWorkspace(app);
    const { owner } = workspace;
    const colleague = await workspace.person('member');
    const [first, second, third] = await people(owner, ['yes', 'yes', 'yes']);
    await start(owner);
    await start(colleague);
    await next(owner);
    expect((await next(colleague)).person?.contactId).toBe(second);
    later(15);
    expect((await colleague.call(holdInDialer)).body).toEqual({ contactId: second });
    later(36);
    // The owner's browser gave no sign for 51 seconds; the colleague's did.
    expect((await colleague.call(holdInDialer)).body).toEqual({ contactId: second });
    await ring(colleague, second ?? '');
    expect((await next(colleague, second)).person?.contactId).toBe(first);
    // Back again, the owner has nobody and gets the one after.
    expect((await owner.call(holdInDialer)).body).toEqual({ contactId: null });
    expect((await next(owner)).person?.contactId).toBe(third);
  });

  test('whom somebody rang outside of the dialer is not rung again by it', async () => {
    const workspace = await openWorkspace(app);
    const { owner } = workspace;
    const colleague = await workspace.person('member');
    const [first, second] = await people(owner, ['yes', 'yes']);
    await start(owner);
    later(1);
    await ring(colleague, first ?? '');
    later(60);
    const mine = await next(owner);
    expect(mine.person?.contactId).toBe(second);
    expect(mine.session?.counts.called).toBe(1);
  });

  test('a call-back that is due goes before the list, also for somebody called already', async () => {
    const { owner } = await openWorkspace(app);
    const [first, second] = await people(owner, ['yes', 'yes']);
    await start(owner);
    await next(owner);
    await ring(owner, first ?? '');
    later(60);
    const callback = { contactId: first ?? '', purpose: 'advertising' as const };
    const due = await owner.call(nextInDialer, { body: { leaving: first ?? '', callback } });
    expect(due.body.person?.contactId).toBe(first);
    expect((await next(owner, first)).person?.contactId).toBe(second);
  });

  test('who sees only their own calls only their own', async () => {
    const workspace = await openWorkspace(app);
    const { owner } = workspace;
    const colleague = await workspace.person('member');
    const [foreign] = await people(owner, ['yes']);
    const own = await willing(app, owner, { ownerId: colleague.userId });
    await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
    later(2);
    expect((await start(colleague)).body.session?.counts.people).toBe(1);
    expect((await next(colleague)).person?.contactId).toBe(own);
    expect(await colleague.call(nextInDialer, { body: { leaving: foreign ?? '' } })).toMatchObject({ status: 404 });
  });
});

test('two setters on a list of a thousand, one browser killed again and again: nobody is rung twice, nobody left out', async () => {
  const workspace = await openWorkspace(app);
  const { owner } = workspace;
  const colleague = await workspace.person('member');
  const everybody = await manyWilling(owner, 1_000);
  const rung: string[] = [];
  const refused: string[] = [];
  let killed = 0;

  const work = async (who: Client, dies: (turn: number) => 'before' | 'after' | undefined) => {
    await start(who);
    let leaving: string | undefined;
    for (let turn = 0; ; turn++) {
      const { person, session } = await next(who, leaving);
      leaving = undefined;
      if (!person) {
        if (session?.counts.open === 0) return;
        // The last one is the other's; it may become free.
        later(51);
        continue;
      }
      const death = dies(turn);
      if (death !== 'before') {
        const { status } = await who.call(startCall, { body: { contactId: person.contactId, held: true } });
        (status === 201 ? rung : refused).push(person.contactId);
        expect([201, 409]).toContain(status);
        leaving = person.contactId;
      }
      if (death) {
        killed++;
        // Nothing is said any more: what was held runs out, of the other as well, and a new page begins with the same list.
        later(51);
        leaving = undefined;
        await start(who);
      }
    }
  };
  await Promise.all([
    work(owner, () => undefined),
    work(colleague, (turn) => (turn % 10 === 3 ? 'before' : turn % 10 === 7 ? 'after' : undefined)),
  ]);

  expect(killed).toBeGreaterThan(50);
  expect(rung.toSorted()).toEqual(everybody.toSorted());
  const { rows } = await sql<{ calls: number; people: number }>`
    select count(*) as calls, count(distinct contact_id) as people from call where workspace_id = ${workspace.id}
  `.execute(dbFor(app, owner));
  expect(rows).toEqual([{ calls: 1_000, people: 1_000 }]);
}, 300_000);

async function manyWilling(who: Client, many: number): Promise<string[]> {
  const now = app.time.now;
  return dbFor(app, who)
    .transaction()
    .execute(async (trx) => {
      const phones = (index: number) => [{ label: 'mobile', value: `+49561${String(200_000 + index)}` }];
      const made = await insertContacts(
        trx,
        who.actor,
        Array.from({ length: many }, (_, index) => ({ lastName: `Muster ${index}`, phones: phones(index) })),
        now,
      );
      const ids = made.map(({ id }) => id);
      const proof = {
        reference: 'Liste',
        personName: 'Erika Muster',
        personAddress: 'Weg 1, 34117 Kassel',
        advertiser: 'us' as const,
      };
      const yes = { channel: 'phone', state: 'granted', at: new Date('2026-11-20T15:00:00Z'), source: 'form' } as const;
      await recordConsents(
        trx,
        who.actor,
        ids.map((contactId) => ({ ...yes, contactId, wording: 'Ja, rufen Sie an.', proof })),
        now,
      );
      return ids;
    });
}
