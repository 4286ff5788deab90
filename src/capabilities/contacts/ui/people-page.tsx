import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { CallMark } from '#consent/ui';
import { type ContactItem, listContacts, Sort as SortKey } from '#contacts/contract';
import { ExportMenu } from '#integrations/ui';
import { ChanceMark, ClassMark } from '#scoring/ui';
import type { InputOf } from '#web/api.ts';
import { stringifySearch, useGo, useUrlSearch } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { PhoneText, RelativeTime } from '#web/components/texts.tsx';
import { pathTo } from '#web/paths.ts';
import { useListOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';
import { FilterBar, filtersIn } from './filter-bar.tsx';
import { PersonName } from './person-name.tsx';
import { useRecordColumns } from './record-columns.tsx';
import { sortOf } from './sort-of.ts';
import { ViewTabs } from './view-tabs.tsx';

const NewPersonDialog = onDemand(async () => (await import('./new-person-dialog.tsx')).NewPersonDialog);
const PersonRecord = onDemand(async () => (await import('./person-record.tsx')).PersonRecord);
const PeopleActions = onDemand(async () => (await import('./people-actions.tsx')).PeopleActions);

/** Everyone we may one day speak to. The address holds filters, order and the open person, so any view is a bookmark. */
export function PeoplePage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const go = useGo();
  const may = useMay();
  const users = usePeople();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const filters = filtersIn(search, 'contact');
  const sort = SortKey.safeParse(search['sort']).data ?? 'name';
  const query = { ...(filters as InputOf<typeof listContacts>['query']), sort };
  const rows = useListOf(listContacts, { query });
  useKeys([{ keys: 'shift+n', label: t`Neuer Mensch`, run: () => change({ new: '1' }) }], may('write'));

  const shared = useRecordColumns();
  const columns: Column<ContactItem>[] = [
    {
      key: 'name',
      title: t`Name`,
      width: 188,
      grow: true,
      sortable: true,
      cell: (row) => (
        <>
          <Link className="font-medium" quiet tabIndex={-1} to={pathTo.contact(row.id)}>
            {row.name}
          </Link>
          <span className="ml-2">
            <ClassMark of={{ contactId: row.id }} />
          </span>
          {row.company && <span className="ml-2 text-sm text-faint">{row.company.name}</span>}
        </>
      ),
    },
    { key: 'phone', title: t`Telefon`, width: 160, cell: (row) => (row.phone ? <PhoneText e164={row.phone} /> : '') },
    {
      key: 'mayCall',
      title: t`Anrufen`,
      width: 184,
      cell: (row) => row.phone && <CallMark contactId={row.id} />,
    },
    {
      key: 'chance',
      title: t`Chance`,
      width: 64,
      align: 'end',
      cell: (row) => <ChanceMark id={row.id} target="lead_win" />,
    },
    shared.city,
    shared.tags,
    shared.owner,
    shared.lastTouchAt,
    {
      key: 'createdAt',
      title: t`Angelegt`,
      width: 104,
      sortable: true,
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ];

  const openId = search['open'] ?? null;
  return (
    <Page
      actions={
        <>
          <ExportMenu list="contacts" query={query} />
          {may('write') && (
            <>
              <IconButton
                icon="dialpad"
                label={t`Durchtelefonieren`}
                onPress={() => go(pathTo.dialer() + stringifySearch(search))}
              />
              <Button icon="import" onPress={() => go(pathTo.newImport())}>
                <span className="phone:sr-only">
                  <Trans>Liste einlesen</Trans>
                </span>
              </Button>
              <Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
                <Trans>Neuer Mensch</Trans>
              </Button>
            </>
          )}
        </>
      }
      aside={
        openId && (
          <SidePanel
            actions={
              <Button kind="plain" onPress={() => go(pathTo.contact(openId))}>
                <Trans>Ganze Seite</Trans>
              </Button>
            }
            label={t`Mensch`}
            onClose={() => change({ open: undefined })}
            title={<PersonName contactId={openId} />}
          >
            <PersonRecord contactId={openId} key={openId} layout="panel" />
          </SidePanel>
        )
      }
      lead={
        <>
          <ViewTabs change={change} search={search} subject="contact" />
          <FilterBar change={change} search={search} subject="contact" users={users.active} />
        </>
      }
      scroll={false}
      title={t`Menschen`}
    >
      <Table
        columns={columns}
        empty={
          Object.keys(filters).length > 0 ? (
            <EmptyState
              action={<Button onPress={() => go(pathTo.contacts())}>{t`Filter aufheben`}</Button>}
              icon="filter"
            >
              <Trans>Niemand passt zu diesen Filtern.</Trans>
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button icon="import" kind="primary" onPress={() => go(pathTo.newImport())}>
                  <Trans>Liste einlesen</Trans>
                </Button>
              }
              icon="people"
            >
              <Trans>
                Hier stehen die Menschen, mit denen Sie sprechen wollen. Bringen Sie Ihre Türliste, Excel-Datei oder den
                Export Ihres bisherigen Systems mit.
              </Trans>
            </EmptyState>
          )
        }
        label={t`Menschen`}
        onOpen={(row) => change({ open: row.id })}
        onSort={({ by, down }) => change({ sort: down ? `-${by}` : by })}
        openKey={openId}
        phoneRow={(row) => (
          <div className="flex flex-col py-1">
            <span className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
              <span className="flex shrink-0 gap-2 text-sm text-faint">
                <ChanceMark id={row.id} named target="lead_win" />
                {row.lastTouchAt ? <RelativeTime at={row.lastTouchAt} /> : null}
              </span>
            </span>
            <span className="flex gap-2 text-sm text-soft">
              <span className="min-w-0 flex-1 truncate">
                {[row.company?.name, row.city].filter(Boolean).join(' · ')}
              </span>
              {row.phone && <CallMark contactId={row.id} />}
            </span>
          </div>
        )}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        rows={rows}
        {...(may('write') && {
          selection: {
            selected,
            onChange: setSelected,
            actions: <PeopleActions ids={[...selected]} onDone={() => setSelected(new Set())} />,
          },
        })}
        sort={sortOf(sort)}
      />
      {search['new'] === '1' && may('write') && (
        <NewPersonDialog
          onClose={() => change({ new: undefined, phone: undefined })}
          onCreated={(id) => change({ new: undefined, phone: undefined, open: id })}
          open
          phone={search['phone'] ?? ''}
        />
      )}
    </Page>
  );
}
