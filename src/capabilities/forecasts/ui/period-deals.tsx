import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { listOutlookDeals } from '#forecasts/contract';
import { useUrlSearch } from '#web/address.ts';
import { Link } from '#web/components/link.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { usePeriodName } from './period-words.ts';

/** Who and which deals carry the forecast of a period. */
export function PeriodDeals({
  period,
  ownerId,
  currency,
}: {
  period: string;
  ownerId: string | undefined;
  currency: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const nameOf = usePeriodName();
  const [, change] = useUrlSearch();
  const { data, error, refetch } = useQueryOf(listOutlookDeals, { query: { period, ...(ownerId && { ownerId }) } });
  const name = (id: string | null) => (id && people.nameOf(id)) || t`niemand`;

  return (
    <section aria-label={nameOf(period)} className="mt-4 rounded border border-line bg-sunken px-4 py-3">
      <h3 className="font-semibold">
        <Trans>{nameOf(period)}: was aus offenen Abschlüssen kommt</Trans>
      </h3>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data?.items.length === 0 && (
        <p className="pt-1 text-soft">
          <Trans>Kein offener Abschluss trägt dazu bei.</Trans>
        </p>
      )}
      {data && data.items.length > 0 && (
        <>
          {!ownerId && data.owners.length > 1 && (
            <ul className="flex flex-wrap gap-x-5 gap-y-1 pt-1 pb-2">
              {data.owners.map((owner) => (
                <li key={owner.ownerId ?? ''}>
                  {owner.ownerId ? (
                    <button
                      className="underline decoration-strong/40 underline-offset-2 hover:decoration-ink"
                      onClick={() => change({ ownerId: owner.ownerId ?? undefined }, { keep: true })}
                      type="button"
                    >
                      {name(owner.ownerId)}
                    </button>
                  ) : (
                    name(null)
                  )}{' '}
                  <span className="text-soft">
                    <Money cents={owner.expectedCents} currency={currency} whole />,{' '}
                    <Plural one="# Abschluss" other="# Abschlüsse" value={owner.deals} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          <ul>
            {data.items.map((deal) => (
              <li className="flex items-baseline gap-3 border-t border-line py-1.5" key={deal.dealId}>
                <span className="min-w-0 flex-1">
                  <Link className="font-medium" quiet to={pathTo.deal(deal.dealId)}>
                    {deal.title}
                  </Link>
                  <span className="block text-sm text-soft">
                    {deal.stage}, {deal.closeOn ? format.day(deal.closeOn) : t`ohne Datum`}
                    {!ownerId && `, ${name(deal.ownerId)}`}
                  </span>
                </span>
                <span className="shrink-0 text-right">
                  <Money cents={deal.expectedCents} currency={currency} whole />
                  <span className="block text-sm text-soft">
                    {format.percent(deal.chance)} <Trans>von</Trans>{' '}
                    <Money cents={deal.worthCents} currency={currency} whole />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
