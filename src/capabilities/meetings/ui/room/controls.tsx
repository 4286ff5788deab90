import { useLingui } from '@lingui/react/macro';
import { Button } from '#web/components/button.tsx';
import { BlurSwitch } from './blur/blur-switch.tsx';
import type { Own, OwnMedia } from './own-media.ts';

/** What one can do in the talk, at the foot and within reach of the thumb. */
export function Controls({
  media,
  own,
  onChoose,
  chat,
  onChat,
  onLeave,
}: {
  media: OwnMedia;
  own: Own;
  onChoose: (kind: 'sound' | 'camera', on: boolean) => void;
  chat: { open: boolean; unread: number };
  onChat: () => void;
  onLeave: () => void;
}) {
  const { t } = useLingui();
  const { sound, camera, screen } = own.tracks;
  // Pages of ours have their own way to end.
  const shares = screen !== null && !own.presents;
  const heard = sound !== null && !own.muted;
  const canShare = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
  const toggleSound = (): void => {
    if (sound) return media.mute(!own.muted);
    media.mute(false);
    onChoose('sound', true);
  };
  const { unread } = chat;
  return (
    <div aria-label={t`Im Gespräch`} className="flex flex-wrap items-center justify-center gap-2" role="group">
      <Button icon={heard ? 'mic' : 'mic-off'} onPress={toggleSound}>
        {heard ? t`Stumm schalten` : t`Mikrofon an`}
      </Button>
      <Button icon={camera ? 'camera' : 'camera-off'} onPress={() => onChoose('camera', camera === null)}>
        {camera ? t`Kamera aus` : t`Kamera an`}
      </Button>
      <BlurSwitch media={media} own={own} />
      {canShare && (
        <Button icon="screen" onPress={() => (shares ? media.close('screen') : void media.shareScreen())}>
          {shares ? t`Nicht mehr teilen` : t`Bildschirm teilen`}
        </Button>
      )}
      <Button aria-expanded={chat.open} icon="message" onPress={onChat}>
        {unread > 0 ? t`Chat (${unread} neu)` : t`Chat`}
      </Button>
      <Button kind="danger" onPress={onLeave}>{t`Verlassen`}</Button>
    </div>
  );
}
