import { z } from 'zod';
import { defineEvent } from '#platform/events';
import {
  Channel,
  ConsentSource,
  ContactAct,
  ContactBasis,
  DeniedBecause,
  Listing,
  PermitPurpose,
  PermitRequest,
  PresumptionBasis,
  WordingPurpose,
} from './contract.ts';

/**
 * A person said yes or no, or an entry was taken back. Wording and proof stay in the ledger; their hash stands here, where the chain of
 * events makes any later change of the evidence show.
 */
export const consentRecorded = defineEvent(
  'consent.recorded',
  z.strictObject({
    contactId: z.uuid(),
    entryId: z.uuid(),
    channel: Channel,
    /** Absent: advertising, as in all events from before there was anything else. */
    purpose: z.literal('recording').optional(),
    state: z.enum(['granted', 'denied', 'unknown']),
    because: DeniedBecause.nullable(),
    at: z.iso.datetime(),
    source: ConsentSource,
    evidenceSha256: z.string(),
  }),
);

export const presumptionRecorded = defineEvent(
  'consent.presumptionRecorded',
  z.strictObject({ contactId: z.uuid(), basis: PresumptionBasis, reason: z.string() }),
);
export const presumptionRemoved = defineEvent(
  'consent.presumptionRemoved',
  z.strictObject({ contactId: z.uuid(), basis: PresumptionBasis, reason: z.string() }),
);

export const directoryChecked = defineEvent(
  'consent.directoryChecked',
  z.strictObject({ contactId: z.uuid(), listing: Listing, customer: z.boolean() }),
);

/** An import was undone, and with it what its list had said. One event per contact. */
export const importedConsentRemoved = defineEvent(
  'consent.importRemoved',
  z.strictObject({ contactId: z.uuid(), importId: z.uuid(), entries: z.number().int() }),
);

/** Somebody of us wrote to a person; the text as it was typed. */
export const mailWritten = defineEvent(
  'consent.mailWritten',
  z.strictObject({
    contactId: z.uuid(),
    mailId: z.uuid(),
    permitId: z.uuid(),
    to: z.string(),
    purpose: PermitPurpose,
    subject: z.string(),
    text: z.string(),
  }),
);

/** The gate said yes. Named `person`, so that the story of a contact tells the call or mail alone and not its permit too. */
export const permitIssued = defineEvent(
  'consent.permitIssued',
  z.strictObject({
    permitId: z.uuid(),
    person: z.uuid(),
    channel: Channel,
    address: z.string(),
    purpose: PermitPurpose,
    basis: ContactBasis,
    norm: z.string(),
    ruleVersion: z.string(),
    entryId: z.uuid().nullable(),
    request: PermitRequest.nullable(),
    validFrom: z.iso.datetime(),
    validUntil: z.iso.datetime(),
  }),
);

export const permitUsed = defineEvent(
  'consent.permitUsed',
  z.strictObject({
    permitId: z.uuid(),
    person: z.uuid(),
    entryId: z.uuid().nullable(),
    act: ContactAct,
    actId: z.uuid(),
    usedAt: z.iso.datetime(),
  }),
);

export const wordingReleased = defineEvent(
  'consent.wordingReleased',
  z.strictObject({
    wordingId: z.uuid(),
    channel: Channel,
    purpose: WordingPurpose,
    version: z.number().int(),
    text: z.string(),
  }),
);

/** The hash of the file stands in the chain, so that another in its place shows. */
export const proofAdded = defineEvent(
  'consent.proofAdded',
  z.strictObject({
    contactId: z.uuid(),
    entryId: z.uuid(),
    proofId: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    sha256: z.string(),
  }),
);

const list = { listId: z.uuid(), name: z.string(), entries: z.number().int() };
export const suppressionListAdded = defineEvent('consent.suppressionListAdded', z.strictObject(list));
export const suppressionListRemoved = defineEvent('consent.suppressionListRemoved', z.strictObject(list));
/** On the workspace's own list, or off it again. `person`: whose objection it came from; named so because the story of a contact tells the objection. */
const own = { person: z.uuid().nullable(), entries: z.number().int() };
export const suppressionAdded = defineEvent('consent.suppressionAdded', z.strictObject(own));
export const suppressionRemoved = defineEvent('consent.suppressionRemoved', z.strictObject(own));
export const contactCapsChanged = defineEvent(
  'consent.capsChanged',
  z.strictObject({ perDay: z.number().int(), perWeek: z.number().int() }),
);

/** Somebody took along all that proves a person's consent. */
export const dossierTaken = defineEvent('consent.dossierTaken', z.strictObject({ contactId: z.uuid() }));

const form = { formId: z.uuid(), name: z.string() };
export const formOpened = defineEvent('consent.formOpened', z.strictObject({ ...form, channels: z.array(Channel) }));
export const formClosed = defineEvent('consent.formClosed', z.strictObject(form));

export const lettersMade = defineEvent(
  'consent.lettersMade',
  z.strictObject({ batchId: z.uuid(), name: z.string(), letters: z.number().int() }),
);
/** A letter to this person's household has been printed. */
export const letterPrinted = defineEvent(
  'consent.letterPrinted',
  z.strictObject({ contactId: z.uuid(), letterId: z.uuid(), name: z.string() }),
);

/** Somebody sent a form. Nothing of what they entered: it is forgotten where nobody confirms it, and events stay. */
const request = { requestId: z.uuid(), ...form };
export const requestReceived = defineEvent(
  'consent.requestReceived',
  z.strictObject({ ...request, channels: z.array(Channel) }),
);
/** `person`: who it was; named so because their story tells the entries that follow. */
export const requestConfirmed = defineEvent(
  'consent.requestConfirmed',
  z.strictObject({ ...request, person: z.uuid(), over: z.enum(['email', 'phone']) }),
);
export const requestWithdrawn = defineEvent(
  'consent.requestWithdrawn',
  z.strictObject({ ...request, person: z.uuid().nullable() }),
);

const showroom = { showroomId: z.uuid(), name: z.string() };
export const showroomStarted = defineEvent('consent.showroomStarted', z.strictObject(showroom));
export const showroomEnded = defineEvent('consent.showroomEnded', z.strictObject(showroom));
/** `person`: named so because their story tells the entries. */
export const cardHandedIn = defineEvent(
  'consent.cardHandedIn',
  z.strictObject({ ...showroom, cardId: z.uuid(), person: z.uuid() }),
);

/** A user said whether their own voice may be recorded. */
const agreement = { userId: z.uuid(), agreementId: z.uuid(), wordingVersion: z.string() };
export const recordingAgreed = defineEvent('consent.recordingAgreed', z.strictObject(agreement));
export const recordingAgreementWithdrawn = defineEvent(
  'consent.recordingAgreementWithdrawn',
  z.strictObject(agreement),
);
