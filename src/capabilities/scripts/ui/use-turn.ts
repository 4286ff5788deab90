import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useKeys } from '#web/keys.ts';
import type { Script } from './use-script.ts';

export type Turn = 'script' | 'outcome';

/**
 * Whose the number keys are, and on a phone what shows. Until somebody has answered they say how the try ended; then they answer the script, and at its
 * end they are the outcome's again. r changes it at any time.
 */
export function useTurn(run: Script['run'], phone: boolean) {
  const { t } = useLingui();
  const [given, give] = useState<{ to: Turn; in: string } | null>(null);
  const reading = run !== null && run.step !== null;
  const here = `${run?.id} ${reading}`;
  const own: Turn = reading && (phone || run.path.length > 0) ? 'script' : 'outcome';
  const of: Turn = given?.in === here ? given.to : own;
  const giveTo = (to: Turn) => give({ to, in: here });
  const change = () => giveTo(of === 'script' ? 'outcome' : 'script');
  useKeys([{ keys: 'r', label: t`Zwischen Leitfaden und Ergebnis wechseln`, run: change }], reading);
  return { of, give: giveTo, possible: reading };
}
