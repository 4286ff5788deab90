import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ExportMenu } from '#integrations/ui';
import { type ContractSum, type ContractView, getContractSummary, listContracts } from '#offers/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { DateText, Money } from '#web/components/texts.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { ContractEnd } from './contract-words.tsx';

const states = ['running', 'ending', 'ended'] as const;
const all = 'all';

/** What was agreed for longer, with everybody: what it brings a month, and when it may end. */
export function ContractsPage() {
  const { t } = useLingui();
  const go = useGo();
  const [search, change] = useUrlSearch();
  const state = states.find((one) => one === search['stand']);
  const query = state ? { state } : {};
  const rows = useListOf(listContracts, { query });
  const sums = useQueryOf(getContractSummary).data?.sums ?? [];
  const columns: Column<ContractView>[] = [
    {
      key: 'with',
      title: t`Mit wem`,
      width: 180,
      grow: true,
      cell: (row) => (
        <Link className="font-medium" quiet tabIndex={-1} to={pathOf(row)}>
          {nameOf(row)}
        </Link>
      ),
    },
    { key: 'title', title: t`Vertrag`, width: 200, grow: true, cell: (row) => row.title },
    {
      key: 'monthly',
      title: t`Im Monat`,
      width: 110,
      align: 'end',
      cell: (row) => <Money cents={row.monthlyCents} currency={row.currency} />,
    },
    { key: 'starts', title: t`Beginnt am`, width: 110, cell: (row) => <DateText value={row.startsOn} /> },
    { key: 'end', title: t`Ende`, width: 320, cell: (row) => <ContractEnd contract={row} bare /> },
  ];
  return (
    <Page
      actions={rows.rows.length > 0 && <ExportMenu list="contracts" query={query} />}
      lead={
        <div className="flex flex-wrap items-end gap-x-6 gap-y-2 px-5 pb-3 phone:px-4">
          <div className="w-44">
            <Select
              label={t`Stand`}
              labelHidden
              onChange={(value) => change({ stand: value === all ? undefined : value })}
              options={[
                { value: all, label: t`Alle Verträge` },
                { value: 'running', label: t`laufend` },
                { value: 'ending', label: t`gekündigt` },
                { value: 'ended', label: t`beendet` },
              ]}
              value={state ?? all}
            />
          </div>
          {sums.map((sum) => (
            <Sum key={sum.currency} sum={sum} />
          ))}
        </div>
      }
      scroll={false}
      title={t`Verträge`}
    >
      <Table
        columns={columns}
        empty={
          state ? (
            <EmptyState
              action={<Button onPress={() => change({ stand: undefined })}>{t`Alle zeigen`}</Button>}
              icon="filter"
            >
              <Trans>Kein Vertrag hat diesen Stand.</Trans>
            </EmptyState>
          ) : (
            <EmptyState
              action={<Button onPress={() => go(pathTo.deals())}>{t`Zu den Abschlüssen`}</Button>}
              icon="contract"
            >
              <Trans>
                Was länger läuft, tragen Sie beim Kunden oder am gewonnenen Abschluss ein: Betrag im Monat, Laufzeit,
                Frist. Hier steht dann, was jeden Monat kommt und bis wann wer kündigen kann.
              </Trans>
            </EmptyState>
          )
        }
        label={t`Verträge`}
        onOpen={(row) => go(pathOf(row))}
        phoneRow={(row) => (
          <div className="flex flex-col py-1">
            <span className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{nameOf(row)}</span>
              <Money cents={row.monthlyCents} currency={row.currency} />
            </span>
            <span className="truncate text-sm text-soft">{row.title}</span>
            <div className="truncate">
              <ContractEnd bare contract={row} />
            </div>
          </div>
        )}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${nameOf(row)}, ${row.title}`}
        rows={rows}
      />
    </Page>
  );
}

const nameOf = ({ company, contact }: ContractView): string => company?.name ?? contact?.name ?? '';
const pathOf = ({ company, contact }: ContractView): string =>
  company ? pathTo.company(company.id) : pathTo.contact(contact?.id ?? '');

/** What comes in every month, and what of it is under notice. */
function Sum({ sum }: { sum: ContractSum }) {
  return (
    <p className="flex min-h-(--control) flex-wrap items-center gap-x-1.5 text-soft">
      <span className="font-medium text-ink">
        <Money cents={sum.runningCents} currency={sum.currency} />
      </span>
      <Plural one="im Monat aus # Vertrag" other="im Monat aus # Verträgen" value={sum.running} />
      {sum.coming > 0 && (
        <span>
          · <Plural one="# kommt hinzu" other="# kommen hinzu" value={sum.coming} />
        </span>
      )}
      {sum.ending > 0 && (
        <span>
          · <Plural one="# gekündigt" other="# gekündigt" value={sum.ending} /> (
          <Money cents={sum.endingCents} currency={sum.currency} />)
        </span>
      )}
    </p>
  );
}
