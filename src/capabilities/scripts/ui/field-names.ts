import { useLingui } from '@lingui/react/macro';
import type { ScriptField } from '#scripts/contract';

export function useFieldNames(): Record<ScriptField, string> {
  const { t } = useLingui();
  return { jobTitle: t`Funktion`, email: t`E-Mail`, city: t`Ort`, tag: t`Merkmal`, note: t`Notiz zur Person` };
}
