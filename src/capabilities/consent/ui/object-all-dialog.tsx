import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ConsentSource, objectAll } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';
import { spokenSources } from './record-dialog.tsx';
import { sourceWords } from './words.ts';

/** "Never again", on every channel. Not undone by a click: it is evidence, and only the person's later word ends it. */
export function ObjectAllDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [source, setSource] = useState<ConsentSource>('incoming_call');
  const [wording, setWording] = useState('');
  const object = useMutationOf(objectAll, {
    quiet: true,
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: () => {
      onClose();
      toast({ message: t`Widerspruch für alle Wege eingetragen` });
    },
  });
  const submit = () =>
    object.mutate({
      params: { contactId },
      body: { at: new Date().toISOString(), source, ...(wording.trim() && { wording: wording.trim() }) },
    });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button kind="danger" onPress={submit} pending={object.isPending}>{t`Nie wieder kontaktieren`}</Button>
        </>
      }
      firm
      onClose={onClose}
      open
      title={t`Nie wieder kontaktieren?`}
    >
      <div className="flex flex-col gap-4">
        {object.error && <ErrorNote error={object.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <p>
          <Trans>
            Anruf, E-Mail, SMS, Brief und Besuch werden für Werbung gesperrt. Der Eintrag bleibt als Nachweis stehen;
            nur ein späteres Wort der Person hebt ihn auf. Zu einem laufenden Vertrag dürfen Sie weiter Kontakt
            aufnehmen. Nummern und E-Mail-Adressen kommen verschlüsselt auf Ihre Sperrliste, falls eine andere Liste die
            Person noch einmal bringt.
          </Trans>
        </p>
        <Select
          label={t`Wie hat die Person es gesagt?`}
          onChange={setSource}
          options={spokenSources.map((value) => ({ value, label: i18n._(sourceWords[value]) }))}
          value={source}
        />
        <TextField label={t`Wortlaut`} maxLength={4000} multiline onChange={setWording} value={wording} />
      </div>
    </Dialog>
  );
}
