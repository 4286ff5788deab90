import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { HealthLevel, HealthReason } from '#forecasts/contract';
import { Standing } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';

export function HealthStanding({ level, bare }: { level: HealthLevel; bare?: boolean }) {
  const { t } = useLingui();
  const words = { well: t`gesund`, watch: t`braucht einen Blick`, weak: t`wackelt` };
  return (
    <Standing bare={bare ?? false} kind={level === 'well' ? 'allowed' : 'careful'}>
      {words[level]}
    </Standing>
  );
}

/** What speaks against it, and what it is compared with. */
export function ReasonText({ reason }: { reason: HealthReason }) {
  const format = useFormat();
  switch (reason.code) {
    case 'without_step':
      return <Trans>Kein nächster Schritt vereinbart.</Trans>;
    case 'silent':
      return (
        <Plural
          one="Seit # Tag hat niemand etwas getan."
          other="Seit # Tagen hat niemand etwas getan."
          value={reason.days}
        />
      );
    case 'overdue':
      return <Trans>Der Abschluss war für den {format.day(reason.on)} geplant.</Trans>;
    case 'pushed':
      return <Plural one="# Mal verschoben." other="# Mal verschoben." value={reason.times} />;
    case 'objection':
      return (
        <Trans>
          In {reason.times} Gesprächen derselbe Einwand: „{reason.title}“.
        </Trans>
      );
    case 'old':
      return reason.usual === null ? (
        <Trans>{reason.days} Tage alt, mehr als ein halbes Jahr.</Trans>
      ) : (
        <Trans>
          {reason.days} Tage alt; von zehn gewonnenen waren neun nach {reason.usual} Tagen unterschrieben.
        </Trans>
      );
    case 'slow_stage':
      return reason.usual === null ? (
        <Trans>{reason.days} Tage in dieser Stufe, länger als vorgesehen.</Trans>
      ) : (
        <Trans>
          {reason.days} Tage in dieser Stufe; von zehn gewonnenen waren neun nach {reason.usual} Tagen weiter.
        </Trans>
      );
  }
}
