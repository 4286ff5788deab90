import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { PresumptionBasis, type Presumption, recordPresumption } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { presumptionCounts } from '../country-rules.ts';
import { presumptionWords } from './words.ts';

/** Why a business may be presumed to want our call: the occasion, and a reason that a judge could read. */
export function PresumptionDialog({
  contactId,
  presumption,
  onClose,
}: {
  contactId: string;
  presumption?: Presumption | null;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const [basis, setBasis] = useState<PresumptionBasis | null>(presumption?.basis ?? null);
  const [reason, setReason] = useState(presumption?.reason ?? '');
  const record = useMutationOf(recordPresumption, { quiet: true, refreshes: alsoShown, done: onClose });
  const enough = reason.trim().length >= 10;
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={basis === null || !enough}
            kind="primary"
            onPress={() => basis && record.mutate({ params: { contactId }, body: { basis, reason } })}
            pending={record.isPending}
          >{t`Begründung eintragen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Warum darf dieser Betrieb angerufen werden?`}
    >
      <div className="flex flex-col gap-4">
        {record.error && <ErrorNote error={record.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <RadioGroup
          label={t`Anlass`}
          onChange={setBasis}
          options={PresumptionBasis.options
            .filter((value) => presumptionCounts[value])
            .map((value) => ({ value, label: i18n._(presumptionWords[value]) }))}
          required
          value={basis}
        />
        <TextField
          hint={t`Konkret: Wer hat wann was gewollt, und warum passt gerade dieses Angebot?`}
          label={t`Begründung`}
          maxLength={2000}
          multiline
          onChange={setReason}
          required
          rows={4}
          value={reason}
        />
        <p className="text-sm text-soft">
          <Trans>
            Ein Eintrag im Verzeichnis, die passende Branche oder eine Empfehlung genügen nicht (BGH, 20.9.2007, I ZR
            88/05).
          </Trans>
        </p>
      </div>
    </Dialog>
  );
}

const alsoShown = ['contacts', 'calls', 'next-steps', 'timeline'];
