import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { openJanus } from './connection.ts';
import { packetOf, speakInto } from './speaking.ts';
import { keyTones } from './tones.ts';

const plugin = 'janus.plugin.audiobridge';

/**
 * Whether keys and notices get into the rooms of this Janus: a tone of ours, through a room of its own and back. `at` is the address where Janus takes such sound, from
 * anybody who reaches it.
 */
export async function examineVoice(url: string): Promise<{ at: string; heard: boolean }> {
  const session = await openJanus(url, () => undefined);
  const room = randomInt(1, 2 ** 47);
  const line = await session.attach(plugin, () => undefined);
  try {
    await line.ask({ request: 'create', room, sampling_rate: 8000, allow_rtp_participants: true });
    const join = { request: 'join', room, codec: 'pcma', display: 'klinke' };
    const first = await session.attach(plugin, () => undefined);
    const { data } = await first.ask({ ...join, rtp: { payload_type: 8 } });
    await first.detach();
    const { ip: at = '', port = 9 } = data.rtp ?? {};

    const ear = createSocket(isIPv6(at) ? 'udp6' : 'udp4');
    try {
      ear.bind(0, await ownAddressTo(at, port));
      await once(ear, 'listening');
      const stop = new AbortController();
      ear.on('message', (packet) => isLoud(packet.subarray(12)) && stop.abort());
      const { address: ip, port: earPort } = ear.address();
      const ours = await session.attach(plugin, () => undefined);
      const { data: way } = await ours.ask({ ...join, rtp: { ip, port: earPort, payload_type: 8 } });
      // Janus speaks only to who was heard.
      ear.send(packetOf(new Uint8Array(), 0), way.rtp?.port ?? 9, at);
      await speakInto(session, room, keyTones('5555555555'), stop.signal);
      return { at, heard: stop.signal.aborted };
    } finally {
      ear.close();
    }
  } finally {
    await line.ask({ request: 'destroy', room }).catch(() => undefined);
    session.close();
  }
}

async function ownAddressTo(ip: string, port: number): Promise<string> {
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
  try {
    socket.connect(port, ip);
    await once(socket, 'connect');
    return socket.address().address;
  } finally {
    socket.close();
  }
}

/** A-law keeps how loud it is in the upper bits, every second of them turned over. */
function isLoud(sound: Uint8Array): boolean {
  return sound.some((sample) => ((sample ^ 0xd5) & 0x7f) > 0x50);
}
