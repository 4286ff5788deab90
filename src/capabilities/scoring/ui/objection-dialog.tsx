import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Objection, recordProfilingObjection } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';

/** Art. 21 GDPR: their word is enough, no reason is asked for. */
export function ObjectionDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useLingui();
  const [way, setWay] = useState<Objection['way']>('phone');
  const [note, setNote] = useState('');
  const object = useMutationOf(recordProfilingObjection, {
    quiet: true,
    refreshes: ['audiences', 'timeline', 'deals', 'next-steps'],
    done: () => {
      onClose();
      toast({ message: t`Widerspruch gegen die Bewertung eingetragen` });
    },
  });
  const submit = () =>
    object.mutate({
      params: { contactId },
      body: { objectedAt: new Date().toISOString(), way, ...(note.trim() && { note: note.trim() }) },
    });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button kind="primary" onPress={submit} pending={object.isPending}>{t`Widerspruch eintragen`}</Button>
        </>
      }
      firm
      onClose={onClose}
      open
      title={t`Die Person widerspricht der Bewertung`}
    >
      <div className="flex flex-col gap-4">
        {object.error && <ErrorNote error={object.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <p>
          <Trans>
            Was über sie ausgerechnet ist, wird sofort gelöscht; Neues entsteht nicht, und gelernt wird ohne sie.
            Kontakt bleibt erlaubt, soweit die Einwilligungen ihn erlauben.
          </Trans>
        </p>
        <Select
          label={t`Wie hat die Person es gesagt?`}
          onChange={setWay}
          options={[
            { value: 'phone', label: t`am Telefon` },
            { value: 'mail', label: t`per E-Mail` },
            { value: 'letter', label: t`per Brief` },
            { value: 'personally', label: t`persönlich` },
            { value: 'other', label: t`anders` },
          ]}
          value={way}
        />
        <TextField label={t`Notiz`} maxLength={2000} multiline onChange={setNote} value={note} />
      </div>
    </Dialog>
  );
}
