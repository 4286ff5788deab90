import { usePeople } from '#access/ui';
import type { DealItem } from '#deals/contract';
import { HealthMark } from '#forecasts/ui';
import { Avatar, Money } from '#web/components/texts.tsx';
import { CloseDay, StageAge, whose } from './deal-words.tsx';

export function DealCard({ deal }: { deal: DealItem }) {
  const people = usePeople();
  const owner = people.nameOf(deal.ownerId);
  return (
    <div className="flex flex-col gap-0.5">
      <span className="truncate pr-5 font-medium">{deal.title}</span>
      <span className="truncate text-sm text-soft">{whose(deal) || '–'}</span>
      <span className="mt-1 flex items-center justify-between gap-2">
        <span className="font-medium">
          <Money cents={deal.valueCents} currency={deal.currency} whole />
        </span>
        {owner && (
          <span title={owner}>
            <Avatar name={owner} size={20} />
          </span>
        )}
      </span>
      {deal.state === 'open' && (
        <span className="flex flex-wrap items-center justify-between gap-x-2 text-sm text-soft">
          <CloseDay bare deal={deal} />
          <StageAge bare deal={deal} />
          <HealthMark dealId={deal.id} />
        </span>
      )}
    </div>
  );
}
