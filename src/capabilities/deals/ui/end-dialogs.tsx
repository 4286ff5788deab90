import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { DealItem } from '#deals/contract';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
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
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button icon="trophy" kind="primary" onPress={win}>
            <Trans>Gewonnen</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`${deal.title} gewonnen`}
      width="small"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          win();
        }}
      >
        <MoneyField
          autoFocus
          currency={deal.currency}
          hint={t`Was wirklich vereinbart wurde, zählt in der Auswertung.`}
          label={t`Verkauft für`}
          onChange={setValueCents}
          valueCents={valueCents}
        />
        <button className="sr-only" tabIndex={-1} type="submit">{t`Gewonnen`}</button>
      </form>
    </Dialog>
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
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button disabled={reason === null} kind="primary" onPress={lose}>
            <Trans>Als verloren ablegen</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`${deal.title} verloren`}
      width="small"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          lose();
        }}
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
      </form>
    </Dialog>
  );
}
