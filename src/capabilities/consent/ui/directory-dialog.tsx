import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type DirectoryCheck, Listing, recordDirectoryCheck } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { listingWords } from './words.ts';

/** Switzerland: what the telephone directory says of the number. */
export function DirectoryDialog({
  contactId,
  check,
  onClose,
}: {
  contactId: string;
  check?: DirectoryCheck | null;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const [listing, setListing] = useState<Listing | null>(check?.listing ?? null);
  const [customer, setCustomer] = useState(check?.customer ?? false);
  const record = useMutationOf(recordDirectoryCheck, {
    quiet: true,
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: onClose,
  });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={listing === null}
            kind="primary"
            onPress={() => listing && record.mutate({ params: { contactId }, body: { listing, customer } })}
            pending={record.isPending}
          >{t`Ergebnis eintragen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Was sagt das Telefonverzeichnis?`}
    >
      <div className="flex flex-col gap-4">
        {record.error && <ErrorNote error={record.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <p className="text-soft">
          <Trans>
            Schlagen Sie die Nummer auf local.ch nach. Ein Stern oder ein fehlender Eintrag bedeutet: keine Werbeanrufe
            (Art. 3 Abs. 1 lit. u UWG).
          </Trans>
        </p>
        <RadioGroup
          label={t`Die Nummer ist`}
          onChange={setListing}
          options={Listing.options.map((value) => ({ value, label: i18n._(listingWords[value]) }))}
          required
          value={listing}
        />
        <Checkbox
          checked={customer}
          hint={t`Eigene Kundschaft dürfen Sie trotz Stern anrufen.`}
          label={t`Kundin oder Kunde von uns`}
          onChange={setCustomer}
        />
      </div>
    </Dialog>
  );
}
