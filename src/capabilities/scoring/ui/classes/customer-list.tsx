import { Trans, useLingui } from '@lingui/react/macro';
import { type ClassSummary, CustomerClass, type CustomerView, listCustomers } from '#scoring/contract';
import { type Search, useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { DateText, Money } from '#web/components/texts.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { ClassBadge } from './class-badge.tsx';

const all = 'all';

/** The class that the address asks for. */
export function classIn(search: Search): CustomerClass | 'open' | undefined {
  const asked = search['klasse'];
  return asked === 'open' ? asked : CustomerClass.options.find((one) => one === asked);
}

/** Every customer with the figures of the map, the most valuable first. */
export function CustomerList({ summary }: { summary: ClassSummary }) {
  const { t } = useLingui();
  const format = useFormat();
  const go = useGo();
  const [search, change] = useUrlSearch();
  const wanted = classIn(search);
  const rows = useListOf(listCustomers, { query: wanted ? { class: wanted } : {} });
  const pageOf = ({ kind, id }: CustomerView) => (kind === 'company' ? pathTo.company(id) : pathTo.contact(id));
  const columns: Column<CustomerView>[] = [
    {
      key: 'name',
      title: t`Kunde`,
      width: 200,
      grow: true,
      cell: (row) => (
        <Link className="font-medium" quiet tabIndex={-1} to={pageOf(row)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'class', title: t`Klasse`, width: 96, cell: (row) => <ClassBadge of={row.class} /> },
    { key: 'net', title: t`Netto-Wert`, width: 120, align: 'end', cell: (row) => <Money cents={row.netCents} whole /> },
    {
      key: 'purchases',
      title: t`Wird noch kaufen`,
      width: 140,
      align: 'end',
      cell: (row) => <Money cents={row.purchaseCents} whole />,
    },
    {
      key: 'open',
      title: t`Offen, gewichtet`,
      width: 132,
      align: 'end',
      cell: (row) => (row.openDeals > 0 ? <Money cents={row.openCents} whole /> : '–'),
    },
    {
      key: 'contracts',
      title: t`Aus Verträgen`,
      width: 124,
      align: 'end',
      cell: (row) => (row.contracts > 0 ? <Money cents={row.contractCents} whole /> : '–'),
    },
    {
      key: 'cost',
      title: t`Aufwand im Jahr`,
      width: 132,
      align: 'end',
      cell: (row) => <Money cents={row.costCents} whole />,
    },
    {
      key: 'won',
      title: t`Bisher gekauft`,
      width: 124,
      align: 'end',
      cell: (row) => <Money cents={row.wonCents} whole />,
    },
    {
      key: 'last',
      title: t`Letzter Kauf`,
      width: 110,
      cell: (row) => (row.lastWonOn ? <DateText value={row.lastWonOn} /> : '–'),
    },
    {
      key: 'alive',
      title: t`Noch Kunde`,
      width: 104,
      align: 'end',
      cell: (row) => (row.alive === null ? '–' : format.percent(row.alive)),
    },
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-end gap-3 px-5 py-3 phone:px-4">
        <div className="w-44">
          <Select
            label={t`Klasse`}
            labelHidden
            onChange={(value) => change({ klasse: value === all ? undefined : value })}
            options={[
              { value: all, label: t`Alle Klassen` },
              ...summary.sums.map((sum) => ({
                value: sum.class ?? 'open',
                label: `${sum.class ?? t`noch offen`} (${format.number(sum.customers)})`,
              })),
            ]}
            value={wanted ?? all}
          />
        </div>
      </div>
      <div className="min-h-0 flex-1">
        <Table
          columns={columns}
          empty={
            <EmptyState
              action={<Button onPress={() => change({ klasse: undefined })}>{t`Alle zeigen`}</Button>}
              icon="filter"
            >
              <Trans>Niemand ist in dieser Klasse.</Trans>
            </EmptyState>
          }
          label={t`Kunden`}
          onOpen={(row) => go(pageOf(row))}
          phoneRow={(row) => (
            <div className="flex flex-col py-1">
              <span className="flex gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
                <ClassBadge of={row.class} />
              </span>
              <span className="flex gap-2 text-sm text-soft">
                <span className="min-w-0 flex-1 truncate">
                  {t`Netto`} <Money cents={row.netCents} whole /> · {t`Aufwand`} <Money cents={row.costCents} whole />
                </span>
              </span>
            </div>
          )}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          rows={rows}
        />
      </div>
    </div>
  );
}
