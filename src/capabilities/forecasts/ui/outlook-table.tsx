import { useLingui } from '@lingui/react/macro';
import type { OutlookView } from '#forecasts/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
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
  const amount = (cents: number | null) => <Amount cents={cents} currency={currency} />;
  return (
    <>
      <FigureTable
        columns={[
          {
            head: t`Zeitraum`,
            cell: ({ period }) => (
              <button
                aria-expanded={period === chosen}
                className="text-left underline decoration-strong/40 underline-offset-2 hover:decoration-ink"
                onClick={() => onChoose(period)}
                type="button"
              >
                {nameOf(period)}
              </button>
            ),
          },
          { head: t`Gewonnen`, cell: ({ wonDeals, wonCents }) => amount(wonDeals > 0 ? wonCents : null), wide: true },
          { head: t`+ aus offenen`, cell: ({ openCents }) => amount(openCents), wide: true },
          { head: t`+ aus neuen`, cell: ({ newCents }) => amount(newCents), wide: true },
          { head: t`Erwartet`, cell: ({ expectedCents }) => amount(expectedCents), look: 'font-medium' },
          { head: t`in 80 von 100 Fällen`, cell: ({ ranges }) => <Range currency={currency} ranges={ranges} /> },
          {
            head: t`Gewichtet`,
            cell: ({ wonCents, weightedCents }) => amount(wonCents + weightedCents),
            wide: true,
            look: 'text-soft',
          },
        ]}
        keyOf={({ period }) => period}
        rows={periods}
      />
      <p className="pt-2 text-sm text-faint">
        {t`„Aus neuen“ sind Abschlüsse, die es heute noch nicht gibt, fortgeschrieben aus dem, was früher in gleicher Zeit neu dazukam; – heißt: noch zu wenige Monate. „Gewichtet“ zählt Gewonnenes und Offenes mit der Chance der Stufe, zum Vergleich.`}
      </p>
    </>
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
