import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Page, PageQuery, Upload } from '#platform/operation';
import { importFields } from './rules/fields.ts';
import { keptReasons } from './rules/kept.ts';

export const ImportField = z.enum(importFields);
export type ImportField = z.infer<typeof ImportField>;

export const ImportState = z.enum([
  'draft',
  'waiting',
  'running',
  'cancelling',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
]);
export type ImportState = z.infer<typeof ImportState>;

export const ImportSettings = z.strictObject({
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
  decimal: z.enum([',', '.']),
  defaultCountry: z.enum(['DE', 'AT', 'CH']),
});

export const ImportOptions = z.strictObject({
  /** What to do with a row whose number or e-mail we know: make another person, add what is new, or leave it out. */
  onMatch: z.enum(['create', 'update', 'skip']),
  /** Where the data come from; the law asks. */
  source: Line(160),
  tags: z.array(Line(60)).max(20),
  /** Who takes care of people for whom the list names nobody we know. */
  ownerId: Id.nullable(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ColumnView = z.strictObject({
  index: z.number().int().min(0),
  header: z.string(),
  field: ImportField,
  /** How sure we were, 0 to 1; null once a person has chosen. */
  confidence: z.number().nullable(),
  samples: z.array(z.string()),
});
export type ColumnView = z.infer<typeof ColumnView>;

export const ImportView = z.strictObject({
  id: Id,
  name: z.string(),
  state: ImportState,
  format: z.strictObject({
    format: z.string(),
    encoding: z.string(),
    delimiter: z.string().nullable(),
    sheet: z.string(),
  }),
  columns: z.array(ColumnView),
  settings: ImportSettings,
  options: ImportOptions,
  /** Null while the rows are being counted. */
  rowsTotal: z.number().int().nullable(),
  rowsRead: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  error: z.string().nullable(),
  createdBy: Id,
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  /** What was taken back (so far); null while nobody has asked for it. */
  undo: z
    .strictObject({
      contacts: z.number().int(),
      companies: z.number().int(),
      deals: z.number().int(),
      visits: z.number().int(),
      /** Were there before, and are again as they were. */
      restored: z.number().int(),
      /** Stayed, because somebody has worked with them since. */
      kept: z.number().int(),
    })
    .nullable(),
  version: z.number().int(),
});
export type ImportView = z.infer<typeof ImportView>;

const params = z.strictObject({ importId: Id });

export const uploadImport = defineOperation({
  name: 'leads.uploadImport',
  method: 'POST',
  path: '/imports',
  summary: 'Bring a file (CSV, TSV, XLSX, vCard); the answer says how it was understood. Nothing is taken over yet',
  permission: 'leads.write',
  query: z.strictObject({ name: Line(200) }),
  body: Upload,
  output: ImportView,
  // The body is a stream that can't be compared with an earlier one; a second upload is a second draft and does no harm.
  status: 200,
  refusals: ['too_large', 'table_unreadable'],
});

export const listImports = defineOperation({
  name: 'leads.listImports',
  method: 'GET',
  path: '/imports',
  summary: 'Imports, newest first',
  permission: 'leads.read',
  query: z.strictObject(PageQuery),
  output: Page(ImportView),
  refusals: ['cursor_invalid'],
});

export const getImport = defineOperation({
  name: 'leads.getImport',
  method: 'GET',
  path: '/imports/:importId',
  summary: 'One import: what was understood, how far it is',
  permission: 'leads.read',
  params,
  output: ImportView,
});

export const ChosenColumns = z
  .array(z.strictObject({ index: z.number().int().min(0).max(499), field: ImportField }))
  .max(500);

const Plan = z.strictObject({ columns: ChosenColumns, settings: ImportSettings });
export type Plan = z.infer<typeof Plan>;

export const PreviewRow = z.strictObject({
  row: z.number().int(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  kind: z.enum(['private', 'business']).nullable(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  address: z.string().nullable(),
  visit: z.string().nullable(),
  deal: z.string().nullable(),
  note: z.string().nullable(),
  /** The door or the person said no: becomes an objection. */
  objection: z.boolean(),
  problems: z.array(z.strictObject({ column: z.string(), message: z.string() })),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

export const previewImport = defineOperation({
  name: 'leads.previewImport',
  method: 'POST',
  path: '/imports/:importId/preview',
  summary: 'What the first rows would become with these columns and settings',
  permission: 'leads.read',
  params,
  body: Plan,
  output: z.strictObject({ rows: z.array(PreviewRow) }),
  status: 200,
  refusals: ['table_unreadable'],
});

export const startImport = defineOperation({
  name: 'leads.startImport',
  method: 'POST',
  path: '/imports/:importId/start',
  summary: 'Take the list over, in the background',
  permission: 'leads.write',
  params,
  body: z.strictObject({ ...Plan.shape, options: ImportOptions }),
  output: ImportView,
  status: 200,
  refusals: ['import_not_draft', 'nothing_mapped', 'owner_unknown'],
});

export const cancelImport = defineOperation({
  name: 'leads.cancelImport',
  method: 'POST',
  path: '/imports/:importId/cancel',
  summary: 'Stop where it is; what came in stays, and can be undone',
  permission: 'leads.write',
  params,
  output: ImportView,
  status: 200,
  refusals: ['import_not_running'],
});

export const undoImport = defineOperation({
  name: 'leads.undoImport',
  method: 'POST',
  path: '/imports/:importId/undo',
  summary: 'Take back everything an import brought, except what was worked on since',
  permission: 'leads.write',
  params,
  output: ImportView,
  status: 200,
  refusals: ['import_not_undoable'],
});

export const KeptReason = z.enum(keptReasons);
export type KeptReason = z.infer<typeof KeptReason>;

export const KeptView = z.strictObject({
  subject: z.enum(['contact', 'company', 'deal']),
  id: Id,
  name: z.string(),
  /** The import made it; otherwise it was there before, and the import had filled it up. */
  made: z.boolean(),
  reason: KeptReason,
});
export type KeptView = z.infer<typeof KeptView>;

export const listKept = defineOperation({
  name: 'leads.listKept',
  method: 'GET',
  path: '/imports/:importId/kept',
  summary: 'What the undoing of an import left where it is, and why',
  permission: 'leads.read',
  params,
  query: z.strictObject(PageQuery),
  output: Page(KeptView),
  refusals: ['cursor_invalid'],
});

export const removeDraft = defineOperation({
  name: 'leads.removeDraft',
  method: 'DELETE',
  path: '/imports/:importId',
  summary: 'Throw a draft away',
  permission: 'leads.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['import_not_draft'],
});

export const ProblemView = z.strictObject({
  id: Id,
  row: z.number().int(),
  column: z.string().nullable(),
  message: z.string(),
  /** The row did not come in; it stands in the error file. */
  rowFailed: z.boolean(),
});
export type ProblemView = z.infer<typeof ProblemView>;

export const listProblems = defineOperation({
  name: 'leads.listProblems',
  method: 'GET',
  path: '/imports/:importId/problems',
  summary: 'What could not be taken over, row by row',
  permission: 'leads.read',
  params,
  query: z.strictObject(PageQuery),
  output: Page(ProblemView),
  refusals: ['cursor_invalid'],
});

export const downloadFailedRows = defineOperation({
  name: 'leads.downloadFailedRows',
  method: 'GET',
  path: '/imports/:importId/failed-rows.csv',
  summary: 'The rows that did not come in, as they stood in the file, with the reason; mend them and bring them again',
  permission: 'leads.read',
  params,
  output: Download,
});
