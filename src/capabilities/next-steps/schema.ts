import type { StepKind } from '#calls/contract';
import type { ReachTables } from './reach/schema.ts';

export type NextStepsTables = { nextStep: NextStepRow } & ReachTables;

export type NextStepRow = {
  workspaceId: string;
  id: string;
  kind: StepKind;
  title: string;
  contactId: string | null;
  companyId: string | null;
  dealId: string | null;
  ownerId: string;
  dueOn: string;
  /** Set when a time of day was agreed; always on `dueOn` in the workspace's zone. */
  dueAt: Date | null;
  /** The customer was told. */
  promised: boolean;
  note: string | null;
  doneAt: Date | null;
  doneBy: string | null;
  droppedAt: Date | null;
  droppedBy: string | null;
  /** The call in which it was agreed. */
  fromCallId: string | null;
  /** The call that settled it. */
  doneByCallId: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};
