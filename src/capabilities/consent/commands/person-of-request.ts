import {
  type ContactRow,
  type ContactsWorld,
  findContactsByIds,
  insertContacts,
  matchKeys,
  updateContacts,
} from '#contacts';
import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { splitStreet } from '../rules/form-input.ts';

/** Who somebody says they are. What has been confirmed of it is the caller's to know. */
export type Introduced = {
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
};

/** What of it has been confirmed; a signature stands for all of it. */
type Proven = 'email' | 'phone' | 'signature';

/**
 * The contact that this person is, or a new one. An e-mail address is a person's own; a number may be a household's, so the names must agree, and who
 * has another address on record is not taken for them: else a stranger's mailbox could speak for whomever they know the number of.
 */
export async function findOrMakePerson(
  trx: Db<ContactsWorld>,
  actor: Actor,
  person: Introduced,
  {
    proven,
    source,
    household = [],
    ownerId = actor.userId,
  }: { proven: Proven; source: string; household?: readonly string[]; ownerId?: string | null },
  now: Date,
): Promise<string> {
  const { workspaceId } = actor;
  const { email, phone } = person;
  const hits = await matchKeys(trx, workspaceId, [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
  ]);
  const idsOf = (kind: string) => hits.filter((hit) => hit.kind === kind).flatMap(({ contactIds }) => contactIds);
  const known = new Map(
    (await findContactsByIds(trx, workspaceId, [...idsOf('email'), ...idsOf('phone')])).map((row) => [row.id, row]),
  );
  const rows = (kind: string) => idsOf(kind).flatMap((id) => known.get(id) ?? []);
  // Whoever has the letter that was sent to a door is one of those it was sent to, if the name says so too.
  const atDoor = (await findContactsByIds(trx, workspaceId, household)).find((row) => sameName(row, person));
  // On paper anybody can write anybody's address: there the name must agree as well.
  const byMail =
    proven === 'phone' ? undefined : rows('email').find((row) => proven === 'email' || sameName(row, person));
  const byNumber = rows('phone').find(
    (row) => sameName(row, person) && (proven !== 'email' || row.emails.length === 0),
  );
  const found = atDoor ?? byMail ?? byNumber;
  const country = (await findWorkspace(trx, workspaceId))?.country ?? 'DE';
  if (found) {
    await complete(trx, actor, found, { person, proven, country }, now);
    return found.id;
  }
  const [made] = await insertContacts(
    trx,
    actor,
    [
      {
        kind: 'private',
        firstName: person.firstName,
        lastName: person.lastName,
        emails: email ? [{ label: 'home', value: email }] : [],
        phones: phone ? [{ label: 'home', value: phone }] : [],
        addresses: addressOf(person, country),
        source,
        ownerId,
      },
    ],
    now,
  );
  if (!made) throw new Error('one contact in, none made');
  return made.id;
}

/** The number of a known person has been proven: it is theirs from now on. */
export async function addProvenNumber(
  trx: Db<ContactsWorld>,
  actor: Actor,
  contactId: string,
  person: Introduced,
  now: Date,
): Promise<void> {
  const [row] = await findContactsByIds(trx, actor.workspaceId, [contactId]);
  const country = (await findWorkspace(trx, actor.workspaceId))?.country ?? 'DE';
  if (row) await complete(trx, actor, row, { person, proven: 'phone', country }, now);
}

/** What was empty is filled; a proven number or address is added. Nothing that stands there goes. */
async function complete(
  trx: Db<ContactsWorld>,
  actor: Actor,
  row: ContactRow,
  { person, proven, country }: { person: Introduced; proven: Proven; country: string },
  now: Date,
): Promise<void> {
  const { email, phone } = person;
  const newMail = email !== null && !row.emails.some(({ value }) => value === email);
  const newNumber = phone !== null && !row.phones.some(({ value }) => value === phone);
  const change = {
    ...(newMail && (row.emails.length === 0 || proven !== 'phone') && row.emails.length < 20
      ? { emails: [...row.emails, { label: 'home', value: email }] }
      : {}),
    ...(newNumber && (row.phones.length === 0 || proven !== 'email') && row.phones.length < 20
      ? { phones: [...row.phones, { label: 'home', value: phone }] }
      : {}),
    ...(row.addresses.length === 0 && addressOf(person, country).length > 0
      ? { addresses: addressOf(person, country) }
      : {}),
  };
  if (Object.keys(change).length > 0) await updateContacts(trx, actor, [{ contactId: row.id, change }], now);
}

function addressOf({ street, postalCode, city }: Introduced, country: string): ContactRow['addresses'] {
  if (street === null && postalCode === null && city === null) return [];
  return [
    {
      label: 'home',
      ...(street !== null && splitStreet(street)),
      ...(postalCode !== null && { postalCode }),
      ...(city !== null && { city }),
      country,
    },
  ];
}

/** As § 7a UWG wants it kept: on one line. */
export function homeOf({ street, postalCode, city }: Introduced): string | undefined {
  const town = [postalCode, city].filter(Boolean).join(' ');
  return [street, town].filter(Boolean).join(', ') || undefined;
}

export function nameOf({ firstName, lastName }: Pick<Introduced, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}

function sameName(row: Pick<ContactRow, 'firstName' | 'lastName'>, person: Introduced): boolean {
  const plain = (name: string | null) =>
    (name ?? '').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trim();
  const [theirs, given] = [plain(row.firstName), plain(person.firstName)];
  return plain(row.lastName) === plain(person.lastName) && (theirs === given || theirs === '' || given === '');
}
