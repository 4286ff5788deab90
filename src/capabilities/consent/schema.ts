import type { ColumnType } from 'kysely';
import type { WorkspaceTables } from '#workspace';
import type {
  Channel,
  ConsentSource,
  ConsentSummary,
  ContactAct,
  ContactBasis,
  DeniedBecause,
  LetterBatch,
  Listing,
  MakeLetters,
  PartyKind,
  PermitRequest,
  PresumptionBasis,
  PermitPurpose,
  Proof,
  WordingPurpose,
} from './contract.ts';

/** With the workspace's own, because its place decides where a contact's is not known. */
export type ConsentTables = WorkspaceTables & {
  consentEntry: ConsentEntryTable;
  consentState: ConsentStateRow;
  presumption: PresumptionRow;
  directoryCheck: DirectoryCheckRow;
  consentWording: ConsentWordingRow;
  consentProof: ConsentProofRow;
  suppressionList: SuppressionListRow;
  suppression: SuppressionRow;
  ownSuppression: OwnSuppressionRow;
  suppressionKey: { workspaceId: string; inside: Buffer; outside: Buffer };
  contactCap: { workspaceId: string; perDay: number; perWeek: number; changedBy: string; changedAt: Date };
  contactPermit: ContactPermitTable;
  contactUse: ContactUseRow;
  contactParty: PartyRow;
  consentSummary: ConsentSummaryRow;
  consentForm: ConsentFormRow;
  consentFormView: { workspaceId: string; formId: string; day: string; views: number };
  consentRequest: ConsentRequestTable;
  consentLetterBatch: LetterBatchTable;
  consentLetter: ConsentLetterRow;
  consentShowroom: ConsentShowroomRow;
  consentCard: ConsentCardRow;
  recordingAgreement: RecordingAgreementRow;
};

/** One word of a person about one channel. Rows are added, never changed: they are our evidence. */
export type ConsentEntryRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  channel: Channel;
  purpose: WordingPurpose;
  state: 'granted' | 'denied' | 'unknown';
  because: DeniedBecause | null;
  at: Date;
  source: ConsentSource;
  wording: string | null;
  proof: Proof | null;
  /** Null: an import, or the system itself. */
  recordedBy: string | null;
  recordedAt: Date;
  importId: string | null;
  /** The entry that should never have been there; neither counts any more. */
  retracts: string | null;
  /** The released text it was given in; null where it came in other words. */
  wordingId: string | null;
};

type ConsentEntryTable = Omit<ConsentEntryRow, 'proof'> & { proof: ColumnType<Proof | null, string | null, never> };

export type ConsentStateRow = {
  workspaceId: string;
  contactId: string;
  channel: Channel;
  state: 'granted' | 'denied' | 'unknown';
  /** The entry that decides; null when none does. */
  entryId: string | null;
};

export type PresumptionRow = {
  workspaceId: string;
  contactId: string;
  basis: PresumptionBasis;
  reason: string;
  recordedBy: string;
  recordedAt: Date;
};

export type DirectoryCheckRow = {
  workspaceId: string;
  contactId: string;
  listing: Listing;
  customer: boolean;
  checkedBy: string;
  checkedAt: Date;
};

/** A text in which people give consent. Rows are added, never changed. */
export type ConsentWordingRow = {
  workspaceId: string;
  id: string;
  channel: Channel;
  purpose: WordingPurpose;
  version: number;
  text: string;
  releasedBy: string;
  releasedAt: Date;
};

/** A piece of evidence of an entry; what it is stands in `file`. */
export type ConsentProofRow = {
  workspaceId: string;
  id: string;
  entryId: string;
  contactId: string;
  fileId: string;
  addedBy: string | null;
  addedAt: Date;
};

export type SuppressionListRow = {
  workspaceId: string;
  id: string;
  name: string;
  entries: number;
  unreadable: number;
  addedBy: string | null;
  addedAt: Date;
};

/** A number or address that is never contacted, as a keyed hash. */
export type SuppressionRow = {
  workspaceId: string;
  hash: Buffer;
  listId: string;
  kind: 'phone' | 'email';
  addedAt: Date;
};

/** A number or address on the workspace's own list. */
export type OwnSuppressionRow = {
  workspaceId: string;
  id: string;
  hash: Buffer;
  kind: 'phone' | 'email';
  /** Whose objection it came from; null: put there by an admin. */
  contactId: string | null;
  addedBy: string | null;
  addedAt: Date;
};

/** What the gate allowed, once. Rows are added, never changed. */
export type ContactPermitRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  channel: Channel;
  /** The number that may ring, the address that may be written to. */
  address: string;
  purpose: PermitPurpose;
  basis: ContactBasis;
  norm: string;
  ruleVersion: string;
  /** The word of the person it rests on; null where the law asks for none. */
  entryId: string | null;
  request: PermitRequest | null;
  validFrom: Date;
  validUntil: Date;
  issuedBy: string | null;
  issuedAt: Date;
};

type ContactPermitTable = Omit<ContactPermitRow, 'request'> & {
  request: ColumnType<PermitRequest | null, string | null, never>;
};

/** That a permit was used: the contact took place. A permit is used once. */
export type ContactUseRow = {
  workspaceId: string;
  permitId: string;
  contactId: string;
  entryId: string | null;
  act: ContactAct;
  actId: string;
  usedAt: Date;
  usedBy: string | null;
  recordedAt: Date;
};

/** A view: who a contact is before the law. */
export type PartyRow = {
  workspaceId: string;
  contactId: string;
  kind: PartyKind;
  name: string;
  country: string | null;
  postalCode: string | null;
  city: string | null;
};

/** A public page on which people give their consent themselves. */
export type ConsentFormRow = {
  workspaceId: string;
  id: string;
  /** Its address, together with the workspace. */
  key: Buffer;
  name: string;
  heading: string;
  intro: string | null;
  privacyUrl: string;
  /** Ours, to which visitors say their code. */
  callNumber: string | null;
  channels: Channel[];
  createdBy: string;
  createdAt: Date;
  closedBy: string | null;
  closedAt: Date | null;
};

/** What a visitor sent over a form; no consent before one of the two confirmations. */
export type ConsentRequestRow = {
  workspaceId: string;
  id: string;
  formId: string;
  tokenHash: Buffer;
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  /** The released texts that the visitor ticked. */
  asked: { channel: Channel; wordingId: string }[];
  locale: 'de' | 'en';
  ip: string;
  /** Whose line it came over; what is counted against floods. */
  network: string;
  requestedAt: Date;
  expiresAt: Date;
  /** The link in the mail was followed: proves who reads the mailbox. */
  confirmedAt: Date | null;
  code: string;
  codeTries: number;
  /** The code was said in a call from the number: proves whose telephone it is. */
  numberConfirmedAt: Date | null;
  numberConfirmedBy: string | null;
  withdrawnAt: Date | null;
  /** Null until one of the two confirmations. */
  contactId: string | null;
  /** The letter whose page it came over. */
  letterId: string | null;
};

type ConsentRequestTable = Omit<ConsentRequestRow, 'asked'> & {
  asked: ColumnType<ConsentRequestRow['asked'], string, never>;
};

/** Letters that ask for consent, made in one go. */
export type LetterBatchRow = {
  workspaceId: string;
  id: string;
  formId: string;
  name: string;
  sender: string;
  subject: string;
  body: string;
  closing: string;
  people: MakeLetters['people'];
  state: LetterBatch['state'];
  households: number;
  printed: number;
  leftOut: LetterBatch['leftOut'];
  fileId: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
};

type LetterBatchTable = Omit<LetterBatchRow, 'people' | 'leftOut'> & {
  people: ColumnType<LetterBatchRow['people'], string, never>;
  leftOut: ColumnType<LetterBatchRow['leftOut'], string, string>;
};

/** One letter to one household. */
export type ConsentLetterRow = {
  workspaceId: string;
  id: string;
  batchId: string;
  household: string;
  /** The address of its page, together with the workspace. */
  key: Buffer;
  contactIds: string[];
  /** As they stand in the window. */
  lines: string[];
  names: string[];
  printedAt: Date;
  openedAt: Date | null;
};

/** A tablet on which visitors sign. */
export type ConsentShowroomRow = {
  workspaceId: string;
  id: string;
  name: string;
  tokenHash: Buffer;
  startedBy: string;
  startedAt: Date;
  expiresAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
};

/** That a card came in; what it said stands in the ledger. */
export type ConsentCardRow = {
  workspaceId: string;
  /** Made by the tablet. */
  id: string;
  showroomId: string;
  contactId: string;
  receivedAt: Date;
};

/** Whether a user's own voice may be recorded. The latest line counts; rows are added, never changed. */
export type RecordingAgreementRow = {
  workspaceId: string;
  id: string;
  userId: string;
  state: 'granted' | 'withdrawn';
  wording: string;
  wordingVersion: string;
  at: Date;
};

/** How many may be contacted, as counted at an instant. Kept for large workspaces only. */
export type ConsentSummaryRow = {
  workspaceId: string;
  channel: Channel;
  summary: Omit<ConsentSummary, 'countedAt'>;
  countedAt: Date;
};
