import type { Actor } from '#platform/actor';
import { behind, type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { ChangeContact, CreateContact } from '../contract.ts';
import { contactChanged, contactCreated, contactRemoved, contactRestored } from '../events.ts';
import { findCompanies } from '../queries/companies.ts';
import { deleteKeys, insertKeys, replaceKeys } from '../queries/keys.ts';
import { lockPerson } from '../queries/people.ts';
import { insertContactRow, updateContactRow } from '../queries/writing.ts';
import { changesOfContact } from '../rules/changes.ts';
import { findable, keysOfContact } from '../rules/keys.ts';
import { type ContactContent, derive, emptyContact, given } from '../rules/records.ts';
import type { ContactRow, Employer, Person } from '../schema.ts';
import { checkOwner, type ContactsWorld, tidy } from './parts.ts';

export function createContact(db: Db<ContactsWorld>, actor: Actor, input: CreateContact, now: Date): Promise<Person> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const ownerId = input.ownerId === undefined ? actor.userId : input.ownerId;
    const [employer, tidied] = await Promise.all([
      findEmployer(trx, workspaceId, input.companyId),
      tidy(trx, workspaceId, input),
      checkOwner(trx, actor, ownerId),
    ]);
    const kind = input.kind ?? (input.companyId || input.jobTitle ? 'business' : 'private');
    const content = { ...emptyContact, ...given(input), ...tidied, kind, ownerId };
    const row: ContactRow = {
      ...content,
      ...named(content, employer),
      workspaceId,
      id: newId(),
      importId: null,
      lastTouchAt: null,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    };
    await Promise.all([
      behind(trx, insertContactRow(trx, row)),
      behind(trx, insertKeys(trx, workspaceId, 'contact', [{ id: row.id, keys: keysOfContact(row, employer?.name) }])),
      announce(trx, actor, contactCreated, { ...about(row), kind: row.kind, source: row.source, importId: null }, now),
    ]);
    return { contact: row, employer };
  });
}

export function changeContact(
  db: Db<ContactsWorld>,
  actor: Actor,
  contactId: string,
  input: ChangeContact,
  ifMatch: number | undefined,
  now: Date,
): Promise<Person> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await lockStanding(trx, workspaceId, contactId);
    const { contact } = before;
    refuseStale(contact.version, ifMatch);
    if (input.ownerId !== undefined && input.ownerId !== contact.ownerId) await checkOwner(trx, actor, input.ownerId);
    const newEmployer = input.companyId !== undefined && input.companyId !== contact.companyId;
    const [employer, tidied] = await Promise.all([
      newEmployer ? findEmployer(trx, workspaceId, input.companyId) : before.employer,
      tidy(trx, workspaceId, input),
    ]);
    const content = { ...contact, ...given(input), ...tidied };
    return write(trx, actor, before, { contact: { ...content, ...named(content, employer) }, employer }, now);
  });
}

/** Names one number of a contact anew, as when it turned out to be wrong. Nothing happens when the contact has no such number. */
export async function labelPhone(
  trx: Db<ContactsWorld>,
  actor: Actor,
  { contactId, number, label }: { contactId: string; number: string; label: string },
  now: Date,
): Promise<void> {
  const before = await lockStanding(trx, actor.workspaceId, contactId);
  const phones = before.contact.phones.map((phone) => (phone.value === number ? { ...phone, label } : phone));
  await write(trx, actor, before, { ...before, contact: { ...before.contact, phones } }, now);
}

/** Nothing is written or announced when nothing differs. */
async function write(trx: Db<ContactsWorld>, actor: Actor, before: Person, wanted: Person, now: Date): Promise<Person> {
  const changed = changesOfContact(before.contact, wanted.contact);
  if (!changed) return before;
  const after = { ...wanted.contact, updatedAt: now, version: before.contact.version + 1 };
  await Promise.all([
    behind(trx, updateContactRow(trx, before.contact, after)),
    // Most changes leave what a person is found by as it was; then the keys need not even be read.
    findable(changed) &&
      replaceKeys(trx, actor.workspaceId, 'contact', [
        { id: after.id, keys: keysOfContact(after, wanted.employer?.name) },
      ]),
    announce(trx, actor, contactChanged, { ...about(after), changed }, now),
  ]);
  return { contact: after, employer: wanted.employer };
}

export function removeContact(
  db: Db<ContactsWorld>,
  actor: Actor,
  contactId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { contact: before } = await lockStanding(trx, actor.workspaceId, contactId);
    refuseStale(before.version, ifMatch);
    await Promise.all([
      updateContactRow(trx, before, { ...before, removedAt: now, updatedAt: now, version: before.version + 1 }),
      deleteKeys(trx, actor.workspaceId, [contactId]),
      announce(trx, actor, contactRemoved, about(before), now),
    ]);
  });
}

export function restoreContact(db: Db<ContactsWorld>, actor: Actor, contactId: string, now: Date): Promise<Person> {
  return inTransaction(db, async (trx) => {
    const before = await lockPerson(trx, actor.workspaceId, contactId);
    if (!before) throw notFound();
    const { contact, employer } = before;
    if (contact.removedAt === null) return before;
    const after = { ...contact, removedAt: null, updatedAt: now, version: contact.version + 1 };
    await Promise.all([
      updateContactRow(trx, contact, after),
      insertKeys(trx, actor.workspaceId, 'contact', [{ id: after.id, keys: keysOfContact(after, employer?.name) }]),
      announce(trx, actor, contactRestored, about(after), now),
    ]);
    return { contact: after, employer };
  });
}

async function lockStanding(trx: Db<ContactsWorld>, workspaceId: string, contactId: string): Promise<Person> {
  const person = await lockPerson(trx, workspaceId, contactId);
  if (!person || person.contact.removedAt !== null) throw notFound();
  return person;
}

/** The company that a contact is to be put into: it must be there. */
async function findEmployer(
  db: Db<ContactsWorld>,
  workspaceId: string,
  companyId: string | null | undefined,
): Promise<Employer | undefined> {
  if (!companyId) return undefined;
  const [company] = await findCompanies(db, workspaceId, [companyId]);
  if (!company) throw new Refusal(422, 'company_unknown', 'Diese Firma gibt es hier nicht (mehr).', { companyId });
  return company;
}

function named(content: ContactContent, employer: Employer | undefined) {
  const derived = derive(content, employer?.name ?? null);
  if (!derived) {
    throw new Refusal(
      422,
      'contact_nameless',
      'Bitte geben Sie einen Namen an, oder wenigstens Firma, Anschrift, E-Mail oder Nummer.',
    );
  }
  return derived;
}

/** What every announcement about a contact says. */
export function about(row: ContactRow) {
  return { contactId: row.id, companyId: row.companyId, name: row.name };
}
