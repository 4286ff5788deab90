import { useEffect, useRef } from 'react';
import { toChosenSpeaker } from '#web/devices.ts';

/** A moving picture; never with sound. */
export function Picture({
  stream,
  mirrored,
  fit,
}: {
  stream: MediaStream;
  mirrored?: boolean;
  fit: 'cover' | 'contain';
}) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.srcObject = stream;
  }, [stream]);
  return (
    <video
      autoPlay
      className={`size-full ${fit === 'cover' ? 'object-cover' : 'object-contain'} ${mirrored ? '-scale-x-100' : ''}`}
      muted
      playsInline
      ref={ref}
    />
  );
}

/** What is said. `onSilent`: the browser wants a click before it lets anything be heard. */
export function Sound({ stream, onSilent }: { stream: MediaStream; onSilent: (player: HTMLAudioElement) => void }) {
  const ref = useRef<HTMLAudioElement>(null);
  const silent = useRef(onSilent);
  useEffect(() => {
    silent.current = onSilent;
  });
  useEffect(() => {
    const player = ref.current;
    if (!player) return;
    player.srcObject = stream;
    void toChosenSpeaker(player);
    player.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') silent.current(player);
    });
  }, [stream]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- people who speak now
  return <audio autoPlay ref={ref} />;
}

/** Of one track, the same as long as the track is. */
const streams = new WeakMap<MediaStreamTrack, MediaStream>();
export function streamOf(track: MediaStreamTrack): MediaStream {
  const known = streams.get(track) ?? new MediaStream([track]);
  streams.set(track, known);
  return known;
}
