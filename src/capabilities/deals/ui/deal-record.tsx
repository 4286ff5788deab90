import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RecordLayout } from '#contacts/ui';
import { type DealView, getDeal } from '#deals/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Select } from '#web/components/select.tsx';
import { MissingNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
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
  const { t } = useLingui();
  const phone = usePhone();
  const { data: deal, error, refetch } = useQueryOf(getDeal, { params: { dealId } });
  if (error) {
    return (
      <MissingNote
        error={error}
        onRetry={() => void refetch()}
        way={<Link to={pathTo.deals()}>{t`Alle Abschlüsse`}</Link>}
      />
    );
  }
  const record = (
    <RecordLayout
      facts={deal ? <DealFacts deal={deal} /> : <Skeleton lines={8} />}
      id={dealId}
      layout={layout}
      subject="deal"
      summary={deal && <DealSummary deal={deal} withPeople={layout === 'panel'} />}
    />
  );
  // On a wide page they stand beside the name.
  if (layout === 'page' && !phone) return record;
  return (
    <>
      <div className={layout === 'page' ? 'pb-3' : 'px-4 pt-3'}>
        {layout === 'panel' && <p className="pb-2 text-lg leading-6 font-semibold break-words">{deal?.title}</p>}
        {deal && <DealActions deal={deal} onRemoved={onRemoved} />}
      </div>
      {record}
    </>
  );
}

/** Whose it is and what it is worth, where the facts are a tab away. */
function DealSummary({ deal, withPeople }: { deal: DealView; withPeople: boolean }) {
  return (
    <>
      <Money cents={deal.valueCents} currency={deal.currency} whole />
      {withPeople && deal.contact && <Link to={pathTo.contact(deal.contact.id)}>{deal.contact.name}</Link>}
      {withPeople && deal.company && <Link to={pathTo.company(deal.company.id)}>{deal.company.name}</Link>}
    </>
  );
}

/** Where it stands, and the three ways on: another stage, won, lost. */
export function DealActions({ deal, onRemoved }: { deal: DealView; onRemoved: () => void }) {
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
