import { Trans, useLingui } from '@lingui/react/macro';
import type { FanPoint } from '#forecasts/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { useFormat } from '#web/format.ts';
import { usePhone } from '#web/phone-width.ts';
import { ChartKey } from './chart-key.tsx';

type Point = { x: number; y: number };
type Band = { low: 'lo50' | 'lo80' | 'lo95'; high: 'hi50' | 'hi80' | 'hi95'; look: string };

/** Widest first, so that the narrower lies on it. */
const bands: readonly Band[] = [
  { low: 'lo95', high: 'hi95', look: 'fill-brass opacity-15' },
  { low: 'lo80', high: 'hi80', look: 'fill-brass opacity-30' },
  { low: 'lo50', high: 'hi50', look: 'fill-brass opacity-50' },
];

/** What was won from the first of the month on, and what is expected to have come by each week after that. The table says the same. */
export function FanChart({ fan, takenOn, currency }: { fan: readonly FanPoint[]; takenOn: string; currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const phone = usePhone();
  const [first, last] = [fan[0], fan.at(-1)];
  if (!first || !last || last.cents === null) return null;
  const [width, height, left, bottom, top] = phone ? [340, 220, 8, 24, 22] : [880, 280, 92, 26, 12];
  const [start, end] = [Date.parse(first.day), Date.parse(last.day)];
  const most = scaleEnd(Math.max(1, ...fan.map(({ cents, ranges }) => ranges?.hi95 ?? cents ?? 0)));
  const x = (day: string) => left + ((Date.parse(day) - start) / Math.max(1, end - start)) * (width - left - 8);
  const y = (cents: number) => top + (1 - cents / most) * (height - top - bottom);
  const at = (day: string, cents: number): Point => ({ x: x(day), y: y(cents) });

  const past = fan.filter(({ day }) => day <= takenOn);
  const now = past.at(-1) ?? first;
  const ahead = fan.filter(({ day }) => day > takenOn);
  const line = (pick: (point: FanPoint) => number | null) =>
    way([now, ...ahead].flatMap((point) => (pick(point) === null ? [] : [at(point.day, pick(point) ?? 0)])));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  const months = firstsWithin(first.day, last.day);

  return (
    <figure className="pt-2 pb-3">
      <svg
        aria-label={t`Was bis zu welchem Tag zusammengekommen ist und voraussichtlich sein wird; dieselben Zahlen stehen in der Tabelle darunter.`}
        className="h-auto w-full text-faint"
        role="img"
        viewBox={`0 0 ${width} ${height}`}
      >
        {ticks.map((cents) => (
          <g key={cents}>
            <line className="stroke-line" x1={left} x2={width - 8} y1={y(cents)} y2={y(cents)} />
            <text
              className="fill-current text-xs tabular-nums"
              textAnchor={phone ? 'start' : 'end'}
              x={phone ? left : left - 8}
              y={y(cents) + (phone ? -3 : 4)}
            >
              {format.wholeMoney(cents, currency)}
            </text>
          </g>
        ))}
        {months.map((day) => (
          <g key={day}>
            <line className="stroke-line" strokeDasharray="2 3" x1={x(day)} x2={x(day)} y1={top} y2={height - bottom} />
            <text className="fill-current text-xs" x={x(day) + 4} y={height - 8}>
              {format.monthShort(day)}
            </text>
          </g>
        ))}
        {bands.map(({ low, high, look }) => {
          const known = ahead.filter(({ ranges }) => ranges);
          if (known.length === 0) return null;
          const upper = known.map(({ day, ranges }) => at(day, ranges?.[high] ?? 0));
          const lower = known.map(({ day, ranges }) => at(day, ranges?.[low] ?? 0)).toReversed();
          const from = at(now.day, now.cents ?? 0);
          return <path className={look} d={`${way([from, ...upper, ...lower])}Z`} key={high} />;
        })}
        <path
          className="fill-none stroke-soft"
          d={line(({ openCents }) => openCents)}
          strokeDasharray="3 4"
          strokeWidth={1.5}
        />
        <path className="fill-none stroke-brass-deep" d={line(({ cents }) => cents)} strokeWidth={2.5} />
        <path
          className="fill-none stroke-ink"
          d={stairs(past.map(({ day, cents }) => at(day, cents ?? 0)))}
          strokeWidth={2.5}
        />
        <circle className="fill-ink" cx={x(now.day)} cy={y(now.cents ?? 0)} r={4} />
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-sm text-soft">
        <ChartKey look="h-0.5 w-4 bg-ink">
          <Trans>gewonnen</Trans>
        </ChartKey>
        <ChartKey look="h-0.5 w-4 bg-brass-deep">
          <Trans>erwartet</Trans>
        </ChartKey>
        <ChartKey look="h-0 w-4 border-t-2 border-dashed border-soft">
          <Trans>nur aus heute offenen Abschlüssen</Trans>
        </ChartKey>
        {ahead.some(({ ranges }) => ranges) && (
          <ChartKey look="h-3 w-4 rounded-sm bg-brass opacity-60">
            <Trans>in 50, 80 und 95 von 100 Fällen, von innen nach außen</Trans>
          </ChartKey>
        )}
      </figcaption>
      <details className="pt-2">
        <summary className="cursor-pointer text-sm text-soft">
          <Trans>Die Zahlen dazu</Trans>
        </summary>
        <FanTable currency={currency} fan={fan} takenOn={takenOn} />
      </details>
    </figure>
  );
}

function FanTable({ fan, takenOn, currency }: { fan: readonly FanPoint[]; takenOn: string; currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const range = (low: number | undefined, high: number | undefined) =>
    low === undefined || high === undefined
      ? '–'
      : `${format.wholeMoney(low, currency)} – ${format.wholeMoney(high, currency)}`;
  return (
    <FigureTable
      columns={[
        {
          head: t`bis`,
          cell: ({ day }) => (
            <>
              {format.day(day)} {day <= takenOn && <Trans>gewonnen</Trans>}
            </>
          ),
        },
        { head: t`zusammen`, cell: ({ cents }) => (cents === null ? '–' : format.wholeMoney(cents, currency)) },
        { head: t`in 50 von 100 Fällen`, cell: ({ ranges }) => range(ranges?.lo50, ranges?.hi50) },
        { head: t`in 80 von 100 Fällen`, cell: ({ ranges }) => range(ranges?.lo80, ranges?.hi80) },
        { head: t`in 95 von 100 Fällen`, cell: ({ ranges }) => range(ranges?.lo95, ranges?.hi95) },
      ]}
      keyOf={({ day }) => day}
      look="mt-2 text-sm whitespace-nowrap"
      rows={fan}
    />
  );
}

const way = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** What has come stays until more comes. */
const stairs = (points: readonly Point[]): string =>
  points
    .map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
    .join('');

/** A round number at or above, of four equal parts. */
function scaleEnd(cents: number): number {
  const unit = 10 ** Math.floor(Math.log10(cents));
  return [1, 2, 4, 6, 8, 10].map((times) => times * unit).find((end) => end >= cents) ?? cents;
}

/** The firsts of months from one day to another. */
function firstsWithin(from: string, to: string): string[] {
  const firsts: string[] = [];
  const day = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  for (; day.toISOString().slice(0, 10) <= to; day.setUTCMonth(day.getUTCMonth() + 1)) {
    const first = day.toISOString().slice(0, 10);
    if (first >= from) firsts.push(first);
  }
  return firsts;
}
