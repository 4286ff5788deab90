import type { Actor } from '#platform/actor';
import { behind, type Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { companyCreated, contactChanged, contactCreated } from '../events.ts';
import { findCompanies } from '../queries/companies.ts';
import { insertKeys, replaceKeys } from '../queries/keys.ts';
import { lockContacts } from '../queries/people.ts';
import { insertCompanyRows, insertContactRows, updateContactRows } from '../queries/writing.ts';
import { changesOfContact } from '../rules/changes.ts';
import { keysOfCompany, keysOfContact } from '../rules/keys.ts';
import {
  type CompanyContent,
  type ContactContent,
  derive,
  deriveCompany,
  emptyCompany,
  emptyContact,
  given,
} from '../rules/records.ts';
import type { CompanyRow, ContactRow } from '../schema.ts';
import * as companies from './companies.ts';
import type { ContactsWorld } from './parts.ts';
import * as people from './people.ts';

type Made = { id?: string; importId?: string; createdAt?: Date; lastTouchAt?: Date };
/** A contact as an import or the example makes it: numbers in E.164, e-mail in lower case, something to call it by. Ids may be made by the caller. */
export type NewContact = Partial<ContactContent> & Made;
export type NewCompany = Partial<CompanyContent> & Pick<CompanyContent, 'name'> & Made;

/** So many rows go into one statement. */
const most = 1000;

/** Any number of contacts in few statements, with their keys and events. In the order of `rows`; throws on one that has nothing to be called by. `words`: as with `insertKeys`. */
export async function insertContacts(
  trx: Db<ContactsWorld>,
  actor: Actor,
  rows: readonly NewContact[],
  now: Date,
  words?: Set<string>,
): Promise<ContactRow[]> {
  const { workspaceId } = actor;
  const names = await companyNames(
    trx,
    workspaceId,
    rows.map((row) => row.companyId),
  );
  return inChunks(rows, (some) => {
    const part = some.map((row) => toContactRow(workspaceId, row, names, now));
    const written = [
      behind(trx, insertContactRows(trx, workspaceId, part)),
      behind(
        trx,
        insertKeys(
          trx,
          workspaceId,
          'contact',
          part.map((row) => ({ id: row.id, keys: keysOfContact(row, names.get(row.companyId ?? '')) })),
          words,
        ),
      ),
      announceAll(
        trx,
        actor,
        contactCreated,
        part.map((row) => ({
          payload: { ...people.about(row), kind: row.kind, source: row.source, importId: row.importId },
          occurredAt: row.importId === null ? row.createdAt : now,
        })),
        now,
      ),
    ];
    return { made: part, written };
  });
}

function toContactRow(workspaceId: string, row: NewContact, names: ReadonlyMap<string, string>, now: Date): ContactRow {
  const content = { ...emptyContact, ...given(row) };
  const derived = derive(content, names.get(content.companyId ?? '') ?? null);
  if (!derived) throw new Error('a contact without anything to call it by');
  return {
    ...content,
    ...derived,
    workspaceId,
    id: row.id ?? newId(),
    importId: row.importId ?? null,
    lastTouchAt: row.lastTouchAt ?? null,
    createdAt: row.createdAt ?? now,
    updatedAt: now,
    removedAt: null,
    version: 1,
  };
}

export async function insertCompanies(
  trx: Db<ContactsWorld>,
  actor: Actor,
  rows: readonly NewCompany[],
  now: Date,
  words?: Set<string>,
): Promise<CompanyRow[]> {
  const { workspaceId } = actor;
  return inChunks(rows, (some) => {
    const part = some.map((row): CompanyRow => {
      const content = { ...emptyCompany, ...given(row), name: row.name };
      return {
        ...content,
        ...deriveCompany(content),
        workspaceId,
        id: row.id ?? newId(),
        importId: row.importId ?? null,
        lastTouchAt: row.lastTouchAt ?? null,
        createdAt: row.createdAt ?? now,
        updatedAt: now,
        removedAt: null,
        version: 1,
      };
    });
    const written = [
      behind(trx, insertCompanyRows(trx, workspaceId, part)),
      behind(
        trx,
        insertKeys(
          trx,
          workspaceId,
          'company',
          part.map((row) => ({ id: row.id, keys: keysOfCompany(row) })),
          words,
        ),
      ),
      announceAll(
        trx,
        actor,
        companyCreated,
        part.map((row) => ({
          payload: { ...companies.about(row), source: row.source, importId: row.importId },
          occurredAt: row.importId === null ? row.createdAt : now,
        })),
        now,
      ),
    ];
    return { made: part, written };
  });
}

/** `version`: only if the contact still stands there. */
export type ContactUpdate = { contactId: string; change: Partial<ContactContent>; version?: number };

/** Changes many; answers with those that were really changed, before and after. Who is not there, was changed since or stays the same is left out. */
export async function updateContacts(
  trx: Db<ContactsWorld>,
  actor: Actor,
  updates: readonly ContactUpdate[],
  now: Date,
  words?: Set<string>,
): Promise<{ before: ContactRow; after: ContactRow }[]> {
  const { workspaceId } = actor;
  const standing = new Map(
    (
      await lockContacts(
        trx,
        workspaceId,
        updates.map((update) => update.contactId),
      )
    ).map((row) => [row.id, row]),
  );
  const names = await companyNames(trx, workspaceId, [
    ...updates.map((update) => update.change.companyId),
    ...Array.from(standing.values(), (row) => row.companyId),
  ]);
  const done = updates.flatMap(({ contactId, change, version }) => {
    const before = standing.get(contactId);
    if (!before || before.removedAt !== null || (version !== undefined && version !== before.version)) return [];
    const content = { ...before, ...given(change) };
    const derived = derive(content, names.get(content.companyId ?? '') ?? null);
    const changed = derived && changesOfContact(before, { ...content, ...derived });
    if (!changed) return [];
    return [{ before, after: { ...content, ...derived, updatedAt: now, version: before.version + 1 }, changed }];
  });
  return inChunks(done, (part) => {
    const written = [
      updateContactRows(
        trx,
        workspaceId,
        part.map(({ after }) => after),
      ),
      replaceKeys(
        trx,
        workspaceId,
        'contact',
        part.map(({ after }) => ({ id: after.id, keys: keysOfContact(after, names.get(after.companyId ?? '')) })),
        words,
      ),
      announceAll(
        trx,
        actor,
        contactChanged,
        part.map(({ after, changed }) => ({ payload: { ...people.about(after), changed }, occurredAt: now })),
        now,
      ),
    ];
    return { made: part, written };
  });
}

async function companyNames(
  db: Db<ContactsWorld>,
  workspaceId: string,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (known.length === 0) return new Map();
  return new Map((await findCompanies(db, workspaceId, known)).map((row) => [row.id, row.name]));
}

/** The next chunk is worked out while the database writes the one before. */
async function inChunks<T, Row>(
  rows: readonly T[],
  send: (some: T[]) => { made: Row[]; written: readonly Promise<unknown>[] },
): Promise<Row[]> {
  const all: Row[] = [];
  let before: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < rows.length; at += most) {
    const { made, written } = send(rows.slice(at, at + most));
    all.push(...made);
    const sent = Promise.all(written);
    // Awaited one turn later; until then a failure must not count as unhandled.
    sent.catch(() => undefined);
    await before;
    before = sent;
  }
  await before;
  return all;
}
