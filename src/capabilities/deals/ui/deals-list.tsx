import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { type DealItem, DealSort, listDeals } from '#deals/contract';
import { HealthMark } from '#forecasts/ui';
import { ChanceMark } from '#scoring/ui';
import type { InputOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { Money, RelativeTime } from '#web/components/texts.tsx';
import { useListOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { CloseDay, CustomerMark, DealEnd, StageAge, whose } from './deal-words.tsx';
import { usePipelines } from './pipelines.ts';

export type ListQuery = NonNullable<InputOf<typeof listDeals>['query']>;

/** Any number of deals, one a line. */
export function DealsList({
  query,
  openId,
  onOpen,
  onSort,
  onClear,
}: {
  query: ListQuery;
  openId: string | null;
  onOpen: (deal: DealItem) => void;
  onSort: (sort: string) => void;
  /** Given when filters could be what leaves the list empty. */
  onClear: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const people = usePeople();
  const { stageOf } = usePipelines();
  const ended = query.state === 'won' || query.state === 'lost';
  const sort = DealSort.safeParse(query.sort).data ?? '-createdAt';
  const rows = useListOf(listDeals, { query: { ...query, sort } });

  const columns: Column<DealItem>[] = [
    {
      key: 'title',
      title: t`Abschluss`,
      width: 180,
      grow: true,
      cell: (deal) => (
        <span className="flex items-baseline gap-2">
          <Link className="min-w-0 truncate font-medium" quiet tabIndex={-1} to={pathTo.deal(deal.id)}>
            {deal.title}
          </Link>
          {deal.state === 'open' && <HealthMark dealId={deal.id} />}
        </span>
      ),
    },
    {
      key: 'whose',
      title: t`Mit wem`,
      width: 170,
      grow: true,
      cell: (deal) => (
        <>
          {whose(deal)} <CustomerMark deal={deal} />
        </>
      ),
    },
    {
      key: 'valueCents',
      title: t`Wert`,
      width: 110,
      align: 'end',
      sortable: true,
      cell: (deal) => <Money cents={deal.valueCents} currency={deal.currency} />,
    },
    { key: 'stage', title: t`Stufe`, width: 120, cell: (deal) => stageOf(deal.stageId)?.name ?? t`Frühere Stufe` },
    ...(ended
      ? []
      : [
          {
            key: 'chance',
            title: t`Chance`,
            width: 80,
            align: 'end' as const,
            cell: (deal: DealItem) => deal.state === 'open' && <ChanceMark id={deal.id} target="deal_win" />,
          },
        ]),
    ended
      ? {
          key: 'endedAt',
          title: t`Beendet`,
          width: 130,
          sortable: true,
          cell: (deal) => deal.endedAt && <RelativeTime at={deal.endedAt} />,
        }
      : {
          key: 'stageSince',
          title: t`In der Stufe`,
          width: 120,
          sortable: true,
          cell: (deal) => (deal.state === 'open' ? <StageAge bare deal={deal} /> : <DealEnd state={deal.state} />),
        },
    {
      key: 'closeOn',
      title: t`Abschluss am`,
      width: 150,
      sortable: true,
      cell: (deal) => <CloseDay bare deal={deal} />,
    },
    { key: 'owner', title: t`Zuständig`, width: 120, cell: (deal) => people.nameOf(deal.ownerId) || '–' },
    {
      key: 'createdAt',
      title: t`Angelegt`,
      width: 110,
      sortable: true,
      cell: (deal) => <RelativeTime at={deal.createdAt} />,
    },
  ];

  return (
    <Table
      columns={columns}
      empty={
        onClear ? (
          <EmptyState action={<Button onPress={onClear}>{t`Filter aufheben`}</Button>} icon="filter">
            <Trans>Kein Abschluss passt zu diesen Filtern.</Trans>
          </EmptyState>
        ) : (
          <NoDeals />
        )
      }
      label={t`Abschlüsse`}
      onOpen={onOpen}
      onSort={({ by, down }) => onSort(down ? `-${by}` : by)}
      openKey={openId}
      phoneRow={(deal) => (
        <div className="flex flex-col py-1">
          <span className="flex gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{deal.title}</span>
            <Money cents={deal.valueCents} currency={deal.currency} whole />
          </span>
          <span className="flex gap-2 text-sm text-soft">
            <span className="min-w-0 flex-1 truncate">
              {[stageOf(deal.stageId)?.name, whose(deal)].filter(Boolean).join(' · ')}
            </span>
            {deal.state === 'open' && <ChanceMark id={deal.id} named target="deal_win" />}
            {deal.state === 'open' ? <CloseDay bare deal={deal} /> : <DealEnd state={deal.state} />}
          </span>
        </div>
      )}
      rowKey={(deal) => deal.id}
      rowLabel={(deal) => deal.title}
      rows={rows}
      sort={{ by: sort.replace('-', ''), down: sort.startsWith('-') }}
    />
  );
}

export function NoDeals({ action }: { action?: React.ReactNode }) {
  return (
    <EmptyState action={action} icon="deal">
      <Trans>Hier liegen Ihre Verkaufschancen, von der ersten Frage bis zur Unterschrift.</Trans>
    </EmptyState>
  );
}
