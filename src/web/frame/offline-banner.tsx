import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Icon } from '#web/components/icon.tsx';
import { useLiveState } from '#web/live.ts';
import { useOnline } from '#web/online.ts';

/** Says that the line to the server is gone, once that lasts longer than a hiccup. */
export function OfflineBanner() {
  const online = useOnline();
  const live = useLiveState();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (live !== 'lost') return;
    const timer = setTimeout(() => setLost(true), 4000);
    return () => {
      clearTimeout(timer);
      setLost(false);
    };
  }, [live]);
  if (online && !lost) return null;
  return (
    <p
      className="col-span-full row-start-1 flex items-center justify-center gap-2 bg-ink px-4 py-1.5 text-paper"
      role="status"
    >
      <Icon name="offline" />
      <Trans>Keine Verbindung zu Klinke. Was Sie sehen, kann veraltet sein; es geht von selbst weiter.</Trans>
    </p>
  );
}
