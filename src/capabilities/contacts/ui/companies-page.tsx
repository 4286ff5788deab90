import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type CompanyItem, createCompany, listCompanies, Sort as SortKey } from '#contacts/contract';
import { ExportMenu } from '#integrations/ui';
import { ClassMark } from '#scoring/ui';
import type { InputOf } from '#web/api.ts';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { PhoneText } from '#web/components/texts.tsx';
import { pathTo } from '#web/paths.ts';
import { useListOf, useMutationOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { FilterBar, filtersIn } from './filter-bar.tsx';
import { useRecordColumns } from './record-columns.tsx';
import { sortOf } from './sort-of.ts';

import { ViewTabs } from './view-tabs.tsx';

export function CompaniesPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const go = useGo();
  const may = useMay();
  const users = usePeople();
  const filters = filtersIn(search, 'company');
  const sort = SortKey.safeParse(search['sort']).data ?? 'name';
  const query = { ...(filters as InputOf<typeof listCompanies>['query']), sort };
  const rows = useListOf(listCompanies, { query });
  const shared = useRecordColumns();
  const columns: Column<CompanyItem>[] = [
    {
      key: 'name',
      title: t`Firma`,
      width: 220,
      grow: true,
      sortable: true,
      cell: (row) => (
        <>
          <Link className="font-medium" quiet tabIndex={-1} to={pathTo.company(row.id)}>
            {row.name}
          </Link>
          <span className="ml-2">
            <ClassMark of={{ companyId: row.id }} />
          </span>
        </>
      ),
    },
    { key: 'industry', title: t`Branche`, width: 150, cell: (row) => row.industry ?? '' },
    { ...shared.city, width: 170 },
    { key: 'phone', title: t`Telefon`, width: 164, cell: (row) => (row.phone ? <PhoneText e164={row.phone} /> : '') },
    { ...shared.tags, width: 150 },
    shared.owner,
    shared.lastTouchAt,
  ];
  return (
    <Page
      actions={
        <>
          <ExportMenu list="companies" query={query} />
          {may('write') && (
            <Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
              <Trans>Neue Firma</Trans>
            </Button>
          )}
        </>
      }
      lead={
        <>
          <ViewTabs change={change} search={search} subject="company" />
          <FilterBar change={change} search={search} subject="company" users={users.active} />
        </>
      }
      scroll={false}
      title={t`Firmen`}
    >
      <Table
        columns={columns}
        empty={
          <EmptyState
            action={
              Object.keys(filters).length > 0 ? (
                <Button onPress={() => go(pathTo.companies())}>{t`Filter aufheben`}</Button>
              ) : (
                <Button icon="import" kind="primary" onPress={() => go(pathTo.newImport())}>
                  <Trans>Liste einlesen</Trans>
                </Button>
              )
            }
            icon="company"
          >
            {Object.keys(filters).length > 0 ? (
              <Trans>Keine Firma passt zu diesen Filtern.</Trans>
            ) : (
              <Trans>
                Noch keine Firma. Sie kommen mit einer Liste oder entstehen, wenn Sie einen Menschen anlegen.
              </Trans>
            )}
          </EmptyState>
        }
        label={t`Firmen`}
        onOpen={(row) => go(pathTo.company(row.id))}
        onSort={({ by, down }) => change({ sort: down ? `-${by}` : by })}
        phoneRow={(row) => (
          <div className="flex flex-col py-1">
            <span className="truncate font-medium">{row.name}</span>
            <span className="truncate text-sm text-soft">{[row.industry, row.city].filter(Boolean).join(' · ')}</span>
          </div>
        )}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        rows={rows}
        sort={sortOf(sort)}
      />
      {search['new'] === '1' && may('write') && (
        <NewCompanyDialog onClose={() => change({ new: undefined })} onCreated={(id) => go(pathTo.company(id))} />
      )}
    </Page>
  );
}

function NewCompanyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const create = useMutationOf(createCompany, { quiet: true, done: ({ id }) => onCreated(id) });
  const save = () => name.trim() !== '' && create.mutate({ body: { name: name.trim() } });
  return (
    <Dialog
      actions={
        <Button
          disabled={name.trim() === ''}
          kind="primary"
          onPress={save}
          pending={create.isPending}
        >{t`Anlegen`}</Button>
      }
      onClose={onClose}
      open
      title={t`Neue Firma`}
      width="small"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField autoFocus label={t`Name der Firma`} maxLength={200} onChange={setName} value={name} />
      </form>
      {create.error && <ErrorNote error={create.error} />}
    </Dialog>
  );
}
