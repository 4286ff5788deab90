import type { AfterTerm, EndReason } from './contract.ts';

export type OffersTables = { contract: ContractRow };

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
  note: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  removedAt: Date | null;
  version: number;
};
