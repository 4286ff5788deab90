/**
 * How foreign rows become people, companies, visits and deals: which column means what, and what a row says.
 * Pure: no database, no clock, no files.
 */
export { importFields } from './rules/fields.ts';
export type { ColumnMapping, Country, DateOrder, ImportField, ImportSettings } from './rules/fields.ts';
export { knowsHeader } from './rules/header-guess.ts';
export { interpretRow } from './rules/interpret.ts';
export type { Interpretation, RawRow } from './rules/interpret.ts';
export type {
  ImportAddress,
  ImportDeal,
  ImportEmail,
  ImportObjection,
  ImportPerson,
  ImportPhone,
  ImportRow,
  ImportVisit,
  Place,
  Problem,
} from './rules/import-row.ts';
export { recogniseColumns } from './rules/recognise.ts';
export type { RecognisedColumn } from './rules/recognise.ts';
export type { VisitResult } from './rules/visits.ts';
