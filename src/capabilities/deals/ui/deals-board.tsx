import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type DealItem, getBoard, listDeals, type PipelineView, type Sum } from '#deals/contract';
import { Board, type BoardColumn } from '#web/components/board.tsx';
import { Button } from '#web/components/button.tsx';
import { Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';
import { DealCard } from './deal-card.tsx';
import { whose } from './deal-words.tsx';
import type { Ending } from './end-dialogs.tsx';
import { useDealChanges } from './use-deal-changes.ts';

const EndDialog = onDemand(async () => (await import('./end-dialogs.tsx')).EndDialog);

/** Cards of each column that are asked for at first and when one has read so far; who wants more is better off with the list. */
const depths = [30, 100, 200];

/** The stages of a pipeline side by side, and at their end what became of the deals. */
export function DealsBoard({
  pipeline,
  ownerId,
  onOpen,
  onNew,
}: {
  pipeline: PipelineView;
  ownerId: string | undefined;
  onOpen: (deal: DealItem) => void;
  onNew: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const changes = useDealChanges();
  const [depth, setDepth] = useState(0);
  const [ending, setEnding] = useState<Ending | null>(null);
  const owner = ownerId ? { ownerId } : {};
  const { data, error, refetch } = useQueryOf(
    getBoard,
    { params: { pipelineId: pipeline.id }, query: { ...owner, cards: depths[depth] ?? 30 } },
    { keepPrevious: true },
  );
  const endedOf = (state: 'won' | 'lost') => ({
    query: { pipelineId: pipeline.id, state, sort: '-endedAt' as const, limit: 30, ...owner },
  });
  const won = useListOf(listDeals, endedOf('won'));
  const lost = useListOf(listDeals, endedOf('lost'));

  if (error) {
    return (
      <div className="p-5">
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data || data.pipelineId !== pipeline.id) return <Skeleton lines={8} />;

  const stages: BoardColumn<DealItem>[] = data.columns.map((column) => {
    const deals = column.sums.reduce((count, sum) => count + sum.deals, 0);
    return {
      id: column.stageId,
      title: pipeline.stages.find(({ id }) => id === column.stageId)?.name ?? t`Frühere Stufe`,
      count: deals,
      detail: <ColumnSums stale={column.stale} sums={column.sums} />,
      cards: column.cards,
      hasMore: column.next !== null && depth < depths.length - 1,
      loadMore: () => setDepth((now) => Math.min(now + 1, depths.length - 1)),
    };
  });
  const ended: BoardColumn<DealItem>[] = (['won', 'lost'] as const).map((state) => {
    const list = state === 'won' ? won : lost;
    return {
      id: state,
      title: state === 'won' ? t`Gewonnen` : t`Verloren`,
      detail: <Trans>zuletzt</Trans>,
      cards: list.rows,
      hasMore: list.hasMore,
      loadMore: list.loadMore,
    };
  });

  const isEmpty = [...stages, ...ended].every(({ cards, hasMore }) => cards.length === 0 && !hasMore);
  if (isEmpty && !ownerId && !won.pending && !lost.pending) {
    return (
      <EmptyState
        action={
          may('write') && (
            <Button icon="plus" kind="primary" onPress={onNew}>
              <Trans>Neuer Abschluss</Trans>
            </Button>
          )
        }
        icon="deal"
      >
        <Trans>
          Hier wandert jede Chance von Stufe zu Stufe, vom ersten Gespräch bis zur Unterschrift. Beginnen Sie mit einer.
        </Trans>
      </EmptyState>
    );
  }

  function move(deal: DealItem, to: string) {
    if (to === 'won' || to === 'lost') {
      if (deal.state === 'open') setEnding({ deal, as: to });
      return;
    }
    if (deal.state === 'open') changes.move(deal, to);
    else changes.reopen(deal, to);
  }

  return (
    <>
      <Board
        cardKey={(deal) => deal.id}
        cardLabel={(deal) =>
          [deal.title, whose(deal), format.wholeMoney(deal.valueCents, deal.currency)].filter(Boolean).join(', ')
        }
        columns={[...stages, ...ended]}
        fixed={!may('write')}
        label={t`Abschlüsse in ${pipeline.name}`}
        onMove={move}
        onOpen={onOpen}
        renderCard={(deal) => <DealCard deal={deal} />}
      />
      {ending && <EndDialog key={ending.deal.id} ending={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function ColumnSums({ sums, stale }: { sums: readonly Sum[]; stale: number }) {
  const [own, ...others] = sums;
  if (!own) return null;
  return (
    <>
      <span className="block truncate">
        <Money cents={own.valueCents} currency={own.currency} whole />
        {others.map((sum) => (
          <span key={sum.currency}>
            {' + '}
            <Money cents={sum.valueCents} currency={sum.currency} whole />
          </span>
        ))}
        {stale > 0 && (
          <>
            {' · '}
            <Standing bare kind="careful">
              <Trans>{stale} zu lange hier</Trans>
            </Standing>
          </>
        )}
      </span>
      <span className="block truncate">
        <Trans>
          gewichtet <Money cents={own.weightedCents} currency={own.currency} whole />
        </Trans>
      </span>
    </>
  );
}
