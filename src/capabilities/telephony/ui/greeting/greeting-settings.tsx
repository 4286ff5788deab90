import { useMutation } from '@tanstack/react-query';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import {
  downloadMyGreeting,
  getMyGreeting,
  mostGreetingSeconds,
  type MyGreeting,
  recordMyGreeting,
  removeMyGreeting,
} from '#telephony/contract';
import { addressOf, type ApiRefusal, upload } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { refresh, useMutationOf, useQueryOf } from '#web/data.ts';
import { openMicrophone } from '#web/devices.ts';
import { microphoneWords } from '../softphone/microphone-words.ts';
import { inTelephoneQuality, mostFileBytes } from './in-telephone-quality.ts';

/** What is left on mailboxes: record or bring it, hear it as it will be heard, delete it. */
export function GreetingSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getMyGreeting);
  const [problem, setProblem] = useState<string>();
  const [sure, setSure] = useState(false);
  const send = useMutation<MyGreeting, ApiRefusal, Blob>({
    mutationFn: (wav) => upload(recordMyGreeting, {}, wav),
    onSettled: () => refresh('telephony'),
    meta: { quiet: true },
  });
  const remove = useMutationOf(removeMyGreeting, { done: () => setSure(false) });
  const keep = async (sound: Blob): Promise<void> => {
    setProblem(undefined);
    const unreadable = t`Diesen Ton versteht der Browser nicht. Versuchen Sie es mit WAV oder MP3, höchstens 30 MB.`;
    if (sound.size > mostFileBytes) return setProblem(unreadable);
    try {
      send.mutate(await inTelephoneQuality(sound));
    } catch {
      setProblem(unreadable);
    }
  };

  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  const { greeting } = data;
  return (
    <div className="flex max-w-lg flex-col items-start gap-3">
      <p className="text-soft">
        <Trans>
          Geht eine Mailbox dran, spricht Klinke auf einen Tastendruck Ihre Ansage zu Ende und legt auf; Sie sind gleich
          frei. Nennen Sie Ihren Namen, Ihre Firma und eine Nummer für den Rückruf. Auch das ist Werbung am Telefon: Es
          geht nur, wo der Anruf selbst erlaubt war.
        </Trans>
      </p>
      {problem && <Note kind="careful">{problem}</Note>}
      {send.error && <ErrorNote error={send.error} />}
      {greeting && (
        <>
          <p className="text-sm text-soft">
            <Trans>
              {greeting.seconds} Sekunden, aufgenommen am <DateText value={greeting.recordedAt} />
            </Trans>
          </p>
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- one's own words, as one has just said them */}
          <audio
            aria-label={t`Meine Ansage`}
            className="w-full"
            controls
            key={greeting.recordedAt}
            preload="none"
            src={addressOf(downloadMyGreeting)}
          />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <RecordButton onProblem={setProblem} onSound={(sound) => void keep(sound)} pending={send.isPending} />
        <FileButton
          accept="audio/*"
          fileLabel={t`Tondatei mit der Ansage`}
          icon="file"
          onFile={(file) => void keep(file)}
          pending={send.isPending}
        >
          {t`Datei nehmen`}
        </FileButton>
        {greeting && <Button icon="trash" kind="plain" onPress={() => setSure(true)}>{t`Ansage löschen`}</Button>}
      </div>
      <ConfirmDialog
        confirm={t`Löschen`}
        danger
        onClose={() => setSure(false)}
        onConfirm={() => remove.mutate({})}
        open={sure}
        pending={remove.isPending}
        title={t`Ansage löschen?`}
      >
        <Trans>Ohne Ansage sprechen Sie selbst auf Mailboxen.</Trans>
      </ConfirmDialog>
    </div>
  );
}

function RecordButton({
  onSound,
  onProblem,
  pending,
}: {
  onSound: (sound: Blob) => void;
  onProblem: (words: string | undefined) => void;
  pending: boolean;
}) {
  const { t } = useLingui();
  const running = useRef<MediaRecorder>(undefined);
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => () => finish(running.current), []);
  const recording = seconds !== null;
  useEffect(() => {
    if (!recording) return;
    const tick = setInterval(() => setSeconds((now) => (now === null ? null : now + 1)), 1_000);
    return () => clearInterval(tick);
  }, [recording]);
  useEffect(() => {
    if (seconds !== null && seconds >= mostGreetingSeconds) finish(running.current);
  }, [seconds]);

  const begin = async (): Promise<void> => {
    onProblem(undefined);
    try {
      const microphone = await openMicrophone();
      const recorder = new MediaRecorder(microphone);
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.addEventListener('stop', () => {
        for (const track of microphone.getTracks()) track.stop();
        setSeconds(null);
        onSound(new Blob(parts, { type: recorder.mimeType }));
      });
      running.current = recorder;
      recorder.start();
      setSeconds(0);
    } catch (error) {
      onProblem(microphoneWords(error));
    }
  };
  if (recording)
    return (
      <Button icon="stop" kind="primary" onPress={() => finish(running.current)}>
        {t`Fertig`} <span className="tabular-nums">{seconds} s</span>
      </Button>
    );
  return <Button icon="record" onPress={() => void begin()} pending={pending}>{t`Ansage aufnehmen`}</Button>;
}

function finish(recorder: MediaRecorder | undefined): void {
  if (recorder?.state === 'recording') recorder.stop();
}
