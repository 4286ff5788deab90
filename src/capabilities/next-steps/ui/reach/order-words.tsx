import { Trans } from '@lingui/react/macro';
import type { TodayView } from '#next-steps/contract';
import { Link } from '#web/components/link.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

/** What the order of the list follows, or what is missing for it. */
export function OrderWords({ order }: { order: TodayView['order'] }) {
  const format = useFormat();
  const calls = format.number(order.calls);
  return (
    <p>
      {order.by === 'worth' ? (
        <Trans>Bei gleichem Grund steht oben, was eine Stunde Anrufen am meisten bringen kann.</Trans>
      ) : order.because === 'few_calls' ? (
        <Trans>
          Bei gleichem Grund gilt die Zeit. Ab {order.enough} Anrufen mit Ergebnis ordnet Klinke nach dem, was sie
          bringen können; bisher sind es {calls}.
        </Trans>
      ) : order.because === 'no_effort' ? (
        <Trans>
          Bei gleichem Grund gilt die Zeit: Wie viel Zeit jemand kostet, den Sie erreichen, ist noch nicht bekannt.
        </Trans>
      ) : (
        <Trans>Bei gleichem Grund gilt die Zeit: Was diese Anrufe bringen können, ist noch nicht bekannt.</Trans>
      )}{' '}
      {order.experiment && <Trans>Jeder Zehnte steht zum Vergleich an zufälliger Stelle.</Trans>}{' '}
      <Link to={pathTo.reach()}>
        <Trans>Erreichbarkeit</Trans>
      </Link>
    </p>
  );
}
