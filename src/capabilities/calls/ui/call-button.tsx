import { useLingui } from '@lingui/react/macro';
import { type StartedCall, startCall } from '#calls/contract';
import type { MayContactAnswer, Purpose } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { useMutationOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { Key } from './key.tsx';

type Whom = {
  contactId: string;
  dealId?: string;
  number?: string;
  purpose?: Purpose;
  request?: { at: string; about: string };
};

/** Asks the gate, and dials only the number it gives back. */
function useStartCall(onStarted: (started: StartedCall) => void): {
  start: (whom: Whom) => void;
  pending: boolean;
} {
  const starting = useMutationOf(startCall, {
    refreshes: ['next-steps', 'contacts'],
    done: (started) => {
      onStarted(started);
      window.location.assign(started.dial);
    },
  });
  return { start: (whom) => starting.mutate({ body: whom }), pending: starting.isPending };
}

/** The only way to a call. It rests where the gate says no; the reason stands beside it, in the consent of this person. */
export function CallButton({
  whom,
  answer,
  onStarted,
  keys,
}: {
  whom: Whom;
  /** What the gate says now; null where there is no number. */
  answer: MayContactAnswer | null;
  onStarted: (started: StartedCall) => void;
  keys?: string;
}) {
  const { t } = useLingui();
  const { start, pending } = useStartCall(onStarted);
  const allowed = answer?.allowed === true;
  useKeys([{ keys: keys ?? '', label: t`Anrufen`, run: () => start(whom) }], keys !== undefined && allowed);
  if (!answer) return <Button disabled icon="phone-off">{t`Keine Nummer`}</Button>;
  return (
    <Button
      disabled={!allowed}
      icon={allowed ? 'phone' : 'phone-off'}
      kind={allowed ? 'primary' : 'quiet'}
      onPress={() => start(whom)}
      pending={pending}
    >
      {allowed ? t`Anrufen` : t`Nicht anrufen`}
      {keys && allowed && <Key keys={keys} />}
    </Button>
  );
}
