/**
 * Leads: how people come in. Lists of other systems and old worlds are understood here, row by row, and can be taken back as a whole.
 */
export { type ImportWorld } from './commands/run-import/context.ts';
export { draftImport, mostBytes, startImport } from './commands/imports.ts';
export { importFinished, visitRecorded } from './events.ts';
export { countRows, runImport, undoneImport } from './jobs.ts';
export { findImport, insertVisits, listVisits } from './queries/imports.ts';
export { leadsRoutes } from './routes.ts';
export { interpretRow, knowsHeader, recogniseColumns } from './rules.ts';
export type { ImportField, Problem } from './rules.ts';
export type { ImportRecord, LeadsTables, VisitRow } from './schema.ts';
