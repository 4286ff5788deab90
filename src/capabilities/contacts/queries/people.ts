import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ContactRow, ContactsTables, Person } from '../schema.ts';
import { findCompanies } from './companies.ts';

/** Of `contact c`. Written out, and as text: a query builder spends more on thirty names than the database on the row. */
const columns = sql`c.workspace_id, c.id, c.kind, c.salutation, c.title, c.first_name, c.last_name, c.name, c.sort_name, c.city_folded,
  c.company_id, c.job_title, c.phones, c.emails, c.addresses, c.city, c.postal_code, c.tags, c.birthday_on, c.website, c.note, c.source,
  c.status, c.external_id, c.owner_id, c.import_id, c.last_touch_at, c.created_at, c.updated_at, c.removed_at, c.version`;

/** Without the removed ones. */
export async function findContacts(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from contact c where c.workspace_id = ${workspaceId} and ${oneOf(ids)} and c.removed_at is null
  `.execute(db);
  return rows;
}

/** Locked until the transaction ends, the removed ones too; in the order of their ids, so that two who lock the same ones don't wait for each other in a ring. */
export async function lockContacts(
  db: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from contact c where c.workspace_id = ${workspaceId} and ${oneOf(ids)} order by c.id for update
  `.execute(db);
  return rows;
}

/** Which of them are there, in sight and not removed; nobody deletes those until the transaction ends. */
export async function holdContacts(
  trx: Db<ContactsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.id from contact c where c.workspace_id = ${workspaceId} and ${oneOf(ids)} and c.removed_at is null order by c.id for key share
  `.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** Is it there, in sight and not removed? */
export async function hasContact(db: Db<ContactsTables>, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from contact where workspace_id = ${workspaceId} and id = ${id} and removed_at is null
  `.execute(db);
  return rows.length > 0;
}

function oneOf(ids: readonly string[]): RawBuilder<boolean> {
  const [only] = ids;
  return ids.length === 1 ? sql`c.id = ${only}` : sql`c.id = any(${ids}::uuid[])`;
}

/** Without the removed ones; employer and all in one statement, because this is the page that is opened most. */
export async function findPerson(db: Db<ContactsTables>, workspaceId: string, id: string): Promise<Person | undefined> {
  const { rows } = await sql<WithEmployer>`${person(workspaceId, id)} and c.removed_at is null`.execute(db);
  return toPerson(db, rows[0]);
}

/** Locked until the transaction ends, the removed one too. */
export async function lockPerson(db: Db<ContactsTables>, workspaceId: string, id: string): Promise<Person | undefined> {
  const { rows } = await sql<WithEmployer>`${person(workspaceId, id)} for update of c`.execute(db);
  return toPerson(db, rows[0]);
}

type WithEmployer = ContactRow & { employerName: string | null };

function person(workspaceId: string, id: string): RawBuilder<WithEmployer> {
  return sql`
    select ${columns}, f.name as employer_name from contact c
    left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id and f.removed_at is null
    where c.workspace_id = ${workspaceId} and c.id = ${id}`;
}

/** A lock that had to wait joins the contact as it is now with the company as it was before: then the company is asked for by itself. */
async function toPerson(db: Db<ContactsTables>, found: WithEmployer | undefined): Promise<Person | undefined> {
  if (!found) return undefined;
  const { employerName, ...contact } = found;
  const { companyId, workspaceId } = contact;
  if (companyId === null) return { contact, employer: undefined };
  if (employerName !== null) return { contact, employer: { id: companyId, name: employerName } };
  return { contact, employer: (await findCompanies(db, workspaceId, [companyId]))[0] };
}

/** In the order of their ids, page by page. */
export async function findPeopleOf(
  db: Db<ContactsTables>,
  workspaceId: string,
  companyId: string,
  page: { limit: number; after?: string | undefined },
): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('companyId', '=', companyId)
    .where('removedAt', 'is', null)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Who works for these companies. */
export function findPeopleOfCompanies(
  db: Db<ContactsTables>,
  workspaceId: string,
  companyIds: readonly string[],
): Promise<{ id: string; companyId: string | null }[]> {
  return db
    .selectFrom('contact')
    .select(['id', 'companyId'])
    .where('workspaceId', '=', workspaceId)
    .where('companyId', '=', sql<string>`any(${[...companyIds]}::uuid[])`)
    .where('removedAt', 'is', null)
    .execute();
}

/**
 * Those of one owner (or of none) whom nobody has spoken to yet, for a neighbour's statement to choose among. An index holds all that is said of them: a
 * hundred thousand are read in milliseconds.
 */
export function untouched(workspaceId: string, ownerId: string | null): RawBuilder<unknown> {
  return sql`
    select c.id as contact_id, c.created_at, c.has_phone from contact c
    where c.workspace_id = ${workspaceId} and ${ownerId === null ? sql`c.owner_id is null` : sql`c.owner_id = ${ownerId}`}
      and c.last_touch_at is null and c.removed_at is null`;
}
