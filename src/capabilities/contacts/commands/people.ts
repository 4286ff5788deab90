import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { ChangeContact, CreateContact } from '../contract.ts';
import { contactChanged, contactCreated, contactRemoved, contactRestored } from '../events.ts';
import { findCompanies } from '../queries/companies.ts';
import { deleteKeys, insertKeys, replaceKeys } from '../queries/keys.ts';
import { lockContacts } from '../queries/people.ts';
import { insertContactRows, updateContactRows } from '../queries/writing.ts';
import { changesOfContact } from '../rules/changes.ts';
import { keysOfContact, sameKeys } from '../rules/keys.ts';
import { type ContactContent, derive, emptyContact, given } from '../rules/records.ts';
import type { CompanyRow, ContactRow } from '../schema.ts';
import { checkOwner, type ContactsWorld, tidy } from './parts.ts';

export function createContact(
  db: Db<ContactsWorld>,
  actor: Actor,
  input: CreateContact,
  now: Date,
): Promise<ContactRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const ownerId = input.ownerId === undefined ? actor.userId : input.ownerId;
    const [company, tidied] = await Promise.all([
      findEmployer(trx, workspaceId, input.companyId),
      tidy(trx, workspaceId, input),
      checkOwner(trx, actor, ownerId),
    ]);
    const kind = input.kind ?? (input.companyId || input.jobTitle ? 'business' : 'private');
    const content = { ...emptyContact, ...given(input), ...tidied, kind, ownerId };
    const row: ContactRow = {
      ...content,
      ...named(content, company),
      workspaceId,
      id: newId(),
      importId: null,
      lastTouchAt: null,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    };
    await insertContactRows(trx, workspaceId, [row]);
    await Promise.all([
      insertKeys(trx, workspaceId, 'contact', [{ id: row.id, keys: keysOfContact(row, company?.name) }]),
      announce(trx, actor, contactCreated, { ...about(row), kind: row.kind, source: row.source, importId: null }, now),
    ]);
    return row;
  });
}

export function changeContact(
  db: Db<ContactsWorld>,
  actor: Actor,
  contactId: string,
  input: ChangeContact,
  ifMatch: number | undefined,
  now: Date,
): Promise<ContactRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await lockContact(trx, workspaceId, contactId);
    refuseStale(before.version, ifMatch);
    if (input.ownerId !== undefined && input.ownerId !== before.ownerId) await checkOwner(trx, actor, input.ownerId);
    const newEmployer = input.companyId !== undefined && input.companyId !== before.companyId;
    const [company, tidied] = await Promise.all([
      newEmployer ? findEmployer(trx, workspaceId, input.companyId) : findStandingEmployer(trx, before),
      tidy(trx, workspaceId, input),
    ]);
    const content = { ...before, ...given(input), ...tidied };
    return writeContact(trx, actor, before, { ...content, ...named(content, company) }, company, now);
  });
}

/** Names one number of a contact anew, as when it turned out to be wrong. Nothing happens when the contact has no such number. */
export async function labelPhone(
  trx: Db<ContactsWorld>,
  actor: Actor,
  { contactId, number, label }: { contactId: string; number: string; label: string },
  now: Date,
): Promise<void> {
  const before = await lockContact(trx, actor.workspaceId, contactId);
  const phones = before.phones.map((phone) => (phone.value === number ? { ...phone, label } : phone));
  await writeContact(trx, actor, before, { ...before, phones }, await findStandingEmployer(trx, before), now);
}

/** Nothing is written or announced when nothing differs. */
async function writeContact(
  trx: Db<ContactsWorld>,
  actor: Actor,
  before: ContactRow,
  content: ContactRow,
  company: CompanyRow | undefined,
  now: Date,
): Promise<ContactRow> {
  const changed = changesOfContact(before, content);
  if (!changed) return before;
  const after = { ...content, updatedAt: now, version: before.version + 1 };
  const keys = keysOfContact(after, company?.name);
  await Promise.all([
    updateContactRows(trx, actor.workspaceId, [after]),
    // Most changes leave what a person is found by as it was; then the keys need not even be read.
    ...(before.companyId === after.companyId && sameKeys(keysOfContact(before, company?.name), keys)
      ? []
      : [replaceKeys(trx, actor.workspaceId, 'contact', [{ id: after.id, keys }])]),
    announce(trx, actor, contactChanged, { ...about(after), changed }, now),
  ]);
  return after;
}

export function removeContact(
  db: Db<ContactsWorld>,
  actor: Actor,
  contactId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const before = await lockContact(trx, actor.workspaceId, contactId);
    refuseStale(before.version, ifMatch);
    await Promise.all([
      updateContactRows(trx, actor.workspaceId, [
        { ...before, removedAt: now, updatedAt: now, version: before.version + 1 },
      ]),
      deleteKeys(trx, actor.workspaceId, [contactId]),
      announce(trx, actor, contactRemoved, about(before), now),
    ]);
  });
}

export function restoreContact(db: Db<ContactsWorld>, actor: Actor, contactId: string, now: Date): Promise<ContactRow> {
  return inTransaction(db, async (trx) => {
    const [before] = await lockContacts(trx, actor.workspaceId, [contactId]);
    if (!before) throw notFound();
    if (before.removedAt === null) return before;
    const after = { ...before, removedAt: null, updatedAt: now, version: before.version + 1 };
    const company = await findStandingEmployer(trx, after);
    await Promise.all([
      updateContactRows(trx, actor.workspaceId, [after]),
      insertKeys(trx, actor.workspaceId, 'contact', [{ id: after.id, keys: keysOfContact(after, company?.name) }]),
      announce(trx, actor, contactRestored, about(after), now),
    ]);
    return after;
  });
}

async function lockContact(trx: Db<ContactsWorld>, workspaceId: string, contactId: string): Promise<ContactRow> {
  const [row] = await lockContacts(trx, workspaceId, [contactId]);
  if (!row || row.removedAt !== null) throw notFound();
  return row;
}

/** The company that a contact is to be put into: it must be there. */
async function findEmployer(
  db: Db<ContactsWorld>,
  workspaceId: string,
  companyId: string | null | undefined,
): Promise<CompanyRow | undefined> {
  if (!companyId) return undefined;
  const [company] = await findCompanies(db, workspaceId, [companyId]);
  if (!company) throw new Refusal(422, 'company_unknown', 'Diese Firma gibt es hier nicht (mehr).', { companyId });
  return company;
}

/** The company a contact is in already; it may have been removed since. */
async function findStandingEmployer(
  db: Db<ContactsWorld>,
  { workspaceId, companyId }: ContactRow,
): Promise<CompanyRow | undefined> {
  return companyId === null ? undefined : (await findCompanies(db, workspaceId, [companyId]))[0];
}

function named(content: ContactContent, company: CompanyRow | undefined) {
  const derived = derive(content, company?.name ?? null);
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
