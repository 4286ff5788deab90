import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  addStage,
  archiveStage,
  type ChangeStage,
  changeStage,
  listPipelines,
  type PipelineView,
  type StageView,
} from '#deals/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { changeOf, useMutationOf } from '#web/data.ts';
import { useArchiving } from './use-archiving.tsx';

export function StageLine({
  stage,
  pipelines,
  last,
  onUp,
  onDown,
}: {
  stage: StageView;
  /** Where its deals could go; its own pipeline first. */
  pipelines: readonly PipelineView[];
  last: boolean;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const { id, name, version } = stage;
  const change = useMutationOf(changeStage, {
    refreshes: ['forecasts'],
    change: ({ params, body = {} }) => [
      changeOf(listPipelines, ({ items }) => ({
        items: items.map((pipeline) => ({
          ...pipeline,
          stages: pipeline.stages.map((one) =>
            one.id === params.stageId ? { ...one, ...withoutArchived(body) } : one,
          ),
        })),
      })),
    ],
  });
  const set = (body: ChangeStage) => change.mutateAsync({ params: { stageId: id }, body, ifMatch: version });
  const archive = useMutationOf(archiveStage, { quiet: true, refreshes: ['forecasts'] });
  const archiving = useArchiving({
    name,
    archive: (body) => archive.mutateAsync({ params: { stageId: id }, body, ifMatch: version }),
    targets: pipelines.map((pipeline) => ({ ...pipeline, stages: pipeline.stages.filter((one) => one.id !== id) })),
    bringBack: () => change.mutate({ params: { stageId: id }, body: { archived: false } }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5">
      <span className="min-w-44 flex-1 phone:basis-[calc(100%-9.5rem)]">
        <span className="block font-medium">
          <InlineEdit label={t`Name der Stufe`} onSave={(next) => set({ name: next })} value={name} />
        </span>
        <span className="block text-sm text-soft">
          <InlineEdit
            label={t`Weiter geht es, wenn`}
            onSave={(next) => set({ exitCriterion: next || null })}
            placeholder={t`Weiter geht es, wenn …`}
            value={stage.exitCriterion ?? ''}
          />
        </span>
      </span>
      <span className="w-24 phone:order-1">
        <NumberField
          label={t`Chance`}
          max={100}
          min={0}
          onChange={(probability) =>
            probability !== null && probability !== stage.probability && void set({ probability })
          }
          unit="%"
          value={stage.probability}
        />
      </span>
      <span className="w-32 phone:order-1">
        <NumberField
          label={t`Höchstdauer`}
          max={3650}
          min={1}
          onChange={(maxAgeDays) => maxAgeDays !== stage.maxAgeDays && void set({ maxAgeDays })}
          unit={t`Tage`}
          value={stage.maxAgeDays}
        />
      </span>
      <span className="flex self-end phone:self-start">
        <IconButton disabled={!onUp} icon="arrow-up" label={t`${name} nach oben`} onPress={() => onUp?.()} />
        <IconButton disabled={!onDown} icon="arrow-down" label={t`${name} nach unten`} onPress={() => onDown?.()} />
        <IconButton disabled={last} icon="trash" label={t`${name} nicht mehr verwenden`} onPress={archiving.start} />
      </span>
      {archiving.dialog}
    </li>
  );
}

function withoutArchived({ archived: _, ...fields }: ChangeStage) {
  return fields as Partial<StageView>;
}

export function ArchivedStage({ stage }: { stage: StageView }) {
  const { t } = useLingui();
  const change = useMutationOf(changeStage);
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5">
      <span className="flex-1">{stage.name}</span>
      <Button icon="undo" onPress={() => change.mutate({ params: { stageId: stage.id }, body: { archived: false } })}>
        {t`Wieder verwenden`}
      </Button>
    </li>
  );
}

export function AddStageDialog({ pipelineId, onClose }: { pipelineId: string; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [probability, setProbability] = useState<number | null>(50);
  const [maxAgeDays, setMaxAgeDays] = useState<number | null>(null);
  const add = useMutationOf(addStage, { quiet: true, done: onClose });
  const create = () =>
    name.trim() &&
    probability !== null &&
    add.mutate({ params: { pipelineId }, body: { name: name.trim(), probability, maxAgeDays } });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!name.trim() || probability === null}
            kind="primary"
            onPress={create}
            pending={add.isPending}
          >{t`Anlegen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Neue Stufe`}
    >
      <form
        className="grid grid-cols-2 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <div className="col-span-2 flex flex-col gap-4">
          {add.error && <ErrorNote error={add.error} />}
          <TextField autoFocus label={t`Name der Stufe`} onChange={setName} required value={name} />
        </div>
        <NumberField
          label={t`Chance`}
          max={100}
          min={0}
          onChange={setProbability}
          required
          unit="%"
          value={probability}
        />
        <NumberField
          hint={t`leer: darf liegen bleiben`}
          label={t`Höchstdauer`}
          max={3650}
          min={1}
          onChange={setMaxAgeDays}
          unit={t`Tage`}
          value={maxAgeDays}
        />
      </form>
    </Dialog>
  );
}
