import { Trans, useLingui } from '@lingui/react/macro';
import type { Listener } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import type { Softphone } from './softphone.ts';

/** The third person, said as long as they are there. Without the yes of the other one nobody comes in (§ 201 StGB). */
export function ListenerNote({ listener, softphone }: { listener: Listener; softphone: Softphone }) {
  const { t } = useLingui();
  const { name, mode, notice } = listener;
  const dismiss = () => void softphone.ask({ do: 'dismiss' });
  if (mode === 'asks')
    return (
      <div className="flex flex-col gap-2 rounded border border-brass p-3" role="alert">
        <p className="font-medium">
          <Trans>{name} möchte mithören. Fragen Sie erst:</Trans>
        </p>
        <blockquote className="text-soft" lang="de">
          „{notice}“
        </blockquote>
        <div className="flex flex-col gap-2">
          <Button
            icon="check"
            kind="primary"
            onPress={() => void softphone.ask({ do: 'admit' })}
            wide
            wraps
          >{t`Der Kunde weiß Bescheid, einverstanden`}</Button>
          <Button onPress={dismiss} wide>{t`Jetzt nicht`}</Button>
        </div>
      </div>
    );
  return (
    <div className="flex items-center gap-2 text-sm" role="status">
      <Icon className="text-careful" name={mode === 'listen' ? 'headset' : 'mic'} />
      <span className="min-w-0 flex-1">
        {mode === 'listen' && <Trans>{name} hört mit.</Trans>}
        {mode === 'whisper' && <Trans>{name} spricht zu Ihnen. Der Kunde hört es nicht.</Trans>}
        {mode === 'join' && <Trans>{name} spricht mit, alle hören es.</Trans>}
      </span>
      <Button onPress={dismiss}>{t`Beenden`}</Button>
    </div>
  );
}
