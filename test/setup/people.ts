import { ensureCallsDefaults } from '#calls';
import { type DispositionMeaning, listDispositions } from '#calls/contract';
import { type Word, recordConsents } from '#consent';
import { createCompany, createContact } from '#contacts';
import { ensureDealsDefaults } from '#deals';
import type { AllTables } from '#capabilities';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { type Client, monday, type TestApp, type TestWorkspace } from './house.ts';

/** The people the tests of this folder speak to. */
export async function openWorkspace(app: TestApp): Promise<TestWorkspace> {
  app.time.now = monday;
  const workspace = await app.workspace();
  const { owner } = workspace;
  await dbFor(app, owner)
    .transaction()
    .execute(async (trx) => {
      await ensureDealsDefaults(trx, owner.actor, monday);
      await ensureCallsDefaults(trx, owner.actor, monday);
    });
  return workspace;
}

export function dbFor(app: TestApp, { actor }: Client) {
  return dbOf<AllTables>(app.ground, sightOf(actor));
}

type Person = { firstName?: string; companyId?: string; phones?: string[] | undefined; ownerId?: string | null };

/** A private person of whom nobody knows what they allow. */
export async function person(
  app: TestApp,
  who: Client,
  { firstName = 'Erika', companyId, phones = ['+49561123456'], ownerId }: Person = {},
) {
  const input = {
    firstName,
    lastName: 'Muster',
    kind: 'private' as const,
    phones: phones.map((value) => ({ label: 'mobile', value })),
    addresses: [{ label: 'home', city: 'Kassel', postalCode: '34117', country: 'DE' }],
    ...(companyId && { companyId }),
    ...(ownerId !== undefined && { ownerId }),
  };
  return (await createContact(dbFor(app, who), who.actor, input, app.time.now)).contact.id;
}

/** A person with a documented yes to the telephone. */
export async function willing(app: TestApp, who: Client, input: Person = {}): Promise<string> {
  const contactId = await person(app, who, input);
  const word: Word = {
    contactId,
    channel: 'phone',
    state: 'granted',
    at: new Date('2026-11-20T15:00:00Z'),
    source: 'form',
    wording: 'Ja, rufen Sie an.',
    proof: {
      reference: 'Formular 4711',
      personName: 'Erika Muster',
      personAddress: 'Königsstraße 1, 34117 Kassel',
      advertiser: 'us',
    },
  };
  await dbFor(app, who)
    .transaction()
    .execute((trx) => recordConsents(trx, who.actor, [word], app.time.now));
  return contactId;
}

export async function firm(app: TestApp, who: Client, name: string): Promise<string> {
  return (await createCompany(dbFor(app, who), who.actor, { name }, app.time.now)).id;
}

export async function dispositionsOf(who: Client): Promise<Record<DispositionMeaning, string>> {
  const { items } = (await who.call(listDispositions)).body;
  return Object.fromEntries(items.map((item) => [item.meaning, item.id])) as Record<DispositionMeaning, string>;
}
