import { toChosenSpeaker } from '#web/devices.ts';

/** The sound of one conversation in this page. */
export type Sound = {
  /** What is said here, and what comes from the other end; null until something does. */
  tracks(): { user: MediaStreamTrack; contact: MediaStreamTrack } | null;
  mute(on: boolean): void;
  /** False: the browser wants a click first. */
  audible(): boolean;
  play(): void;
  close(): void;
};

const gatherWithinMs = 1_000;
/** Time for a network to come back by itself. */
const lostAfterMs = 2_500;

/** Without a microphone it only listens. `exchange` takes our offer to the server and brings its answer. `onLost`: the way of the sound is gone for good, and a new one is wanted. */
export async function openSound(
  microphone: MediaStream | undefined,
  exchange: (offer: string) => Promise<string | undefined>,
  on: { change: () => void; lost: () => void },
): Promise<Sound> {
  const [voice] = microphone?.getAudioTracks() ?? [];
  if (microphone && !voice) throw new Error('a microphone without sound');
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  const player = new Audio();
  let tracks: ReturnType<Sound['tracks']> = null;
  let audible = true;
  let closed = false;
  let lost: ReturnType<typeof setTimeout> | undefined;

  const play = (): void => {
    player.play().then(
      () => ((audible = true), on.change()),
      () => ((audible = false), on.change()),
    );
  };
  connection.addEventListener('track', ({ track }) => {
    if (voice) tracks = { user: voice, contact: track };
    player.srcObject = new MediaStream([track]);
    void toChosenSpeaker(player).then(play);
  });
  connection.addEventListener('connectionstatechange', () => {
    clearTimeout(lost);
    const { connectionState } = connection;
    if (closed) return;
    if (connectionState === 'failed') on.lost();
    else if (connectionState === 'disconnected') lost = setTimeout(on.lost, lostAfterMs);
  });
  const close = (): void => {
    closed = true;
    clearTimeout(lost);
    connection.close();
    player.srcObject = null;
    for (const track of microphone?.getTracks() ?? []) track.stop();
  };

  try {
    if (voice && microphone) connection.addTrack(voice, microphone);
    else connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription(await connection.createOffer());
    await gathered(connection);
    const answer = await exchange(connection.localDescription?.sdp ?? '');
    if (answer === undefined) throw new Error('no answer');
    await connection.setRemoteDescription({ type: 'answer', sdp: answer });
    return {
      tracks: () => tracks,
      mute(muted) {
        if (voice) voice.enabled = !muted;
      },
      audible: () => audible,
      play,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const look = () => connection.iceGatheringState === 'complete' && resolve();
    connection.addEventListener('icegatheringstatechange', look);
    setTimeout(resolve, gatherWithinMs);
    look();
  });
}
