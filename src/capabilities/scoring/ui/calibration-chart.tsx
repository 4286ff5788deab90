import { useLingui } from '@lingui/react/macro';
import type { Card } from '#scoring/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { useFormat } from '#web/format.ts';

const side = 200;

/** On the line, what was said is what came. The table below holds the same figures. */
export function CalibrationChart({ bins }: { bins: Card['calibration'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const x = (share: number) => share * side;
  const y = (share: number) => side - share * side;
  return (
    <div className="flex flex-wrap items-start gap-6 phone:flex-col phone:gap-3">
      <svg
        aria-label={t`Gesagt gegen gekommen; dieselben Zahlen stehen in der Tabelle daneben.`}
        className="size-56 shrink-0 overflow-visible text-soft"
        role="img"
        viewBox={`-30 -6 ${side + 40} ${side + 36}`}
      >
        <rect className="fill-none stroke-line" height={side} width={side} x="0" y="0" />
        <line className="stroke-strong" strokeDasharray="4 4" x1="0" x2={side} y1={side} y2="0" />
        {[0, 0.5, 1].map((share) => (
          <g className="fill-current text-xs" key={share}>
            <text textAnchor="middle" x={x(share)} y={side + 14}>
              {format.percent(share)}
            </text>
            <text textAnchor="end" x="-5" y={y(share) + 4}>
              {format.percent(share)}
            </text>
          </g>
        ))}
        <polyline
          className="fill-none stroke-brass-deep"
          points={bins.map(({ said, happened }) => `${x(said)},${y(happened)}`).join(' ')}
          strokeWidth="1.5"
        />
        {bins.map(({ said, happened, upTo }) => (
          <circle className="fill-brass stroke-brass-deep" cx={x(said)} cy={y(happened)} key={upTo} r="4" />
        ))}
        <text className="fill-current text-xs" textAnchor="middle" x={side / 2} y={side + 28}>
          {t`gesagt`}
        </text>
      </svg>
      <div className="max-w-md min-w-0 flex-1 phone:w-full">
        <FigureTable
          columns={[
            { head: t`Gesagt`, cell: ({ said }) => format.percent(said) },
            { head: t`Gekommen`, cell: ({ happened }) => format.percent(happened) },
            { head: t`Fälle`, cell: ({ rows }) => format.number(rows) },
          ]}
          keyOf={({ upTo }) => String(upTo)}
          rows={bins}
        />
      </div>
    </div>
  );
}
