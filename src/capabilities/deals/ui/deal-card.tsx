import { usePeople } from '#access/ui';
import type { DealItem } from '#deals/contract';
import { HealthMark } from '#forecasts/ui';
import { ChanceMark } from '#scoring/ui';
import { Avatar, Money } from '#web/components/texts.tsx';
import { CloseDay, CustomerMark, StageAge, whose } from './deal-words.tsx';

export function DealCard({ deal }: { deal: DealItem }) {
  const people = usePeople();
  const owner = people.nameOf(deal.ownerId);
  return (
    <div className="flex flex-col gap-0.5">
      <span className="truncate pr-5 font-medium">{deal.title}</span>
      <span className="flex items-baseline gap-1.5 text-sm text-soft">
        <span className="min-w-0 truncate">{whose(deal) || '–'}</span>
        <CustomerMark deal={deal} />
      </span>
      <span className="mt-1 flex items-center justify-between gap-2">
        <span className="font-medium">
          <Money cents={deal.valueCents} currency={deal.currency} whole />
        </span>
        {deal.state === 'open' && (
          <span className="flex-1 text-sm">
            <ChanceMark id={deal.id} named target="deal_win" />
          </span>
        )}
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
