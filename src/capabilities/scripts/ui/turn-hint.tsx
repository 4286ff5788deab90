import { Trans } from '@lingui/react/macro';
import { Key } from '#calls/ui';
import type { Turn } from './use-turn.ts';

/** Whose the number keys are now, and how to change it. */
export function TurnHint({ of }: { of: Turn }) {
  return (
    <p className="text-sm text-faint">
      {of === 'script' ? (
        <Trans>
          Die Zifferntasten antworten hier; <Key keys="r" /> gibt sie dem Ergebnis.
        </Trans>
      ) : (
        <Trans>
          Die Zifferntasten wählen das Ergebnis; <Key keys="r" /> holt sie hierher.
        </Trans>
      )}
    </p>
  );
}
