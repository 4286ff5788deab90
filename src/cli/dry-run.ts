import { interpretRow, type ImportField, type Problem, recogniseColumns, knowsHeader } from '#leads';
import { openTable, type TableFormat } from '#platform/tables';
import type { Answer } from './command.ts';

/** What an import of this file would understand, and what it would not. */
export type DryRun = {
  format: TableFormat;
  encoding: string;
  delimiter: string | null;
  rows: number;
  columns: { header: string; field: ImportField; confidence: number }[];
  problems: Problem[];
};

/** A list that is wrong in every row says nothing new after so many. */
const mostProblems = 1000;

/** Reads the whole file once, in a stream; touches no database. */
export async function dryRun(path: string): Promise<DryRun> {
  await using table = await openTable(path, { knowsHeader });
  const { columns, settings } = recogniseColumns(table.headers, table.sample);
  const problems: Problem[] = [];
  let rows = 0;
  let unlisted = 0;
  for await (const batch of table.rows()) {
    for (const raw of batch) {
      rows++;
      const found = interpretRow(columns, raw, settings).problems;
      const room = mostProblems - problems.length;
      problems.push(...found.slice(0, room));
      unlisted += Math.max(0, found.length - room);
    }
  }
  if (unlisted > 0) {
    const count = unlisted.toLocaleString('de-DE');
    problems.push({ row: problems.at(-1)!.row, column: '', message: `Danach folgen ${count} weitere Hinweise.` });
  }
  return {
    format: table.format,
    encoding: table.encoding,
    delimiter: table.delimiter,
    rows,
    columns: columns.map(({ header, field, confidence }) => ({ header, field, confidence })),
    problems,
  };
}

const fieldNames: Record<ImportField, string> = {
  fullName: 'Name',
  firstName: 'Vorname',
  lastName: 'Nachname',
  salutation: 'Anrede',
  companyName: 'Firma',
  jobTitle: 'Position',
  email: 'E-Mail',
  phone: 'Telefon',
  mobile: 'Mobil',
  street: 'Straße',
  houseNumber: 'Hausnummer',
  addressLine: 'Anschrift',
  postalCode: 'PLZ',
  city: 'Ort',
  region: 'Region',
  country: 'Land',
  website: 'Website',
  birthday: 'Geburtstag',
  tags: 'Schlagworte',
  note: 'Notiz',
  owner: 'Zuständig',
  status: 'Status',
  source: 'Herkunft',
  createdAt: 'Angelegt am',
  externalId: 'Fremde Nummer',
  latitude: 'Breitengrad',
  longitude: 'Längengrad',
  'visit.result': 'Besuch: Ergebnis',
  'visit.date': 'Besuch: Tag',
  'visit.time': 'Besuch: Uhrzeit',
  'visit.by': 'Besuch: wer',
  'visit.count': 'Besuch: Anzahl',
  'deal.title': 'Abschluss: Titel',
  'deal.value': 'Abschluss: Wert',
  'deal.currency': 'Abschluss: Währung',
  'deal.stage': 'Abschluss: Phase',
  'deal.closeDate': 'Abschluss: Datum',
  own: '(bleibt in der Notiz)',
  ignore: '(wird weggelassen)',
};

const shownProblems = 20;

export function dryRunAnswer(run: DryRun): Answer {
  const delimiter =
    run.delimiter === null ? '' : `, getrennt durch ${run.delimiter === '\t' ? 'Tabulator' : run.delimiter}`;
  const width = Math.min(40, Math.max(6, ...run.columns.map(({ header }) => header.length)));
  const columns = run.columns.map(
    ({ header, field, confidence }) =>
      `  ${oneLine(header).padEnd(width)}  ${fieldNames[field].padEnd(24)} ${String(Math.round(confidence * 100)).padStart(3)} %`,
  );
  const problems = run.problems
    .slice(0, shownProblems)
    .map(({ row, column, message }) => `  Zeile ${row}${column === '' ? '' : `, ${column}`}: ${message}`);
  const more = run.problems.length - shownProblems;
  const text = [
    `${run.format.toUpperCase()}, ${run.encoding}${delimiter}: ${run.rows.toLocaleString('de-DE')} Zeilen`,
    '',
    `  ${'Spalte'.padEnd(width)}  ${'wird zu'.padEnd(24)} Gewissheit`,
    ...columns,
    '',
    run.problems.length === 0 ? 'Alles ist lesbar.' : 'Nicht alles ist lesbar:',
    ...problems,
    ...(more > 0 ? [`  … und ${more.toLocaleString('de-DE')} mehr; alle mit --json.`] : []),
  ].join('\n');
  return { text, json: run };
}

const oneLine = (header: string): string => header.replace(/\s+/g, ' ').slice(0, 40);
