import { mostGreetingSeconds } from './greeting-limit.ts';

export const samplesPerSecond = 8_000;
const headerBytes = 44;
export const mostGreetingBytes = mostGreetingSeconds * samplesPerSecond * 2 + 1_024;
/** One second, and as loud as somebody who speaks softly. */
const leastSamples = samplesPerSecond;
const leastLoudness = 0.01;

export type ReadGreeting = { samples: Buffer } | { problem: 'unreadable' | 'too_short' | 'too_long' | 'silent' };

/**
 * WAV in one form alone: PCM, 16 bit, one channel, 8 kHz. The page brings whatever it was given into it, where a browser keeps decoders away from everything else; here
 * nothing is decoded, only chunks are counted off.
 */
export function readGreeting(wav: Buffer): ReadGreeting {
  const word = (at: number) => wav.toString('latin1', at, at + 4);
  if (wav.length < headerBytes || word(0) !== 'RIFF' || word(8) !== 'WAVE') return { problem: 'unreadable' };
  let told = false;
  for (let at = 12; at + 8 <= wav.length;) {
    const [name, bytes] = [word(at), wav.readUInt32LE(at + 4)];
    const content = wav.subarray(at + 8, at + 8 + bytes);
    if (content.length < bytes) return { problem: 'unreadable' };
    if (name === 'fmt ') {
      if (bytes < 16) return { problem: 'unreadable' };
      const [kind, channels, rate] = [content.readUInt16LE(0), content.readUInt16LE(2), content.readUInt32LE(4)];
      if (kind !== 1 || channels !== 1 || rate !== samplesPerSecond || content.readUInt16LE(14) !== 16)
        return { problem: 'unreadable' };
      told = true;
    }
    if (name === 'data') return told && bytes % 2 === 0 ? judged(content) : { problem: 'unreadable' };
    at += 8 + bytes + (bytes % 2);
  }
  return { problem: 'unreadable' };
}

function judged(samples: Buffer): ReadGreeting {
  const count = samples.length / 2;
  if (count < leastSamples) return { problem: 'too_short' };
  if (count > mostGreetingSeconds * samplesPerSecond) return { problem: 'too_long' };
  const loudest = valuesOf(samples).reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return loudest < leastLoudness ? { problem: 'silent' } : { samples };
}

/** −1 to 1. */
export function valuesOf(samples: Buffer): Float32Array {
  return Float32Array.from({ length: samples.length / 2 }, (_, at) => samples.readInt16LE(at * 2) / 32_768);
}

export function secondsOf(samples: Buffer): number {
  return Math.ceil(samples.length / 2 / samplesPerSecond);
}

export function toWav(samples: Buffer): Buffer {
  const head = Buffer.alloc(headerBytes);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(headerBytes - 8 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
