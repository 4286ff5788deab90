import { useCallback, useEffect, useRef, useState } from 'react';
import { changeDialer, type DialerView, endDialer, getDialer, holdInDialer, nextInDialer } from '#calls/contract';
import type { TodayRow } from '#next-steps/ui';
import { call } from '#web/api.ts';
import { queryClient, queryOf, useMutationOf, useQueryOf } from '#web/data.ts';

const holdEveryMs = 15_000;
/** So often a list in which nobody may be called just now is looked through again. */
const lookAgainMs = 20_000;

/** What the server knows is what shows: a result that is not saved there leaves the call open, and nobody goes on from it. */
export function useDialer(callbackDue: (currentId: string | undefined) => TodayRow | undefined) {
  const { data, error, refetch } = useQueryOf(getDialer, undefined, { staleMs: 0 });
  const [idle, setIdle] = useState(false);
  const open = useRef(Infinity);
  const show = useCallback((view: DialerView) => queryClient.setQueryData(queryOf(getDialer).queryKey, view), []);
  const next = useMutationOf(nextInDialer, {
    done: (view) => {
      show(view);
      const { open: left = 0, elsewhere = 0 } = view.session?.counts ?? {};
      // A long stretch of people whom the gate refuses takes more than one request.
      setIdle(!view.person && (left <= elsewhere || left >= open.current));
      open.current = view.person ? Infinity : left;
    },
  });
  const change = useMutationOf(changeDialer, { done: show });
  const end = useMutationOf(endDialer, { done: show });

  const session = data?.session ?? null;
  const person = data?.person ?? null;
  const running = session !== null && session.pausedAt === null;
  const doneWith = person?.called && !person.openCall ? person.contactId : undefined;
  const { mutate, isPending, isError } = next;
  const goOn = useCallback(
    (leaving?: string) => {
      const row = callbackDue(leaving);
      const callback = row?.contact && {
        contactId: row.contact.id,
        purpose: row.purpose,
        ...(row.request && { request: row.request }),
      };
      mutate({ body: { ...(leaving && { leaving }), ...(callback && { callback }) } });
    },
    [callbackDue, mutate],
  );

  useEffect(() => {
    if (!running || isPending || isError) return;
    if (doneWith !== undefined) goOn(doneWith);
    else if (!person && !idle) goOn();
  }, [running, isPending, isError, doneWith, person, idle, goOn]);

  useEffect(() => {
    if (!running || !idle) return;
    const timer = setInterval(() => goOn(), lookAgainMs);
    return () => clearInterval(timer);
  }, [running, idle, goOn]);

  const heldId = person?.contactId;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      call(holdInDialer, {}).then(
        ({ contactId }) => {
          if (contactId !== (heldId ?? null)) void refetch();
        },
        () => undefined,
      );
    }, holdEveryMs);
    return () => clearInterval(timer);
  }, [running, heldId, refetch]);

  return {
    session,
    person,
    loaded: data !== undefined,
    error: error ?? next.error,
    retry: () => {
      next.reset();
      void refetch();
    },
    looking: isPending || (running && !person && !idle),
    show,
    goOn,
    pause: (paused: boolean) => {
      setIdle(false);
      change.mutate({ body: { paused } });
    },
    setPace: (paceSeconds: number | null) => change.mutate({ body: { paceSeconds } }),
    end: () => end.mutate({}),
  };
}
