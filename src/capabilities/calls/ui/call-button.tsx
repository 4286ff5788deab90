import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { type CallView, dialCall, removeCall, type StartedCall, startCall } from '#calls/contract';
import type { MayContactAnswer, Purpose } from '#consent/contract';
import type { InputOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { randomKey } from '#web/random-key.ts';
import { type Telephone, telephoneIfAny } from '#web/telephone.ts';
import { Key } from './key.tsx';

type Whom = {
  contactId: string;
  dealId?: string;
  number?: string;
  purpose?: Purpose;
  request?: { at: string; about: string };
  held?: true;
};

const refreshes = ['next-steps', 'contacts'];

/** Asks the gate, and dials only the number it gives back: with the telephone in the page where there is one. */
export function useStartCall(
  onStarted: (started: StartedCall) => void,
  onOver: (heard: boolean) => void = nothing,
): {
  start: (whom: Whom, onRefused?: () => void) => void;
  pending: boolean;
} {
  const { t } = useLingui();
  const dialling = useMutationOf(dialCall, {
    refreshes: ['calls'],
    done: (_, { params }) => telephone.current?.dialled?.(params.callId),
  });
  const takingBack = useMutationOf(removeCall, { refreshes });
  const starting = useMutationOf(startCall, {
    refreshes,
    done: async (started) => {
      const order = { params: { callId: started.call.id } };
      if (telephone.current) {
        const ringing = ringIn(telephone.current, started.call, order);
        onStarted(started);
        // What is shown is asked anew when it rings, not in its way.
        return ringing;
      }
      onStarted(started);
      onOver(false);
      if (started.line?.dials !== 'callback') window.location.assign(started.dial);
      else dialling.mutate(order, { onSuccess: () => toast({ message: t`Ihr Telefon klingelt gleich.` }) });
    },
  });
  const telephone = useRef<Telephone>(undefined);
  const speaking = useRef<Promise<boolean>>(undefined);
  const [waiting, setWaiting] = useState(false);
  const ringIn = async (within: Telephone, call: CallView, order: InputOf<typeof dialCall>): Promise<void> => {
    within.ring(call, () => onOver(true));
    await dialling.mutateAsync(order).catch(() => undefined);
    // What never rang was no call, whatever the line has told of its end meanwhile: by its version it would stay.
    if (!(await speaking.current)) takingBack.mutate(order);
  };
  const start = async (whom: Whom, onRefused?: () => void): Promise<void> => {
    setWaiting(true);
    telephone.current = await telephoneIfAny();
    const click = randomKey();
    speaking.current = telephone.current?.ready(click);
    // Nobody's telephone is to ring while we can't speak: this one sees to it, or the microphone comes before the gate.
    const ready = telephone.current?.holds() !== false || (await speaking.current) === true;
    setWaiting(false);
    const ring = telephone.current?.holds() ? { ring: click } : {};
    if (ready) starting.mutate({ body: { ...whom, ...ring } }, onRefused && { onError: onRefused });
  };
  const pending = waiting || starting.isPending || dialling.isPending;
  return { start: (whom, onRefused) => void start(whom, onRefused), pending };
}

/** The only way to a call. It rests where the gate says no; the reason stands beside it, in the consent of this person. */
export function CallButton({
  whom,
  answer,
  onStarted = nothing,
  onOver = nothing,
  keys,
}: {
  whom: Whom;
  /** What the gate says now; null where there is no number. */
  answer: MayContactAnswer | null;
  onStarted?: (started: StartedCall) => void;
  /** It has ended, or (not heard) left for a program that does not tell us: time to ask how it went. */
  onOver?: (heard: boolean) => void;
  keys?: string;
}) {
  const { t } = useLingui();
  const { start, pending } = useStartCall(onStarted, onOver);
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

function nothing(): void {}
