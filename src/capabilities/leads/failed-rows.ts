import { linesInLanguage } from '#platform/catalogue';
import type { Db } from '#platform/db';
import { type Column, csv, type Manner } from '#platform/write-table';
import { listProblems } from './queries/imports.ts';
import type { ImportProblemRow, ImportRecord, LeadsTables } from './schema.ts';

const phones = new Set(['phone', 'mobile']);

/** The rows that did not come in, as they stood in the file, and why; in the shape German Excel opens and we read again. */
export function failedRowsCsv(db: Db<LeadsTables>, record: ImportRecord, manner: Manner): AsyncGenerator<Buffer> {
  const english = manner.locale === 'en';
  const columns: Column<ImportProblemRow>[] = [
    { header: english ? 'Row' : 'Zeile', kind: 'number', value: (row) => row.row },
    { header: english ? 'Reason' : 'Grund', kind: 'text', value: (row) => linesInLanguage(manner.locale, row.message) },
    ...record.format.headers.map((header, index): Column<ImportProblemRow> => {
      const field = record.mapping.find((column) => column.index === index)?.field ?? 'own';
      return { header, kind: phones.has(field) ? 'phone' : 'text', value: (row) => row.cells?.[index] };
    }),
  ];
  return csv(columns, failedRows(db, record), { ...manner, separator: ';' });
}

async function* failedRows(db: Db<LeadsTables>, { workspaceId, id }: ImportRecord): AsyncGenerator<ImportProblemRow[]> {
  for (let after: string | undefined; ;) {
    const rows = await listProblems(db, { workspaceId, importId: id }, { after, limit: 500, failedOnly: true });
    yield rows;
    after = rows.at(-1)?.id;
    if (rows.length < 500) return;
  }
}
