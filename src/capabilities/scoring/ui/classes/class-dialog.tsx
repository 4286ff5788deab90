import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CustomerClass, type CustomerView } from '#scoring/contract';
import { RadioGroup } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { useDecisions } from './use-decisions.ts';

/** Another class than was computed needs a reason that others can read. */
export function ClassDialog({
  customer,
  to,
  onClose,
}: {
  customer: CustomerView;
  to: CustomerClass | null;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { set } = useDecisions();
  const [wanted, setWanted] = useState<CustomerClass | null>(to);
  const [reason, setReason] = useState('');
  const ready = wanted !== null && reason.trim() !== '';
  const submit = () =>
    ready &&
    set.mutate(
      { params: { customerId: customer.id }, body: { class: wanted, reason: reason.trim() } },
      { onSuccess: onClose },
    );
  const hints = {
    A: t`Wir melden uns regelmäßig, jemand ist zuständig.`,
    B: t`Wie bisher.`,
    C: t`Weniger Aufwand, höflich und fair.`,
  };
  return (
    <FormDialog
      onClose={onClose}
      onSave={submit}
      pending={set.isPending}
      ready={ready}
      say={t`Festlegen`}
      title={t`Klasse von ${customer.name}`}
      width="small"
    >
      <RadioGroup
        label={t`Klasse`}
        onChange={setWanted}
        options={CustomerClass.options.map((value) => ({ value, label: value, hint: hints[value] }))}
        value={wanted}
      />
      <TextField
        autoFocus
        error={set.error?.message}
        hint={t`Gilt ein Jahr oder bis Sie es aufheben. Im Verlauf steht, wer so entschieden hat und warum.`}
        label={t`Warum?`}
        maxLength={500}
        onChange={setReason}
        required
        value={reason}
      />
    </FormDialog>
  );
}
