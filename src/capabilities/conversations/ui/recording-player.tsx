import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { usePeople } from '#access/ui';
import { type DeletedBecause, deleteRecording, getRecording, type RecordingView } from '#conversations/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { DateText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { openPlayer, type Player } from './player.ts';

/** One recording where its call is told: to listen to, or why there is none any more. */
export function RecordingPlayer({ recordingId }: { recordingId: string }) {
  const { t } = useLingui();
  const may = useMay();
  const { data } = useQueryOf(getRecording, { params: { recordingId } });
  const [player, setPlayer] = useState<Player>();
  const [opening, setOpening] = useState(false);
  const [sure, setSure] = useState(false);
  const remove = useMutationOf(deleteRecording, { refreshes: ['timeline'], done: () => setSure(false) });
  useEffect(() => () => player?.close(), [player]);
  if (!data) return null;
  if (data.state === 'deleted') return <Deleted because={data.deletedBecause} />;
  if (data.state !== 'kept') return <p>{t`Die Aufnahme ist noch unterwegs.`}</p>;
  const listen = async (): Promise<void> => {
    setOpening(true);
    try {
      const opened = await openPlayer(recordingId);
      setPlayer(opened);
      opened.play();
    } catch (error) {
      toast({ message: error instanceof Error ? error.message : String(error), tone: 'refused' });
    } finally {
      setOpening(false);
    }
  };
  return (
    <div className="flex flex-col gap-2 whitespace-normal">
      {player ? (
        <Playing player={player} recording={data} />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <Button icon="play" onPress={() => void listen()} pending={opening}>{t`Anhören`}</Button>
          {data.deleteOn && (
            <span className="text-sm text-faint">
              <Trans>
                wird am <DateText value={data.deleteOn} /> gelöscht
              </Trans>
            </span>
          )}
          {may('manage') && <IconButton icon="trash" label={t`Aufnahme löschen`} onPress={() => setSure(true)} small />}
        </div>
      )}
      <ConfirmDialog
        confirm={t`Löschen`}
        danger
        onClose={() => setSure(false)}
        onConfirm={() => remove.mutate({ params: { recordingId } })}
        open={sure}
        pending={remove.isPending}
        title={t`Aufnahme löschen?`}
      >
        <Trans>Sie ist danach für niemanden mehr da. Dass es sie gab, bleibt vermerkt.</Trans>
      </ConfirmDialog>
    </div>
  );
}

function Deleted({ because }: { because: DeletedBecause | null }) {
  const { t } = useLingui();
  const words = {
    withdrawn: t`Gelöscht, weil die Einwilligung widerrufen wurde`,
    user_withdrew: t`Gelöscht, weil die Zustimmung unserer Seite zurückgenommen wurde`,
    retention: t`Gelöscht, weil die Frist abgelaufen ist`,
    by_hand: t`Von Hand gelöscht`,
  };
  return <p>{because && words[because]}</p>;
}

function Playing({ player, recording }: { player: Player; recording: RecordingView }) {
  const { t } = useLingui();
  const { nameOf } = usePeople();
  const { playing, seconds } = useSyncExternalStore(player.subscribe, player.shown);
  const total = Math.round(player.seconds);
  return (
    <div aria-label={t`Aufnahme`} className="flex max-w-lg flex-col gap-2 rounded border border-line p-3" role="group">
      <div className="flex items-center gap-2">
        <IconButton
          autoFocus
          icon={playing ? 'pause' : 'play'}
          kind="quiet"
          label={playing ? t`Anhalten` : t`Abspielen`}
          onPress={() => (playing ? player.pause() : player.play())}
        />
        <input
          aria-label={t`Stelle`}
          aria-valuetext={`${clock(seconds)} / ${clock(total)}`}
          className="min-w-0 flex-1 accent-brass-deep phone:h-11"
          max={total}
          min={0}
          onChange={(event) => player.seek(Number(event.target.value))}
          step={1}
          type="range"
          value={Math.min(total, Math.floor(seconds))}
        />
        <span className="text-sm text-soft tabular-nums">
          {clock(seconds)} / {clock(total)}
        </span>
      </div>
      {player.pauses.length > 0 && (
        <p className="text-sm text-faint">
          <Trans>Mit Pausen bei {player.pauses.map(clock).join(', ')}</Trans>
        </p>
      )}
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Volume label={nameOf(recording.userId)} onChange={(share) => player.setVolume('user', share)} />
        <Volume label={t`Gegenüber`} onChange={(share) => player.setVolume('contact', share)} />
      </div>
    </div>
  );
}

function Volume({ label, onChange }: { label: string; onChange: (share: number) => void }) {
  const { t } = useLingui();
  const [share, setShare] = useState(100);
  return (
    <label className="flex min-w-0 flex-col text-sm text-soft">
      <span className="truncate">{t`Lautstärke: ${label}`}</span>
      <input
        className="accent-brass-deep phone:h-11"
        max={100}
        min={0}
        onChange={(event) => {
          setShare(Number(event.target.value));
          onChange(Number(event.target.value) / 100);
        }}
        step={5}
        type="range"
        value={share}
      />
    </label>
  );
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
