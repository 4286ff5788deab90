import { z } from 'zod';
import { Id, Instant, Line, Text } from '#platform/operation';

export const Channel = z.enum(['phone', 'email', 'sms', 'post', 'visit']);
export type Channel = z.infer<typeof Channel>;

/** What the contact is about. `ask_consent` is advertising by law and stands here so that nobody takes it for service. */
export const Purpose = z.enum(['advertising', 'ask_consent', 'requested', 'contract', 'service']);
export type Purpose = z.infer<typeof Purpose>;

/** What a permit is for: contacting the person, or recording what is said. */
export const PermitPurpose = z.enum([...Purpose.options, 'recording']);
export type PermitPurpose = z.infer<typeof PermitPurpose>;

/** What a wording asks for, and what a word in the ledger is about. */
export const WordingPurpose = z.enum(['advertising', 'recording']);
export type WordingPurpose = z.infer<typeof WordingPurpose>;

export const PartyKind = z.enum(['private', 'business', 'unknown']);
export type PartyKind = z.infer<typeof PartyKind>;

/** How a consent, a refusal or an objection reached us. */
export const ConsentSource = z.enum([
  'form',
  'double_opt_in',
  'incoming_call',
  'outgoing_call',
  'incoming_message',
  'letter',
  'showroom',
  'visit',
  'in_person',
  'contract',
  'import',
]);
export type ConsentSource = z.infer<typeof ConsentSource>;

/**
 * What proves a consent: § 7a UWG asks for who gave it (with home address), for whom, how, and a piece of evidence; wording
 * and time stand in the entry itself.
 */
export const Proof = z.strictObject({
  /** The piece of evidence: number of the form, of the recording, of the file, of the mail. */
  reference: Line(500),
  personName: Line(200).optional(),
  personAddress: Line(400).optional(),
  /** Whom the wording names: a consent for another firm is none for us. */
  advertiser: z.enum(['us', 'other']).default('us'),
  /** Double opt-in: the channel over which the person confirmed. */
  confirmedOver: Channel.optional(),
  ipAddress: Line(60).optional(),
  /** Double opt-in: when and from where the form was sent, before it was confirmed. */
  requestedAt: Instant.optional(),
  requestedFrom: Line(60).optional(),
});
export type Proof = z.infer<typeof Proof>;

/** Why a channel is denied. All three mean no; they differ in norm, and in what it takes to hear a yes again. */
export const DeniedBecause = z.enum(['withdrawn', 'objected', 'refused']);
export type DeniedBecause = z.infer<typeof DeniedBecause>;

const entry = {
  channel: Channel,
  /** `recording` goes with the channel phone alone. */
  purpose: WordingPurpose.default('advertising'),
  at: Instant,
  source: ConsentSource,
};
/** One line of the ledger, as a person records it. `unknown` takes a mistaken entry back without deleting it. */
export const RecordConsent = z.discriminatedUnion('state', [
  z.strictObject({
    ...entry,
    state: z.literal('granted'),
    wording: Text(4000).min(1),
    /** The released text that `wording` is; it must be the same to the letter. */
    wordingId: Id.optional(),
    proof: Proof,
  }),
  z.strictObject({
    ...entry,
    state: z.literal('denied'),
    because: DeniedBecause,
    wording: Text(4000).optional(),
    proof: Proof.optional(),
  }),
  z.strictObject({ ...entry, state: z.literal('unknown'), wording: Text(4000).min(1) }),
]);
export type RecordConsent = z.infer<typeof RecordConsent>;

export const ConsentEntry = z.strictObject({
  id: Id,
  contactId: Id,
  channel: Channel,
  purpose: WordingPurpose,
  state: z.enum(['granted', 'denied', 'unknown']),
  because: DeniedBecause.nullable(),
  at: Instant,
  source: ConsentSource,
  wording: z.string().nullable(),
  wordingId: Id.nullable(),
  proof: Proof.nullable(),
  recordedBy: Id.nullable(),
  recordedAt: Instant,
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

/** A consent: when it was last acted on, and the last day on which its proof must still be there, § 7a Abs. 2 UWG. */
export const Keeping = z.strictObject({ lastUsedAt: Instant.nullable(), keepUntil: z.iso.date() });
export type Keeping = z.infer<typeof Keeping>;

/** Where a channel stands now: the entry that decides, or none. */
export const ConsentState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({ state: z.literal('granted'), entry: ConsentEntry }),
  z.strictObject({ state: z.literal('denied'), entry: ConsentEntry }),
]);
export type ConsentState = z.infer<typeof ConsentState>;

/** Why we may presume that a business wants our call. The last three are commonly tried and do not count. */
export const PresumptionBasis = z.enum([
  'existing_contract_same_field',
  'earlier_contract_same_field',
  'inquiry',
  'tender',
  'contact_asked_for',
  'directory_entry',
  'same_industry',
  'recommendation',
]);
export type PresumptionBasis = z.infer<typeof PresumptionBasis>;

/** The reason is written for a judge: ten characters are not enough for one, but keep out "x". */
export const RecordPresumption = z.strictObject({ basis: PresumptionBasis, reason: Line(2000).min(10) });
export type RecordPresumption = z.infer<typeof RecordPresumption>;

export const Presumption = z.strictObject({
  basis: PresumptionBasis,
  reason: z.string(),
  recordedBy: Id,
  recordedAt: Instant,
});
export type Presumption = z.infer<typeof Presumption>;

/** Switzerland: how the number stands in the directory; a star and no entry at all protect alike. */
export const Listing = z.enum(['listed', 'starred', 'unlisted']);
export type Listing = z.infer<typeof Listing>;

export const RecordDirectoryCheck = z.strictObject({
  listing: Listing,
  /** Own customers may be called whatever the directory says. */
  customer: z.boolean().default(false),
});
export type RecordDirectoryCheck = z.infer<typeof RecordDirectoryCheck>;

export const DirectoryCheck = z.strictObject({
  listing: Listing,
  customer: z.boolean(),
  checkedBy: Id,
  checkedAt: Instant,
});
export type DirectoryCheck = z.infer<typeof DirectoryCheck>;

export const ContactBasis = z.enum([
  'not_advertising',
  'requested',
  'consent',
  'presumed',
  'customer_exception',
  'ch_customer',
  'ch_listed',
  'no_consent_needed',
]);
export type ContactBasis = z.infer<typeof ContactBasis>;

export const RefusedBecause = z.enum([
  'objected',
  'refused',
  'suppressed',
  'no_request',
  'caller_hidden',
  'caller_not_ours',
  'no_consent',
  'kind_unknown',
  'withdrawn',
  'other_channel',
  'other_advertiser',
  'confirmed_elsewhere',
  'not_prior',
  'not_documented',
  'incomplete_documentation',
  'no_presumption',
  'basis_does_not_count',
  'no_reason',
  'ch_starred',
  'ch_unlisted',
  'ch_listing_unknown',
  'too_often',
  'rest_day',
  'outside_hours',
]);
export type RefusedBecause = z.infer<typeof RefusedBecause>;

/** Lawful ways on from a no. */
export const NextWay = z.enum([
  'wait_until',
  'letter',
  'qr',
  'double_opt_in',
  'ask_incoming',
  'settle_kind',
  'record_presumption',
  'record_request',
  'complete_proof',
  'check_directory',
  'show_number',
  'use_own_number',
]);
export type NextWay = z.infer<typeof NextWay>;

export const DocumentationField = z.enum(['personName', 'personAddress']);
export type DocumentationField = z.infer<typeof DocumentationField>;

/** What the sentence on the screen needs beside the code. */
export const DecisionFacts = z.strictObject({
  /** When the person objected, refused or withdrew. */
  since: Instant.optional(),
  /** When it may ring again. */
  until: Instant.optional(),
  /** The channels a consent does exist for. */
  granted: z.array(Channel).optional(),
  missing: z.array(DocumentationField).optional(),
  basis: PresumptionBasis.optional(),
});
export type DecisionFacts = z.infer<typeof DecisionFacts>;

/** A call somebody asked for is lawful at every hour; this tells that it would now ring in the night or on a rest day. */
export const QuietTime = z.strictObject({
  because: z.enum(['rest_day', 'outside_hours']),
  /** When the quiet ends. */
  until: Instant.optional(),
});
export type QuietTime = z.infer<typeof QuietTime>;

export const MayContactAnswer = z.discriminatedUnion('allowed', [
  z.strictObject({
    allowed: z.literal(true),
    basis: ContactBasis,
    norm: z.string(),
    ruleVersion: z.string(),
    /** The ledger entry the permission rests on. */
    entryId: Id.nullable(),
    /** Purpose `requested`: better not now, unless this hour was agreed. */
    quiet: QuietTime.optional(),
  }),
  z.strictObject({
    allowed: z.literal(false),
    because: RefusedBecause,
    norm: z.string(),
    ruleVersion: z.string(),
    facts: DecisionFacts,
    /** Best first, never empty. */
    next: z.array(NextWay).min(1),
  }),
]);
export type MayContactAnswer = z.infer<typeof MayContactAnswer>;

/** In `details` of the refusal `contact_not_allowed`. */
export const ContactNotAllowed = z.strictObject({ contactId: Id, answer: MayContactAnswer });
export type ContactNotAllowed = z.infer<typeof ContactNotAllowed>;

/** The person's own wish to be contacted: the ground of purpose `requested`. */
export const PermitRequest = z.strictObject({ at: Instant, about: Line(500) });
export type PermitRequest = z.infer<typeof PermitRequest>;

export const ContactAct = z.enum(['call', 'mail', 'letter', 'recording']);
export type ContactAct = z.infer<typeof ContactAct>;

/** A contact that took place, with the permit it was made on. */
export const ContactUse = z.strictObject({
  permitId: Id,
  act: ContactAct,
  actId: Id,
  channel: Channel,
  address: z.string(),
  purpose: PermitPurpose,
  basis: ContactBasis,
  norm: z.string(),
  ruleVersion: z.string(),
  entryId: Id.nullable(),
  usedAt: Instant,
  usedBy: Id.nullable(),
});
export type ContactUse = z.infer<typeof ContactUse>;
