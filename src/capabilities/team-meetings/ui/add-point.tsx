import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listDeals, searchDeals } from '#deals/contract';
import { addPoint } from '#team-meetings/contract';
import { call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { ComboBox } from '#web/components/combo-box.tsx';
import { useMutationOf } from '#web/data.ts';

/** Something else to talk about: a deal, or whatever was typed. */
export function AddPoint({ teamMeetingId, onAdded }: { teamMeetingId: string; onAdded: (pointId: string) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const add = useMutationOf(addPoint, {
    done: ({ points }, { body }) => {
      setOpen(false);
      const added = 'dealId' in body ? points.find(({ deal }) => deal?.id === body.dealId) : points.at(-1);
      if (added) onAdded(added.id);
    },
  });
  const params = { teamMeetingId };
  if (!open) return <Button icon="plus" onPress={() => setOpen(true)}>{t`Punkt hinzufügen`}</Button>;
  return (
    <PointChoice
      label={t`Was noch besprochen wird`}
      onChoose={(body) => add.mutate({ params, body })}
      pending={add.isPending}
    />
  );
}

/** A deal from the list, or whatever was typed. */
export function PointChoice(props: {
  label: string;
  pending: boolean;
  onChoose: (point: { dealId: string } | { topic: string }) => void;
}) {
  const { t } = useLingui();
  const { label, pending, onChoose } = props;
  return (
    <ComboBox
      autoFocus
      disabled={pending}
      hint={t`Ein Abschluss aus der Liste, oder ein freies Thema.`}
      label={label}
      onChange={(chosen) => chosen && onChoose({ dealId: chosen.value })}
      onCreate={(topic) => onChoose({ topic })}
      search={async (text, signal) => {
        const { items } = text
          ? await call(searchDeals, { query: { q: text, limit: 8 } }, { signal })
          : await call(listDeals, { query: { sort: '-valueCents', limit: 8 } }, { signal });
        return items.map(({ id, title, contact, company }) => {
          const hint = contact?.name ?? company?.name;
          return { value: id, label: title, ...(hint && { hint }) };
        });
      }}
      value={null}
    />
  );
}
