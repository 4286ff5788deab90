import { Trans, useLingui } from '@lingui/react/macro';
import { listUsers } from '#access/contract';
import { type CallView, listCalls } from '#calls/contract';
import { ExportMenu } from '#integrations/ui';
import { type Search, useGo, useUrlSearch } from '#web/address.ts';
import type { InputOf } from '#web/api.ts';
import { ChoiceFilters } from '#web/components/choice-filters.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Button } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { PhoneText, TimeText } from '#web/components/texts.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useDispositions } from './dispositions.ts';

/** Every call of the team, newest first. */
export function CallsPage() {
  const { t } = useLingui();
  const [search] = useUrlSearch();
  const go = useGo();
  const format = useFormat();
  const users = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  const query = filtersIn(search);
  const rows = useListOf(listCalls, { query });

  const columns: Column<CallView>[] = [
    {
      key: 'direction',
      title: t`Richtung`,
      width: 115,
      cell: ({ direction }) => (
        <span className="inline-flex items-center gap-1.5 text-soft">
          <Icon name={direction === 'inbound' ? 'arrow-left' : 'arrow-right'} size={12} />
          {direction === 'inbound' ? t`eingehend` : t`ausgehend`}
        </span>
      ),
    },
    { key: 'startedAt', title: t`Wann`, width: 165, cell: ({ startedAt }) => <TimeText at={startedAt} withDay /> },
    {
      key: 'contact',
      title: t`Mit`,
      width: 190,
      grow: true,
      cell: ({ contactId, contactName }) => (
        <Link className="font-medium" quiet tabIndex={-1} to={pathTo.contact(contactId)}>
          {contactName}
        </Link>
      ),
    },
    { key: 'number', title: t`Nummer`, width: 160, cell: ({ number }) => number && <PhoneText e164={number} /> },
    {
      key: 'disposition',
      title: t`Ergebnis`,
      width: 160,
      cell: ({ disposition }) => disposition?.name ?? <span className="text-careful">{t`Ergebnis fehlt`}</span>,
    },
    {
      key: 'duration',
      title: t`Dauer`,
      width: 80,
      align: 'end',
      cell: ({ durationSeconds }) => (durationSeconds === null ? '' : format.duration(durationSeconds)),
    },
    {
      key: 'note',
      title: t`Notiz`,
      width: 220,
      grow: true,
      cell: ({ note }) => <span className="text-soft">{note}</span>,
    },
    { key: 'user', title: t`Wer`, width: 130, cell: ({ userId }) => users.find(({ id }) => id === userId)?.name ?? '' },
  ];

  return (
    <Page
      actions={<ExportMenu list="calls" query={query} />}
      lead={<Filters users={users} />}
      scroll={false}
      title={t`Gespräche`}
    >
      <Table
        columns={columns}
        empty={
          <EmptyState
            action={
              Object.keys(search).length > 0 ? (
                <Button onPress={() => go(pathTo.calls())}>{t`Filter aufheben`}</Button>
              ) : (
                <Button icon="today" kind="primary" onPress={() => go(pathTo.today())}>{t`Zu Heute`}</Button>
              )
            }
            icon="phone"
          >
            {Object.keys(search).length > 0 ? (
              <Trans>Kein Gespräch passt zu diesen Filtern.</Trans>
            ) : (
              <Trans>Hier steht jedes Gespräch des Teams, sobald das erste geführt ist.</Trans>
            )}
          </EmptyState>
        }
        label={t`Gespräche`}
        onOpen={({ contactId }) => go(pathTo.contact(contactId))}
        phoneRow={(row) => (
          <div className="flex flex-col py-1">
            <span className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{row.contactName}</span>
              <span className="shrink-0 text-sm text-faint">
                <TimeText at={row.startedAt} withDay />
              </span>
            </span>
            <span className="truncate text-sm text-soft">
              {[row.disposition?.name ?? t`Ergebnis fehlt`, row.note].filter(Boolean).join(' · ')}
            </span>
          </div>
        )}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.contactName}
        rows={rows}
      />
    </Page>
  );
}

function filtersIn(search: Search): NonNullable<InputOf<typeof listCalls>['query']> {
  const { user, result, direction } = search;
  return {
    ...(user && { userId: user }),
    ...(result === 'missing' ? { unfinished: 'true' } : result && { dispositionId: result }),
    ...((direction === 'inbound' || direction === 'outbound') && { direction }),
  };
}

function Filters({ users }: { users: readonly { id: string; name: string }[] }) {
  const { t } = useLingui();
  const dispositions = useDispositions();
  const results = [{ id: 'missing', name: t`Ergebnis fehlt` }, ...dispositions];
  const directions = [
    { id: 'outbound', name: t`ausgehend` },
    { id: 'inbound', name: t`eingehend` },
  ];
  const filters = [
    { key: 'user', label: t`Wer`, options: users },
    { key: 'result', label: t`Ergebnis`, options: results },
    { key: 'direction', label: t`Richtung`, options: directions },
  ];
  return <ChoiceFilters filters={filters} />;
}
