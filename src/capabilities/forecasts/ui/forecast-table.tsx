import { Trans, useLingui } from '@lingui/react/macro';
import type { Expected, ForecastView } from '#forecasts/contract';
import { Link } from '#web/components/link.tsx';
import { Standing } from '#web/components/standing.tsx';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

type Share = { pipelineId?: string; ownerId?: string };

/** Every open deal in exactly one line; each line leads to its deals. */
export function ForecastTable({ forecast, share }: { forecast: ForecastView; share: Share }) {
  const { t } = useLingui();
  const format = useFormat();
  const { currency, total } = forecast;
  const dealsOf = (closing: string) =>
    `${pathTo.deals()}?${new URLSearchParams({ view: 'open', sort: 'closeOn', closing, ...share }).toString()}`;
  const passed = t`Datum verstrichen`;
  const apart = [
    { key: 'later', name: t`später`, row: forecast.later, closing: undefined },
    {
      key: 'overdue',
      name: forecast.overdue.deals > 0 ? careful(passed) : passed,
      row: forecast.overdue,
      closing: 'overdue',
    },
    { key: 'undated', name: t`ohne Datum`, row: forecast.undated, closing: 'undated' },
  ];

  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-right tabular-nums">
        <thead className="text-sm text-faint">
          <tr className="border-b border-line [&>th]:px-2 phone:[&>th]:px-1 [&>th]:py-1.5 [&>th]:font-medium">
            <th className="text-left" scope="col">
              <Trans>Abschluss im</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Offen</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Wert</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Gewichtet</Trans>
            </th>
            <th scope="col">
              <Trans>Gewonnen</Trans>
            </th>
            <th scope="col">
              <Trans>Zusammen</Trans>
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:px-2 phone:[&_td]:px-1 [&_td]:py-1.5 [&_th]:px-2 phone:[&_th]:px-1 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-line">
          {forecast.months.map((row) => (
            <tr key={row.month}>
              <th className="text-left font-normal" scope="row">
                <Lead closing={row.month} deals={row.deals} to={dealsOf}>
                  {format.month(row.month)}
                </Lead>
              </th>
              <OpenCells currency={currency} row={row} />
              <td>{row.wonDeals > 0 ? <Money cents={row.wonCents} currency={currency} whole /> : <None />}</td>
              <td className="font-medium">
                {row.expectedCents > 0 ? <Money cents={row.expectedCents} currency={currency} whole /> : <None />}
              </td>
            </tr>
          ))}
          {apart.map(({ key, name, row, closing }) => (
            <tr className="text-soft" key={key}>
              <th className="text-left font-normal" scope="row">
                <Lead closing={closing} deals={row.deals} to={dealsOf}>
                  {name}
                </Lead>
              </th>
              <OpenCells currency={currency} row={row} />
              <td>
                <None />
              </td>
              <td>
                {row.weightedCents > 0 ? <Money cents={row.weightedCents} currency={currency} whole /> : <None />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot className="font-semibold [&_td]:px-2 phone:[&_td]:px-1 [&_td]:py-2 [&_th]:px-2 phone:[&_th]:px-1 [&_th]:py-2">
          <tr>
            <th className="text-left font-semibold" scope="row">
              <Trans>Summe</Trans>
            </th>
            <OpenCells currency={currency} row={total} />
            <td>
              <Money cents={total.wonCents} currency={currency} whole />
            </td>
            <td>
              <Money cents={total.expectedCents} currency={currency} whole />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function careful(words: string): React.ReactNode {
  return (
    <Standing bare kind="careful">
      {words}
    </Standing>
  );
}

function Lead({
  children,
  closing,
  deals,
  to,
}: {
  children: React.ReactNode;
  closing: string | undefined;
  deals: number;
  to: (closing: string) => string;
}) {
  if (closing === undefined || deals === 0) return children;
  return (
    <Link quiet to={to(closing)}>
      {children}
    </Link>
  );
}

function OpenCells({ row, currency }: { row: Expected; currency: string }) {
  const format = useFormat();
  const some = row.deals > 0;
  return (
    <>
      <td className="phone:hidden">{some ? format.number(row.deals) : <None />}</td>
      <td className="phone:hidden">{some ? <Money cents={row.valueCents} currency={currency} whole /> : <None />}</td>
      <td className="phone:hidden">
        {some ? <Money cents={row.weightedCents} currency={currency} whole /> : <None />}
      </td>
    </>
  );
}

function None() {
  return <span className="text-faint">–</span>;
}
