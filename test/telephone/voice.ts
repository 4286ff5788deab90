import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** The mouth and the ear at the other end of a telephone line: speaks a tone, and hears what comes. G.711 A-law over RTP. */
export type Voice = {
  port: number;
  /** Mean energy of what was heard in the last second, 0 to 1. */
  loudness(): number;
  packets(): number;
  /** Says nothing, or speaks again. */
  hush(on: boolean): void;
  /** Keys pressed at the other end, as tones. */
  digits(): string;
} & AsyncDisposable;

const packetMs = 20;
const samplesPerPacket = 160;

export async function startVoice(address: string, toneHz = 440): Promise<Voice> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  let peer: { address: string; port: number } | undefined;
  let packets = 0;
  let heard: number[] = [];
  let pressed = '';
  let lastKey: string | undefined;
  let silent = 0;
  socket.on('message', (packet, from) => {
    peer = from;
    if ((packet[1] ?? 0) % 128 !== 8) return;
    packets++;
    const samples = [...packet.subarray(12)].map(fromALaw);
    heard = [...heard, ...samples].slice(-8_000);
    const key = keyIn(samples);
    if (key !== undefined && key !== lastKey) pressed += key;
    // As exchanges do (ITU-T Q.24): 40 ms without the tones, and the next key is another press.
    silent = key === undefined ? silent + 1 : 0;
    if (key !== undefined || silent >= 2) lastKey = key;
  });
  let loud = true;
  const speaking = speak(socket, () => (loud ? peer : undefined), toneHz);
  return {
    port: socket.address().port,
    loudness: () => heard.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(heard.length, 1),
    packets: () => packets,
    hush: (on) => (loud = !on),
    digits: () => pressed,
    async [Symbol.asyncDispose]() {
      clearInterval(speaking);
      await new Promise<void>((closed) => socket.close(closed));
    },
  };
}

function speak(
  socket: Socket,
  peer: () => { address: string; port: number } | undefined,
  toneHz: number,
): NodeJS.Timeout {
  let [sequence, sample] = [0, 0];
  return setInterval(() => {
    const to = peer();
    const packet = Buffer.alloc(12 + samplesPerPacket);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(8, 1);
    packet.writeUInt16BE(sequence++ & 0xffff, 2);
    packet.writeUInt32BE(sample, 4);
    packet.writeUInt32BE(0x4b4c494e, 8);
    for (let at = 0; at < samplesPerPacket; at++, sample++)
      packet.writeUInt8(toALaw(0.3 * Math.sin((2 * Math.PI * toneHz * sample) / 8_000)), 12 + at);
    if (to) socket.send(packet, to.port, to.address);
  }, packetMs);
}

/** ITU-T G.711. */
export function toALaw(value: number): number {
  let sample = Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))) >> 3;
  const mask = sample >= 0 ? 0xd5 : 0x55;
  if (sample < 0) sample = -sample - 1;
  const segment = Math.max(0, 27 - Math.clz32(sample | 1));
  const code = segment === 0 ? (sample >> 1) & 0x0f : ((sample >> segment) & 0x0f) | (segment << 4);
  return code ^ mask;
}

export function fromALaw(code: number): number {
  const value = code ^ 0x55;
  const segment = (value & 0x70) >> 4;
  const step = ((value & 0x0f) << 4) + 8;
  const size = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return (value & 0x80 ? size : -size) / 32_768;
}

const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keys = ['123', '456', '789', '*0#'];

/** The key whose two tones make up nearly all of the sound (ITU-T Q.23). */
function keyIn(samples: readonly number[]): string | undefined {
  const total = samples.reduce((sum, sample) => sum + sample ** 2, 0);
  if (samples.length < 100 || total / samples.length < 1e-4) return undefined;
  const share = (hz: number) => (2 * goertzel(samples, hz)) / (samples.length * total);
  const best = (tones: readonly number[]) =>
    tones.map(share).reduce((top, it, at, all) => (it > (all[top] ?? 0) ? at : top), 0);
  const [row, column] = [best(rows), best(columns)];
  const [low, high] = [share(rows[row] ?? 0), share(columns[column] ?? 0)];
  return low > 0.25 && high > 0.25 && low + high > 0.75 ? keys[row]?.[column] : undefined;
}

function goertzel(samples: readonly number[], hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / 8_000);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  return last ** 2 + before ** 2 - turn * last * before;
}
