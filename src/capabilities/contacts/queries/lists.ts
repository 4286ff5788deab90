import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CompanyFilter, ContactFilter, Sort } from '../contract.ts';
import type { Cursor } from '../rules/cursor.ts';
import { fold } from '../rules/fold.ts';
import { exactly, type KeyRange, phraseOf, wantedBy } from '../rules/query.ts';
import type { CompanyRow, ContactRow, ContactsTables, Subject } from '../schema.ts';
import { type Filter, findPage } from './pages.ts';
import { all, hasKey, idsOfOwnCompanies, idsWith } from './parts.ts';

type Common = 'id' | 'name' | 'sortName' | 'ownerId' | 'tags' | 'lastTouchAt' | 'createdAt' | 'version';
type Main = { postalCode: string | null; city: string | null; phone: string | null; email: string | null };
export type ContactListRow = Pick<ContactRow, Common | 'kind' | 'jobTitle' | 'status' | 'source' | 'companyId'> &
  Main & { companyName: string | null };
export type CompanyListRow = Pick<CompanyRow, Common | 'industry' | 'website'> & Main;

/** `onlyOwnOf`: whoever sees only their own records; the database sees to that, this lets it use the index. */
export type ListAsk<F> = {
  workspaceId: string;
  onlyOwnOf: string | undefined;
  filter: F;
  sort: Sort;
  cursor: Cursor | undefined;
  limit: number;
};

const contactColumns = sql`c.id, c.kind, c.name, c.sort_name, c.job_title, c.status, c.source, c.postal_code, c.city, c.owner_id, c.tags, c.last_touch_at,
  c.created_at, c.version, c.phones -> 0 ->> 'value' as phone, c.emails -> 0 ->> 'value' as email, f.id as company_id, f.name as company_name`;
const employer = sql`left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id and f.removed_at is null`;

export function findContactPage(db: Db<ContactsTables>, ask: ListAsk<ContactFilter>): Promise<ContactListRow[]> {
  return findPage(db, {
    ...ask,
    subject: 'contact',
    columns: contactColumns,
    joins: employer,
    filters: contactFilters(ask),
    rare: false,
  });
}

/** Those of these people who meet the filter, in no order. */
export async function findMatching(
  db: Db<ContactsTables>,
  ask: Pick<ListAsk<ContactFilter>, 'workspaceId' | 'onlyOwnOf' | 'filter'>,
  ids: readonly string[],
): Promise<ContactListRow[]> {
  const { rows } = await sql<ContactListRow>`
    select ${contactColumns} from contact c ${employer}
    where c.workspace_id = ${ask.workspaceId} and c.id = any(${[...ids]}::uuid[]) and c.removed_at is null
      and ${all(contactFilters(ask).map(({ condition }) => condition))}
  `.execute(db);
  return rows;
}

export function findCompanyPage(db: Db<ContactsTables>, ask: ListAsk<CompanyFilter>): Promise<CompanyListRow[]> {
  return findPage(db, {
    ...ask,
    subject: 'company',
    columns: sql`c.id, c.name, c.sort_name, c.industry, c.website, c.addresses -> 0 ->> 'postalCode' as postal_code, c.addresses -> 0 ->> 'city' as city,
      c.owner_id, c.tags, c.last_touch_at, c.created_at, c.version, c.phones -> 0 ->> 'value' as phone, c.emails -> 0 ->> 'value' as email`,
    joins: sql``,
    filters: companyFilters(ask),
    rare: ask.onlyOwnOf !== undefined,
  });
}

const byName = ['name', '-name'] as const;
const byCreation = ['createdAt', '-createdAt'] as const;
const byTouch = ['lastTouchAt', '-lastTouchAt'] as const;

/** The narrower first: the one that stands first is walked along. */
function contactFilters({
  workspaceId,
  onlyOwnOf,
  filter,
}: Pick<ListAsk<ContactFilter>, 'workspaceId' | 'onlyOwnOf' | 'filter'>): Filter[] {
  const {
    kind,
    postalCodePrefix,
    companyId,
    source,
    status,
    hasPhone,
    untouchedSince,
    createdFrom,
    createdTo,
    importId,
  } = filter;
  return present([
    companyId !== undefined && { condition: sql`c.company_id = ${companyId}` },
    ...commonFilters(workspaceId, 'contact', filter),
    onlyOwnOf !== undefined && { condition: sql`c.owner_id = ${onlyOwnOf}`, alongside: byName },
    (createdFrom ?? createdTo) !== undefined && {
      condition: sql`c.created_at >= ${createdFrom ?? '-infinity'}::timestamptz and c.created_at < ${createdTo ?? 'infinity'}::timestamptz`,
      alongside: byCreation,
    },
    untouchedSince !== undefined && {
      condition: sql`c.touched_at < ${untouchedSince}::timestamptz`,
      alongside: byTouch,
    },
    importId !== undefined && { condition: sql`c.import_id = ${importId}` },
    status !== undefined && { condition: sql`c.status = ${status}` },
    source !== undefined && { condition: sql`c.source = ${source}` },
    kind !== undefined && { condition: sql`c.kind = ${kind}` },
    hasPhone !== undefined && { condition: hasPhone ? sql`c.has_phone` : sql`not c.has_phone` },
    postalCodePrefix !== undefined && {
      condition: sql`c.postal_code >= ${postalCodePrefix} and c.postal_code < ${`${postalCodePrefix}\u{10ffff}`}`,
    },
  ]);
}

function companyFilters({ workspaceId, onlyOwnOf, filter }: ListAsk<CompanyFilter>): Filter[] {
  return present([
    ...commonFilters(workspaceId, 'company', filter),
    // The law says it again; but only so does the planner know where to start.
    onlyOwnOf !== undefined && { condition: sql`true`, ids: idsOfOwnCompanies(workspaceId, onlyOwnOf) },
  ]);
}

function commonFilters(workspaceId: string, subject: Subject, filter: CompanyFilter): (Filter | false)[] {
  const { q, ownerId, tag, city } = filter;
  return [
    q !== undefined && typedFilter(workspaceId, subject, q),
    tag !== undefined && {
      condition: sql`${tag} = any(c.tags)`,
      ids: idsWith(workspaceId, subject, [exactly('tag', tag)]),
    },
    city !== undefined && { condition: sql`c.city_folded = ${fold(city)}`, alongside: byName },
    // Null is no value that an index would be sorted behind.
    ownerId === 'none' && { condition: sql`c.owner_id is null` },
    ownerId !== undefined && ownerId !== 'none' && { condition: sql`c.owner_id = ${ownerId}`, alongside: byName },
  ];
}

/** The words as one beginning ("lange str. 5"), or each the beginning of something. */
function typedFilter(workspaceId: string, subject: Subject, typed: string): Filter {
  const wanted = wantedBy(typed);
  // Typed, but nothing of it is a word: nobody is called that.
  if (wanted.length === 0) return { condition: sql`false` };
  const has = (ranges: readonly KeyRange[]) => hasKey(sql`c`, workspaceId, subject, ranges);
  const ids = (ranges: readonly KeyRange[]) => idsWith(workspaceId, subject, ranges);
  const phrase = wanted.length > 1 ? phraseOf(typed) : undefined;
  const each = { condition: all(wanted.map(has)), ids: sql`(${sql.join(wanted.map(ids), sql` intersect `)})` };
  if (!phrase) return each;
  return {
    condition: sql`(${has([phrase])} or ${each.condition})`,
    ids: sql`(${ids([phrase])} union ${each.ids})`,
  };
}

function present(filters: readonly (Filter | false)[]): Filter[] {
  return filters.filter((filter) => filter !== false);
}
