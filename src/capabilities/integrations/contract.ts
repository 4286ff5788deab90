import { z } from 'zod';
import { listCalls } from '#calls/contract';
import { listCompanies, listContacts } from '#contacts/contract';
import { listDeals } from '#deals/contract';
import { listNextSteps } from '#next-steps/contract';
import { listContracts } from '#offers/contract';
import { listCustomers } from '#scoring/contract';
import { defineOperation, Download, Id, Instant } from '#platform/operation';
import { listAuditEntries } from '#timeline/contract';

export const FileFormat = z.enum(['csv', 'xlsx']);
export type FileFormat = z.infer<typeof FileFormat>;
export const ListName = z.enum([
  'contacts',
  'companies',
  'deals',
  'contracts',
  'calls',
  'next-steps',
  'customers',
  'audience-people',
  'audit-entries',
]);
export type ListName = z.infer<typeof ListName>;

/** How the file shall be. German means semicolons, 23.11.2026 and 1234,56. */
const file = {
  format: FileFormat.default('csv'),
  separator: z.enum(['semicolon', 'comma']).optional(),
  /** Left out: the language of the workspace. */
  locale: z.enum(['de', 'en']).optional(),
};
const page = { cursor: true, limit: true } as const;

export const exportContacts = defineOperation({
  name: 'integrations.exportContacts',
  method: 'GET',
  path: '/lists/contacts',
  summary: 'The list of people as a CSV or XLSX file, with the filters of the list',
  permission: 'contacts.read',
  query: listContacts.query.omit(page).extend(file),
  output: Download,
});

export const exportCompanies = defineOperation({
  name: 'integrations.exportCompanies',
  method: 'GET',
  path: '/lists/companies',
  summary: 'The list of companies as a CSV or XLSX file, with the filters of the list',
  permission: 'contacts.read',
  query: listCompanies.query.omit(page).extend(file),
  output: Download,
});

export const exportDeals = defineOperation({
  name: 'integrations.exportDeals',
  method: 'GET',
  path: '/lists/deals',
  summary: 'The list of deals as a CSV or XLSX file, with the filters of the list',
  permission: 'deals.read',
  query: listDeals.query.omit(page).extend(file),
  output: Download,
});

export const exportCalls = defineOperation({
  name: 'integrations.exportCalls',
  method: 'GET',
  path: '/lists/calls',
  summary: 'The list of calls as a CSV or XLSX file, with the filters of the list',
  permission: 'calls.read',
  query: listCalls.query.omit(page).extend(file),
  output: Download,
});

export const exportNextSteps = defineOperation({
  name: 'integrations.exportNextSteps',
  method: 'GET',
  path: '/lists/next-steps',
  summary: 'The list of next steps as a CSV or XLSX file, with the filters of the list',
  permission: 'next-steps.read',
  query: listNextSteps.query.omit(page).extend(file),
  output: Download,
});

export const exportContracts = defineOperation({
  name: 'integrations.exportContracts',
  method: 'GET',
  path: '/lists/contracts',
  summary: 'The list of contracts as a CSV or XLSX file, with the filters of the list',
  permission: 'offers.read',
  query: listContracts.query.omit(page).extend(file),
  output: Download,
});

export const exportCustomers = defineOperation({
  name: 'integrations.exportCustomers',
  method: 'GET',
  path: '/lists/customers',
  summary: 'Customers with class, net value, cost and reasons as a CSV or XLSX file, with the filters of the list',
  permission: 'scoring.read',
  query: listCustomers.query.omit(page).extend(file),
  output: Download,
});

export const exportAudiencePeople = defineOperation({
  name: 'integrations.exportAudiencePeople',
  method: 'GET',
  path: '/lists/audience-people',
  summary: 'Who is in a target group as a CSV or XLSX file, who fits best first',
  permission: 'contacts.read',
  query: z.strictObject({ audienceId: Id, ...file }),
  output: Download,
});

export const exportAuditEntries = defineOperation({
  name: 'integrations.exportAuditEntries',
  method: 'GET',
  path: '/lists/audit-entries',
  summary: 'The event log as a CSV or XLSX file, with the filters of the list',
  permission: 'timeline.admin',
  query: listAuditEntries.query.omit(page).extend(file),
  output: Download,
});

export const ExportState = z.enum(['waiting', 'running', 'cancelling', 'done', 'failed', 'cancelled']);
export type ExportState = z.infer<typeof ExportState>;

export const ExportView = z.strictObject({
  id: Id,
  state: ExportState,
  /** Null until it has been counted. */
  rowsTotal: z.number().int().nullable(),
  rowsWritten: z.number().int(),
  /** Null while there is nothing to download. */
  file: z.strictObject({ name: z.string(), bytes: z.number().int(), sha256: z.string() }).nullable(),
  /** When the archive will be taken away by itself. */
  keptUntil: Instant.nullable(),
  error: z.string().nullable(),
  createdBy: Id,
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type ExportView = z.infer<typeof ExportView>;

const params = z.strictObject({ exportId: Id });

export const startExport = defineOperation({
  name: 'integrations.startExport',
  method: 'POST',
  path: '/exports',
  summary: 'Put the whole workspace into an archive: JSON lines and files; runs in the background',
  permission: 'integrations.admin',
  output: ExportView,
  refusals: ['export_running'],
});

export const listExports = defineOperation({
  name: 'integrations.listExports',
  method: 'GET',
  path: '/exports',
  summary: 'The latest fifty archives of the workspace and how they stand',
  permission: 'integrations.admin',
  output: z.strictObject({ items: z.array(ExportView) }),
});

export const getExport = defineOperation({
  name: 'integrations.getExport',
  method: 'GET',
  path: '/exports/:exportId',
  summary: 'How one archive stands',
  permission: 'integrations.admin',
  params,
  output: ExportView,
});

export const cancelExport = defineOperation({
  name: 'integrations.cancelExport',
  method: 'POST',
  path: '/exports/:exportId/cancellation',
  summary: 'Stop making an archive; nothing of it is kept',
  permission: 'integrations.admin',
  params,
  output: ExportView,
  status: 200,
  refusals: ['export_finished'],
});

export const downloadExport = defineOperation({
  name: 'integrations.downloadExport',
  method: 'GET',
  path: '/exports/:exportId/file',
  summary: 'The archive itself (zip)',
  permission: 'integrations.admin',
  params,
  output: Download,
  refusals: ['export_not_there'],
});

export const removeExport = defineOperation({
  name: 'integrations.removeExport',
  method: 'DELETE',
  path: '/exports/:exportId',
  summary: 'Take an archive away',
  permission: 'integrations.admin',
  params,
  output: z.null(),
  status: 204,
  refusals: ['export_running'],
});
