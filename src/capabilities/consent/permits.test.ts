import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCall } from '#calls/contract';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import type { OutgoingCall } from '#telephony';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { verifyLedger } from './audit.ts';
import { issuePermit, mailContact, type Permit, usePermit } from './commands/permits.ts';
import * as contract from './contract.ts';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await startApp();
  owner = await connectAsOwner();
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

const number = '+49561123456';
const dbFor = (who: Client) => dbOf<AllTables>(app.ground, sightOf(who.actor));

async function agreed(
  who: Client,
  channel: 'phone' | 'email' = 'phone',
): Promise<{ contactId: string; entryId: string }> {
  const { contact } = await createContact(
    dbFor(who),
    who.actor,
    {
      kind: 'private',
      firstName: 'Erika',
      lastName: 'Muster',
      phones: [{ label: 'mobile', value: number }],
      addresses: [{ label: 'home', country: 'DE', postalCode: '34117', city: 'Kassel' }],
      ownerId: who.actor.userId,
    },
    app.time.now,
  );
  const body = {
    channel,
    state: 'granted',
    at: '2026-11-20T15:00:00Z',
    source: 'form',
    wording: 'Ja, Sonnendach darf mich anrufen.',
    proof: { reference: 'Formular 4711', personName: 'Erika Muster', personAddress: 'Königsstraße 1, 34117 Kassel' },
  } as const;
  const { body: entry } = await who.call(contract.recordConsent, { params: { contactId: contact.id }, body });
  return { contactId: contact.id, entryId: entry.id };
}

const usesOf = async (who: Client, contactId: string) =>
  (await who.call(contract.listUses, { params: { contactId } })).body.items;
const askFor = (contactId: string) =>
  ({ contactId, channel: 'phone', address: number, purpose: 'advertising', at: app.time.now }) as const;

test('a call rests on a permit, and its use keeps the consent five years longer', async () => {
  const { owner: anna } = await app.workspace();
  const { contactId, entryId } = await agreed(anna);
  const before = (await anna.call(contract.getConsent, { params: { contactId } })).body;
  expect(before.channels[0]?.keeping).toEqual({ lastUsedAt: null, keepUntil: '2031-11-20' });

  const { body } = await anna.call(startCall, { body: { contactId } });
  const [use, ...more] = await usesOf(anna, contactId);
  expect(more).toEqual([]);
  expect(use).toMatchObject({ act: 'call', actId: body.call.id, address: number, basis: 'consent', entryId });
  expect(body.call.permit).toMatchObject({ id: use?.permitId, entryId });

  const day = app.time.now.toISOString().slice(5, 10);
  const { items } = (await anna.call(contract.listEntries, { params: { contactId } })).body;
  expect(items[0]?.keeping).toEqual({ lastUsedAt: app.time.now.toISOString(), keepUntil: `2031-${day}` });
});

test('a no leaves neither permit nor call', async () => {
  const { owner: anna, id } = await app.workspace();
  const { contactId } = await agreed(anna, 'email');
  const answer = await anna.call(startCall, { body: { contactId } });
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'contact_not_allowed' }]);
  const { rows } = await owner.query('select id from contact_permit where workspace_id = $1', [id]);
  expect([rows, await usesOf(anna, contactId)]).toEqual([[], []]);
});

test('a permit is good for one contact, for some minutes', async () => {
  const { owner: anna } = await app.workspace();
  const { contactId } = await agreed(anna);
  const { actor } = anna;
  const use = { act: 'call', actId: contactId } as const;
  const permit = await issuePermit(dbFor(anna), actor, askFor(contactId), app.time.now);

  const late = new Date(app.time.now.getTime() + 11 * 60_000);
  await expect(usePermit(dbFor(anna), actor, permit, { ...use, at: late }, late)).rejects.toMatchObject({
    code: 'permit_expired',
  });
  await usePermit(dbFor(anna), actor, permit, { ...use, at: app.time.now }, app.time.now);
  await expect(
    dbFor(anna)
      .transaction()
      .execute((trx) => usePermit(trx, actor, permit, { ...use, at: app.time.now }, app.time.now)),
  ).rejects.toMatchObject({ code: 'permit_used' });
});

test('a mail goes where its permit says, and is a use like a call', async () => {
  const { owner: anna, id } = await app.workspace();
  const { contactId, entryId } = await agreed(anna, 'email');
  const ask = {
    contactId,
    channel: 'email',
    address: 'erika@example.org',
    purpose: 'advertising',
    at: app.time.now,
  } as const;
  await dbFor(anna)
    .transaction()
    .execute(async (trx) => {
      const permit = await issuePermit(trx, anna.actor, ask, app.time.now);
      await mailContact(trx, anna.actor, permit, { subject: 'Angebot', text: 'Guten Tag' }, app.time.now);
    });
  expect(await usesOf(anna, contactId)).toMatchObject([
    { act: 'mail', channel: 'email', address: ask.address, entryId },
  ]);
  const { rows } = await owner.query('select recipient from mail where workspace_id = $1', [id]);
  expect(rows).toEqual([{ recipient: ask.address }]);
});

test('nobody can write a permit down, and a permit for calls sends no mail', async () => {
  const { owner: anna } = await app.workspace();
  const { contactId } = await agreed(anna);
  const db = dbFor(anna);
  const permit = await issuePermit(db, anna.actor, askFor(contactId), app.time.now);
  // Never run: what counts is that it does not compile.
  const never = async () => {
    // @ts-expect-error a permit for calls
    await mailContact(db, anna.actor, permit, { subject: '', text: '' }, app.time.now);
    // @ts-expect-error copied by hand, without the gate's mark
    const copied: Permit<'phone'> = { ...permit, id: String(permit.id) };
    // @ts-expect-error a text is no permit
    const outgoing: OutgoingCall = { callId: '', userId: '', permit: 'permit' };
    return [copied, outgoing];
  };
  expect(never).toBeTypeOf('function');
});

test('the audit notices what was changed, removed or slipped into the ledger', async () => {
  const { owner: anna, id } = await app.workspace();
  const [one, two] = [await agreed(anna), await agreed(anna)];
  await anna.call(startCall, { body: { contactId: one.contactId } });
  await app.drain();
  const audit = () => verifyLedger(dbFor(anna), id);
  expect(await audit()).toEqual({ entries: 2, permits: 1, faults: [] });

  const faultsAfter = async (tampering: string, ...values: unknown[]) => {
    await owner.query('begin');
    await owner.query(tampering, values);
    await owner.query('commit');
    return (await audit()).faults;
  };
  expect(await faultsAfter(`update consent_entry set wording = 'Ja zu allem.' where id = $1`, one.entryId)).toEqual([
    { what: 'entry_changed', id: one.entryId },
  ]);
  await owner.query(`update consent_entry set wording = 'Ja, Sonnendach darf mich anrufen.' where id = $1`, [
    one.entryId,
  ]);
  expect(await faultsAfter(`update contact_permit set address = '+491' where workspace_id = $1`, id)).toMatchObject([
    { what: 'permit_changed' },
  ]);
  await owner.query(`update contact_permit set address = $2 where workspace_id = $1`, [id, number]);
  expect(await faultsAfter(`delete from contact_use where workspace_id = $1`, id)).toMatchObject([
    { what: 'permit_missing' },
  ]);
  await owner.query('delete from consent_state where entry_id = $1', [two.entryId]);
  expect(await faultsAfter(`delete from consent_entry where id = $1`, two.entryId)).toContainEqual({
    what: 'entries_missing',
    id: two.contactId,
  });
});
