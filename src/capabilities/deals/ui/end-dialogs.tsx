import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { DealItem } from '#deals/contract';
import { RadioGroup } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { MoneyField } from '#web/components/number-field.tsx';
import { useLossReasons } from './pipelines.ts';
import { useDealChanges } from './use-deal-changes.ts';

export type Ending = { deal: DealItem; as: 'won' | 'lost' };

/** The last question before a deal ends: for how much, or why not. */
export function EndDialog({ ending, onClose }: { ending: Ending | null; onClose: () => void }) {
  if (!ending) return null;
  const dialog = { deal: ending.deal, onClose };
  return ending.as === 'won' ? <WinDialog {...dialog} /> : <LossDialog {...dialog} />;
}

function WinDialog({ deal, onClose }: { deal: DealItem; onClose: () => void }) {
  const { t } = useLingui();
  const changes = useDealChanges();
  const [valueCents, setValueCents] = useState<number | null>(deal.valueCents);
  const win = () => {
    changes.win(deal, valueCents ?? deal.valueCents);
    onClose();
  };
  return (
    <FormDialog
      icon="trophy"
      onClose={onClose}
      onSave={win}
      say={t`Gewonnen`}
      title={t`${deal.title} gewonnen`}
      width="small"
    >
      <MoneyField
        autoFocus
        currency={deal.currency}
        hint={t`Was wirklich vereinbart wurde, zählt in der Auswertung.`}
        label={t`Verkauft für`}
        onChange={setValueCents}
        valueCents={valueCents}
      />
    </FormDialog>
  );
}

function LossDialog({ deal, onClose }: { deal: DealItem; onClose: () => void }) {
  const { t } = useLingui();
  const changes = useDealChanges();
  const reasons = useLossReasons();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const lose = () => {
    if (reason === null) return;
    changes.lose(deal, { lossReasonId: reason, note: note.trim() || null });
    onClose();
  };
  return (
    <FormDialog
      onClose={onClose}
      onSave={lose}
      ready={reason !== null}
      say={t`Als verloren ablegen`}
      title={t`${deal.title} verloren`}
      width="small"
    >
      <RadioGroup label={t`Woran lag es?`} onChange={setReason} options={[...reasons]} value={reason} />
      <TextField
        hint={t`Damit der Nächste daraus lernt.`}
        label={t`Was hat den Ausschlag gegeben?`}
        maxLength={2000}
        multiline
        onChange={setNote}
        value={note}
      />
    </FormDialog>
  );
}
