import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { LevelMeter } from '#web/components/level-meter.tsx';
import { Select } from '#web/components/select.tsx';
import { Note, Skeleton } from '#web/components/states.tsx';
import { type Chosen, chooseDevices, chosenDevices, devicesOf } from '#web/devices.ts';
import { BlurSwitch } from './blur/blur-switch.tsx';
import { canBlur } from './blur/choice.ts';
import type { OwnMedia } from './own-media.ts';
import { Picture, streamOf } from './player.tsx';
import { troubleWords } from './words.ts';
import { useOwn } from './use-store.ts';

type Option = { value: string; label: string };

/** How one will be seen and heard, before anybody does. */
export function DeviceCheck({ media }: { media: OwnMedia }) {
  const { t } = useLingui();
  const own = useOwn(media);
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState(chosenDevices);
  const [devices, setDevices] = useState<Record<keyof Chosen, Option[]>>();
  const { sound, camera } = own.tracks;

  useEffect(() => {
    let there = true;
    void media.openBoth().then(async () => {
      const [microphone, speaker, cameras] = await Promise.all(
        (['audioinput', 'audiooutput', 'videoinput'] as const).map((kind) => devicesOf(kind).catch(() => [])),
      );
      if (!there) return;
      setDevices({ microphone: microphone ?? [], speaker: speaker ?? [], camera: cameras ?? [] });
      setAsked(true);
    });
    return () => {
      there = false;
    };
  }, [media]);

  const choice = (kind: keyof Chosen, label: string) => {
    const options = devices?.[kind] ?? [];
    if (options.length < 2) return null;
    return (
      <Select
        label={label}
        onChange={(value) => {
          chooseDevices({ [kind]: value });
          setChosen({ ...chosen, [kind]: value });
          if (kind !== 'speaker') void media.open(kind === 'camera' ? 'camera' : 'sound');
        }}
        options={[{ value: '', label: t`Wie der Rechner` }, ...options]}
        value={chosen[kind]}
      />
    );
  };

  return (
    <div className="flex flex-col gap-4">
      <div className="flex aspect-video items-center justify-center overflow-hidden rounded border border-line bg-sunken">
        {camera ? (
          <Picture fit="cover" mirrored stream={streamOf(camera)} />
        ) : (
          <p className="px-4 text-center text-soft">
            {asked ? <Trans>Ohne Bild</Trans> : <Trans>Bitte erlauben Sie Kamera und Mikrofon.</Trans>}
          </p>
        )}
      </div>
      {!asked && <Skeleton lines={1} />}
      {own.trouble.camera && <Note kind="careful">{troubleWords('camera', own.trouble.camera)}</Note>}
      {own.trouble.sound && <Note kind="careful">{troubleWords('sound', own.trouble.sound)}</Note>}
      {sound && <LevelMeter stream={streamOf(sound)} />}
      <div className="flex flex-wrap gap-2">
        <Button
          icon={camera ? 'camera-off' : 'camera'}
          onPress={() => (camera ? media.close('camera') : void media.open('camera'))}
        >
          {camera ? t`Ohne Kamera` : t`Mit Kamera`}
        </Button>
        <Button
          icon={sound ? 'mic-off' : 'mic'}
          onPress={() => (sound ? media.close('sound') : void media.open('sound'))}
        >
          {sound ? t`Ohne Mikrofon` : t`Mit Mikrofon`}
        </Button>
        <BlurSwitch media={media} own={own} />
      </div>
      {!canBlur() && (
        <p className="text-sm text-soft">
          <Trans>Den Hintergrund unscharf zeigen kann dieser Browser nicht; Chrome und Edge können es.</Trans>
        </p>
      )}
      <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
        {choice('camera', t`Kamera`)}
        {choice('microphone', t`Mikrofon`)}
        {'setSinkId' in HTMLMediaElement.prototype && choice('speaker', t`Lautsprecher`)}
      </div>
    </div>
  );
}
