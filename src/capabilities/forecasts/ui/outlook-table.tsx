import { Trans, useLingui } from '@lingui/react/macro';
import type { OutlookView } from '#forecasts/contract';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { usePeriodName } from './period-words.ts';

type Row = NonNullable<OutlookView['snapshot']>['periods'][number];

/** Of which parts each figure is made. A period opens the deals behind it. */
export function OutlookTable({
  periods,
  currency,
  chosen,
  onChoose,
}: {
  periods: readonly Row[];
  currency: string;
  chosen: string | undefined;
  onChoose: (period: string) => void;
}) {
  const { t } = useLingui();
  const nameOf = usePeriodName();
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-right tabular-nums">
        <thead className="text-sm text-faint">
          <tr className="border-b border-line [&>th]:px-2 phone:[&>th]:px-1 [&>th]:py-1.5 [&>th]:font-medium">
            <th className="text-left" scope="col">
              <Trans>Zeitraum</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Gewonnen</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>+ aus offenen</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>+ aus neuen</Trans>
            </th>
            <th scope="col">
              <Trans>Erwartet</Trans>
            </th>
            <th scope="col">
              <Trans>in 80 von 100 Fällen</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Gewichtet</Trans>
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:px-2 phone:[&_td]:px-1 [&_td]:py-1.5 [&_th]:px-2 phone:[&_th]:px-1 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-line">
          {periods.map((row) => (
            <tr key={row.period}>
              <th className="text-left font-normal" scope="row">
                <button
                  aria-expanded={row.period === chosen}
                  className="text-left underline decoration-strong/40 underline-offset-2 hover:decoration-ink"
                  onClick={() => onChoose(row.period)}
                  type="button"
                >
                  {nameOf(row.period)}
                </button>
              </th>
              <td className="phone:hidden">
                <Amount cents={row.wonDeals > 0 ? row.wonCents : null} currency={currency} />
              </td>
              <td className="phone:hidden">
                <Amount cents={row.openCents} currency={currency} />
              </td>
              <td className="phone:hidden">
                <Amount cents={row.newCents} currency={currency} />
              </td>
              <td className="font-medium">
                <Amount cents={row.expectedCents} currency={currency} />
              </td>
              <td>
                <Range currency={currency} ranges={row.ranges} />
              </td>
              <td className="text-soft phone:hidden">
                <Amount cents={row.wonCents + row.weightedCents} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pt-2 text-sm text-faint">
        {t`„Aus neuen“ sind Abschlüsse, die es heute noch nicht gibt, fortgeschrieben aus dem, was früher in gleicher Zeit neu dazukam; – heißt: noch zu wenige Monate. „Gewichtet“ zählt Gewonnenes und Offenes mit der Chance der Stufe, zum Vergleich.`}
      </p>
    </div>
  );
}

export function Amount({ cents, currency }: { cents: number | null; currency: string }) {
  return cents === null ? <span className="text-faint">–</span> : <Money cents={cents} currency={currency} whole />;
}

export function Range({ ranges, currency }: { ranges: Row['ranges']; currency: string }) {
  const format = useFormat();
  if (!ranges) return <span className="text-faint">–</span>;
  return (
    <span className="text-soft">
      <span className="whitespace-nowrap">{format.wholeMoney(ranges.lo80, currency)}</span> –{' '}
      <span className="whitespace-nowrap">{format.wholeMoney(ranges.hi80, currency)}</span>
    </span>
  );
}
