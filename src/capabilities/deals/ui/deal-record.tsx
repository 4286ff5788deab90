import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RecordLayout } from '#contacts/ui';
import { type DealView, getDeal } from '#deals/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { DealFacts } from './deal-facts.tsx';
import { DealEnd } from './deal-words.tsx';
import { EndDialog, type Ending } from './end-dialogs.tsx';
import { usePipelines } from './pipelines.ts';
import { useDealChanges } from './use-deal-changes.ts';

export function DealRecord({
  dealId,
  layout,
  onRemoved,
}: {
  dealId: string;
  layout: 'page' | 'panel';
  onRemoved: () => void;
}) {
  const { data: deal, error, refetch } = useQueryOf(getDeal, { params: { dealId } });
  if (error) {
    return (
      <div className="p-5">
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!deal) return <Skeleton lines={8} />;
  return (
    <div className={layout === 'page' ? 'flex h-full min-h-0 flex-col phone:h-auto' : ''}>
      <div className={layout === 'page' ? 'px-5 pb-3 phone:px-0' : 'px-4 pt-3'}>
        {layout === 'panel' && <p className="pb-2 text-lg leading-6 font-semibold break-words">{deal.title}</p>}
        <DealActions deal={deal} onRemoved={onRemoved} />
      </div>
      <div className="min-h-0 flex-1">
        <RecordLayout facts={<DealFacts deal={deal} />} id={dealId} layout={layout} subject="deal" />
      </div>
    </div>
  );
}

/** Where it stands, and the three ways on: another stage, won, lost. */
function DealActions({ deal, onRemoved }: { deal: DealView; onRemoved: () => void }) {
  const { t } = useLingui();
  const may = useMay();
  const changes = useDealChanges();
  const { stageOptions } = usePipelines();
  const [ending, setEnding] = useState<Ending | null>(null);
  const here = stageOptions.some(({ value }) => value === deal.stageId)
    ? stageOptions
    : [{ value: deal.stageId, label: t`Frühere Stufe`, disabled: true }, ...stageOptions];

  if (!may('write')) return <DealEnd state={deal.state} />;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {deal.state === 'open' ? (
        <>
          <div className="w-44 phone:w-full">
            <Select
              label={t`Stufe`}
              labelHidden
              onChange={(stageId) => stageId !== deal.stageId && changes.move(deal, stageId)}
              options={here}
              value={deal.stageId}
            />
          </div>
          <Button icon="trophy" onPress={() => setEnding({ deal, as: 'won' })}>
            <Trans>Gewonnen</Trans>
          </Button>
          <Button onPress={() => setEnding({ deal, as: 'lost' })}>
            <Trans>Verloren</Trans>
          </Button>
        </>
      ) : (
        <>
          <DealEnd state={deal.state} />
          <Button icon="undo" onPress={() => changes.reopen(deal)}>
            <Trans>Wieder öffnen</Trans>
          </Button>
        </>
      )}
      <Menu
        entries={[
          {
            id: 'remove',
            label: t`Entfernen`,
            icon: 'trash',
            danger: true,
            run: () => changes.remove(deal, onRemoved),
          },
        ]}
        label={t`Mehr`}
      >
        <IconButton icon="more" label={t`Mehr`} />
      </Menu>
      <EndDialog ending={ending} onClose={() => setEnding(null)} />
    </div>
  );
}
