import { Trans } from '@lingui/react/macro';
import { Note } from '#web/components/states.tsx';

/** Browsers keep our cookie only over https or on the machine itself; say so before somebody types a password in vain. */
export function InsecureNote() {
  if (window.isSecureContext) return null;
  return (
    <Note kind="careful">
      <Trans>
        Anmelden geht nur über https oder auf dem Rechner selbst (http://localhost). Diese Seite kam über http; der
        Browser würde die Anmeldung sofort wieder vergessen. Wer Klinke eingerichtet hat, kann einen https-Zugang
        davorstellen.
      </Trans>
    </Note>
  );
}
