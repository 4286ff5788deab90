import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type JanusSession, JanusFailure } from './connection.ts';
import { samplesPerMs } from './tones.ts';

const packetMs = 20;
const samplesPerPacket = packetMs * samplesPerMs;
/** So much lies ready in Janus that a stutter of ours is no hole in the sound: 800 ms. */
const packetsAhead = 40;
const aLaw = 8;

/**
 * Our own voice in a room, without a browser: plain RTP to Janus, which plays by its own clock. Everybody in the room hears it; resolves when it has been heard. Janus takes such sound from
 * anybody who reaches the port, so its AudioBridge belongs on an address of this machine alone (docs/telephone.md).
 */
export async function speakInto(
  session: JanusSession,
  room: number,
  sound: Uint8Array,
  stop?: AbortSignal,
): Promise<void> {
  const packets = Math.ceil(sound.length / samplesPerPacket);
  const ahead = Math.min(packets, packetsAhead);
  const handle = await session.attach('janus.plugin.audiobridge', () => undefined);
  let socket: Socket | undefined;
  try {
    // It begins to play when more than `prebuffer` packets are there, and throws away what lies beyond twice as many.
    const join = { request: 'join', room, codec: 'pcma', display: 'klinke', prebuffer: Math.floor(ahead * 0.75) };
    const { data } = await handle.ask({ ...join, rtp: { payload_type: aLaw } });
    if (!data.rtp) throw new JanusFailure('refused', 'the room takes no sound of ours');
    const { ip, port } = data.rtp;
    socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
    // Nobody listens at the other end any more: the call is over.
    socket.on('error', () => undefined);
    socket.connect(port, ip);
    await once(socket, 'connect');
    const begun = performance.now();
    for (let sent = 0; sent < packets && stop?.aborted !== true;) {
      const due = Math.min(packets, ahead + Math.floor((performance.now() - begun) / packetMs));
      for (; sent < due; sent++) socket.send(packetOf(sound, sent));
      if (sent < packets) await pause(packetMs * 5);
    }
    const restMs = begun + packets * packetMs - performance.now();
    await pause(Math.max(0, restMs) + packetMs * 3, undefined, { signal: stop }).catch(() => undefined);
  } finally {
    socket?.close();
    await handle.detach();
  }
}

/** RFC 3550. */
export function packetOf(sound: Uint8Array, index: number): Buffer {
  const packet = Buffer.alloc(12 + samplesPerPacket, silence);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(aLaw, 1);
  packet.writeUInt16BE((index + 1) & 0xffff, 2);
  packet.writeUInt32BE((index * samplesPerPacket) >>> 0, 4);
  packet.writeUInt32BE(0x4b6c696e, 8);
  packet.set(sound.subarray(index * samplesPerPacket, (index + 1) * samplesPerPacket), 12);
  return packet;
}

const silence = 0xd5;
