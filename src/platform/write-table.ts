/** Tables for people who use spreadsheets: CSV and XLSX as streams, however many rows; nothing in them runs as a formula. */
export { type Batches, type Column, harmless, type Manner, phoneText } from './write-table/cells.ts';
export { csv, type CsvManner } from './write-table/csv.ts';
export { xlsx } from './write-table/xlsx.ts';
export { zip, type ZipPart } from './write-table/zip.ts';
