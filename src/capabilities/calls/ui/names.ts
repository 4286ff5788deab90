import { useLingui } from '@lingui/react/macro';
import type { DispositionMeaning, StepKind } from '#calls/contract';

/** What a disposition means, whatever the team calls it. */
export function useMeaningNames(): Record<DispositionMeaning, string> {
  const { t } = useLingui();
  return {
    connected: t`gesprochen`,
    no_answer: t`niemand ging ran`,
    busy: t`besetzt`,
    voicemail: t`Anrufbeantworter`,
    callback: t`Rückruf vereinbart`,
    appointment: t`Termin vereinbart`,
    refused: t`kein Interesse, darf wieder gefragt werden`,
    wrong_number: t`falsche Nummer: wird nicht mehr gewählt`,
    objected: t`Widerspruch: nie wieder Werbung am Telefon`,
  };
}

export function useStepKindNames(): Record<StepKind, string> {
  const { t } = useLingui();
  return { call: t`Anruf`, meeting: t`Termin`, message: t`Nachricht`, task: t`Aufgabe` };
}
