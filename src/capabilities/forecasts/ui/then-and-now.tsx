import { useLingui } from '@lingui/react/macro';
import { type ChangesView, getOutlook } from '#forecasts/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { Amount, Range } from './outlook-table.tsx';
import { usePeriodName } from './period-words.ts';
import { Signed } from './signed.tsx';

type Snapshot = NonNullable<ChangesView['snapshot']>;

/** What the model expected then of the periods of which it says something now. */
export function ThenAndNow({
  snapshot,
  ownerId,
  currency,
}: {
  snapshot: Snapshot;
  ownerId: string | undefined;
  currency: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = usePeriodName();
  const now = useQueryOf(getOutlook, { query: { ...(ownerId && { ownerId }) } }, { keepPrevious: true }).data?.snapshot;
  const rows = (now?.periods ?? []).flatMap((period) => {
    const then = snapshot.periods.find((one) => one.period === period.period);
    return then ? [{ period: period.period, was: then, is: period }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="then-and-now">
      <h3 className="pb-1 font-semibold" id="then-and-now">{t`Was das Modell damals erwartete`}</h3>
      <FigureTable
        columns={[
          { head: t`Zeitraum`, cell: ({ period }) => nameOf(period) },
          {
            head: t`am ${format.dayShort(snapshot.takenOn)}`,
            cell: ({ was }) => <Amount cents={was.expectedCents} currency={currency} />,
          },
          {
            head: t`in 80 von 100 Fällen`,
            cell: ({ was }) => <Range currency={currency} ranges={was.ranges} />,
            wide: true,
          },
          {
            head: t`jetzt`,
            cell: (row) => <Amount cents={row.is.expectedCents} currency={currency} />,
            look: 'font-medium',
          },
          {
            head: t`Unterschied`,
            cell: (row) =>
              row.is.expectedCents === null || row.was.expectedCents === null ? (
                <span className="text-faint">–</span>
              ) : (
                <Signed cents={row.is.expectedCents - row.was.expectedCents} currency={currency} whole />
              ),
          },
        ]}
        keyOf={({ period }) => period}
        rows={rows}
      />
    </section>
  );
}
