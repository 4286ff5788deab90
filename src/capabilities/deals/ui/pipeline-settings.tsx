import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  addPipeline,
  archivePipeline,
  changePipeline,
  listPipelines,
  orderStages,
  type PipelineView,
} from '#deals/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { movedTo } from './moved-to.ts';
import { AddStageDialog, ArchivedStage, StageLine } from './stage-settings.tsx';
import { useArchiving } from './use-archiving.tsx';

const all = { query: { archived: 'true' as const } };

/** The ways deals go here, step by step, with the chance to win from each. */
export function PipelineSettings() {
  const { t } = useLingui();
  const pipelines = useQueryOf(listPipelines, all);
  const [adding, setAdding] = useState(false);
  const items = pipelines.data?.items ?? [];
  const used = items.filter(({ archivedAt }) => archivedAt === null);
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <Page
      actions={<Button icon="plus" kind="primary" onPress={() => setAdding(true)}>{t`Neue Pipeline`}</Button>}
      title={t`Pipelines und Stufen`}
    >
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Die Chance einer Stufe geht in die Prognose ein. Nach der Höchstdauer gilt ein Abschluss als liegengeblieben
          und kommt in Heute auf den Tisch.
        </Trans>
      </p>
      {pipelines.error && <ErrorNote error={pipelines.error} onRetry={() => void pipelines.refetch()} />}
      {pipelines.isPending && <Skeleton lines={6} />}
      {used.map((pipeline) => (
        <Pipeline key={pipeline.id} others={used.filter(({ id }) => id !== pipeline.id)} pipeline={pipeline} />
      ))}
      {archived.length > 0 && <ArchivedPipelines pipelines={archived} />}
      {adding && <AddPipelineDialog known={used} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Pipeline({ pipeline, others }: { pipeline: PipelineView; others: readonly PipelineView[] }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const change = useMutationOf(changePipeline, { quiet: true });
  const order = useMutationOf(orderStages, {
    change: ({ params, body }) => [
      changeOf(listPipelines, ({ items }) => ({
        items: items.map((item) =>
          item.id === params.pipelineId
            ? { ...item, stages: item.stages.toSorted((a, b) => rankIn(body.ids, a.id) - rankIn(body.ids, b.id)) }
            : item,
        ),
      })),
    ],
  });
  const archive = useMutationOf(archivePipeline, { quiet: true, refreshes: ['forecasts'] });
  const archiving = useArchiving({
    name: pipeline.name,
    archive: (body) => archive.mutateAsync({ params: { pipelineId: pipeline.id }, body, ifMatch: pipeline.version }),
    targets: others,
    bringBack: () => change.mutate({ params: { pipelineId: pipeline.id }, body: { archived: false } }),
  });
  const used = pipeline.stages.filter(({ archivedAt }) => archivedAt === null);
  const archived = pipeline.stages.filter(({ archivedAt }) => archivedAt !== null);
  const move = (index: number, by: -1 | 1) =>
    order.mutate({
      params: { pipelineId: pipeline.id },
      body: { ids: movedTo(used, index, index + by).map(({ id }) => id) },
    });

  return (
    <section className="mb-8" aria-label={pipeline.name}>
      <header className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 text-lg font-semibold">
          <InlineEdit
            label={t`Name der Pipeline`}
            onSave={(name) =>
              change.mutateAsync({ params: { pipelineId: pipeline.id }, body: { name }, ifMatch: pipeline.version })
            }
            value={pipeline.name}
          />
        </h2>
        <Button icon="plus" onPress={() => setAdding(true)}>{t`Stufe`}</Button>
        {others.length > 0 && (
          <Menu
            entries={[{ id: 'archive', label: t`Nicht mehr verwenden`, icon: 'trash', run: archiving.start }]}
            label={t`${pipeline.name} ändern`}
          >
            <IconButton icon="more" label={t`${pipeline.name} ändern`} />
          </Menu>
        )}
      </header>
      <ol className="mt-1">
        {used.map((stage, index) => (
          <StageLine
            key={stage.id}
            last={used.length === 1}
            onDown={index < used.length - 1 ? () => move(index, 1) : undefined}
            onUp={index > 0 ? () => move(index, -1) : undefined}
            pipelines={[{ ...pipeline, stages: used }, ...others]}
            stage={stage}
          />
        ))}
      </ol>
      {archived.length > 0 && (
        <details className="mt-2 text-soft">
          <summary className="w-fit py-1">
            <Trans>Nicht mehr verwendet: {archived.length}</Trans>
          </summary>
          <ul>
            {archived.map((stage) => (
              <ArchivedStage key={stage.id} stage={stage} />
            ))}
          </ul>
        </details>
      )}
      {archiving.dialog}
      {adding && <AddStageDialog onClose={() => setAdding(false)} pipelineId={pipeline.id} />}
    </section>
  );
}

function rankIn(ids: readonly string[], id: string): number {
  const rank = ids.indexOf(id);
  return rank < 0 ? ids.length : rank;
}

function ArchivedPipelines({ pipelines }: { pipelines: readonly PipelineView[] }) {
  const { t } = useLingui();
  const change = useMutationOf(changePipeline);
  return (
    <section>
      <h2 className="pb-1 font-semibold">{t`Nicht mehr verwendet`}</h2>
      <ul>
        {pipelines.map(({ id, name }) => (
          <li className="flex items-center gap-3 border-t border-line py-1.5 text-soft" key={id}>
            <span className="flex-1">{name}</span>
            <Button
              icon="undo"
              onPress={() => change.mutate({ params: { pipelineId: id }, body: { archived: false } })}
            >
              {t`Wieder verwenden`}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddPipelineDialog({ known, onClose }: { known: readonly PipelineView[]; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [from, setFrom] = useState(known[0]?.id ?? 'none');
  const add = useMutationOf(addPipeline, {
    quiet: true,
    done: (made) => {
      toast({ message: t`${made.name} ist angelegt.` });
      onClose();
    },
  });
  const copied = known
    .find(({ id }) => id === from)
    ?.stages.filter(({ archivedAt }) => archivedAt === null)
    .map(({ name: stage, probability, maxAgeDays, exitCriterion }) => ({
      name: stage,
      probability,
      maxAgeDays,
      exitCriterion,
    }));
  const create = () =>
    name.trim() && add.mutate({ body: { name: name.trim(), stages: copied ?? [{ name: t`Neu`, probability: 10 }] } });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!name.trim()} kind="primary" onPress={create} pending={add.isPending}>{t`Anlegen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Neue Pipeline`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        {add.error && <ErrorNote error={add.error} />}
        <TextField autoFocus label={t`Name`} onChange={setName} required value={name} />
        <Select
          label={t`Stufen`}
          onChange={setFrom}
          options={[
            ...known.map(({ id, name: other }) => ({ value: id, label: t`wie ${other}` })),
            { value: 'none', label: t`nur eine, für den Anfang` },
          ]}
          value={from}
        />
      </form>
    </Dialog>
  );
}
