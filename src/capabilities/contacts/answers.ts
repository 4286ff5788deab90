import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findCompanies } from './queries/companies.ts';
import { findByKeys, findInRange } from './queries/keys.ts';
import { findContacts, findPerson, hasContact } from './queries/people.ts';
import { touchContactRows } from './queries/writing.ts';
import { fold, wordsOf } from './rules/fold.ts';
import { streetWords, turns } from './rules/keys.ts';
import { phraseOf, tokensOf } from './rules/query.ts';
import type { CompanyRow, ContactRow, ContactsTables, KeyKind, Person } from './schema.ts';

/** The one way to get at a contact whose id came from outside. */
export async function requireContact(
  db: Db<ContactsTables>,
  workspaceId: string,
  contactId: string,
): Promise<ContactRow> {
  const [contact] = await findContacts(db, workspaceId, [contactId]);
  if (!contact) throw notFound();
  return contact;
}

/** For whoever refers to a contact and needs nothing of it. */
export async function checkContact(db: Db<ContactsTables>, workspaceId: string, contactId: string): Promise<void> {
  if (!(await hasContact(db, workspaceId, contactId))) throw notFound();
}

/** With the company they work for. */
export async function requirePerson(db: Db<ContactsTables>, workspaceId: string, contactId: string): Promise<Person> {
  const person = await findPerson(db, workspaceId, contactId);
  if (!person) throw notFound();
  return person;
}

/** The one way to get at a company whose id came from outside. */
export async function requireCompany(
  db: Db<ContactsTables>,
  workspaceId: string,
  companyId: string,
): Promise<CompanyRow> {
  const [company] = await findCompanies(db, workspaceId, [companyId]);
  if (!company) throw notFound();
  return company;
}

/** Those that exist and may be seen, in no particular order. */
export async function findContactsByIds(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  return findContacts(db, workspaceId, ids);
}

/** Those that exist and may be seen, in no particular order. */
export async function findCompaniesByIds(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<CompanyRow[]> {
  if (ids.length === 0) return [];
  return findCompanies(db, workspaceId, ids);
}

/** Somebody spoke to them: the last touch moves forward, of their company too. No new version, so nobody who edits the record is told it is stale. */
export function touchContact(trx: Db<ContactsTables>, workspaceId: string, contactId: string, at: Date): Promise<void> {
  return touchContactRows(trx, workspaceId, [{ contactId, at }]);
}

export async function touchContacts(
  trx: Db<ContactsTables>,
  workspaceId: string,
  touches: readonly { contactId: string; at: Date }[],
): Promise<void> {
  if (touches.length > 0) await touchContactRows(trx, workspaceId, touches);
}

export type MatchKey = { kind: Extract<KeyKind, 'phone' | 'email' | 'external'>; value: string };

/** Contacts known under numbers (E.164), e-mail addresses or foreign ids. A key that nobody has is not in the answer; ids oldest first. */
export async function matchKeys(
  db: Db<ContactsTables>,
  workspaceId: string,
  keys: readonly MatchKey[],
): Promise<{ kind: MatchKey['kind']; value: string; contactIds: string[] }[]> {
  if (keys.length === 0) return [];
  const kept = keys.map((key) => ({ kind: key.kind, value: keptAs(key) }));
  const found = await findByKeys(db, workspaceId, 'contact', kept);
  if (found.length === 0) return [];
  const asked = new Map(kept.map(({ kind, value }, at) => [`${kind} ${value}`, keys[at]]));
  return [...Map.groupBy(found, ({ kind, value }) => `${kind} ${value}`)].flatMap(([name, hits]) => {
    const key = asked.get(name);
    return key ? [{ ...key, contactIds: [...new Set(hits.map((hit) => hit.id))] }] : [];
  });
}

/** Contacts at these doors, however the street is written; the town is for the caller to compare. */
export async function matchDoors(
  db: Db<ContactsTables>,
  workspaceId: string,
  doors: readonly { street?: string | undefined; houseNumber?: string | undefined }[],
): Promise<string[]> {
  const keys = new Set(
    doors.map(({ street, houseNumber }) => streetWords(street, houseNumber)).filter((key) => key !== ''),
  );
  if (keys.size === 0) return [];
  const hits = await findByKeys(
    db,
    workspaceId,
    'contact',
    [...keys].map((value) => ({ kind: 'word', value })),
  );
  return [...new Set(hits.map((hit) => hit.id))];
}

function keptAs({ kind, value }: MatchKey): string {
  return kind === 'phone' ? value.replace(/^\+/, '') : kind === 'email' ? value.toLowerCase() : value;
}

/** Companies by name, however it is written (case, umlauts, punctuation); the oldest where there are several. By the name that was asked. */
export async function matchCompanyNames(
  db: Db<ContactsTables>,
  workspaceId: string,
  names: readonly string[],
): Promise<Map<string, CompanyRow>> {
  const keys = names.flatMap((name) => turns(name).slice(0, 1));
  if (keys.length === 0) return new Map();
  const hits = await findByKeys(db, workspaceId, 'company', keys);
  const companies = await findCompaniesByIds(db, workspaceId, [...new Set(hits.map((hit) => hit.id))]);
  const byName = new Map(
    companies.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map((company) => [plainName(company.name), company]),
  );
  return new Map(
    names.flatMap((name): [string, CompanyRow][] => {
      const company = byName.get(plainName(name));
      return company ? [[name, company]] : [];
    }),
  );
}

function plainName(name: string): string {
  return wordsOf(name).join(' ') || fold(name);
}

/** What a text is found by while somebody types: its folded words, each once in front. */
export function searchWords(text: string): string[] {
  return [...new Set(turns(text).map(({ value }) => value))];
}

/** The typed words as the search compares them. */
export function searchTokens(typed: string): string[] {
  return tokensOf(typed);
}

const most = { people: 200, companies: 50 };

/** People and companies whose name or place begins as typed, in any turn of its words; the first of many, whether the asker may see them or not. */
export async function findByName(
  db: Db<ContactsTables>,
  workspaceId: string,
  typed: string,
): Promise<{ contactIds: string[]; companyIds: string[]; more: boolean }> {
  const phrase = phraseOf(typed);
  if (!phrase) return { contactIds: [], companyIds: [], more: false };
  const [contactIds, companyIds] = await Promise.all([
    findInRange(db, workspaceId, 'contact', phrase, most.people),
    findInRange(db, workspaceId, 'company', phrase, most.companies),
  ]);
  const more = contactIds.length >= most.people || companyIds.length >= most.companies;
  return { contactIds, companyIds, more };
}
