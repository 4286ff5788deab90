import { z } from 'zod';
import { defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';
import { Addresses, Emails, OwnerFilter, Phones, Sort, Tag, Tags, Website } from './shapes.ts';

export const CompanyItem = z.strictObject({
  id: Id,
  name: z.string(),
  industry: z.string().nullable(),
  website: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  ownerId: Id.nullable(),
  tags: z.array(z.string()),
  lastTouchAt: Instant.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type CompanyItem = z.infer<typeof CompanyItem>;

export const CompanyView = z.strictObject({
  id: Id,
  name: z.string(),
  website: z.string().nullable(),
  industry: z.string().nullable(),
  phones: Phones,
  emails: Emails,
  addresses: Addresses,
  tags: z.array(z.string()),
  note: z.string().nullable(),
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  ownerId: Id.nullable(),
  importId: Id.nullable(),
  lastTouchAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type CompanyView = z.infer<typeof CompanyView>;

const fields = {
  website: Website.nullable(),
  industry: Line(120).nullable(),
  phones: Phones,
  emails: Emails,
  addresses: Addresses,
  tags: Tags,
  note: Text(10_000).nullable(),
  source: Line(160).nullable(),
  externalId: Line(200).nullable(),
  ownerId: Id.nullable(),
};

/** Without `ownerId`: who creates it. */
export const CreateCompany = z
  .strictObject(fields)
  .partial()
  .extend({ name: Line(200) });
export type CreateCompany = z.infer<typeof CreateCompany>;

/** Only what is given is changed; null empties a field. A list is replaced as a whole. */
export const ChangeCompany = z.strictObject({ name: Line(200), ...fields }).partial();
export type ChangeCompany = z.infer<typeof ChangeCompany>;

export const CompanyFilter = z.strictObject({
  q: Line(200).optional(),
  ownerId: OwnerFilter.optional(),
  tag: Tag.optional(),
  city: Line(120).optional(),
});
export type CompanyFilter = z.infer<typeof CompanyFilter>;

export const listCompanies = defineOperation({
  name: 'companies.list',
  method: 'GET',
  path: '/companies',
  summary: 'Companies, filtered and sorted, page by page',
  permission: 'contacts.read',
  query: CompanyFilter.extend({ sort: Sort.default('name'), ...PageQuery }),
  output: Page(CompanyItem),
  refusals: ['cursor_invalid'],
});

const params = z.strictObject({ companyId: Id });
const writeRefusals = ['phone_invalid', 'owner_unknown', 'owner_out_of_sight'];

export const getCompany = defineOperation({
  name: 'companies.get',
  method: 'GET',
  path: '/companies/:companyId',
  summary: 'One company',
  permission: 'contacts.read',
  params,
  output: CompanyView,
});

export const createCompany = defineOperation({
  name: 'companies.create',
  method: 'POST',
  path: '/companies',
  summary: 'Add a company',
  permission: 'contacts.write',
  body: CreateCompany,
  output: CompanyView,
  refusals: writeRefusals,
});

export const changeCompany = defineOperation({
  name: 'companies.change',
  method: 'PATCH',
  path: '/companies/:companyId',
  summary: 'Change a company',
  permission: 'contacts.write',
  params,
  body: ChangeCompany,
  output: CompanyView,
  refusals: ['stale', ...writeRefusals],
});

export const removeCompany = defineOperation({
  name: 'companies.remove',
  method: 'DELETE',
  path: '/companies/:companyId',
  summary: 'Remove a company; its people stay, and it can be brought back',
  permission: 'contacts.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['stale'],
});

export const restoreCompany = defineOperation({
  name: 'companies.restore',
  method: 'POST',
  path: '/companies/:companyId/restoration',
  summary: 'Bring a removed company back',
  permission: 'contacts.write',
  params,
  output: CompanyView,
  status: 200,
});
