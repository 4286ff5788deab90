const samplesPerSecond = 8_000;
const headerBytes = 44;
/** Of what a browser is to take apart. */
export const mostFileBytes = 30_000_000;
/** What lies beyond, the server would refuse. */
const mostSeconds = 120;

/** Any sound this browser understands, as WAV in the quality of a telephone line. Throws where it understands none. */
export async function inTelephoneQuality(sound: Blob): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, samplesPerSecond);
  const decoded = await context.decodeAudioData(await sound.arrayBuffer());
  const seconds = Math.min(decoded.duration, mostSeconds);
  const rendering = new OfflineAudioContext(1, Math.max(1, Math.ceil(seconds * samplesPerSecond)), samplesPerSecond);
  const source = new AudioBufferSourceNode(rendering, { buffer: decoded });
  source.connect(rendering.destination);
  source.start();
  return toWav((await rendering.startRendering()).getChannelData(0));
}

function toWav(samples: Float32Array): Blob {
  const wav = new DataView(new ArrayBuffer(headerBytes + samples.length * 2));
  const word = (at: number, text: string) =>
    [...text].forEach((sign, index) => wav.setUint8(at + index, sign.charCodeAt(0)));
  word(0, 'RIFF');
  wav.setUint32(4, headerBytes - 8 + samples.length * 2, true);
  word(8, 'WAVEfmt ');
  wav.setUint32(16, 16, true);
  wav.setUint16(20, 1, true);
  wav.setUint16(22, 1, true);
  wav.setUint32(24, samplesPerSecond, true);
  wav.setUint32(28, samplesPerSecond * 2, true);
  wav.setUint16(32, 2, true);
  wav.setUint16(34, 16, true);
  word(36, 'data');
  wav.setUint32(40, samples.length * 2, true);
  for (const [at, sample] of samples.entries())
    wav.setInt16(headerBytes + at * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  return new Blob([wav.buffer], { type: 'audio/wav' });
}
