import { Trans, useLingui } from '@lingui/react/macro';
import { type CustomerPoint, listCustomerPoints } from '#scoring/contract';
import { useGo } from '#web/address.ts';
import { Link } from '#web/components/link.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

const size = { width: 720, height: 340, left: 104, right: 12, top: 12, bottom: 40 };

/** Value by cost, both by their square root, so that the many small ones don't lie upon each other. */
export function CustomerMap({ months }: { months: number }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listCustomerPoints);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  return (
    <figure>
      <Drawing months={months} points={data.items} />
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-sm text-soft">
        {(['A', 'B', 'C', null] as const).map((one) => (
          <span className="inline-flex items-center gap-1.5" key={one ?? 'open'}>
            <svg aria-hidden="true" className="size-3" viewBox="-6 -6 12 12">
              <Mark of={one} />
            </svg>
            {one ?? t`noch offen`}
          </span>
        ))}
        {!data.all && <span>{t`Gezeigt: die 300 wertvollsten und die 300 aufwendigsten.`}</span>}
        <Link to={`${pathTo.customerValues()}?ansicht=kunden`}>
          <Trans>Dieselben Zahlen als Liste</Trans>
        </Link>
      </figcaption>
    </figure>
  );
}

function Drawing({ points, months }: { points: readonly CustomerPoint[]; months: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const go = useGo();
  const most = {
    cost: Math.max(10_000, ...points.map(({ costCents }) => costCents)),
    value: Math.max(10_000, ...points.map(({ valueCents }) => valueCents)),
  };
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const x = (cost: number) => size.left + Math.sqrt(Math.max(0, cost) / most.cost) * inner.width;
  const y = (value: number) => size.top + (1 - Math.sqrt(Math.max(0, value) / most.value)) * inner.height;
  // Where value and cost within the horizon are equal; it leaves the picture at whichever edge comes first.
  const edge = Math.min(most.cost, (most.value * 12) / months);
  const even = { cost: edge, value: (edge * months) / 12 };
  const ticks = [0, 0.0625, 0.25, 1].map((share) => ({
    value: rounded(most.value * share),
    cost: rounded(most.cost * share),
  }));
  return (
    <svg
      aria-label={t`Karte der Kunden: Aufwand nach rechts, erwarteter Wert nach oben. Die Liste der Kunden hat dieselben Zahlen.`}
      className="w-full text-faint"
      role="img"
      viewBox={`0 0 ${size.width} ${size.height}`}
    >
      {ticks.map(({ value, cost }, at) => (
        <g className="fill-current text-[11px] phone:text-[18px]" key={at}>
          <line className="stroke-line" x1={size.left} x2={size.width - size.right} y1={y(value)} y2={y(value)} />
          <text textAnchor="end" x={size.left - 6} y={y(value) + 4}>
            {format.wholeMoney(value)}
          </text>
          <text
            textAnchor={at === 0 ? 'start' : cost > most.cost * 0.9 ? 'end' : 'middle'}
            x={x(cost)}
            y={size.height - size.bottom + 16}
          >
            {format.wholeMoney(cost)}
          </text>
        </g>
      ))}
      <text
        className="fill-current text-[11px] phone:text-[18px]"
        textAnchor="end"
        x={size.width - size.right}
        y={size.height - 6}
      >
        {t`Aufwand im Jahr`} →
      </text>
      <line className="stroke-strong" strokeDasharray="4 4" x1={x(0)} x2={x(even.cost)} y1={y(0)} y2={y(even.value)} />
      {points.toReversed().map((point) => (
        // The list leads to the same records, by keyboard too.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <g
          className="cursor-pointer"
          key={point.id}
          onClick={() => go(point.kind === 'company' ? pathTo.company(point.id) : pathTo.contact(point.id))}
          transform={`translate(${x(point.costCents)} ${y(point.valueCents)})`}
        >
          <title>{`${point.name} (${point.class ?? t`noch offen`}): ${format.wholeMoney(point.valueCents)}, ${t`Aufwand`} ${format.wholeMoney(point.costCents)}`}</title>
          <Mark of={point.class} />
        </g>
      ))}
    </svg>
  );
}

/** The next lower 1, 2 or 5 with noughts behind it. */
function rounded(cents: number): number {
  if (cents <= 0) return 0;
  const ten = 10 ** Math.floor(Math.log10(cents));
  return (cents >= 5 * ten ? 5 : cents >= 2 * ten ? 2 : 1) * ten;
}

/** Told apart by shape, not by colour alone. */
function Mark({ of }: { of: CustomerPoint['class'] }) {
  if (of === 'A') return <circle className="fill-brass stroke-brass-deep" r={5} />;
  if (of === 'B')
    return <rect className="fill-paper stroke-brass-deep" height={8} strokeWidth={1.5} width={8} x={-4} y={-4} />;
  if (of === 'C') return <path className="stroke-ink" d="M-3.5 -3.5 3.5 3.5M3.5 -3.5-3.5 3.5" strokeWidth={1.5} />;
  return <circle className="fill-paper stroke-strong" r={3.5} strokeWidth={1.5} />;
}
