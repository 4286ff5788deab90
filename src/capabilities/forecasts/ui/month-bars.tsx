import { Trans, useLingui } from '@lingui/react/macro';
import type { MonthRow } from '#forecasts/contract';
import { useFormat } from '#web/format.ts';
import { ChartKey } from './chart-key.tsx';

/** A picture of the table below it: won in full ink, weighted in brass. */
export function MonthBars({ months }: { months: readonly MonthRow[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(1, ...months.map(({ expectedCents }) => expectedCents));
  const share = (cents: number) => `${(cents / most) * 100}%`;
  return (
    <figure className="pt-2 pb-4">
      <div
        aria-label={t`Gewonnen und gewichtet je Monat; dieselben Zahlen stehen in der Tabelle darunter.`}
        className="flex h-40 items-stretch gap-3 phone:gap-1.5"
        role="img"
      >
        {months.map((row) => (
          <div className="flex min-w-0 flex-1 flex-col justify-end" key={row.month}>
            <span className="truncate pb-1 text-center text-sm text-soft tabular-nums phone:hidden">
              {row.expectedCents > 0 && format.wholeMoney(row.expectedCents)}
            </span>
            <div className="flex h-28 flex-col justify-end border-b border-strong">
              <div className="rounded-t-sm bg-brass" style={{ height: share(row.weightedCents) }} />
              <div className="bg-soft" style={{ height: share(row.wonCents) }} />
            </div>
            <span className="truncate pt-1 text-center text-sm text-faint phone:text-xs">
              {format.monthShort(row.month)}
            </span>
          </div>
        ))}
      </div>
      <figcaption className="flex flex-wrap gap-4 pt-2 text-sm text-soft">
        <ChartKey look="size-2.5 rounded-sm bg-soft">
          <Trans>gewonnen</Trans>
        </ChartKey>
        <ChartKey look="size-2.5 rounded-sm bg-brass">
          <Trans>offen, gewichtet</Trans>
        </ChartKey>
      </figcaption>
    </figure>
  );
}
