import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { ListenMode } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { type Heard, listenIn, type ListeningIn } from './listening.ts';

/** Listening in, from the question to the end. Whoever leaves the page is out. */
export function ListenIn({ userId, name, onEnd }: { userId: string; name: string; onEnd: () => void }) {
  const { t } = useLingui();
  const [heard, setHeard] = useState<Heard>({ mode: 'asks', ended: null, trouble: null });
  const open = useRef<ListeningIn>(undefined);
  useEffect(() => {
    const mine = listenIn(userId, setHeard);
    open.current = mine;
    return () => mine.close();
  }, [userId]);
  const { mode, ended, trouble } = heard;
  const modes: { value: ListenMode; label: string; means: string }[] = [
    { value: 'listen', label: t`Zuhören`, means: t`Sie hören beide. Niemand hört Sie.` },
    { value: 'whisper', label: t`Flüstern`, means: t`Nur ${name} hört Sie.` },
    { value: 'join', label: t`Mitsprechen`, means: t`Beide hören Sie.` },
  ];
  return (
    <div aria-label={t`Mithören bei ${name}`} className="flex flex-col gap-2 border-t border-line pt-3" role="group">
      <p aria-live="polite" className="text-sm text-soft">
        {trouble ??
          (ended === 'dismissed' ? (
            <Trans>{name} hat Sie nicht dabei, oder nicht länger.</Trans>
          ) : ended !== null ? (
            <Trans>Das Mithören ist zu Ende.</Trans>
          ) : mode === 'asks' ? (
            <Trans>{name} fragt gerade, ob Sie mithören dürfen. Bis dahin hören Sie nichts.</Trans>
          ) : (
            modes.find(({ value }) => value === mode)?.means
          ))}
      </p>
      {mode !== null && mode !== 'asks' && (
        <div className="flex flex-wrap gap-1">
          {modes.map(({ value, label }) => (
            <Button
              aria-pressed={mode === value}
              key={value}
              kind={mode === value ? 'primary' : 'quiet'}
              onPress={() => open.current?.change(value)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <div>
        <Button onPress={onEnd}>{mode === null ? t`Schließen` : t`Mithören beenden`}</Button>
      </div>
    </div>
  );
}
