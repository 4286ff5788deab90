import type { IceServer, Signal } from '#meetings/contract';
import { type Kind, kinds, type Own } from './own-media.ts';

/** The way of picture and sound to one other page, and back. */
export type Peer = {
  readonly streams: Readonly<Record<Kind, MediaStream>>;
  connected(): boolean;
  hear(signal: Signal): void;
  send(own: Own['tracks']): void;
  /** The way is gone: find another. */
  restart(): void;
  close(): void;
};

/** So long a connection may falter by itself. */
const falterMs = 4_000;

/**
 * Perfect negotiation: both may describe anew at any time, and who came later gives way. Sound, camera and screen have their fixed places from the first offer
 * on; what is switched on and off only changes what is sent there, and nothing has to be negotiated.
 */
export function openPeer({
  calls,
  own,
  iceServers,
  signal,
  onChange,
}: {
  /** Came later: begins, and gives way. */
  calls: boolean;
  own: Own['tracks'];
  iceServers: IceServer[];
  signal: (signal: Signal) => void;
  onChange: () => void;
}): Peer {
  const connection = new RTCPeerConnection({ iceServers });
  const streams = { sound: new MediaStream(), camera: new MediaStream(), screen: new MediaStream() };
  let sent = own;
  let describing = false;
  let ignoring = false;
  let faltering: ReturnType<typeof setTimeout> | undefined;
  let heard = Promise.resolve();

  const put = (): void => {
    for (const [at, { sender }] of connection.getTransceivers().entries()) {
      const kind = kinds[at];
      if (kind && sender.track !== sent[kind]) void sender.replaceTrack(sent[kind]).catch(() => undefined);
    }
  };
  const describe = async (): Promise<void> => {
    try {
      describing = true;
      await connection.setLocalDescription();
      const { type, sdp } = connection.localDescription ?? {};
      if (sdp && (type === 'offer' || type === 'answer')) signal({ description: { type, sdp } });
    } finally {
      describing = false;
    }
  };

  connection.addEventListener('negotiationneeded', () => void describe().catch(() => undefined));
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate) return;
    const { candidate: text, sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    signal({ candidate: { candidate: text, sdpMid, sdpMLineIndex, usernameFragment } });
  });
  connection.addEventListener('track', ({ track, transceiver }) => {
    const kind = kinds[connection.getTransceivers().indexOf(transceiver)];
    if (kind) streams[kind].addTrack(track);
    onChange();
  });
  connection.addEventListener('connectionstatechange', () => {
    const { connectionState } = connection;
    clearTimeout(faltering);
    if (connectionState === 'failed') connection.restartIce();
    if (connectionState === 'disconnected') faltering = setTimeout(() => connection.restartIce(), falterMs);
    onChange();
  });

  const take = async (what: Signal): Promise<void> => {
    if ('candidate' in what) {
      await connection.addIceCandidate(what.candidate as RTCIceCandidateInit).catch((error: unknown) => {
        if (!ignoring) throw error;
      });
      return;
    }
    const { description } = what;
    const collides = description.type === 'offer' && (describing || connection.signalingState !== 'stable');
    ignoring = !calls && collides;
    if (ignoring) return;
    await connection.setRemoteDescription(description);
    if (description.type !== 'offer') return;
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
    put();
    await describe();
  };

  if (calls) {
    for (const kind of kinds)
      connection.addTransceiver(kind === 'sound' ? 'audio' : 'video', { direction: 'sendrecv' });
    put();
  }

  return {
    streams,
    connected: () => connection.connectionState === 'connected',
    hear(what) {
      // One after the other: a candidate means nothing before its description. What can't be read ends with a new attempt.
      heard = heard.then(() => take(what)).catch(() => undefined);
    },
    send(tracks) {
      sent = tracks;
      put();
    },
    restart() {
      if (connection.connectionState !== 'connected' && connection.remoteDescription) connection.restartIce();
    },
    close() {
      clearTimeout(faltering);
      connection.close();
    },
  };
}
