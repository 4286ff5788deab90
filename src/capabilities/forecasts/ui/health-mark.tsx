import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { listDealHealth } from '#forecasts/contract';
import { call } from '#web/api.ts';
import { askedTogether } from '#web/asked-together.ts';
import { HealthStanding } from './health-words.tsx';

/** On a card or in a line: only where something is amiss. */
export function HealthMark({ dealId }: { dealId: string }) {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: [listDealHealth.name, { params: { dealId } }],
    queryFn: () => healthOf(dealId),
    staleTime: 60_000,
  });
  if (!data || data.level !== 'weak') return null;
  return (
    <span title={t`Gründe stehen im Abschluss unter „Wie es steht“.`}>
      <HealthStanding bare level={data.level} />
    </span>
  );
}

const healthOf = askedTogether(async (dealIds: readonly string[]) => {
  const { items } = await call(listDealHealth, { query: { dealId: [...dealIds] } });
  const found = new Map(items.map((health) => [health.dealId, health]));
  return (dealId) => found.get(dealId) ?? null;
});
