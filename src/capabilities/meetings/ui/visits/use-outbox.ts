import { useCallback, useEffect, useState } from 'react';
import { type SayVisit, sayVisit } from '#meetings/contract';
import { ApiRefusal, call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { refresh } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { keepWaiting, removeSent, type Waiting, waitingOf } from './outbox.ts';

const againMs = 20_000;

/** Keeps on the telephone what was entered, and sends it as soon as there is a line. */
export function useOutbox(): {
  /** Undefined: not yet known. */
  waiting: readonly Waiting[] | undefined;
  say: (meetingId: string, said: Omit<SayVisit, 'at'>) => void;
} {
  const { user } = useSession();
  const [waiting, setWaiting] = useState<readonly Waiting[]>();
  const send = useCallback(async () => {
    // One window at a time; what two would send is the same.
    await navigator.locks.request('klinke-visits', async () => {
      for (const one of await waitingOf(user.id)) {
        try {
          await call(sayVisit, { params: { meetingId: one.meetingId }, body: one.said });
        } catch (error) {
          if (!(error instanceof ApiRefusal) || error.status === 0 || error.status === 401 || error.status >= 500)
            break;
          toast({ message: error.message, tone: 'refused' });
        }
        await removeSent(one);
        refresh('meetings', 'timeline', 'next-steps', 'contacts');
      }
    });
    setWaiting(await waitingOf(user.id));
  }, [user.id]);
  useEffect(() => {
    const now = () => void send().catch(() => undefined);
    // What waits is shown before it is sent: the line may be too weak to answer.
    void waitingOf(user.id).then(setWaiting, () => setWaiting([]));
    now();
    window.addEventListener('online', now);
    const timer = setInterval(now, againMs);
    return () => {
      window.removeEventListener('online', now);
      clearInterval(timer);
    };
  }, [send, user.id]);
  const say = (meetingId: string, said: Omit<SayVisit, 'at'>) => {
    const one = { meetingId, userId: user.id, said: { ...said, at: new Date().toISOString() } };
    void keepWaiting(one)
      .then(async () => {
        setWaiting(await waitingOf(user.id));
        await send();
      })
      .catch((error: Error) => toast({ message: error.message, tone: 'refused' }));
  };
  return { waiting, say };
}
