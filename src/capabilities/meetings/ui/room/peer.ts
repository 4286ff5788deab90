import type { IceServer, Signal } from '#meetings/contract';
import { describe, offerPlaces, openConnection, putTracks, receiveTracks, type Streams } from './connection.ts';
import type { Own } from './own-media.ts';

/** The way of picture and sound to one other page, and back. */
export type Peer = {
  readonly streams: Streams;
  connected(): boolean;
  hear(signal: Signal): void;
  send(own: Own['tracks']): void;
  /** The way is gone: find another. */
  restart(): void;
  close(): void;
};

/**
 * Perfect negotiation: both may describe anew at any time, and who came later gives way. Sound, camera and screen have their fixed places from the first offer
 * on, and nothing has to be negotiated in the middle of a talk.
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
  const onLost = (): void => connection.restartIce();
  const connection = openConnection({ iceServers, signal, onLost, onChange });
  const streams = receiveTracks(connection, onChange);
  let sent = own;
  let describing = false;
  let ignoring = false;
  let heard = Promise.resolve();

  const describeAnew = async (): Promise<void> => {
    try {
      describing = true;
      await describe(connection, signal);
    } finally {
      describing = false;
    }
  };
  connection.addEventListener('negotiationneeded', () => void describeAnew().catch(() => undefined));

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
    putTracks(connection, sent);
    await describeAnew();
  };

  if (calls) {
    offerPlaces(connection, 'sendrecv');
    putTracks(connection, own);
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
      putTracks(connection, tracks);
    },
    restart() {
      if (connection.connectionState !== 'connected' && connection.remoteDescription) connection.restartIce();
    },
    close: () => connection.close(),
  };
}
