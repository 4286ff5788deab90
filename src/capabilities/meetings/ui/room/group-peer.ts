import type { IceServer, Signal } from '#meetings/contract';
import { describe, offerPlaces, openConnection, putTracks, receiveTracks } from './connection.ts';
import type { Own } from './own-media.ts';
import type { Peer } from './peer.ts';

type Options = {
  iceServers: IceServer[];
  signal: (signal: Signal) => void;
  /** Nothing goes this way any more, or it never began: a new one is to be opened in its place. */
  onLost: () => void;
  onChange: () => void;
};

/** So long the other end may leave a description without an answer. */
const unansweredMs = 20_000;

/** What one sends to everybody, by way of the server. */
export function openPublication({ own, ...options }: Options & { own: Own['tracks'] }): Peer {
  const { onLost, onChange, signal } = options;
  const connection = openConnection(options);
  const unanswered = setTimeout(() => {
    if (!connection.remoteDescription) onLost();
  }, unansweredMs);
  offerPlaces(connection, 'sendonly');
  putTracks(connection, own);
  describe(connection, signal).catch(() => undefined);
  return {
    streams: receiveTracks(connection, onChange),
    connected: () => connection.connectionState === 'connected',
    hear(what) {
      // Janus says where it is in its description.
      if ('description' in what) connection.setRemoteDescription(what.description).catch(() => undefined);
    },
    send: (tracks) => putTracks(connection, tracks),
    restart() {
      if (connection.connectionState !== 'connected' && connection.remoteDescription) onLost();
    },
    close() {
      clearTimeout(unanswered);
      connection.close();
    },
  };
}

/** What comes from one other page by way of the server, which begins with its offer. */
export function openSubscription(options: Options): Peer {
  const { onLost, onChange, signal } = options;
  const connection = openConnection(options);
  return {
    streams: receiveTracks(connection, onChange),
    connected: () => connection.connectionState === 'connected',
    hear(what) {
      if (!('description' in what)) return;
      connection
        .setRemoteDescription(what.description)
        .then(() => describe(connection, signal))
        .catch(() => undefined);
    },
    send: () => undefined,
    restart() {
      if (connection.connectionState !== 'connected' && connection.remoteDescription) onLost();
    },
    close: () => connection.close(),
  };
}
