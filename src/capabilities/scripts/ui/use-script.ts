import { useCallback, useEffect, useRef } from 'react';
import {
  answerRun,
  beginRun,
  getRun,
  hearObjection,
  listScripts,
  type Reply,
  type ScriptItem,
  type ScriptRun,
  stepBack,
  takeBackObjection,
} from '#scripts/contract';
import { queryClient, queryOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useChosenScript } from './chosen-script.ts';

/** `place` is where the script stands; the rest is what was said. */
export type Said = Reply extends infer One ? (One extends { place: number } ? Omit<One, 'place'> : never) : never;

export type Script = {
  /** What there is to choose from. */
  scripts: readonly ScriptItem[];
  /** Null: this user reads none. */
  chosen: ScriptItem | null;
  choose: (scriptId: string | null) => void;
  run: ScriptRun | null;
  say: (said: Said) => void;
  back: () => void;
  /** The person objects as this card says, or did not after all. */
  hear: (card: string) => void;
  unhear: (card: string) => void;
  busy: boolean;
  error: unknown;
  retry: () => void;
};

/** The script beside a call: it begins with the call, and after a reload it goes on where it stood. */
export function useScript(call: { id: string } | null): Script {
  const scripts = useQueryOf(listScripts, { query: {} }, { staleMs: 5 * 60_000 }).data?.items;
  const [chosen, setChosen] = useChosenScript(scripts);
  const callId = call?.id;
  const asked = useQueryOf(getRun, callId === undefined ? null : { params: { callId } });
  const run = asked.data?.run ?? null;
  const show = useCallback((answer: { run: ScriptRun }) => {
    queryClient.setQueryData(queryOf(getRun, { params: { callId: answer.run.callId } }).queryKey, answer);
  }, []);
  const begin = useMutationOf(beginRun, { quiet: true, done: show, refreshes: ['timeline'] });
  const answer = useMutationOf(answerRun, {
    quiet: true,
    done: show,
    refreshes: ['contacts', 'consent', 'calls', 'timeline'],
  });
  const back = useMutationOf(stepBack, { quiet: true, done: show, refreshes: ['timeline'] });

  const hear = useMutationOf(hearObjection, { done: show, refreshes: ['timeline', 'forecasts'] });
  const unhear = useMutationOf(takeBackObjection, { done: show, refreshes: ['timeline', 'forecasts'] });

  const { mutate: beginNow } = begin;
  const begun = useRef<string>(undefined);
  const scriptId = chosen?.id;
  useEffect(() => {
    if (callId === undefined || scriptId === undefined || asked.data === undefined || asked.data.run) return;
    if (begun.current === callId) return;
    begun.current = callId;
    beginNow({ params: { callId }, body: { scriptId } });
  }, [callId, scriptId, asked.data, beginNow]);

  const reset = () => [begin, answer, back].forEach((mutation) => mutation.reset());
  return {
    scripts: scripts ?? [],
    chosen,
    choose: (id) => {
      setChosen(id);
      if (callId !== undefined && id !== null) begin.mutate({ params: { callId }, body: { scriptId: id } });
    },
    run: callId !== undefined && chosen ? run : null,
    say: (said) => {
      if (!run || answer.isPending) return;
      reset();
      answer.mutate({ params: { runId: run.id }, body: { ...said, place: run.path.length } });
    },
    back: () => {
      if (!run || run.path.length === 0 || back.isPending) return;
      reset();
      back.mutate({ params: { runId: run.id } });
    },
    hear: (card) => run && hear.mutate({ params: { runId: run.id, card } }),
    unhear: (card) => run && unhear.mutate({ params: { runId: run.id, card } }),
    busy: begin.isPending || answer.isPending || back.isPending,
    error: asked.error ?? begin.error ?? answer.error ?? back.error,
    retry: () => {
      reset();
      begun.current = undefined;
      void asked.refetch();
    },
  };
}
