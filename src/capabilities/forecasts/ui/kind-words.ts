import { useLingui } from '@lingui/react/macro';
import type { ChangeKind } from '#forecasts/contract';

/** What moved the forecast. */
export function useKindWords(): Record<ChangeKind, string> {
  const { t } = useLingui();
  return {
    won: t`gewonnen`,
    lost: t`verloren`,
    new: t`neu`,
    moved: t`andere Stufe`,
    grew: t`größer geworden`,
    shrank: t`kleiner geworden`,
    dateMoved: t`Datum verschoben`,
    reopened: t`wieder offen`,
    removed: t`entfernt`,
    transferred: t`übergeben`,
    overdue: t`Datum verstrichen`,
    revalued: t`Chance der Stufe geändert`,
  };
}
