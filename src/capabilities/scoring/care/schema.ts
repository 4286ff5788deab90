import type { CareWay } from './contract.ts';

export type CareTables = { customerCare: CustomerCareRow };

/** What was before: in the twelve months until `since`. */
export type CustomerCareRow = {
  workspaceId: string;
  customerId: string;
  companyId: string | null;
  contactId: string | null;
  way: CareWay;
  /** What they were told, as it was edited. */
  letter: string;
  decidedBy: string;
  since: Date;
  costCentsBefore: number;
  minutesBefore: number;
  wonCentsBefore: number;
  costCentsSince: number;
  minutesSince: number;
  wonCentsSince: number;
  countedAt: Date;
};
