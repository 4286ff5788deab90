import type { DispositionMeaning, StepKind } from '#calls/contract';
import type { Channel, ConsentSource, DeniedBecause, PresumptionBasis, Proof } from '#consent/contract';
import type { Address, Email, Phone } from '#contacts/contract';
import type { BookingAnswer, MeetingState, MeetingWay } from '#meetings/contract';
import type { AfterTerm } from '#offers/contract';
import type { ExpenseKind } from '#scoring/contract';
import type { DoorResult } from './words/doors.ts';

/**
 * The example as plain data. Records refer to each other by their place in these lists; `by` and `owner` are places in the team,
 * where 0 is the person who loads it.
 */
export type Example = {
  companies: ExampleCompany[];
  contacts: ExampleContact[];
  visits: ExampleVisit[];
  words: ExampleWord[];
  presumptions: ExamplePresumption[];
  deals: ExampleDeal[];
  contracts: ExampleContract[];
  expenses: ExampleExpense[];
  calls: ExampleCall[];
  steps: ExampleStep[];
  meetings: ExampleMeeting[];
};

export type Colleague = { name: string; mailName: string; role: 'lead' | 'member' };

type Reachable = {
  phones: Phone[];
  emails: Email[];
  addresses: Address[];
  tags: string[];
  source: string;
  owner: number | null;
  createdAt: Date;
};
export type ExampleCompany = Reachable & { name: string; industry: string; website: string | null };
export type ExampleContact = Reachable & {
  kind: 'private' | 'business';
  salutation: string;
  title: string | null;
  firstName: string | null;
  lastName: string;
  company: number | null;
  jobTitle: string | null;
  status: string | null;
  note: string | null;
  lastTouchAt: Date | null;
};

export type ExampleVisit = {
  contact: number;
  visitedAt: Date;
  dayOnly: boolean;
  result: DoorResult;
  resultRaw: string;
  by: number;
  note: string | null;
};

/** What a person said about being contacted. */
export type ExampleWord = {
  contact: number;
  channel: Channel;
  at: Date;
  source: ConsentSource;
  wording: string;
  proof: Proof;
  by: number;
} & ({ state: 'granted' } | { state: 'denied'; because: DeniedBecause });
export type ExamplePresumption = { contact: number; basis: PresumptionBasis; reason: string; by: number; at: Date };

export type ExampleDeal = {
  title: string;
  contact: number;
  company: number | null;
  valueCents: number;
  owner: number;
  source: string;
  note: string | null;
  closeOn: string | null;
  createdAt: Date;
  /** Of the day and the value above, with which it began. */
  changes: { at: Date; closeOn?: string; valueCents?: number }[];
  /** The way through the stages, 0 to 4. */
  way: { stage: number; at: Date; by: number }[];
  ended?: { as: 'won'; at: Date; by: number } | { as: 'lost'; at: Date; by: number; because: LossReason; note: string };
};
/** What was agreed for longer when a deal was won. */
export type ExampleContract = {
  title: string;
  contact: number;
  company: number | null;
  deal: number;
  monthlyCents: number;
  startsOn: string;
  termMonths: number;
  noticeMonths: number;
  afterTerm: AfterTerm;
  renewalMonths: number | null;
  /** By the customer. */
  notice: { on: string; endsOn: string } | null;
  createdAt: Date;
  by: number;
};

/** What a customer cost beside calls and meetings. */
export type ExampleExpense = {
  kind: ExpenseKind;
  contact: number;
  happenedOn: string;
  amountCents: number | null;
  closedOn: string | null;
  note: string | null;
  by: number;
};

export const lossReasons = ['price', 'need', 'rival', 'budget', 'silence', 'timing'] as const;
export type LossReason = (typeof lossReasons)[number];

export type ExampleCall = {
  contact: number;
  deal: number | null;
  by: number;
  direction: 'inbound' | 'outbound';
  number: string;
  startedAt: Date;
  durationSeconds: number;
  meaning: DispositionMeaning;
  note: string | null;
};

export type ExampleStep = {
  kind: StepKind;
  title: string;
  contact: number;
  deal: number | null;
  owner: number;
  dueOn: string;
  dueTime: string | null;
  promised: boolean;
  note: string | null;
  createdAt: Date;
  /** The call in which it was agreed. */
  fromCall: number | null;
  closed?: { as: 'done' | 'dropped'; at: Date; call: number | null };
};

/** What a person said when they asked us to come. */
export type ExampleInvitation = { at: Date; about: string; proof: string };

export type ExampleMeeting = {
  /** The next step that it is; none where it was called off. */
  step: number | null;
  contact: number;
  deal: number | null;
  hosts: number[];
  title: string;
  way: MeetingWay;
  location: string | null;
  startsAt: Date;
  endsAt: Date;
  state: MeetingState;
  createdAt: Date;
  settledAt: Date | null;
  /** By the person, on the booking page. */
  booked: { email: string; answers: BookingAnswer[] } | null;
  /** At the person's, who asked for it. */
  invitation: ExampleInvitation | null;
};
