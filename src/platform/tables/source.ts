import type { FileHandle } from 'node:fs/promises';
import { detectEncoding, readText } from './encoding.ts';
import { oldExcel, unreadable } from './refusals.ts';
import { oleDirectoryAt, sniff, sniffText } from './sniff.ts';
import type { Source, TableLimits } from './types.ts';

/** Opens foreign bytes by what they are. Runs in a worker only, which loads just the reader it needs. */
export async function openSource(file: FileHandle, limits: TableLimits): Promise<Source> {
  const head = await readPiece(file, 0);
  const listedAt = oleDirectoryAt(head);
  const listed = listedAt === undefined ? head : Buffer.concat([head, await readPiece(file, listedAt)]);
  return sniff(listed) === 'zip' ? openArchive(file, limits) : openText(file, limits);
}

async function readPiece(file: FileHandle, at: number): Promise<Buffer> {
  const piece = Buffer.alloc(64 * 1024);
  const { bytesRead } = await file.read(piece, 0, piece.length, at);
  return piece.subarray(0, bytesRead);
}

async function openArchive(file: FileHandle, limits: TableLimits): Promise<Source> {
  const { readZipDirectory } = await import('./zip.ts');
  const entries = await readZipDirectory(file, limits);
  if (entries.has('xl/workbook.xml')) return (await import('./xlsx.ts')).openXlsx(file, entries, limits);
  if (entries.has('content.xml')) return (await import('./ods.ts')).openOds(file, entries, limits);
  const names = [...entries.keys()];
  if (names.some((name) => name.startsWith('xl/workbook.bin'))) {
    throw unreadable('old_excel', oldExcel('eine binäre Excel-Arbeitsmappe (.xlsb)'));
  }
  if (names.some((name) => name.startsWith('word/'))) {
    throw unreadable(
      'not_a_table',
      'Das ist ein Word-Dokument. Bitte die Tabelle nach Excel kopieren und als .xlsx speichern.',
    );
  }
  if (names.some((name) => name.endsWith('.iwa'))) {
    throw unreadable('not_a_table', 'Das ist eine Numbers-Datei. Bitte in Numbers als Excel oder CSV exportieren.');
  }
  throw unreadable('packed', 'Die Datei ist ein Zip-Archiv. Bitte zuerst entpacken und die Liste daraus wählen.');
}

async function openText(file: FileHandle, limits: TableLimits): Promise<Source> {
  const { encoding, bomBytes } = await detectEncoding(file);
  const text = () => readText(file, encoding, bomBytes);
  const start = await startOf(text());
  const one = [{ name: '', bytes: 0 }];
  switch (sniffText(start)) {
    case 'vcard': {
      const { scanVCardHeaders, readVCardRows } = await import('./vcard.ts');
      const headers = await scanVCardHeaders(text(), limits);
      if (headers.length === 0) throw unreadable('empty', 'Die Visitenkarten sind leer.');
      const rows = () => readVCardRows(text(), headers, limits);
      return { format: 'vcard', encoding, delimiter: null, sheets: one, headers, rows };
    }
    case 'html': {
      const { readHtmlTable } = await import('./html.ts');
      return { format: 'html', encoding, delimiter: null, sheets: one, rows: () => readHtmlTable(text(), limits) };
    }
    case 'delimited': {
      const { detectDialect, readDelimited } = await import('./delimited.ts');
      const dialect = detectDialect(start);
      const format = dialect.delimiter === '\t' ? 'tsv' : 'csv';
      const rows = () => readDelimited(text(), dialect, limits);
      return { format, encoding, delimiter: dialect.delimiter, sheets: one, rows };
    }
  }
}

async function startOf(text: AsyncIterable<string>): Promise<string> {
  let start = '';
  for await (const piece of text) {
    start += piece;
    if (start.trimStart().length > 64 * 1024 || start.length > 1024 * 1024) break;
  }
  return start;
}
