import type { AuditFault } from '#platform/audit';

export type TimelineTables = { note: NoteRow; auditCheck: AuditCheckRow };

export type NoteRow = {
  workspaceId: string;
  id: string;
  contactId: string | null;
  companyId: string | null;
  dealId: string | null;
  text: string;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Hidden from then on, and can be brought back. */
  removedAt: Date | null;
  version: number;
};

/** The latest check of the hash chain. */
export type AuditCheckRow = {
  workspaceId: string;
  startedBy: string;
  startedAt: Date;
  sealed: number;
  /** Null while it runs. */
  finishedAt: Date | null;
  faultCount: number;
  faults: AuditFault[];
  error: string | null;
};
