/** ITU-T Q.23: a key is two tones at once. */
const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keypad = '123456789*0#';
/** Exchanges want 40 ms of each at least (ITU-T Q.24); many of them more. */
const [toneMs, gapMs] = [100, 100];

export const samplesPerMs = 8;

/** Keys one after the other, as an exchange hears them in the sound. */
export function keyTones(keys: string): Uint8Array {
  return joined([...keys].flatMap((key) => [tone(frequenciesOf(key), toneMs, 0.3), tone([], gapMs, 0)]));
}

/** Two short high notes: somebody has come in. */
export function noticeTone(): Uint8Array {
  return joined([tone([1000], 120, 0.25), tone([], 60, 0), tone([1000], 120, 0.25), tone([], 60, 0)]);
}

/** One long note: what is said from now on is recorded. */
export function recordingTone(): Uint8Array {
  return joined([tone([1400], 400, 0.25), tone([], 60, 0)]);
}

function frequenciesOf(key: string): number[] {
  const at = keypad.indexOf(key);
  const [row, column] = [rows[Math.floor(at / 3)], columns[at % 3]];
  if (at < 0 || row === undefined || column === undefined) throw new RangeError(`no key ${key}`);
  return [row, column];
}

function tone(frequencies: readonly number[], ms: number, volume: number): Uint8Array {
  return Uint8Array.from({ length: ms * samplesPerMs }, (_, at) => {
    const seconds = at / (samplesPerMs * 1_000);
    return toALaw(frequencies.reduce((sum, hertz) => sum + volume * Math.sin(2 * Math.PI * hertz * seconds), 0));
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** ITU-T G.711; −1 to 1 in. */
export function toALaw(value: number): number {
  const linear = Math.max(-4096, Math.min(4095, Math.floor(value * 4096)));
  const size = linear < 0 ? ~linear : linear;
  const segment = size < 32 ? 0 : 27 - Math.clz32(size);
  const code = (segment << 4) | ((size >> (segment === 0 ? 1 : segment)) & 0x0f);
  return code ^ (linear < 0 ? 0x55 : 0xd5);
}
