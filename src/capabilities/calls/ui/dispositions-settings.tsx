import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  addDisposition,
  changeDisposition,
  DispositionMeaning,
  type DispositionView,
  listDispositions,
  orderDispositions,
  type StepKind,
  type SuggestedStep,
} from '#calls/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useMeaningNames, useStepKindNames } from './names.ts';

const all = { query: { archived: 'true' as const } };

/** How calls end in this team, in the order of the number keys in Heute. */
export function DispositionsSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listDispositions, all);
  const [adding, setAdding] = useState(false);
  const order = useMutationOf(orderDispositions, {
    change: ({ body }) => [
      changeOf(listDispositions, ({ items }) => ({
        items: items.toSorted((a, b) => rankIn(body.ids, a) - rankIn(body.ids, b)),
      })),
    ],
  });
  const items = data?.items ?? [];
  const used = items.filter((item) => item.archivedAt === null);
  const archived = items.filter((item) => item.archivedAt !== null);
  const move = (index: number, by: -1 | 1) => {
    const ids = used.map((item) => item.id);
    const [moved] = ids.splice(index, 1);
    if (moved) ids.splice(index + by, 0, moved);
    order.mutate({ body: { ids } });
  };

  return (
    <Page
      actions={<Button icon="plus" kind="primary" onPress={() => setAdding(true)}>{t`Neues Ergebnis`}</Button>}
      title={t`Gesprächsergebnisse`}
    >
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Die ersten neun liegen in Heute auf den Zifferntasten. Was ein Ergebnis bedeutet, steht fest; Name,
          Reihenfolge und der vorgeschlagene nächste Schritt gehören Ihnen.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={9} />}
      <ol>
        {used.map((item, index) => (
          <DispositionLine
            item={item}
            key={item.id}
            onDown={index < used.length - 1 ? () => move(index, 1) : undefined}
            onUp={index > 0 ? () => move(index, -1) : undefined}
            place={index + 1}
          />
        ))}
      </ol>
      {archived.length > 0 && (
        <>
          <h2 className="pt-6 pb-1 font-semibold">{t`Nicht mehr verwendet`}</h2>
          <ul>
            {archived.map((item) => (
              <ArchivedLine item={item} key={item.id} />
            ))}
          </ul>
        </>
      )}
      <AddDialog onClose={() => setAdding(false)} open={adding} />
    </Page>
  );
}

function rankIn(ids: readonly string[], item: DispositionView): number {
  const rank = ids.indexOf(item.id);
  return rank < 0 ? ids.length : rank;
}

function DispositionLine({
  item,
  place,
  onUp,
  onDown,
}: {
  item: DispositionView;
  place: number;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const meanings = useMeaningNames();
  const change = useMutationOf(changeDisposition);
  const set = (body: { name?: string; next?: SuggestedStep | null }) =>
    change.mutateAsync({ params: { dispositionId: item.id }, body, ifMatch: item.version });
  const archive = () =>
    change.mutate(
      { params: { dispositionId: item.id }, body: { archived: true } },
      {
        onSuccess: () =>
          toast({
            message: t`${item.name} wird nicht mehr angeboten`,
            undo: () => change.mutate({ params: { dispositionId: item.id }, body: { archived: false } }),
          }),
      },
    );
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5">
      <span className="w-6 phone:-order-1">{place <= 9 && <Kbd keys={String(place)} />}</span>
      <span className="min-w-40 flex-1 phone:-order-1 phone:basis-[calc(100%-12rem)]">
        <InlineEdit label={t`Name`} onSave={(name) => set({ name })} value={item.name} />
        <span className="block text-sm text-faint">{meanings[item.meaning]}</span>
      </span>
      <SuggestionFields onChange={(next) => void set({ next })} value={item.next} />
      <span className="flex phone:-order-1">
        <IconButton disabled={!onUp} icon="arrow-up" label={t`${item.name} nach oben`} onPress={() => onUp?.()} />
        <IconButton
          disabled={!onDown}
          icon="arrow-down"
          label={t`${item.name} nach unten`}
          onPress={() => onDown?.()}
        />
        <IconButton icon="trash" label={t`${item.name} nicht mehr anbieten`} onPress={archive} />
      </span>
    </li>
  );
}

function ArchivedLine({ item }: { item: DispositionView }) {
  const { t } = useLingui();
  const change = useMutationOf(changeDisposition);
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5 text-soft">
      <span className="flex-1">{item.name}</span>
      <Button
        icon="undo"
        onPress={() => change.mutate({ params: { dispositionId: item.id }, body: { archived: false } })}
        pending={change.isPending}
      >{t`Wieder anbieten`}</Button>
    </li>
  );
}

function SuggestionFields({
  value,
  onChange,
}: {
  value: SuggestedStep | null;
  onChange: (next: SuggestedStep | null) => void;
}) {
  const { t } = useLingui();
  const kinds = useStepKindNames();
  const options = [
    { value: 'none' as const, label: t`kein nächster Schritt` },
    ...(Object.keys(kinds) as StepKind[]).map((kind) => ({ value: kind, label: kinds[kind] })),
  ];
  return (
    <span className="flex items-center gap-2">
      <span className="w-44">
        <Select
          label={t`Nächster Schritt`}
          labelHidden
          onChange={(kind) => onChange(kind === 'none' ? null : { kind, afterDays: value?.afterDays ?? 1 })}
          options={options}
          value={value?.kind ?? 'none'}
        />
      </span>
      <span className="w-24">
        {value && (
          <NumberField
            label={t`Tage später`}
            labelHidden
            max={365}
            min={0}
            onChange={(afterDays) => afterDays !== null && onChange({ kind: value.kind, afterDays })}
            unit={t`Tage`}
            value={value.afterDays}
          />
        )}
      </span>
    </span>
  );
}

function AddDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const meanings = useMeaningNames();
  const [name, setName] = useState('');
  const [meaning, setMeaning] = useState<DispositionMeaning>('connected');
  const [next, setNext] = useState<SuggestedStep | null>(null);
  const add = useMutationOf(addDisposition, {
    quiet: true,
    done: () => {
      setName('');
      setNext(null);
      onClose();
    },
  });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={name.trim() === ''}
            kind="primary"
            onPress={() => add.mutate({ body: { name, meaning, next } })}
            pending={add.isPending}
          >{t`Anlegen`}</Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={t`Neues Gesprächsergebnis`}
    >
      <div className="flex flex-col gap-4">
        {add.error && <ErrorNote error={add.error} />}
        <TextField autoFocus label={t`Name`} onChange={setName} required value={name} />
        <Select
          hint={t`Danach wird gezählt. Später lässt sich das nicht ändern.`}
          label={t`Bedeutung`}
          onChange={setMeaning}
          options={DispositionMeaning.options.map((value) => ({ value, label: meanings[value] }))}
          value={meaning}
        />
        <span className="text-sm font-medium text-soft">{t`Vorgeschlagener nächster Schritt`}</span>
        <SuggestionFields onChange={setNext} value={next} />
      </div>
    </Dialog>
  );
}
