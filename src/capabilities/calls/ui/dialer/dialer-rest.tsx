import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { DialerSession } from '#calls/contract';
import { Button } from '#web/components/button.tsx';
import { EmptyState, Skeleton } from '#web/components/states.tsx';
import { RelativeTime, TimeText } from '#web/components/texts.tsx';
import { useKeys } from '#web/keys.ts';
import { Key } from '../key.tsx';

/** Nobody is to be called right now: a pause, the end of the list, or a while of waiting. */
export function DialerRest({
  session: { pausedAt, counts },
  looking,
  onResume,
  onAgain,
  onEnd,
}: {
  session: DialerSession;
  looking: boolean;
  onResume: () => void;
  onAgain: () => void;
  onEnd: () => void;
}) {
  const { t } = useLingui();
  useKeys([{ keys: 'Enter', label: t`Weiter telefonieren`, run: onResume }], pausedAt !== null);
  if (pausedAt !== null)
    return (
      <EmptyState
        action={
          <Button icon="phone" kind="primary" onPress={onResume}>
            {t`Weiter telefonieren`}
            <Key keys="p" />
          </Button>
        }
        icon="pause"
      >
        <Trans>
          Pause, begonnen <RelativeTime at={pausedAt} />. Solange ist niemand für Sie freigehalten.
        </Trans>
      </EmptyState>
    );
  if (looking) return <Skeleton lines={6} />;
  const again = counts.refused.flatMap((one) => one.again ?? []).toSorted()[0];
  if (counts.elsewhere > 0 || again)
    return (
      <EmptyState action={<Button icon="undo" onPress={onAgain}>{t`Jetzt nachsehen`}</Button>} icon="clock">
        {counts.elsewhere > 0 ? (
          <Plural
            one="Der letzte Mensch der Liste ist gerade bei jemand anderem aus dem Team."
            other="Die letzten # Menschen der Liste sind gerade bei anderen aus dem Team."
            value={counts.elsewhere}
          />
        ) : (
          <Trans>
            Im Moment darf niemand mehr angerufen werden. Die Nächsten ab <TimeText at={again ?? ''} withDay />.
          </Trans>
        )}
      </EmptyState>
    );
  return (
    <EmptyState action={<Button kind="primary" onPress={onEnd}>{t`Liste beenden`}</Button>} icon="check">
      <Trans>Geschafft: Die Liste ist durch.</Trans>
    </EmptyState>
  );
}
