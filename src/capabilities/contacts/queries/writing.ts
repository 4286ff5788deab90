import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { fixed } from '#platform/db/fixed';
import type { CompanyRow, ContactRow, ContactsTables } from '../schema.ts';

/*
 * Written as sets, one or a thousand rows by the same statement: its text never changes, so it is prepared once, and an import needs no
 * second way of writing. As `json`, which the database reads once, and not as `jsonb`, which it would put in order first. Rows come as they shall stand; who writes has locked what was there before.
 */

export async function insertContactRows(
  trx: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly ContactRow[],
): Promise<void> {
  await sql`
    insert into contact (workspace_id, id, kind, salutation, title, first_name, last_name, name, sort_name, company_id, job_title, phones, emails,
      addresses, city_folded, tags, birthday_on, website, note, source, status, external_id, owner_id, import_id, last_touch_at, created_at,
      updated_at, version)
    select ${workspaceId}::uuid, r.id, r.kind, r.salutation, r.title, r.first_name, r.last_name, r.name, r.sort_name, r.company_id, r.job_title,
      r.phones, r.emails, r.addresses, r.city_folded, r.tags, r.birthday_on, r.website, r.note, r.source, r.status, r.external_id, r.owner_id,
      r.import_id, r.last_touch_at, r.created_at, r.updated_at, r.version
    from ${contactRecords(rows)}
  `.execute(trx);
}

/** One contact, value by value: reading records out of JSON costs a single row a fifth of its insert. */
export async function insertContactRow(trx: Db<ContactsTables>, row: ContactRow): Promise<void> {
  await fixed`
    insert into contact (workspace_id, id, kind, salutation, title, first_name, last_name, name, sort_name, company_id, job_title, phones, emails,
      addresses, city_folded, tags, birthday_on, website, note, source, status, external_id, owner_id, import_id, last_touch_at, created_at,
      updated_at, version)
    values (${row.workspaceId}, ${row.id}, ${row.kind}, ${row.salutation}, ${row.title}, ${row.firstName}, ${row.lastName}, ${row.name}, ${row.sortName},
      ${row.companyId}, ${row.jobTitle}, ${JSON.stringify(row.phones)}, ${JSON.stringify(row.emails)}, ${JSON.stringify(row.addresses)},
      ${row.cityFolded}, ${row.tags}, ${row.birthdayOn}, ${row.website}, ${row.note}, ${row.source}, ${row.status}, ${row.externalId}, ${row.ownerId},
      ${row.importId}, ${row.lastTouchAt}, ${row.createdAt}, ${row.updatedAt}, ${row.version})
  `.execute(trx);
}

export async function updateContactRows(
  trx: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly ContactRow[],
): Promise<void> {
  await sql`
    update contact c set kind = r.kind, salutation = r.salutation, title = r.title, first_name = r.first_name, last_name = r.last_name,
      name = r.name, sort_name = r.sort_name, company_id = r.company_id, job_title = r.job_title, phones = r.phones, emails = r.emails,
      addresses = r.addresses, city_folded = r.city_folded, tags = r.tags, birthday_on = r.birthday_on, website = r.website, note = r.note,
      source = r.source, status = r.status, external_id = r.external_id, owner_id = r.owner_id, updated_at = r.updated_at,
      removed_at = r.removed_at, version = r.version
    from ${contactRecords(rows)}
    where c.workspace_id = ${workspaceId} and c.id = r.id
  `.execute(trx);
}

/** One contact, and of it what differs: mostly one field of thirty, of which the database then need not be told. */
export async function updateContactRow(trx: Db<ContactsTables>, before: ContactRow, after: ContactRow): Promise<void> {
  const { phones, emails, addresses, ...rest } = writable(after);
  const standing: Record<string, unknown> = writable(before);
  const differing = Object.entries(rest).filter(([field, value]) => value !== standing[field]);
  await trx
    .updateTable('contact')
    .set({
      ...Object.fromEntries(differing),
      // A list of objects is taken for an array of the database, unless it is text.
      ...(phones !== before.phones && { phones: sql`${JSON.stringify(phones)}::jsonb` }),
      ...(emails !== before.emails && { emails: sql`${JSON.stringify(emails)}::jsonb` }),
      ...(addresses !== before.addresses && { addresses: sql`${JSON.stringify(addresses)}::jsonb` }),
    })
    .where('workspaceId', '=', after.workspaceId)
    .where('id', '=', after.id)
    .execute();
}

/** Without what stays as it was made, what the database computes, and the last touch, which others move. */
function writable(row: ContactRow) {
  const {
    workspaceId: _,
    id: _1,
    importId: _2,
    createdAt: _3,
    city: _4,
    postalCode: _5,
    lastTouchAt: _6,
    ...rest
  } = row;
  return rest;
}

function contactRecords(rows: readonly ContactRow[]) {
  return sql`json_to_recordset(${JSON.stringify(rows.map(contactRecord))}::json) as r(id uuid, kind text, salutation text, title text,
    first_name text, last_name text, name text, sort_name text, company_id uuid, job_title text, phones jsonb, emails jsonb, addresses jsonb,
    city_folded text, tags text[], birthday_on date, website text, note text, source text, status text, external_id text, owner_id uuid,
    import_id uuid, last_touch_at timestamptz, created_at timestamptz, updated_at timestamptz, removed_at timestamptz, version integer)`;
}

function contactRecord(row: ContactRow) {
  return {
    ...commonRecord(row),
    kind: row.kind,
    salutation: filled(row.salutation),
    title: filled(row.title),
    first_name: filled(row.firstName),
    last_name: filled(row.lastName),
    company_id: filled(row.companyId),
    job_title: filled(row.jobTitle),
    birthday_on: filled(row.birthdayOn),
    status: filled(row.status),
  };
}

export async function insertCompanyRows(
  trx: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly CompanyRow[],
): Promise<void> {
  await sql`
    insert into company (workspace_id, id, name, sort_name, website, industry, phones, emails, addresses, city_folded, tags, note, source,
      external_id, owner_id, import_id, last_touch_at, created_at, updated_at, version)
    select ${workspaceId}::uuid, r.id, r.name, r.sort_name, r.website, r.industry, r.phones, r.emails, r.addresses, r.city_folded, r.tags, r.note,
      r.source, r.external_id, r.owner_id, r.import_id, r.last_touch_at, r.created_at, r.updated_at, r.version
    from ${companyRecords(rows)}
  `.execute(trx);
}

export async function updateCompanyRows(
  trx: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly CompanyRow[],
): Promise<void> {
  await sql`
    update company c set name = r.name, sort_name = r.sort_name, website = r.website, industry = r.industry, phones = r.phones,
      emails = r.emails, addresses = r.addresses, city_folded = r.city_folded, tags = r.tags, note = r.note, source = r.source,
      external_id = r.external_id, owner_id = r.owner_id, updated_at = r.updated_at, removed_at = r.removed_at, version = r.version
    from ${companyRecords(rows)}
    where c.workspace_id = ${workspaceId} and c.id = r.id
  `.execute(trx);
}

function companyRecords(rows: readonly CompanyRow[]) {
  return sql`json_to_recordset(${JSON.stringify(rows.map(companyRecord))}::json) as r(id uuid, name text, sort_name text, website text,
    industry text, phones jsonb, emails jsonb, addresses jsonb, city_folded text, tags text[], note text, source text, external_id text,
    owner_id uuid, import_id uuid, last_touch_at timestamptz, created_at timestamptz, updated_at timestamptz, removed_at timestamptz,
    version integer)`;
}

function companyRecord(row: CompanyRow) {
  return { ...commonRecord(row), industry: filled(row.industry) };
}

/** What is empty is not written down: of a record's thirty fields mostly half, which the database would read each time. */
const filled = <T>(value: T | null): T | undefined => value ?? undefined;

function commonRecord(row: ContactRow | CompanyRow) {
  return {
    id: row.id,
    name: row.name,
    sort_name: row.sortName,
    phones: row.phones,
    emails: row.emails,
    addresses: row.addresses,
    city_folded: filled(row.cityFolded),
    tags: row.tags,
    website: filled(row.website),
    note: filled(row.note),
    source: filled(row.source),
    external_id: filled(row.externalId),
    owner_id: filled(row.ownerId),
    import_id: filled(row.importId),
    last_touch_at: filled(row.lastTouchAt),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    removed_at: filled(row.removedAt),
    version: row.version,
  };
}

/** The last touch only ever moves forward; it is no change that someone editing the record must hear of. */
export async function touchContactRows(
  trx: Db<ContactsTables>,
  workspaceId: string,
  touches: readonly { contactId: string; at: Date }[],
): Promise<void> {
  await sql`
    update contact c set last_touch_at = t.at
    from (select contact_id, max(at) as at
          from unnest(${touches.map((touch) => touch.contactId)}::uuid[], ${touches.map((touch) => touch.at)}::timestamptz[]) as t(contact_id, at)
          group by contact_id) t
    where c.workspace_id = ${workspaceId} and c.id = t.contact_id and (c.last_touch_at is null or c.last_touch_at < t.at)
  `.execute(trx);
  await sql`
    update company f set last_touch_at = t.at
    from (select c.company_id, max(t.at) as at
          from unnest(${touches.map((touch) => touch.contactId)}::uuid[], ${touches.map((touch) => touch.at)}::timestamptz[]) as t(contact_id, at)
          join contact c on c.workspace_id = ${workspaceId} and c.id = t.contact_id
          where c.company_id is not null
          group by c.company_id) t
    where f.workspace_id = ${workspaceId} and f.id = t.company_id and (f.last_touch_at is null or f.last_touch_at < t.at)
  `.execute(trx);
}
