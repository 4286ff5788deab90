import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ImportView, listProblems, type ProblemView } from '#leads/contract';
import { Dialog } from '#web/components/dialog.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { FailedRowsLink } from './failed-rows-link.tsx';

/** What could not be taken over as it stood, row by row. */
export function ProblemList({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<ProblemView>();
  const rows = useListOf(listProblems, { params: { importId: found.id }, query: {} });
  const columns: Column<ProblemView>[] = [
    { key: 'row', title: t`Zeile`, width: 90, align: 'end', cell: ({ row }) => format.number(row) },
    { key: 'column', title: t`Spalte`, width: 180, cell: ({ column }) => column ?? '' },
    {
      key: 'message',
      title: t`Hinweis`,
      width: 320,
      grow: true,
      cell: ({ message }) => message,
    },
    { key: 'rowFailed', title: t`Die Zeile`, width: 170, cell: (row) => <RowFate row={row} /> },
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      {found.failed > 0 && (
        <p className="border-b border-line px-5 py-2 phone:px-4">
          <FailedRowsLink found={found} />
        </p>
      )}
      <div className="min-h-0 flex-1">
        <Table
          columns={columns}
          empty={
            <EmptyState icon="check">
              <Trans>Jede Zeile kam so herein, wie sie in der Datei stand.</Trans>
            </EmptyState>
          }
          label={t`Hinweise`}
          onOpen={setOpen}
          phoneRow={(row) => (
            <div className="flex flex-col py-1">
              <span className="flex items-center gap-2 text-sm text-soft">
                <span className="min-w-0 flex-1 truncate">
                  {t`Zeile ${format.number(row.row)}`}
                  {row.column && ` · ${row.column}`}
                </span>
                <RowFate row={row} />
              </span>
              <span className="truncate">{row.message}</span>
            </div>
          )}
          rowKey={({ id }) => id}
          rowLabel={({ row, message }) => t`Zeile ${row}: ${message}`}
          rows={rows}
        />
      </div>
      {open && (
        <Dialog onClose={() => setOpen(undefined)} open title={t`Zeile ${format.number(open.row)}`} width="small">
          <div className="flex flex-col items-start gap-3">
            <RowFate row={open} />
            {open.column && <p className="text-soft">{t`Spalte „${open.column}“`}</p>}
            <p>{open.message}</p>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function RowFate({ row }: { row: ProblemView }) {
  const { t } = useLingui();
  return row.rowFailed ? (
    <Badge icon="close" strong>{t`nicht übernommen`}</Badge>
  ) : (
    <Badge icon="check">{t`kam herein`}</Badge>
  );
}
