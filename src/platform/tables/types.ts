export type TableFormat = 'csv' | 'tsv' | 'xlsx' | 'ods' | 'html' | 'vcard';

/**
 * One row as it stands in the file. `row` is the number a person sees when the file is open in a spreadsheet: the
 * first row of the file is 1, blank rows count, a cell with line breaks is still one row. For vCards it is the
 * number of the card.
 */
export type TableRow = { row: number; cells: string[] };

export type TableLimits = {
  /** Heap of the worker that reads foreign bytes. */
  memoryMb: number;
  /** A worker that says nothing for this long is stopped. */
  silenceMs: number;
  columns: number;
  /** Characters of one row of a text file, and of one cell of a spreadsheet. */
  recordChars: number;
  /** Unpacked XML of a spreadsheet that is allowed whatever its packing rate … */
  xmlBytes: number;
  /** … and how far a file may go beyond it that is packed at an honest rate. */
  xmlBytesHonest: number;
  honestPackingRate: number;
  /** Characters of all shared texts of a workbook: they are the one thing that must stay in memory. */
  sharedTextChars: number;
  sharedTexts: number;
};

export const defaultLimits: TableLimits = {
  memoryMb: 256,
  silenceMs: 60_000,
  columns: 500,
  recordChars: 65_536,
  xmlBytes: 100_000_000,
  xmlBytesHonest: 4_000_000_000,
  honestPackingRate: 60,
  sharedTextChars: 64_000_000,
  sharedTexts: 1_500_000,
};

/** What a reader makes of a file before anybody decides which row is the header. Lives inside the worker. */
export type Source = {
  format: TableFormat;
  encoding: string;
  delimiter: string | null;
  /** Sheets in the order of the workbook; text files have one without a name. */
  sheets: { name: string; bytes: number }[];
  /** Formats that name their columns themselves (vCard) have no header row to look for. */
  headers?: string[];
  rows(sheet: number): AsyncIterable<TableRow[]>;
};

/** What the first pass reports: the top of every sheet that may be the right one. */
export type Look = {
  format: TableFormat;
  encoding: string;
  delimiter: string | null;
  headers?: string[];
  sheets: { index: number; name: string; bytes: number; top: TableRow[] }[];
};
