import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  addLossReason,
  changeLossReason,
  listLossReasons,
  type LossReasonView,
  orderLossReasons,
} from '#deals/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Page } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeOf, changeRowsOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { movedTo } from './moved-to.ts';

const all = { query: { archived: 'true' as const } };

export function LossReasonSettings() {
  const { t } = useLingui();
  const reasons = useQueryOf(listLossReasons, all);
  const order = useMutationOf(orderLossReasons, {
    change: ({ body }) => [
      changeOf(listLossReasons, ({ items }) => ({
        items: items.toSorted((a, b) => body.ids.indexOf(a.id) - body.ids.indexOf(b.id)),
      })),
    ],
  });
  const items = reasons.data?.items ?? [];
  const used = items.filter(({ archivedAt }) => archivedAt === null);
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  const move = (from: number, to: number) =>
    order.mutate({ body: { ids: movedTo(used, from, to).map(({ id }) => id) } });
  return (
    <Page title={t`Verlustgründe`}>
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Danach wird gefragt, wenn ein Abschluss verloren geht. Wenige, klare Gründe sagen später mehr als viele
          genaue.
        </Trans>
      </p>
      {reasons.error && <ErrorNote error={reasons.error} onRetry={() => void reasons.refetch()} />}
      {reasons.isPending && <Skeleton lines={6} />}
      <ol>
        {used.map((reason, index) => (
          <ReasonLine
            key={reason.id}
            onDown={index < used.length - 1 ? () => move(index, index + 1) : undefined}
            onUp={index > 0 ? () => move(index, index - 1) : undefined}
            reason={reason}
          />
        ))}
      </ol>
      {reasons.data && <AddLine />}
      {archived.length > 0 && (
        <section className="pt-6">
          <h2 className="pb-1 font-semibold">{t`Nicht mehr verwendet`}</h2>
          <ul>
            {archived.map((reason) => (
              <ArchivedLine key={reason.id} reason={reason} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function useChange() {
  return useMutationOf(changeLossReason, {
    change: ({ params, body = {} }) => [
      changeRowsOf(listLossReasons, (row) =>
        row.id === params.lossReasonId
          ? {
              ...row,
              name: body.name ?? row.name,
              archivedAt:
                body.archived === undefined ? row.archivedAt : body.archived ? new Date().toISOString() : null,
            }
          : row,
      ),
    ],
  });
}

function ReasonLine({
  reason,
  onUp,
  onDown,
}: {
  reason: LossReasonView;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const { id, name, version } = reason;
  const change = useChange();
  const archive = () =>
    change.mutate(
      { params: { lossReasonId: id }, body: { archived: true } },
      {
        onSuccess: () =>
          toast({
            message: t`${name} wird nicht mehr verwendet.`,
            undo: () => change.mutate({ params: { lossReasonId: id }, body: { archived: false } }),
          }),
      },
    );
  return (
    <li className="flex items-center gap-3 border-t border-line py-1">
      <span className="min-w-0 flex-1">
        <InlineEdit
          label={t`Grund`}
          onSave={(next) =>
            change.mutateAsync({ params: { lossReasonId: id }, body: { name: next }, ifMatch: version })
          }
          value={name}
        />
      </span>
      <span className="flex">
        <IconButton disabled={!onUp} icon="arrow-up" label={t`${name} nach oben`} onPress={() => onUp?.()} />
        <IconButton disabled={!onDown} icon="arrow-down" label={t`${name} nach unten`} onPress={() => onDown?.()} />
        <IconButton icon="trash" label={t`${name} nicht mehr verwenden`} onPress={archive} />
      </span>
    </li>
  );
}

function ArchivedLine({ reason }: { reason: LossReasonView }) {
  const { t } = useLingui();
  const change = useChange();
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5 text-soft">
      <span className="flex-1">{reason.name}</span>
      <Button
        icon="undo"
        onPress={() => change.mutate({ params: { lossReasonId: reason.id }, body: { archived: false } })}
      >
        {t`Wieder verwenden`}
      </Button>
    </li>
  );
}

function AddLine() {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const add = useMutationOf(addLossReason, { quiet: true, done: () => setName('') });
  return (
    <form
      className="flex items-start gap-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) add.mutate({ body: { name: name.trim() } });
      }}
    >
      <span className="flex-1">
        <TextField
          error={add.error?.message}
          label={t`Neuer Grund`}
          labelHidden
          onChange={setName}
          placeholder={t`Neuer Grund`}
          value={name}
        />
      </span>
      <Button disabled={!name.trim()} icon="plus" pending={add.isPending} type="submit">{t`Hinzufügen`}</Button>
    </form>
  );
}
