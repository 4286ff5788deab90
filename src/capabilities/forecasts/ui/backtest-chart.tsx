import { Trans, useLingui } from '@lingui/react/macro';
import type { BacktestView } from '#forecasts/contract';
import { useFormat } from '#web/format.ts';
import { ChartKey } from './chart-key.tsx';
import { usePeriodName } from './period-words.ts';

/** A picture of the table below it: for each period its ranges, what was predicted, and what came. */
export function BacktestChart({ view: { rows, currency, kind } }: { view: BacktestView }) {
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = usePeriodName();
  const shown = rows.toReversed();
  const most = Math.max(
    1,
    ...shown.flatMap(({ ranges, cameCents, predictedCents }) => [ranges?.hi80 ?? 0, cameCents, predictedCents ?? 0]),
  );
  const place = (cents: number) => `${(Math.max(0, cents) / most) * 100}%`;
  return (
    <figure className="pt-2 pb-4">
      <div
        aria-label={t`Je Zeitraum die Spanne, die Vorhersage und was kam; dieselben Zahlen stehen in der Tabelle darunter.`}
        className="flex items-stretch gap-2 phone:gap-1"
        role="img"
      >
        {shown.map(({ period, ranges, predictedCents, cameCents }) => (
          <div className="flex min-w-0 flex-1 flex-col" key={period} title={nameOf(period)}>
            <div className="relative h-44 border-b border-strong">
              {ranges && (
                <>
                  <Bar from={ranges.lo80} look="bg-brass opacity-30" place={place} to={ranges.hi80} />
                  <Bar from={ranges.lo50} look="bg-brass opacity-45" place={place} to={ranges.hi50} />
                </>
              )}
              {predictedCents !== null && (
                <span
                  className="absolute inset-x-[20%] h-0.5 bg-brass-deep"
                  style={{ bottom: place(predictedCents) }}
                />
              )}
              <span
                className="absolute left-1/2 size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-paper bg-ink"
                style={{ bottom: place(cameCents) }}
              />
            </div>
            <span className="truncate pt-1 text-center text-sm text-faint phone:text-xs">
              {kind === 'month' ? format.monthShort(period).slice(0, 3) : period.slice(2).replace('-', ' ')}
            </span>
          </div>
        ))}
      </div>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-sm text-soft">
        <ChartKey look="size-2.5 rounded-full bg-ink">
          <Trans>gekommen</Trans>
        </ChartKey>
        <ChartKey look="h-0.5 w-4 bg-brass-deep">
          <Trans>vorhergesagt</Trans>
        </ChartKey>
        <ChartKey look="size-2.5 rounded-sm bg-brass opacity-60">
          <Trans>in 50 und 80 von 100 Fällen</Trans>
        </ChartKey>
        <span>
          <Trans>oberer Rand: {format.wholeMoney(most, currency)}</Trans>
        </span>
      </figcaption>
    </figure>
  );
}

function Bar({ from, to, look, place }: { from: number; to: number; look: string; place: (cents: number) => string }) {
  return (
    <span
      className={`absolute inset-x-[12%] rounded-sm ${look}`}
      style={{ bottom: place(from), height: place(to - from) }}
    />
  );
}
