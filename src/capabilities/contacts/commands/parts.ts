import { type AccessTables, listMembers } from '#access';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { PlatformTables } from '#platform/schema';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Email, Phone } from '../contract.ts';
import { readNumber } from '../rules/phones.ts';
import type { ContactsTables } from '../schema.ts';

/** The tables that a change to a contact reads and writes. */
export type ContactsWorld = ContactsTables & AccessTables & WorkspaceTables & PlatformTables;

type Reachable = {
  phones?: readonly Phone[] | undefined;
  emails?: readonly Email[] | undefined;
  tags?: readonly string[] | undefined;
};

/** Numbers in E.164, e-mail in lower case, nothing twice. Refuses a number that cannot exist, naming it. */
export async function tidy(
  db: Db<ContactsWorld>,
  workspaceId: string,
  input: Reachable,
): Promise<{ phones?: Phone[]; emails?: Email[]; tags?: string[] }> {
  const { phones, emails, tags } = input;
  return {
    ...(phones && { phones: await tidyPhones(db, workspaceId, phones) }),
    ...(emails && {
      emails: firstOf(
        emails.map((email) => ({ ...email, value: email.value.toLowerCase() })),
        (email) => email.value,
      ),
    }),
    ...(tags && { tags: firstOf(tags, (tag) => tag) }),
  };
}

async function tidyPhones(db: Db<ContactsWorld>, workspaceId: string, phones: readonly Phone[]): Promise<Phone[]> {
  if (phones.length === 0) return [];
  const country = phones.every(({ value }) => value.startsWith('+')) ? 'DE' : await countryOf(db, workspaceId);
  const read = phones.map((phone, index) => {
    const number = readNumber(phone.value, country);
    if (!number) {
      const message = `„${phone.value}“ ist keine gültige Telefonnummer. Bitte mit Vorwahl angeben, zum Beispiel 0561 123456 oder +43 1 12345678.`;
      throw new Refusal(422, 'phone_invalid', message, { index, value: phone.value });
    }
    return { ...number, ...phone, value: number.value };
  });
  return firstOf(read, (phone) => `${phone.value} ${phone.extension ?? ''}`);
}

async function countryOf(db: Db<ContactsWorld>, workspaceId: string): Promise<'DE' | 'AT' | 'CH'> {
  return (await findWorkspace(db, workspaceId))?.country ?? 'DE';
}

function firstOf<T>(list: readonly T[], name: (item: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((item) => !seen.has(name(item)) && seen.add(name(item)));
}

/** Whoever sees only their own records keeps them: a record given away would be gone from their sight without a way back. */
export async function checkOwner(db: Db<ContactsWorld>, actor: Actor, ownerId: string | null): Promise<void> {
  if (ownerId === actor.userId) return;
  if (actor.seesOnlyOwn) {
    throw new Refusal(
      403,
      'owner_out_of_sight',
      'Sie sehen nur eigene Datensätze und können sie nicht weitergeben. Ihre Teamleitung kann das.',
    );
  }
  if (ownerId === null) return;
  const members = await listMembers(db, actor.workspaceId);
  if (!members.some((member) => member.userId === ownerId && member.endedAt === null)) {
    throw new Refusal(422, 'owner_unknown', 'Diese Person arbeitet hier nicht (mehr).', { ownerId });
  }
}
