import type { ColumnType } from 'kysely';
import type { CustomerClass } from './contract.ts';

export type ClassTables = {
  customerValue: CustomerValueTable;
  classPolicy: ClassPolicyRow;
  classRun: ClassRunTable;
};

/** A company, or a person who buys for themselves; never both. */
export type CustomerValueRow = {
  workspaceId: string;
  /** Of the company or the person. */
  customerId: string;
  companyId: string | null;
  contactId: string | null;
  wins: number;
  wonCents: number;
  firstWonOn: string | null;
  lastWonOn: string | null;
  /** Within the horizon. */
  expectedPurchases: number;
  purchaseCents: number;
  /** How likely they are a customer still; null: they never bought. */
  alive: number | null;
  openDeals: number;
  /** Open deals by their chances. */
  openCents: number;
  /** That run, or will; what they are expected to bring within the horizon, and the first day of the oldest. */
  contracts: number;
  contractCents: number;
  contractSince: string | null;
  /** These nine and their cost: of the last twelve months. */
  calls: number;
  callMinutes: number;
  meetings: number;
  meetingMinutes: number;
  visits: number;
  tickets: number;
  dunningLetters: number;
  returnedDebits: number;
  discountCents: number;
  costCents: number;
  netCents: number;
  computedAt: Date;
  /** Null: open, because there is no history yet. */
  class: CustomerClass | null;
  classBefore: CustomerClass | null;
  classSince: Date | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  /** A person decided otherwise; it stands until then. */
  setBy: string | null;
  setReason: string | null;
  setUntil: Date | null;
};
type CustomerValueTable = Omit<CustomerValueRow, 'customerId'> & { customerId: ColumnType<string, never, never> };

export type ClassPolicyRow = {
  workspaceId: string;
  months: number;
  hourCents: number;
  visitCents: number;
  /** Of each, where it has no amount of its own. */
  ticketCents: number;
  dunningLetterCents: number;
  returnedDebitCents: number;
  basis: 'shares' | 'amounts';
  shareA: number;
  shareB: number;
  aFromCents: number;
  bFromCents: number;
  contactEveryDays: number;
  changedBy: string;
  changedAt: Date;
};

export type ClassRunRow = {
  workspaceId: string;
  computedAt: Date;
  months: number;
  wins: number;
  customers: number;
  /** Customers with a history, from whom the borders are told. */
  known: number;
  repeating: number;
  /** Of customers who are left or stayed, however it ended; how many gave notice; whether that is too few to learn more than a rate. */
  contracts: number;
  contractsLeft: number;
  /** Won deals in another currency, which are left out. */
  otherCurrencies: number;
  /** Null: too few deals were won for classes. */
  aFromCents: number | null;
  bFromCents: number | null;
  /** BG/NBD could not tell who leaves. */
  degenerate: boolean;
  warnings: string[];
};
type ClassRunTable = Omit<ClassRunRow, 'warnings'> & { warnings: ColumnType<string[], string, string> };
