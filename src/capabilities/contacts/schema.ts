import type { Address, ContactKind, Email, Phone, ViewQuery, ViewSubject } from './contract.ts';

export type ContactsTables = {
  contact: ContactRow;
  company: CompanyRow;
  contactKey: ContactKeyRow;
  searchWord: { workspaceId: string; word: string };
  savedView: SavedViewRow;
  bulkChange: BulkChangeRow;
};

/** What a person and a company have in common. */
type RecordRow = {
  workspaceId: string;
  id: string;
  name: string;
  /** Folded for sorting; compared byte by byte. */
  sortName: string;
  /** City of the main address, folded as the search folds it. */
  cityFolded: string | null;
  /** The first of each is the main one. Numbers are E.164, e-mail addresses in lower case. */
  phones: Phone[];
  emails: Email[];
  addresses: Address[];
  tags: string[];
  website: string | null;
  note: string | null;
  source: string | null;
  externalId: string | null;
  ownerId: string | null;
  /** The import that made this record. */
  importId: string | null;
  lastTouchAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Removed records are hidden everywhere and can be brought back. */
  removedAt: Date | null;
  version: number;
};

export type ContactRow = RecordRow & {
  kind: ContactKind;
  salutation: string | null;
  title: string | null;
  firstName: string | null;
  lastName: string | null;
  companyId: string | null;
  jobTitle: string | null;
  birthdayOn: string | null;
  status: string | null;
  /** Of the main address. */
  city: string | null;
  postalCode: string | null;
};

export type CompanyRow = RecordRow & { industry: string | null };

/** The company somebody works for, as far as it is shown beside them. */
export type Employer = Pick<CompanyRow, 'id' | 'name'>;
/** A contact with its employer, unless that has been removed. */
export type Person = { contact: ContactRow; employer: Employer | undefined };

export type Subject = 'contact' | 'company';
export type KeyKind = 'phone' | 'email' | 'tag' | 'word' | 'external';

export type ContactKeyRow = {
  workspaceId: string;
  subjectId: string;
  /** Of whom it is and what, as one letter. */
  kind: string;
  value: string;
};

export type SavedViewRow = {
  workspaceId: string;
  id: string;
  subject: ViewSubject;
  name: string;
  query: ViewQuery;
  /** Null: the whole team sees it. */
  userId: string | null;
  position: number;
  createdAt: Date;
  version: number;
};

/** A change to many at once, kept for as long as it can be undone. */
export type BulkChangeRow = {
  workspaceId: string;
  id: string;
  userId: string;
  madeAt: Date;
  entries: BulkEntry[];
  undoneAt: Date | null;
};
export type BulkEntry = {
  id: string;
  before: Partial<Pick<ContactRow, 'ownerId' | 'tags'>> & { removedAt?: null };
  versionAfter: number;
};
