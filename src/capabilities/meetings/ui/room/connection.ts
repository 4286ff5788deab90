import type { IceServer, Signal } from '#meetings/contract';
import { type Kind, kinds, type Own } from './own-media.ts';

/** So long a connection may falter by itself. */
const falterMs = 4_000;

/** What all ways of picture and sound have in common: they say where they may be reached, and when they have been lost. */
export function openConnection({
  iceServers,
  signal,
  onLost,
  onChange,
}: {
  iceServers: IceServer[];
  signal: (signal: Signal) => void;
  onLost: () => void;
  onChange: () => void;
}): RTCPeerConnection {
  const connection = new RTCPeerConnection({ iceServers });
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate) return;
    const { candidate: text, sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    signal({ candidate: { candidate: text, sdpMid, sdpMLineIndex, usernameFragment } });
  });
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'failed') onLost();
    if (connection.connectionState === 'disconnected')
      setTimeout(() => {
        if (connection.connectionState === 'disconnected') onLost();
      }, falterMs);
    onChange();
  });
  return connection;
}

/** Sound, camera and screen have their fixed places; what is switched on and off only changes what is sent there. */
export function putTracks(connection: RTCPeerConnection, own: Own['tracks']): void {
  for (const [at, { sender }] of connection.getTransceivers().entries()) {
    const kind = kinds[at];
    if (kind && sender.track !== own[kind]) void sender.replaceTrack(own[kind]).catch(() => undefined);
  }
}

export type Streams = Readonly<Record<Kind, MediaStream>>;

/** What comes in there. */
export function receiveTracks(connection: RTCPeerConnection, onChange: () => void): Streams {
  const streams = { sound: new MediaStream(), camera: new MediaStream(), screen: new MediaStream() };
  connection.addEventListener('track', ({ track, transceiver }) => {
    const kind = kinds[connection.getTransceivers().indexOf(transceiver)];
    if (kind) streams[kind].addTrack(track);
    onChange();
  });
  return streams;
}

export function offerPlaces(connection: RTCPeerConnection, direction: RTCRtpTransceiverDirection): void {
  for (const kind of kinds) connection.addTransceiver(kind === 'sound' ? 'audio' : 'video', { direction });
}

/** Describes this end to the other one. */
export async function describe(connection: RTCPeerConnection, signal: (signal: Signal) => void): Promise<void> {
  await connection.setLocalDescription();
  const { type, sdp } = connection.localDescription ?? {};
  if (sdp && (type === 'offer' || type === 'answer')) signal({ description: { type, sdp } });
}
