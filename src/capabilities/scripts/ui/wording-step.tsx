import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Key } from '#calls/ui';
import type { RunStep } from '#scripts/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Note } from '#web/components/states.tsx';
import { useKeys } from '#web/keys.ts';
import type { Script } from './use-script.ts';

type Wording = Extract<RunStep, { kind: 'wording' }>;

/** The released text, read word for word; the answer stands in the ledger with this call as its proof. */
export function WordingStep({ step, script, atKeys }: { step: Wording; script: Script; atKeys: boolean }) {
  const { t } = useLingui();
  const { wording, mayAsk } = step;
  const [draft, setDraft] = useState({ personName: step.personName, personAddress: step.personAddress });
  const asks = wording !== null && mayAsk;
  const skip = () => script.say({ kind: 'next' });
  const answer = (says: 'yes' | 'no') => {
    if (!wording) return;
    const { personName, personAddress } = draft;
    const given = { ...(personName.trim() && { personName }), ...(personAddress.trim() && { personAddress }) };
    script.say({ kind: 'wording', says, wordingId: wording.id, ...given });
  };
  const numbers = [
    { keys: '1', label: t`Ja`, run: () => answer('yes') },
    { keys: '2', label: t`Nein`, run: () => answer('no') },
  ];
  useKeys(numbers, atKeys && asks);
  useKeys([{ keys: 'ArrowRight', label: t`Nicht gefragt`, run: skip }]);
  return (
    <div className="flex flex-col gap-3">
      {!wording && (
        <Note kind="careful">
          <Trans>Dafür ist noch kein Wortlaut freigegeben. Das geht in den Einstellungen zur Einwilligung.</Trans>
        </Note>
      )}
      {wording && !mayAsk && (
        <Note kind="careful">
          <Trans>
            Dieser Anruf ist nicht für Werbung erlaubt, auch ein erbetener Rückruf nicht: Um Einwilligung zu bitten wäre
            welche (§ 7 UWG). Schicken Sie lieber das Formular oder einen Brief.
          </Trans>
        </Note>
      )}
      {asks && (
        <>
          <p className="text-soft">
            <Trans>Lesen Sie genau diesen Text vor (Fassung {wording.version}):</Trans>
          </p>
          <blockquote className="rounded border-l-4 border-brass bg-sunken px-4 py-3 text-lg leading-relaxed break-words whitespace-pre-line">
            {wording.text}
          </blockquote>
          <TextField
            label={t`Name, wie angegeben`}
            maxLength={200}
            onChange={(personName) => setDraft({ ...draft, personName })}
            value={draft.personName}
          />
          <TextField
            label={t`Anschrift, wie angegeben`}
            maxLength={400}
            onChange={(personAddress) => setDraft({ ...draft, personAddress })}
            value={draft.personAddress}
          />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {asks && (
          <>
            <Button icon="allowed" kind="primary" onPress={() => answer('yes')} pending={script.busy}>
              {t`Ja`}
              {atKeys && <Key keys="1" />}
            </Button>
            <Button icon="refused" onPress={() => answer('no')} pending={script.busy}>
              {t`Nein`}
              {atKeys && <Key keys="2" />}
            </Button>
          </>
        )}
        <Button kind="plain" onPress={skip}>
          {t`Nicht gefragt`}
          <Key keys="ArrowRight" />
        </Button>
      </div>
    </div>
  );
}
