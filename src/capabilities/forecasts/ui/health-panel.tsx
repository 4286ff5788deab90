import { Trans, useLingui } from '@lingui/react/macro';
import { listDealHealth } from '#forecasts/contract';
import { useQueryOf } from '#web/data.ts';
import { HealthStanding, ReasonText } from './health-words.tsx';

/** How an open deal is doing, among its facts. */
export function HealthPanel({ id }: { id: string }) {
  const { t } = useLingui();
  const { data } = useQueryOf(listDealHealth, { query: { dealId: id } });
  const [health] = data?.items ?? [];
  if (!data || !health) return null;
  return (
    <section aria-label={t`Wie es steht`} className="border-t border-line py-3">
      <h2 className="flex flex-wrap items-center justify-between gap-2 font-semibold">
        <Trans>Wie es steht</Trans>
        <span className="font-normal">
          <HealthStanding level={health.level} />
        </span>
      </h2>
      {health.reasons.length === 0 ? (
        <p className="pt-1 text-soft">
          <Trans>Ein nächster Schritt ist vereinbart, und nichts dauert länger als üblich.</Trans>
        </p>
      ) : (
        <ul className="list-disc pt-1 pl-4">
          {health.reasons.map((reason) => (
            <li key={reason.code}>
              <ReasonText reason={reason} />
            </li>
          ))}
        </ul>
      )}
      <p className="pt-1 text-sm text-faint">
        {data.learnedFrom >= 20 ? (
          <Trans>Verglichen mit Ihren {data.learnedFrom} gewonnenen Abschlüssen der letzten zwei Jahre.</Trans>
        ) : (
          <Trans>Ab 20 gewonnenen Abschlüssen wird mit Ihren eigenen verglichen; bis dahin gelten feste Grenzen.</Trans>
        )}
      </p>
    </section>
  );
}
