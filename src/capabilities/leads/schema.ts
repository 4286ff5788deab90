import type { KeptReason } from './rules/kept.ts';
import type { ColumnMapping, ImportSettings, VisitResult } from './rules.ts';

export type LeadsTables = {
  import: ImportRecord;
  importProblem: ImportProblemRow;
  importChange: ImportChangeRow;
  importKept: ImportKeptRow;
  visit: VisitRow;
};

export type ImportState =
  | 'draft'
  | 'waiting'
  | 'running'
  | 'cancelling'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone';

export type ImportRecord = {
  workspaceId: string;
  id: string;
  fileId: string;
  name: string;
  state: ImportState;
  format: { format: string; encoding: string; delimiter: string | null; sheet: string; headers: string[] };
  mapping: ColumnMapping[];
  settings: ImportSettings;
  options: ImportOptions;
  rowsTotal: number | null;
  rowsRead: number;
  nextRow: number;
  createdCount: number;
  updatedCount: number;
  skippedCount: number;
  failedCount: number;
  error: string | null;
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
  /** What the undoing has taken back so far; null: it has not begun. */
  undo: UndoCounts | null;
  version: number;
};

export type UndoCounts = Record<'contacts' | 'companies' | 'deals' | 'visits' | 'restored' | 'kept', number>;

/** What to do with people we know already, and what all rows have in common. */
export type ImportOptions = {
  onMatch: 'create' | 'update' | 'skip';
  source: string;
  tags: string[];
  ownerId: string | null;
};

export type ImportProblemRow = {
  workspaceId: string;
  importId: string;
  id: string;
  row: number;
  col: string | null;
  message: string;
  /** The row as it stood in the file; null for a remark about a row that came in. */
  cells: string[] | null;
};

export type ImportChangeRow = {
  workspaceId: string;
  importId: string;
  subject: 'contact';
  subjectId: string;
  before: Record<string, unknown>;
  versionAfter: number;
};

export type ImportKeptRow = {
  workspaceId: string;
  importId: string;
  subject: 'contact' | 'company' | 'deal';
  subjectId: string;
  name: string;
  made: boolean;
  reason: KeptReason;
};

export type VisitRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  visitedAt: Date;
  dayOnly: boolean;
  result: VisitResult;
  resultRaw: string | null;
  visitedBy: string | null;
  count: number | null;
  note: string | null;
  importId: string | null;
  createdAt: Date;
};
