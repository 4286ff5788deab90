import { useLingui } from '@lingui/react/macro';
import type { Expected, ForecastView } from '#forecasts/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Link } from '#web/components/link.tsx';
import { Standing } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { Amount } from './outlook-table.tsx';

type Share = { pipelineId?: string; ownerId?: string };
type Row = Expected & {
  key: string;
  name: React.ReactNode;
  /** The filter of the list that shows these deals. */
  closing?: string;
  wonDeals: number;
  wonCents: number;
  togetherCents: number;
};

/** Every open deal in exactly one line; each line leads to its deals. */
export function ForecastTable({ forecast, share }: { forecast: ForecastView; share: Share }) {
  const { t } = useLingui();
  const format = useFormat();
  const { currency, total } = forecast;
  const dealsOf = (closing: string) =>
    `${pathTo.deals()}?${new URLSearchParams({ view: 'open', sort: 'closeOn', closing, ...share }).toString()}`;
  const apart = (key: string, name: React.ReactNode, row: Expected, closing?: string): Row => ({
    ...row,
    ...(closing !== undefined && { closing }),
    key,
    name,
    wonDeals: 0,
    wonCents: 0,
    togetherCents: row.weightedCents,
  });
  const months = forecast.months.map(({ month, expectedCents, ...row }) => ({
    ...row,
    key: month,
    name: format.month(month),
    closing: month,
    togetherCents: expectedCents,
  }));
  const passed = t`Datum verstrichen`;
  const rows: Row[] = [
    ...months,
    apart('later', t`später`, forecast.later),
    apart('overdue', forecast.overdue.deals > 0 ? careful(passed) : passed, forecast.overdue, 'overdue'),
    apart('undated', t`ohne Datum`, forecast.undated, 'undated'),
  ];
  const amount = (some: boolean, cents: number) => <Amount cents={some ? cents : null} currency={currency} />;

  return (
    <FigureTable<Row>
      columns={[
        {
          head: t`Abschluss im`,
          cell: ({ name, closing, deals }) =>
            closing === undefined || deals === 0 ? (
              name
            ) : (
              <Link quiet to={dealsOf(closing)}>
                {name}
              </Link>
            ),
        },
        {
          head: t`Offen`,
          cell: ({ deals }) => (deals > 0 ? format.number(deals) : <span className="text-faint">–</span>),
          wide: true,
        },
        { head: t`Wert`, cell: ({ deals, valueCents }) => amount(deals > 0, valueCents), wide: true },
        { head: t`Gewichtet`, cell: ({ deals, weightedCents }) => amount(deals > 0, weightedCents), wide: true },
        { head: t`Gewonnen`, cell: ({ wonDeals, wonCents }) => amount(wonDeals > 0, wonCents) },
        {
          head: t`Zusammen`,
          cell: ({ togetherCents }) => amount(togetherCents > 0, togetherCents),
          look: 'font-medium',
        },
      ]}
      foot={{ ...total, key: 'total', name: t`Summe`, togetherCents: total.expectedCents }}
      isSoft={({ key }) => ['later', 'overdue', 'undated'].includes(key)}
      keyOf={({ key }) => key}
      rows={rows}
    />
  );
}

function careful(words: string): React.ReactNode {
  return (
    <Standing bare kind="careful">
      {words}
    </Standing>
  );
}
