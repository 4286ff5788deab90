import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { usePeople } from '#access/ui';
import { type ImportView, listImports } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { OnItsWay } from './drop-place.tsx';
import { ImportStateMark } from './import-state.tsx';
import { forgetRefusal, send, useSending } from './sending.ts';
import { useDroppedFile } from './use-dropped-file.ts';

/** Every list that was brought, how far it is and what came of it. */
export function ImportsPage() {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const users = usePeople();
  const rows = useListOf(listImports);
  const sending = useSending();
  const over = useDroppedFile((file) => void send(file, go), may('write'));
  const columns = useColumns(users.nameOf);
  useEffect(() => forgetRefusal, []);
  useKeys([{ keys: 'shift+n', label: t`Liste einlesen`, run: () => go(pathTo.newImport()) }], may('write'));

  return (
    <Page
      actions={
        may('write') && (
          <Button icon="import" kind="primary" onPress={() => go(pathTo.newImport())}>
            <Trans>Liste einlesen</Trans>
          </Button>
        )
      }
      lead={
        sending && (
          <div className="px-5 pb-3 phone:px-4">
            {sending.refusal ? <ErrorNote error={sending.refusal} /> : <OnItsWay sending={sending} />}
          </div>
        )
      }
      scroll={false}
      title={t`Importe`}
    >
      <div className="relative h-full">
        <Table
          columns={columns}
          empty={<NothingYet onBring={may('write') ? () => go(pathTo.newImport()) : undefined} />}
          label={t`Importe`}
          onOpen={(row) => go(pathTo.import(row.id))}
          phoneRow={(row) => (
            <div className="flex flex-col gap-0.5 py-1">
              <span className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
                <ImportStateMark found={row} />
              </span>
              <span className="truncate text-sm text-soft">
                <RelativeTime at={row.createdAt} />
                {row.startedAt && (
                  <> · {t`${row.created} neu, ${row.updated} ergänzt, ${row.failed} nicht übernommen`}</>
                )}
              </span>
            </div>
          )}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          rows={rows}
        />
        {over && <DropHere />}
      </div>
    </Page>
  );
}

function useColumns(nameOf: (userId: string) => string): Column<ImportView>[] {
  const { t } = useLingui();
  const format = useFormat();
  const count = (key: 'created' | 'updated' | 'skipped' | 'failed', title: string): Column<ImportView> => ({
    key,
    title,
    width: 110,
    align: 'end',
    cell: (row) => (row.startedAt ? format.number(row[key]) : ''),
  });
  return [
    {
      key: 'name',
      title: t`Liste`,
      width: 220,
      grow: true,
      cell: (row) => (
        <Link className="font-medium" quiet tabIndex={-1} to={pathTo.import(row.id)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'state', title: t`Stand`, width: 150, cell: (row) => <ImportStateMark found={row} /> },
    {
      key: 'rowsTotal',
      title: t`Zeilen`,
      width: 90,
      align: 'end',
      cell: (row) => (row.rowsTotal === null ? '…' : format.number(row.rowsTotal)),
    },
    count('created', t`Neu`),
    count('updated', t`Ergänzt`),
    count('skipped', t`Ausgelassen`),
    count('failed', t`Nicht dabei`),
    { key: 'createdBy', title: t`Von`, width: 140, cell: (row) => nameOf(row.createdBy) },
    { key: 'createdAt', title: t`Wann`, width: 150, cell: (row) => <RelativeTime at={row.createdAt} /> },
  ];
}

function NothingYet({ onBring }: { onBring: (() => void) | undefined }) {
  return (
    <EmptyState
      action={
        onBring && (
          <Button icon="import" kind="primary" onPress={onBring}>
            <Trans>Liste einlesen</Trans>
          </Button>
        )
      }
      icon="import"
    >
      {onBring ? (
        <Trans>
          Bringen Sie mit, was Sie haben: die Türliste, eine Excel-Datei, den Export von HubSpot oder Pipedrive. Ziehen
          Sie die Datei einfach hierher.
        </Trans>
      ) : (
        <Trans>Noch hat niemand eine Liste eingelesen.</Trans>
      )}
    </EmptyState>
  );
}

function DropHere() {
  return (
    <div className="pointer-events-none absolute inset-2 z-10 flex flex-col items-center justify-center gap-3 rounded border border-dashed border-brass-deep bg-brass-soft text-lg">
      <Icon className="text-brass-deep" name="import" size={24} />
      <Trans>Loslassen zum Einlesen</Trans>
    </div>
  );
}
