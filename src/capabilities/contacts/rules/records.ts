import type { CompanyRow, ContactRow } from '../schema.ts';
import { fold, sortable } from './fold.ts';
import { nameOf } from './names.ts';

/** The parts of a contact from which the rest follows. */
export type ContactContent = Pick<
  ContactRow,
  | 'kind'
  | 'salutation'
  | 'title'
  | 'firstName'
  | 'lastName'
  | 'companyId'
  | 'jobTitle'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'tags'
  | 'birthdayOn'
  | 'website'
  | 'note'
  | 'source'
  | 'status'
  | 'externalId'
  | 'ownerId'
>;
export type CompanyContent = Pick<
  CompanyRow,
  | 'name'
  | 'website'
  | 'industry'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'tags'
  | 'note'
  | 'source'
  | 'externalId'
  | 'ownerId'
>;

type Derived = Pick<ContactRow, 'name' | 'sortName' | 'cityFolded' | 'city' | 'postalCode'>;

/** What follows from a contact's parts; undefined when there is nothing to call it by. */
export function derive(content: ContactContent, companyName: string | null): Derived | undefined {
  const named = nameOf({ ...content, companyName });
  const [address] = content.addresses;
  return (
    named && {
      ...named,
      cityFolded: foldedCity(content),
      city: address?.city ?? null,
      postalCode: address?.postalCode ?? null,
    }
  );
}

export function deriveCompany(content: CompanyContent): Pick<CompanyRow, 'sortName' | 'cityFolded'> {
  return { sortName: sortable(content.name) || content.name, cityFolded: foldedCity(content) };
}

function foldedCity({ addresses }: Pick<ContactContent, 'addresses'>): string | null {
  const city = addresses[0]?.city;
  return city === undefined ? null : fold(city);
}

export const emptyContact: ContactContent = {
  kind: 'private',
  salutation: null,
  title: null,
  firstName: null,
  lastName: null,
  companyId: null,
  jobTitle: null,
  phones: [],
  emails: [],
  addresses: [],
  tags: [],
  birthdayOn: null,
  website: null,
  note: null,
  source: null,
  status: null,
  externalId: null,
  ownerId: null,
};

export const emptyCompany: Omit<CompanyContent, 'name'> = {
  website: null,
  industry: null,
  phones: [],
  emails: [],
  addresses: [],
  tags: [],
  note: null,
  source: null,
  externalId: null,
  ownerId: null,
};

/** Without the fields that were not given. */
export function given<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const made: Partial<T> = {};
  for (const field in input) if (input[field] !== undefined) made[field] = input[field];
  return made as never;
}
