import type { ExpenseKind } from './contract.ts';

export type ExpenseTables = { expense: ExpenseRow };

/** Caused by a company or a person, never both. */
export type ExpenseRow = {
  workspaceId: string;
  id: string;
  kind: ExpenseKind;
  contactId: string | null;
  companyId: string | null;
  happenedOn: string;
  /** Null: by the rate of its kind. */
  amountCents: number | null;
  /** Of a ticket: null while it is open. */
  closedOn: string | null;
  note: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  removedAt: Date | null;
  version: number;
};
