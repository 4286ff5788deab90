import { z } from 'zod';
import { ProofFile } from './evidence.ts';
import { defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';
import {
  Channel,
  ConsentEntry,
  ConsentSource,
  ConsentState,
  ContactBasis,
  ContactUse,
  DirectoryCheck,
  Keeping,
  MayContactAnswer,
  PartyKind,
  Presumption,
  Proof,
  Purpose,
  RecordConsent,
  RecordDirectoryCheck,
  RecordPresumption,
  RefusedBecause,
} from './shapes.ts';

const contactParams = z.strictObject({ contactId: Id });

/** Where one channel stands, and what the gate says about advertising over it now. */
export const ChannelView = z.strictObject({
  channel: Channel,
  standing: ConsentState,
  /** Null where no consent stands. */
  keeping: Keeping.nullable(),
  answer: MayContactAnswer,
});
export type ChannelView = z.infer<typeof ChannelView>;

export const ConsentView = z.strictObject({
  contactId: Id,
  kind: PartyKind,
  /** Whose law holds, ISO 3166-1. */
  country: z.string(),
  channels: z.array(ChannelView),
  presumption: Presumption.nullable(),
  directory: DirectoryCheck.nullable(),
  /** Where the recording of calls stands. */
  recording: ConsentState,
});
export type ConsentView = z.infer<typeof ConsentView>;

export const getConsent = defineOperation({
  name: 'consent.get',
  method: 'GET',
  path: '/contacts/:contactId/consent',
  summary: 'What a contact has allowed per channel, with its proof, and whether we may advertise over it now',
  permission: 'consent.read',
  params: contactParams,
  output: ConsentView,
});

export const KeptEntry = ConsentEntry.extend({ keeping: Keeping.nullable(), proofs: z.array(ProofFile) });
export type KeptEntry = z.infer<typeof KeptEntry>;

export const listEntries = defineOperation({
  name: 'consent.list',
  method: 'GET',
  path: '/contacts/:contactId/consent/entries',
  summary: 'The ledger of a contact: every yes and no with its evidence, latest word first',
  permission: 'consent.read',
  params: contactParams,
  query: z.strictObject(PageQuery),
  output: Page(KeptEntry),
});

export const listUses = defineOperation({
  name: 'consent.listUses',
  method: 'GET',
  path: '/contacts/:contactId/consent/uses',
  summary: 'Every contact that was made, with the permit and the consent it rests on, latest first',
  permission: 'consent.read',
  params: contactParams,
  query: z.strictObject(PageQuery),
  output: Page(ContactUse),
});

export const recordConsent = defineOperation({
  name: 'consent.record',
  method: 'POST',
  path: '/contacts/:contactId/consent/entries',
  summary: 'Add a yes or a no to the ledger, or take back a mistaken entry; nothing in it is ever changed',
  permission: 'consent.write',
  params: contactParams,
  body: RecordConsent,
  output: ConsentEntry,
  refusals: ['in_the_future', 'confirmation_missing', 'wording_differs', 'not_by_phone'],
});

export const ObjectAll = z.strictObject({
  at: Instant,
  source: ConsentSource,
  wording: Text(4000).optional(),
  proof: Proof.optional(),
});
export type ObjectAll = z.infer<typeof ObjectAll>;

export const objectAll = defineOperation({
  name: 'consent.objectAll',
  method: 'POST',
  path: '/contacts/:contactId/consent/objections',
  summary:
    'Never again: record an objection to advertising on every channel. It stays as evidence; only a later word of the person ends it',
  permission: 'consent.write',
  params: contactParams,
  body: ObjectAll,
  output: z.strictObject({ items: z.array(ConsentEntry) }),
  refusals: ['in_the_future'],
});

export const recordPresumption = defineOperation({
  name: 'consent.recordPresumption',
  method: 'PUT',
  path: '/contacts/:contactId/consent/presumption',
  summary: 'Record why a business may be presumed to want our call',
  permission: 'consent.write',
  params: contactParams,
  body: RecordPresumption,
  output: Presumption,
  refusals: ['business_only'],
});

export const removePresumption = defineOperation({
  name: 'consent.removePresumption',
  method: 'DELETE',
  path: '/contacts/:contactId/consent/presumption',
  summary: 'Take back a presumption',
  permission: 'consent.write',
  params: contactParams,
  output: z.null(),
  status: 204,
});

export const recordDirectoryCheck = defineOperation({
  name: 'consent.recordDirectoryCheck',
  method: 'PUT',
  path: '/contacts/:contactId/consent/directory-check',
  summary: 'Record what the Swiss telephone directory says of a number, and whether the contact is a customer',
  permission: 'consent.write',
  params: contactParams,
  body: RecordDirectoryCheck,
  output: DirectoryCheck,
});

const question = {
  channel: Channel.default('phone'),
  purpose: Purpose.default('advertising'),
  /** Now, where left out. */
  at: Instant.optional(),
};

export const mayContact = defineOperation({
  name: 'consent.mayContact',
  method: 'GET',
  path: '/contacts/:contactId/may-contact',
  summary: 'May we contact this person over this channel for this purpose? With reason, norm and the lawful next ways',
  permission: 'consent.read',
  params: contactParams,
  query: z.strictObject({
    ...question,
    /** For purpose `requested`: when the person asked, and what about. */
    requestedAt: Instant.optional(),
    requestedAbout: Line(500).optional(),
  }),
  output: MayContactAnswer,
});

export const mayContactMany = defineOperation({
  name: 'consent.mayContactMany',
  method: 'GET',
  path: '/may-contact',
  summary: 'The same question about many contacts at once; contacts that do not exist have no answer',
  permission: 'consent.read',
  query: z.strictObject({ ...question, contactId: z.union([Id, z.array(Id).max(200)]) }),
  output: z.strictObject({ items: z.array(z.strictObject({ contactId: Id, answer: MayContactAnswer })) }),
});

export const ReasonCount = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(true), basis: ContactBasis, contacts: z.number().int() }),
  z.strictObject({ allowed: z.literal(false), because: RefusedBecause, contacts: z.number().int() }),
]);
export type ReasonCount = z.infer<typeof ReasonCount>;

export const ConsentSummary = z.strictObject({
  channel: Channel,
  contacts: z.number().int(),
  /** Whatever the hour. */
  allowed: z.number().int(),
  /** Most first. */
  reasons: z.array(ReasonCount),
  /** Large workspaces are counted in the background, every ten minutes while somebody looks. */
  countedAt: Instant,
});
export type ConsentSummary = z.infer<typeof ConsentSummary>;

export const getSummary = defineOperation({
  name: 'consent.summary',
  method: 'GET',
  path: '/consent/summary',
  summary: 'How many contacts may be contacted over a channel and how many not, by reason, whatever the hour',
  permission: 'consent.read',
  query: z.strictObject({ channel: Channel.default('phone') }),
  output: ConsentSummary,
});

export const StandingWanted = z.enum(['granted', 'presumed', 'denied', 'unknown']);
export type StandingWanted = z.infer<typeof StandingWanted>;

export const StandingRow = z.strictObject({
  contactId: Id,
  name: z.string(),
  kind: PartyKind,
  city: z.string().nullable(),
  standing: ConsentState,
  answer: MayContactAnswer,
});
export type StandingRow = z.infer<typeof StandingRow>;

export const listContacts = defineOperation({
  name: 'consent.listContacts',
  method: 'GET',
  path: '/consent/contacts',
  summary:
    'Contacts by where a channel stands: granted, presumed (business, with a reason on record), denied or unknown',
  permission: 'consent.read',
  query: z.strictObject({ ...PageQuery, channel: Channel.default('phone'), standing: StandingWanted }),
  output: Page(StandingRow),
});
