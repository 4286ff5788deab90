import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';
import { Addresses, ContactKind, Emails, Flag, OwnerFilter, Phones, Sort, Tag, Tags, Website } from './shapes.ts';

export const CompanyRef = z.strictObject({ id: Id, name: z.string() });
export type CompanyRef = z.infer<typeof CompanyRef>;

/** What a row of a list shows. */
export const ContactItem = z.strictObject({
  id: Id,
  kind: ContactKind,
  name: z.string(),
  company: CompanyRef.nullable(),
  jobTitle: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  ownerId: Id.nullable(),
  tags: z.array(z.string()),
  status: z.string().nullable(),
  source: z.string().nullable(),
  lastTouchAt: Instant.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type ContactItem = z.infer<typeof ContactItem>;

export const ContactView = z.strictObject({
  id: Id,
  kind: ContactKind,
  /** What people read: made from the parts, so that a household or a bare address has a name too. */
  name: z.string(),
  salutation: z.string().nullable(),
  title: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  company: CompanyRef.nullable(),
  jobTitle: z.string().nullable(),
  phones: Phones,
  emails: Emails,
  addresses: Addresses,
  tags: z.array(z.string()),
  birthdayOn: Day.nullable(),
  website: z.string().nullable(),
  note: z.string().nullable(),
  source: z.string().nullable(),
  status: z.string().nullable(),
  externalId: z.string().nullable(),
  ownerId: Id.nullable(),
  importId: Id.nullable(),
  lastTouchAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type ContactView = z.infer<typeof ContactView>;

const fields = {
  kind: ContactKind,
  salutation: Line(60).nullable(),
  title: Line(60).nullable(),
  firstName: Line(120).nullable(),
  lastName: Line(120).nullable(),
  companyId: Id.nullable(),
  jobTitle: Line(160).nullable(),
  phones: Phones,
  emails: Emails,
  addresses: Addresses,
  tags: Tags,
  birthdayOn: Day.nullable(),
  website: Website.nullable(),
  note: Text(10_000).nullable(),
  source: Line(160).nullable(),
  status: Line(80).nullable(),
  externalId: Line(200).nullable(),
  ownerId: Id.nullable(),
};

/** Only what is given is changed; null empties a field. A list is replaced as a whole. */
export const ChangeContact = z.strictObject(fields).partial();
export type ChangeContact = z.infer<typeof ChangeContact>;

/** Without `kind`: business with a company or a position, else private. Without `ownerId`: who creates it. */
export const CreateContact = ChangeContact;
export type CreateContact = ChangeContact;

export const ContactFilter = z.strictObject({
  /** Beginnings of words in any order, a number in any notation, or an e-mail address. */
  q: Line(200).optional(),
  kind: ContactKind.optional(),
  ownerId: OwnerFilter.optional(),
  tag: Tag.optional(),
  city: Line(120).optional(),
  postalCodePrefix: Line(12).optional(),
  companyId: Id.optional(),
  source: Line(160).optional(),
  status: Line(80).optional(),
  hasPhone: Flag.optional(),
  /** Last touched before this moment, or never. */
  untouchedSince: Instant.optional(),
  createdFrom: Instant.optional(),
  /** Exclusive. */
  createdTo: Instant.optional(),
  importId: Id.optional(),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

export const listContacts = defineOperation({
  name: 'contacts.list',
  method: 'GET',
  path: '/contacts',
  summary: 'People, filtered and sorted, page by page',
  permission: 'contacts.read',
  query: ContactFilter.extend({ sort: Sort.default('name'), ...PageQuery }),
  output: Page(ContactItem),
  refusals: ['cursor_invalid'],
});

export const getContact = defineOperation({
  name: 'contacts.get',
  method: 'GET',
  path: '/contacts/:contactId',
  summary: 'One person',
  permission: 'contacts.read',
  params: z.strictObject({ contactId: Id }),
  output: ContactView,
});

const writeRefusals = ['phone_invalid', 'contact_nameless', 'company_unknown', 'owner_unknown', 'owner_out_of_sight'];

export const createContact = defineOperation({
  name: 'contacts.create',
  method: 'POST',
  path: '/contacts',
  summary: 'Add a person',
  permission: 'contacts.write',
  body: CreateContact,
  output: ContactView,
  refusals: writeRefusals,
});

export const changeContact = defineOperation({
  name: 'contacts.change',
  method: 'PATCH',
  path: '/contacts/:contactId',
  summary: 'Change a person',
  permission: 'contacts.write',
  params: z.strictObject({ contactId: Id }),
  body: ChangeContact,
  output: ContactView,
  refusals: ['stale', ...writeRefusals],
});

export const removeContact = defineOperation({
  name: 'contacts.remove',
  method: 'DELETE',
  path: '/contacts/:contactId',
  summary: 'Remove a person; it can be brought back',
  permission: 'contacts.write',
  params: z.strictObject({ contactId: Id }),
  output: z.null(),
  status: 204,
  refusals: ['stale'],
});

export const restoreContact = defineOperation({
  name: 'contacts.restore',
  method: 'POST',
  path: '/contacts/:contactId/restoration',
  summary: 'Bring a removed person back',
  permission: 'contacts.write',
  params: z.strictObject({ contactId: Id }),
  output: ContactView,
  status: 200,
});

export const ChangeMany = z.strictObject({
  ids: z.array(Id).min(1).max(500),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('assign'), ownerId: Id.nullable() }),
    z.strictObject({ kind: z.literal('add_tag'), tag: Tag }),
    z.strictObject({ kind: z.literal('remove_tag'), tag: Tag }),
    z.strictObject({ kind: z.literal('remove') }),
  ]),
});
export type ChangeMany = z.infer<typeof ChangeMany>;

export const changeManyContacts = defineOperation({
  name: 'contacts.changeMany',
  method: 'POST',
  path: '/contacts/changes',
  summary: 'Assign, tag or remove up to 500 people at once; the answer names the change, so that it can be undone',
  permission: 'contacts.write',
  body: ChangeMany,
  output: z.strictObject({ changeId: Id, changed: z.number().int() }),
  refusals: ['owner_unknown', 'owner_out_of_sight', 'too_many_tags'],
});

export const undoChangeMany = defineOperation({
  name: 'contacts.undoChangeMany',
  method: 'POST',
  path: '/contacts/changes/:changeId/undo',
  summary: 'Take back a change to many people; whoever was changed again since stays as they are',
  permission: 'contacts.write',
  params: z.strictObject({ changeId: Id }),
  output: z.strictObject({ restored: z.number().int(), kept: z.number().int() }),
  status: 200,
});

export const SearchHit = z.strictObject({
  subject: z.enum(['contact', 'company']),
  id: Id,
  name: z.string(),
  /** For a person: the company. */
  company: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Found only by forgiving a typing mistake. */
  similar: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const search = defineOperation({
  name: 'contacts.search',
  method: 'GET',
  path: '/search',
  summary:
    'People and companies while typing: by name, company, city, number in any notation, or e-mail; forgives typing mistakes',
  permission: 'contacts.read',
  query: z.strictObject({ q: Line(200), limit: z.coerce.number().int().min(1).max(20).default(20) }),
  output: z.strictObject({ items: z.array(SearchHit) }),
});

export const Duplicate = z.strictObject({
  id: Id,
  name: z.string(),
  company: z.string().nullable(),
  city: z.string().nullable(),
  ownerId: Id.nullable(),
  matched: z.enum(['phone', 'email']),
});
export type Duplicate = z.infer<typeof Duplicate>;

export const findDuplicates = defineOperation({
  name: 'contacts.findDuplicates',
  method: 'GET',
  path: '/contacts/duplicates',
  summary: 'Who is known already under this number or e-mail?',
  permission: 'contacts.read',
  query: z.strictObject({ phone: Line(50).optional(), email: Line(254).optional() }),
  output: z.strictObject({ items: z.array(Duplicate) }),
});

export const listTags = defineOperation({
  name: 'contacts.listTags',
  method: 'GET',
  path: '/tags',
  summary: 'Tags in use, with how many people carry them; 1000 means at least as many',
  permission: 'contacts.read',
  output: z.strictObject({ items: z.array(z.strictObject({ tag: z.string(), contacts: z.number().int() })) }),
});
