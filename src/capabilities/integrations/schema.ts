import type { ExportState } from './contract.ts';

export type IntegrationsTables = { export: ExportRow };

export type ExportRow = {
  workspaceId: string;
  id: string;
  state: ExportState;
  /** The archive, once it is whole; null again when it has been taken away. */
  fileId: string | null;
  rowsTotal: number | null;
  rowsWritten: number;
  error: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
};
