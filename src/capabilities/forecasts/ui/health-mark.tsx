import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type DealHealth, listDealHealth } from '#forecasts/contract';
import { call } from '#web/api.ts';
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

type Waiting = { dealId: string; answer: (health: DealHealth | null) => void; fail: (error: unknown) => void };

const most = 100;
let waiting: Waiting[] = [];

/** Cards that come into view together ask together. */
function healthOf(dealId: string): Promise<DealHealth | null> {
  return new Promise((answer, fail) => {
    if (waiting.length === 0) setTimeout(ask, 20);
    waiting.push({ dealId, answer, fail });
  });
}

function ask(): void {
  const all = waiting;
  waiting = [];
  for (let from = 0; from < all.length; from += most) {
    const part = all.slice(from, from + most);
    call(listDealHealth, { query: { dealId: part.map(({ dealId }) => dealId) } })
      .then(({ items }) => {
        const found = new Map(items.map((health) => [health.dealId, health]));
        for (const { dealId, answer } of part) answer(found.get(dealId) ?? null);
      })
      .catch((error: unknown) => {
        for (const { fail } of part) fail(error);
      });
  }
}
