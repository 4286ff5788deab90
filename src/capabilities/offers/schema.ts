import type { ColumnType } from 'kysely';
import type { AfterTerm, EndReason } from './contract.ts';

export type OffersTables = { contract: ContractTable };

/** With a company, a person, or a person of a company. */
export type ContractRow = {
  workspaceId: string;
  id: string;
  title: string;
  contactId: string | null;
  companyId: string | null;
  dealId: string | null;
  monthlyCents: number;
  currency: string;
  startsOn: string;
  termMonths: number;
  noticeMonths: number;
  afterTerm: AfterTerm;
  /** Exactly where it renews. */
  renewalMonths: number | null;
  /** These three together, or none of them: notice was given. */
  noticeOn: string | null;
  endsOn: string | null;
  endReason: EndReason | null;
  /** Once the end is settled, by notice or because it ends by itself. */
  lastOn: string | null;
  note: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  removedAt: Date | null;
  version: number;
};

/** The database counts the last day. */
type ContractTable = Omit<ContractRow, 'lastOn'> & { lastOn: ColumnType<string | null, never, never> };
export type NewContract = Omit<ContractRow, 'lastOn'>;
