import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RecordingRefusedBecause } from '#consent/contract';
import { getCallRecording, sayOnRecording, startRecording } from '#conversations/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { type Paused, recorder, type Scene, type Shown } from './recorder/recorder.ts';
import { SayDialog } from './say-dialog.tsx';

type Props = Scene & {
  /** Lets both sides hear that recording begins; without having been heard, it does not. */
  announce: () => Promise<boolean>;
};

/** In a conversation: whether it may be recorded, and that it is. */
export function RecordControls({ callId, tracks, blocked, announce }: Props) {
  const { t } = useLingui();
  const { user } = useSession();
  const shown = useSyncExternalStore(recorder.subscribe, recorder.shown);
  const { data } = useQueryOf(getCallRecording, { params: { callId } });
  const [asking, setAsking] = useState(false);
  const [starting, setStarting] = useState(false);
  const start = useMutationOf(startRecording);
  useEffect(() => recorder.setScene({ callId, tracks, blocked }), [callId, tracks, blocked]);
  useEffect(() => () => recorder.leaveScene(callId), [callId]);

  const running = data?.items.find((one) => one.state === 'recording' && one.userId === user.id);
  const runningId = running?.id;
  const recordedMs = (running?.seconds ?? 0) * 1000;
  useEffect(() => {
    if (runningId !== undefined && !starting)
      void recorder.takeUp(runningId, callId, recordedMs).catch(() => undefined);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- how long it was when the page came counts, once
  }, [runningId, callId, starting]);
  const ours = shown?.callId === callId ? shown : undefined;
  const standing = data?.items.find((one) => one.id === ours?.recordingId)?.state;
  useEffect(() => {
    if (standing === 'deleted') void recorder.drop();
    // Ended in another window, or before this page was loaded.
    else if (standing === 'arriving' || standing === 'kept') void recorder.stop();
  }, [standing]);

  if (!data) return null;
  if (ours) return <Running announce={announce} callId={callId} shown={ours} />;
  const begin = async (): Promise<void> => {
    setStarting(true);
    try {
      if (!(await announce())) return;
      const { id } = await start.mutateAsync({ params: { callId } });
      recorder.begin(id, callId);
    } catch {
      // The server's words are on the screen already.
    } finally {
      setStarting(false);
    }
  };
  const { answer } = data;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-2">
      {answer.allowed ? (
        <Button
          disabled={!tracks || blocked !== null}
          icon="record"
          onPress={() => void begin()}
          pending={starting}
          wide
        >
          {t`Aufnehmen`}
        </Button>
      ) : (
        <>
          <p className="text-sm text-soft">
            <WhyNot because={answer.because} />
          </p>
          {askable.has(answer.because) && (
            <Button icon="note" onPress={() => setAsking(true)} wide>{t`Wortlaut vorlesen`}</Button>
          )}
        </>
      )}
      {asking && <SayDialog callId={callId} onClose={() => setAsking(false)} />}
    </div>
  );
}

const askable = new Set<RecordingRefusedBecause>(['not_asked', 'refused', 'withdrawn', 'not_prior', 'not_documented']);

function WhyNot({ because }: { because: RecordingRefusedBecause }) {
  const { t } = useLingui();
  switch (because) {
    case 'switched_off':
      return t`Aufnahmen sind hier ausgeschaltet.`;
    case 'user_not_asked':
      return (
        <Trans>
          Aufnehmen geht erst, wenn Sie zugestimmt haben: <Link to="/einstellungen/telefon">Mein Telefon</Link>.
        </Trans>
      );
    case 'user_withdrew':
      return (
        <Trans>
          Ihre Stimme darf nicht aufgenommen werden. Ändern können Sie das unter{' '}
          <Link to="/einstellungen/telefon">Mein Telefon</Link>.
        </Trans>
      );
    case 'not_asked':
    case 'not_prior':
    case 'not_documented':
      return t`Aufnehmen geht erst nach einem Ja der anderen Seite.`;
    case 'refused':
      return t`Die andere Seite möchte nicht aufgenommen werden.`;
    case 'withdrawn':
      return t`Die andere Seite hat ihre Einwilligung zur Aufnahme widerrufen.`;
    default:
      return because satisfies never;
  }
}

function Running({ callId, shown, announce }: { callId: string; shown: Shown; announce: Props['announce'] }) {
  const { t } = useLingui();
  const [sure, setSure] = useState(false);
  const withdraw = useMutationOf(sayOnRecording, {
    refreshes: ['consent', 'contacts', 'timeline'],
    done: () => {
      setSure(false);
      void recorder.drop();
      toast({ message: t`Aufnahme gelöscht` });
    },
  });
  const byHand = shown.paused === 'by_hand';
  const goOn = async (): Promise<void> => {
    if (await announce()) recorder.resume();
  };
  return (
    <div aria-label={t`Aufnahme`} className="flex flex-col gap-2 border-t border-line pt-2" role="group">
      <div className="flex items-center gap-2">
        <span
          className={`size-3 shrink-0 rounded-full ${shown.since === null ? 'border-2 border-strong' : 'animate-pulse bg-refused motion-reduce:animate-none'}`}
        />
        <p aria-live="polite" className="min-w-0 flex-1 font-medium">
          {shown.since === null ? t`Aufnahme pausiert` : t`Aufnahme läuft`}
          <RunningTime shown={shown} />
        </p>
        {byHand ? (
          <Button onPress={() => void goOn()}>{t`Weiter`}</Button>
        ) : (
          <IconButton
            icon="pause"
            kind="quiet"
            label={t`Pause, etwa für Zahlungsdaten`}
            onPress={() => recorder.pause()}
          />
        )}
        <IconButton icon="stop" kind="quiet" label={t`Aufnahme beenden`} onPress={() => void recorder.stop()} />
      </div>
      {shown.paused && (
        <p className="text-sm text-soft">{<PausedWords paused={shown.paused} problem={shown.problem} />}</p>
      )}
      {shown.waiting && (
        <p className="flex gap-2 text-sm text-careful">
          <Icon className="mt-0.5" name="offline" />
          {t`Der Server ist nicht erreichbar. Die Aufnahme liegt solange in diesem Browser.`}
        </p>
      )}
      <Button icon="trash" kind="plain" onPress={() => setSure(true)}>{t`Widerrufen und löschen`}</Button>
      <ConfirmDialog
        confirm={t`Widerrufen und löschen`}
        danger
        onClose={() => setSure(false)}
        onConfirm={() => withdraw.mutate({ params: { callId }, body: { says: 'withdrawn' } })}
        open={sure}
        pending={withdraw.isPending}
        title={t`Einwilligung zur Aufnahme widerrufen?`}
      >
        <Trans>
          Alles, was von Gesprächen mit dieser Person aufgenommen wurde, wird sofort und endgültig gelöscht. Dass und
          warum bleibt vermerkt.
        </Trans>
      </ConfirmDialog>
    </div>
  );
}

function PausedWords({ paused, problem }: { paused: Paused; problem: string | null }) {
  const { t } = useLingui();
  switch (paused) {
    case 'by_hand':
      return t`Bis „Weiter“ wird nichts aufgenommen.`;
    case 'held':
      return t`Geht von selbst weiter, wenn Sie weitersprechen.`;
    case 'consult':
      return t`Geht von selbst weiter, wenn Sie wieder zu zweit sind.`;
    case 'joined':
      return t`Jemand spricht mit, der nicht gefragt wurde. Geht von selbst weiter, wenn Sie wieder zu zweit sind.`;
    case 'no_sound':
      return t`Geht von selbst weiter, sobald der Ton wieder da ist.`;
    case 'refused':
      return problem ?? t`Das geht gerade nicht.`;
    default:
      return paused satisfies never;
  }
}

function RunningTime({ shown: { recordedMs, since } }: { shown: Shown }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    const tick = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(tick);
  }, [since]);
  const seconds = Math.floor((recordedMs + (since === null ? 0 : Math.max(0, now - since))) / 1000);
  return (
    <span aria-hidden="true" className="text-soft tabular-nums" role="timer">
      {' · '}
      {clock(seconds)}
    </span>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
