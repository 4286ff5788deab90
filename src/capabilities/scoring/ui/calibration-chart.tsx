import { Trans, useLingui } from '@lingui/react/macro';
import type { Card } from '#scoring/contract';
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
      <div className="min-w-0 flex-1 overflow-x-auto phone:w-full">
        <table className="w-full max-w-md border-collapse text-right tabular-nums">
          <thead className="text-sm text-faint">
            <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1.5 [&>th]:font-medium">
              <th scope="col">
                <Trans>Fälle</Trans>
              </th>
              <th scope="col">
                <Trans>Gesagt</Trans>
              </th>
              <th scope="col">
                <Trans>Gekommen</Trans>
              </th>
            </tr>
          </thead>
          <tbody className="[&_td]:px-2 [&_td]:py-1 [&_tr]:border-b [&_tr]:border-line">
            {bins.map(({ rows, said, happened, upTo }) => (
              <tr key={upTo}>
                <td>{format.number(rows)}</td>
                <td>{format.percent(said)}</td>
                <td>{format.percent(happened)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
