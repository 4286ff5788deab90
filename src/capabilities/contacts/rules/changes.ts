import type { Changed } from '#platform/events';
import type { CompanyRow, ContactRow } from '../schema.ts';

const contactFields = [
  'kind',
  'name',
  'salutation',
  'title',
  'firstName',
  'lastName',
  'companyId',
  'jobTitle',
  'phones',
  'emails',
  'addresses',
  'tags',
  'birthdayOn',
  'website',
  'note',
  'source',
  'status',
  'externalId',
  'ownerId',
] as const;
const companyFields = [
  'name',
  'website',
  'industry',
  'phones',
  'emails',
  'addresses',
  'tags',
  'note',
  'source',
  'externalId',
  'ownerId',
] as const;

/** What differs, field by field; undefined when nothing does. */
export function changesOfContact(before: ContactRow, after: ContactRow): Changed | undefined {
  return changes(contactFields, before, after);
}

export function changesOfCompany(before: CompanyRow, after: CompanyRow): Changed | undefined {
  return changes(companyFields, before, after);
}

function changes<Field extends string>(
  fields: readonly Field[],
  before: Record<Field, unknown>,
  after: Record<Field, unknown>,
): Changed | undefined {
  const differing = fields.filter(
    (field) => before[field] !== after[field] && written(before[field]) !== written(after[field]),
  );
  if (differing.length === 0) return undefined;
  return Object.fromEntries(differing.map((field) => [field, { from: before[field], to: after[field] }]));
}

/** As text, with the names inside in one order: the database keeps its own. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
