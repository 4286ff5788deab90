/**
 * Leads: how people come in. Lists of other systems and old worlds are understood here, row by row.
 */
export { interpretRow, knowsHeader, recogniseColumns } from './rules.ts';
export type { ColumnMapping, ImportField, ImportRow, ImportSettings, Problem, RecognisedColumn } from './rules.ts';
