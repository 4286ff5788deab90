import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getModels, type ModelsView, type TargetView, trainModel } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Note, ProgressBar, Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { BarredFeatures } from './barred-features.tsx';
import { CalibrationChart } from './calibration-chart.tsx';
import { GroupTable } from './group-table.tsx';
import { ModelCard } from './model-card.tsx';
import { ModelHistory } from './model-history.tsx';
import { targetWords } from './words.ts';

/** What was learned, how far it can be trusted, who approved it, and what it may not use. */
export function ModelsPage() {
  const { t, i18n } = useLingui();
  const [target, setTarget] = useState<TargetView['target']>('deal_win');
  const { data, error, refetch } = useQueryOf(getModels, undefined, { refetchMs: 5_000 });
  const shown = data?.targets.find((one) => one.target === target);
  return (
    <Page
      lead={
        <Tabs
          label={t`Was vorhergesagt wird`}
          onChange={setTarget}
          tabs={(['deal_win', 'lead_win', 'reach'] as const).map((id) => ({ id, label: i18n._(targetWords[id]) }))}
          value={target}
        />
      }
      title={t`Modelle`}
    >
      <div className="flex max-w-5xl flex-col gap-2">
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={8} />}
        {data && <Runs runs={data.runs} />}
        {shown && <TargetModels key={target} view={shown} />}
        {data && <BarredFeatures barred={data.barred} objectors={data.objectors} />}
      </div>
    </Page>
  );
}

function Runs({ runs }: { runs: ModelsView['runs'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return runs
    .filter(({ finishedAt }) => finishedAt === null)
    .map(({ subject, done, total }) => (
      <ProgressBar
        detail={`${format.number(done)} / ${format.number(total)}`}
        key={subject}
        label={subject === 'deal' ? t`Abschlüsse werden bewertet` : t`Menschen werden bewertet`}
        share={total === 0 ? 1 : Math.min(1, done / total)}
      />
    ));
}

function TargetModels({ view }: { view: TargetView }) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string>();
  const [latest] = view.models;
  if (!latest) return <NothingLearned view={view} />;
  const chosen = view.models.find(({ id }) => id === opened) ?? view.models.find(({ active }) => active) ?? latest;
  return (
    <>
      <Training view={view} />
      <ModelCard key={chosen.id} latest={latest} model={chosen} />
      {view.drift && chosen.active && <Drift drift={view.drift} target={view.target} />}
      {chosen.card.calibration.length > 0 && (
        <Section
          hint={
            <Trans>
              Fälle, die das Modell beim Lernen nicht gesehen hat, nach ihrer Chance geordnet: Kommt es so oft, wie
              gesagt wurde?
            </Trans>
          }
          title={t`Gesagt und gekommen`}
        >
          <CalibrationChart bins={chosen.card.calibration} />
        </Section>
      )}
      {chosen.card.groups.length > 0 && <GroupTable groups={chosen.card.groups} />}
      <ModelHistory onOpen={setOpened} openId={chosen.id} view={view} />
    </>
  );
}

function useTraining(view: TargetView) {
  const train = useMutationOf(trainModel);
  return {
    isPending: train.isPending || (view.training !== null && view.training.problem === null),
    start: () => train.mutate({ body: { target: view.target } }),
  };
}

function Training({ view }: { view: TargetView }) {
  const may = useMay();
  const format = useFormat();
  const training = useTraining(view);
  return (
    <div className="flex flex-wrap items-center gap-3 pb-2">
      <p className="min-w-0 flex-1 text-soft">
        <Trans>
          Seit dem letzten Lernen zu Ende gegangen: {format.number(view.endedSince)}. Ab 250 lernt Klinke neu.
        </Trans>
      </p>
      {may('manage') && (
        <Button icon="undo" onPress={training.start} pending={training.isPending}>
          <Trans>Jetzt neu lernen</Trans>
        </Button>
      )}
      {view.training?.problem && <Note kind="careful">{view.training.problem}</Note>}
    </div>
  );
}

function NothingLearned({ view }: { view: TargetView }) {
  const may = useMay();
  const format = useFormat();
  const training = useTraining(view);
  const ended = format.number(view.ended);
  return (
    <>
      <EmptyState
        action={
          may('manage') && (
            <Button kind="primary" onPress={training.start} pending={training.isPending}>
              <Trans>Jetzt lernen</Trans>
            </Button>
          )
        }
        icon="forecast"
      >
        {view.target === 'reach' ? (
          <Trans>
            Klinke lernt aus Ihren eigenen Anrufen, wer wann abnimmt. Bisher: {ended}. Ab 50 beginnt es nachts von
            selbst.
          </Trans>
        ) : (
          <Trans>
            Klinke lernt aus Ihren eigenen gewonnenen und verlorenen Abschlüssen. Bisher: {ended}. Ab 50 beginnt es
            nachts von selbst.
          </Trans>
        )}
      </EmptyState>
      {view.training?.problem && <Note kind="careful">{view.training.problem}</Note>}
    </>
  );
}

function Drift({ drift, target }: { drift: NonNullable<TargetView['drift']>; target: TargetView['target'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { outcomes, said, happened, psi, alarm } = drift;
  return (
    <Section title={t`Stimmt es noch?`}>
      {outcomes === 0 && target === 'lead_win' ? (
        <p className="text-soft">
          <Trans>
            Was aus einem Interessenten wird, steht nach einem halben Jahr fest. Noch ist keiner so weit, den dieses
            Modell nicht schon beim Lernen kannte.
          </Trans>
        </p>
      ) : outcomes === 0 ? (
        <p className="text-soft">
          <Trans>Seit dieses Modell bewertet, ist noch nichts zu Ende gegangen, woran man es messen könnte.</Trans>
        </p>
      ) : (
        <p>
          <Trans>
            Von den letzten {format.number(outcomes)} Fällen kam es bei {format.percent(happened ?? 0)}; gesagt waren im
            Mittel {format.percent(said ?? 0)}.
          </Trans>
        </p>
      )}
      {psi !== null && (
        <p className="text-soft">
          <Trans>
            Abstand der Bewertungen von denen am Anfang (PSI): {format.number(psi)}. Ab 0,25 sind es andere Fälle.
          </Trans>
        </p>
      )}
      {alarm && (
        <Note kind="careful">
          <Trans>Das liegt weiter auseinander, als der Zufall macht. Klinke lernt in der nächsten Nacht neu.</Trans>
        </Note>
      )}
    </Section>
  );
}
