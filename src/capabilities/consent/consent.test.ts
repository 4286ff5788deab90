import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts';
import { type Actor, sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { mayContactMany } from './answers.ts';
import { removeImportedConsents, retractImportedConsents } from './commands/imported.ts';
import { recordConsents } from './commands/ledger.ts';
import * as contract from './contract.ts';
import { keepSummary } from './queries/summary.ts';
import type { Word } from './rules/entry.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const monday = '2026-11-23T09:30:00Z';
const friday = '2026-11-20T15:00:00Z';
const kassel = { country: 'DE', postalCode: '34117', city: 'Kassel' };

const dbFor = (actor: Actor) => dbOf<AllTables>(app.ground, sightOf(actor));

async function contact(
  { actor }: Client,
  {
    kind = 'private' as 'private' | 'business',
    place = kassel as object | null,
    phone = '+49561123456',
    ownerId = actor.userId,
  } = {},
): Promise<string> {
  const input = {
    kind,
    firstName: 'Erika',
    lastName: 'Muster',
    phones: [{ label: 'mobile', value: phone }],
    addresses: place ? [{ label: 'home', ...place }] : [],
    ownerId,
  };
  return (await createContact(dbFor(actor), actor, input, app.time.now)).contact.id;
}

const proof = { reference: 'Formular 4711', personName: 'Erika Muster', personAddress: 'Königsstraße 1, 34117 Kassel' };
const yes = {
  channel: 'phone',
  state: 'granted',
  at: friday,
  source: 'form',
  wording: 'Ja, Sonnendach darf mich anrufen.',
  proof,
} as const;
const no = { channel: 'phone', state: 'denied', because: 'objected', at: friday, source: 'incoming_call' } as const;

const record = (who: Client, contactId: string, body: Parameters<typeof contract.RecordConsent.parse>[0]) =>
  who.call(contract.recordConsent, { params: { contactId }, body: body as never });
const ask = async (who: Client, contactId: string, query: object = {}) =>
  (await who.call(contract.mayContact, { params: { contactId }, query })).body;

describe('may we call?', () => {
  let workspace: TestWorkspace;
  let owner: Client;
  beforeAll(async () => {
    workspace = await app.workspace();
    ({ owner } = workspace);
  });

  test('silence means no, and shows the lawful way on', async () => {
    const id = await contact(owner);
    expect(await ask(owner, id)).toMatchObject({
      allowed: false,
      because: 'no_consent',
      norm: '§ 7 Abs. 2 Nr. 1 UWG',
      next: ['letter', 'qr', 'double_opt_in', 'ask_incoming'],
    });
    expect(await ask(owner, id, { channel: 'post' })).toMatchObject({ allowed: true, basis: 'no_consent_needed' });
  });

  test('a documented yes opens the phone, and names the entry it rests on', async () => {
    const id = await contact(owner);
    const { status, body } = await record(owner, id, yes);
    expect(status).toBe(201);
    expect(await ask(owner, id)).toMatchObject({ allowed: true, basis: 'consent', entryId: body.id });
    expect(await ask(owner, id, { channel: 'email' })).toMatchObject({ because: 'other_channel' });
  });

  test('a yes without the home address is recorded, but does not open the phone', async () => {
    const id = await contact(owner);
    await record(owner, id, { ...yes, proof: { reference: 'Formular 4711', personName: 'Erika Muster' } });
    expect(await ask(owner, id)).toMatchObject({
      because: 'incomplete_documentation',
      facts: { missing: ['personAddress'] },
    });
  });

  test('an objection beats all but a later wish of the person', async () => {
    const id = await contact(owner, { kind: 'business' });
    await record(owner, id, yes);
    await owner.call(contract.recordPresumption, {
      params: { contactId: id },
      body: { basis: 'inquiry', reason: 'Anfrage vom 3.11. zu Wallboxen' },
    });
    await record(owner, id, no);
    expect(await ask(owner, id)).toMatchObject({ because: 'objected' });

    const wish = { purpose: 'requested', requestedAbout: 'Angebot Dachanlage' };
    expect(await ask(owner, id, { ...wish, requestedAt: '2026-11-19T09:00:00Z' })).toMatchObject({
      because: 'objected',
    });
    expect(await ask(owner, id, { ...wish, requestedAt: '2026-11-22T09:00:00Z' })).toMatchObject({
      basis: 'requested',
    });
    expect(await ask(owner, id, { purpose: 'requested' })).toMatchObject({ because: 'objected' });
  });

  test('an imported yes never overrides a no, whatever its date', async () => {
    const id = await contact(owner);
    await record(owner, id, { ...no, at: '2026-11-01T09:00:00Z' });
    await record(owner, id, { ...yes, source: 'import' });
    expect(await ask(owner, id)).toMatchObject({ because: 'objected' });
    await record(owner, id, yes);
    expect(await ask(owner, id)).toMatchObject({ allowed: true });
  });

  test('a mistaken no is taken back, and what stood before stands again', async () => {
    const id = await contact(owner);
    await record(owner, id, yes);
    await record(owner, id, no);
    await record(owner, id, {
      channel: 'phone',
      state: 'unknown',
      at: monday,
      source: 'in_person',
      wording: 'Falsche Person',
    });
    expect(await ask(owner, id)).toMatchObject({ because: 'no_consent' });
    const { body } = await owner.call(contract.listEntries, { params: { contactId: id } });
    expect(body.items.map(({ state }) => state)).toEqual(['unknown', 'denied', 'granted']);
  });

  test('a business may be called for a written reason only, and only where one counts', async () => {
    const id = await contact(owner, { kind: 'business' });
    const presume = (basis: contract.PresumptionBasis) =>
      owner.call(contract.recordPresumption, {
        params: { contactId: id },
        body: { basis, reason: 'Wartungsvertrag seit 2024 für die Anlage' },
      });
    expect(await ask(owner, id)).toMatchObject({
      because: 'no_presumption',
      next: expect.arrayContaining(['record_presumption']),
    });
    await presume('directory_entry');
    expect(await ask(owner, id)).toMatchObject({ because: 'basis_does_not_count' });
    await presume('existing_contract_same_field');
    expect(await ask(owner, id)).toMatchObject({ allowed: true, basis: 'presumed' });

    expect((await owner.call(contract.removePresumption, { params: { contactId: id } })).status).toBe(204);
    expect(await ask(owner, id)).toMatchObject({ because: 'no_presumption' });
    expect((await owner.call(contract.removePresumption, { params: { contactId: id } })).status).toBe(404);
  });

  test("a private person's interest is never presumed", async () => {
    const id = await contact(owner);
    const refused = await owner.call(contract.recordPresumption, {
      params: { contactId: id },
      body: { basis: 'inquiry', reason: 'Anfrage vom 3.11. zu Wallboxen' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'business_only' } });
  });

  test('the Swiss directory decides over Swiss numbers, customers aside', async () => {
    const id = await contact(owner, { place: { country: 'CH', postalCode: '8001' }, phone: '+41441234567' });
    const check = (listing: contract.Listing, customer = false) =>
      owner.call(contract.recordDirectoryCheck, { params: { contactId: id }, body: { listing, customer } });
    expect(await ask(owner, id)).toMatchObject({ because: 'ch_listing_unknown' });
    await check('starred');
    expect(await ask(owner, id)).toMatchObject({ because: 'ch_starred' });
    await check('starred', true);
    expect(await ask(owner, id)).toMatchObject({ allowed: true, basis: 'ch_customer' });
    await check('listed');
    expect(await ask(owner, id)).toMatchObject({ allowed: true, basis: 'ch_listed' });
  });

  test.each<[string, string, string]>([
    ['Monday half past ten', '2026-11-23T09:30:00Z', 'allowed'],
    ['Monday before eight', '2026-11-23T06:59:00Z', 'outside_hours'],
    ['Monday at eight in the evening', '2026-11-23T19:00:00Z', 'outside_hours'],
    ['Sunday noon', '2026-11-22T11:00:00Z', 'rest_day'],
    ['Corpus Christi in Hesse', '2026-06-04T09:00:00Z', 'rest_day'],
  ])('a number that may be called rests with its people: %s', async (_, at, expected) => {
    const id = await contact(owner);
    await record(owner, id, { ...yes, at: '2026-01-10T09:00:00Z' });
    const answer = await ask(owner, id, { at });
    expect(answer.allowed ? 'allowed' : answer.because).toBe(expected);
  });

  test('the holiday of one Land is a working day in the next', async () => {
    const at = '2026-06-04T09:00:00Z';
    const yesEarly = { ...yes, at: '2026-01-10T09:00:00Z' };
    const [hesse, lowerSaxony, unplaced] = await Promise.all([
      contact(owner),
      contact(owner, { place: { country: 'DE', postalCode: '30159' } }),
      contact(owner, { place: null, phone: '+495612345678' }),
    ]);
    for (const id of [hesse, lowerSaxony, unplaced]) await record(owner, id, yesEarly);
    expect(await ask(owner, hesse, { at })).toMatchObject({
      because: 'rest_day',
      facts: { until: '2026-06-05T06:00:00.000Z' },
    });
    expect(await ask(owner, lowerSaxony, { at })).toMatchObject({ allowed: true });
    // Nobody knows where they live: then where the workspace is.
    expect(await ask(owner, unplaced, { at })).toMatchObject({ because: 'rest_day' });
  });

  test('an Austrian number without an address stands under Austrian law', async () => {
    const id = await contact(owner, { kind: 'business', place: null, phone: '+43662123456' });
    await owner.call(contract.recordPresumption, {
      params: { contactId: id },
      body: { basis: 'inquiry', reason: 'Anfrage vom 3.11. zu Wallboxen' },
    });
    expect(await ask(owner, id)).toMatchObject({ because: 'no_consent', norm: '§ 174 Abs. 1 TKG 2021' });
  });

  test('one question for many', async () => {
    const [open, silent] = [await contact(owner), await contact(owner)];
    await record(owner, open, yes);
    const { body } = await owner.call(contract.mayContactMany, {
      query: { contactId: [open, silent, newId()] } as never,
    });
    expect(Object.fromEntries(body.items.map(({ contactId, answer }) => [contactId, answer.allowed]))).toEqual({
      [open]: true,
      [silent]: false,
    });
  });
});

describe('the ledger', () => {
  test('tells every word with its evidence, and who wrote it down', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    const first = await record(owner, id, yes);
    await record(owner, id, { ...no, because: 'withdrawn', at: monday });

    const page = await owner.call(contract.listEntries, { params: { contactId: id }, query: { limit: 1 } });
    expect(page.body).toMatchObject({ items: [{ state: 'denied', because: 'withdrawn' }], next: expect.any(String) });
    const rest = await owner.call(contract.listEntries, {
      params: { contactId: id },
      query: { cursor: page.body.next ?? '' },
    });
    const keeping = { lastUsedAt: null, keepUntil: '2031-11-20' };
    expect(rest.body).toEqual({ items: [{ ...first.body, keeping, proofs: [] }], next: null });
    expect(first.body).toMatchObject({
      recordedBy: owner.userId,
      wording: yes.wording,
      proof: { ...proof, advertiser: 'us' },
    });

    const { body } = await owner.call(contract.getConsent, { params: { contactId: id } });
    expect(body.channels.map(({ channel }) => channel)).toEqual(['phone', 'email', 'sms', 'post', 'visit']);
    expect(body.channels[0]).toMatchObject({ standing: { state: 'denied' }, answer: { because: 'withdrawn' } });
  });

  test('"never again" denies every channel, and stays', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    const { status, body } = await owner.call(contract.objectAll, {
      params: { contactId: id },
      body: { at: monday, source: 'incoming_call', wording: 'Rufen Sie nie wieder an.' },
    });
    expect(status).toBe(201);
    expect(body.items.map(({ channel }) => channel)).toEqual(contract.Channel.options);
    const { body: now } = await owner.call(contract.getConsent, { params: { contactId: id } });
    expect(now.channels.every(({ answer }) => !answer.allowed && answer.because === 'objected')).toBe(true);
    // A letter is no way on either.
    expect(now.channels[0]?.answer).toMatchObject({ next: ['ask_incoming'] });
  });

  test('nothing said tomorrow counts today, and a double opt-in says how it was confirmed', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    expect(await record(owner, id, { ...yes, at: '2026-11-24T09:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'in_the_future' },
    });
    expect(await record(owner, id, { ...yes, source: 'double_opt_in' })).toMatchObject({
      status: 422,
      body: { code: 'confirmation_missing' },
    });
    expect((await record(owner, id, { ...yes, wording: '' })).status).toBe(400);
    expect((await owner.call(contract.listEntries, { params: { contactId: id } })).body.items).toEqual([]);
  });

  test('no operation changes or removes an entry, and the database lets nobody change one', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    const { body: entry } = await record(owner, id, yes);
    const onEntries = Object.values(contract).flatMap((each) =>
      typeof each === 'object' && 'method' in each && 'path' in each && each.path.includes('/entries')
        ? [each.method]
        : [],
    );
    expect(onEntries.toSorted()).toEqual(['GET', 'POST', 'POST']);
    const change = sql`update consent_entry set state = 'denied' where workspace_id = ${owner.actor.workspaceId}`;
    await expect(change.execute(dbFor(owner.actor))).rejects.toThrow(/permission denied/);
    expect((await owner.call(contract.listEntries, { params: { contactId: id } })).body.items).toEqual([
      { ...entry, keeping: { lastUsedAt: null, keepUntil: '2031-11-20' }, proofs: [] },
    ]);
  });

  test('two who record at once lose nothing: the no stands', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    const words = Array.from({ length: 12 }, (_, index) =>
      index === 5 ? { ...no, at: monday } : { ...yes, at: friday },
    );
    await Promise.all(words.map((word) => record(owner, id, word)));
    expect((await owner.call(contract.listEntries, { params: { contactId: id } })).body.items).toHaveLength(12);
    expect(await ask(owner, id)).toMatchObject({ because: 'objected' });
  });

  test('a word is one event, with the fingerprint of its evidence', async () => {
    const { owner } = await app.workspace();
    const id = await contact(owner);
    const { body } = await record(owner, id, yes);
    const { rows } = await sql<{ type: string; payload: object; contactId: string }>`
      select type, payload, contact_id from event where workspace_id = ${owner.actor.workspaceId} and contact_id = ${id} and type like 'consent.%'
    `.execute(dbFor(owner.actor));
    expect(rows).toMatchObject([
      {
        type: 'consent.recorded',
        contactId: id,
        payload: {
          entryId: body.id,
          channel: 'phone',
          state: 'granted',
          evidenceSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    ]);
  });
});

describe('who sees what', () => {
  test('of another workspace nothing can be asked, read or written', async () => {
    const [{ owner }, { owner: stranger }] = [await app.workspace(), await app.workspace('Andere')];
    const id = await contact(owner);
    await record(owner, id, yes);
    const params = { contactId: id };
    const answers = await Promise.all([
      stranger.call(contract.getConsent, { params }),
      stranger.call(contract.listEntries, { params }),
      stranger.call(contract.mayContact, { params, query: {} }),
      record(stranger, id, no),
      stranger.call(contract.objectAll, { params, body: { at: monday, source: 'letter' } }),
      stranger.call(contract.recordPresumption, { params, body: { basis: 'inquiry', reason: 'Anfrage vom 3.11.' } }),
      stranger.call(contract.removePresumption, { params }),
      stranger.call(contract.recordDirectoryCheck, { params, body: { listing: 'listed' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await stranger.call(contract.mayContactMany, { query: { contactId: id } })).body.items).toEqual([]);
    expect((await stranger.call(contract.getSummary, {})).body.contacts).toBe(0);
    expect(await ask(owner, id)).toMatchObject({ allowed: true });
  });

  test('who sees only their own contacts sees only their consent', async () => {
    const workspace = await app.workspace();
    const { owner } = workspace;
    const member = await workspace.person('member');
    const [own, foreign] = [await contact(owner, { ownerId: member.userId }), await contact(owner)];
    for (const id of [own, foreign]) await record(owner, id, yes);
    const sees = dbFor({ ...member.actor, seesOnlyOwn: true });
    const asked = { workspaceId: workspace.id, channel: 'phone', purpose: 'advertising', at: app.time.now } as const;
    const answers = await mayContactMany(sees, { ...asked, contactIds: [own, foreign] });
    expect([...answers.keys()]).toEqual([own]);
  });

  test('who may only read records nothing', async () => {
    const workspace = await app.workspace();
    const reader = await workspace.person('read_only');
    const id = await contact(workspace.owner);
    expect((await record(reader, id, yes)).status).toBe(403);
    expect(await ask(reader, id)).toMatchObject({ because: 'no_consent' });
  });
});

describe('the whole list', () => {
  test("is counted by the gate's own answer", async () => {
    const { owner } = await app.workspace();
    const people = await Promise.all(Array.from({ length: 6 }, () => contact(owner)));
    const businesses = await Promise.all(Array.from({ length: 3 }, () => contact(owner, { kind: 'business' })));
    const [granted = '', incomplete = '', objected = '', mailOnly = ''] = people;
    const [presumed = '', badReason = ''] = businesses;
    await record(owner, granted, yes);
    await record(owner, incomplete, { ...yes, proof: { reference: 'Anruf' } });
    await record(owner, objected, no);
    await record(owner, mailOnly, { ...yes, channel: 'email' });
    const presume = (contactId: string, basis: contract.PresumptionBasis) =>
      owner.call(contract.recordPresumption, {
        params: { contactId },
        body: { basis, reason: 'Kunde seit 2024, Wartung' },
      });
    await presume(presumed, 'inquiry');
    await presume(badReason, 'same_industry');

    const { body } = await owner.call(contract.getSummary, {});
    expect(body).toMatchObject({ channel: 'phone', contacts: 9, allowed: 2 });
    const counted = Object.fromEntries(
      body.reasons.map((reason) => [reason.allowed ? reason.basis : reason.because, reason.contacts]),
    );
    expect(counted).toEqual({
      consent: 1,
      presumed: 1,
      no_consent: 2,
      incomplete_documentation: 1,
      objected: 1,
      other_channel: 1,
      no_presumption: 1,
      basis_does_not_count: 1,
    });

    const rowsOf = async (standing: contract.StandingWanted) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const { body: page } = await owner.call(contract.listContacts, {
          query: { standing, limit: 2, cursor } as never,
        });
        found.push(...page.items.map(({ contactId }) => contactId));
        cursor = page.next ?? undefined;
      } while (cursor);
      return found.toSorted();
    };
    expect(await rowsOf('granted')).toEqual([granted, incomplete].toSorted());
    expect(await rowsOf('denied')).toEqual([objected]);
    expect(await rowsOf('presumed')).toEqual([presumed, badReason].toSorted());
    expect(await rowsOf('unknown')).toHaveLength(4);
  });

  test('of a large workspace is told as it was counted last, and counted anew when that is a while ago', async () => {
    const { owner } = await app.workspace();
    await contact(owner);
    const counted = { channel: 'phone', contacts: 1_000_000, allowed: 7, reasons: [] } as const;
    const key = { workspaceId: owner.actor.workspaceId, channel: 'phone' } as const;
    const countedAt = app.time.now;
    await keepSummary(dbFor(owner.actor), { ...key, summary: { ...counted, reasons: [] }, countedAt });
    const summary = async () => (await owner.call(contract.getSummary, {})).body;
    expect(await summary()).toEqual({ ...counted, countedAt: countedAt.toISOString() });

    app.time.now = new Date(countedAt.getTime() + 11 * 60_000);
    expect((await summary()).contacts).toBe(1_000_000);
    await expect.poll(async () => (await summary()).contacts).toBe(1);
    expect((await summary()).countedAt).toBe(app.time.now.toISOString());
    app.time.now = countedAt;
  });

  test('an import brings many words at once, and takes exactly its own back', async () => {
    const { owner } = await app.workspace();
    const ids = await Promise.all(Array.from({ length: 30 }, () => contact(owner)));
    const [kept = '', other = ''] = ids;
    await record(owner, kept, yes);
    const importId = newId();
    const importer: Actor = { ...owner.actor, kind: 'import' };
    const denied = ids.map((contactId): Word => ({
      contactId,
      channel: 'phone',
      state: 'denied',
      because: 'objected',
      at: new Date(monday),
      source: 'import',
      importId,
    }));
    const db = dbFor(importer);
    await db.transaction().execute((trx) => recordConsents(trx, importer, denied, app.time.now));
    expect(await ask(owner, kept)).toMatchObject({ because: 'objected' });

    // Who stays: nothing is deleted, a further entry says that the list was wrong, and what stood before stands again.
    const list = { importId, name: 'Türliste' };
    for (let time = 0; time < 2; time++)
      await db.transaction().execute((trx) => retractImportedConsents(trx, importer, list, [kept], app.time.now));
    expect(await ask(owner, kept)).toMatchObject({ allowed: true });
    const ledger = (await owner.call(contract.listEntries, { params: { contactId: kept } })).body.items;
    expect(ledger.map(({ state }) => state).toSorted()).toEqual(['denied', 'granted', 'unknown']);
    expect(ledger.find(({ state }) => state === 'unknown')).toMatchObject({
      wording: 'Import „Türliste“ zurückgenommen.',
      recordedBy: owner.userId,
    });
    await record(owner, kept, { ...yes, state: 'denied', because: 'objected' });
    expect(await ask(owner, kept)).toMatchObject({ because: 'objected' });

    await db.transaction().execute((trx) => removeImportedConsents(trx, importer, importId, ids, app.time.now));
    expect(await ask(owner, other)).toMatchObject({ because: 'no_consent' });
    expect((await owner.call(contract.listEntries, { params: { contactId: other } })).body.items).toEqual([]);
    expect((await owner.call(contract.listEntries, { params: { contactId: kept } })).body.items).toHaveLength(2);
    const { rows } =
      await sql`select 1 from consent_state where workspace_id = ${owner.actor.workspaceId} and state = 'unknown'`.execute(
        db,
      );
    expect(rows).toEqual([]);
  });
});
