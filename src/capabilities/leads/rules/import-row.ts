import type { VisitResult } from './visits.ts';

/** Where a number, address or mail belongs, as far as the column or the file said. */
export type Place = 'work' | 'home' | 'other';

export type ImportPhone = { number: string; mobile: boolean; place: Place };
export type ImportEmail = { address: string; place: Place };
export type ImportAddress = {
  street?: string;
  houseNumber?: string;
  /** Floor, rear building, c/o: what stands beside street and number. */
  extra?: string;
  postalCode?: string;
  city?: string;
  region?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  place: Place;
};

export type ImportPerson = {
  /** What lists show: the name, else "Familie Weiß", "Goethestr. 82, Leipzig", the number or the mail address. */
  displayName: string;
  salutation?: string;
  title?: string;
  firstName?: string;
  lastName?: string;
  /** Nobody in particular: a family, a couple or just a door. */
  household: boolean;
  jobTitle?: string;
  birthdayOn?: string;
};

export type ImportVisit = {
  result: VisitResult;
  /** The words of the list; empty when it only knew the day. */
  wording: string;
  on?: string;
  time?: string;
  by?: string;
  count?: number;
};

export type ImportDeal = {
  title?: string;
  valueCents?: number;
  currency?: string;
  stage?: string;
  outcome?: 'won' | 'lost';
  closeOn?: string;
};

/** Somebody said no, in the words of the list. */
export type ImportObjection = {
  channel: 'phone' | 'email' | 'sms' | 'post' | 'visit';
  wording: string;
  /** It stood in a column of its own: nobody knows when it was said, nor that it was at the door. */
  undated?: true;
};

/** One row of a foreign list, understood. `person`, `company` or `deal` is always there. */
export type ImportRow = {
  row: number;
  person?: ImportPerson;
  company?: { name: string };
  /** Business only with a company or a position: when in doubt a person is private and better protected. */
  kind: { value: 'private' | 'business'; because: 'company' | 'job_title' | 'household' | 'nothing_says_business' };
  phones: ImportPhone[];
  emails: ImportEmail[];
  addresses: ImportAddress[];
  websites: string[];
  tags: string[];
  note?: string;
  owner?: string;
  status?: string;
  source?: string;
  created?: { on: string; time?: string };
  externalId?: string;
  position?: { latitude: number; longitude: number };
  visit?: ImportVisit;
  deal?: ImportDeal;
  objections: ImportObjection[];
};

/** What could not be taken over as it stands; the message speaks to the owner of the list. */
export type Problem = { row: number; column: string; message: string };
