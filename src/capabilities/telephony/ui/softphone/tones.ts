/** ITU-T Q.23: a key is two tones at once. */
const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
export const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const toneMs = 160;
/** Long enough that a hole in the sound is not taken for the end of a key. */
const gapMs = 240;

function tone(context: AudioContext, hertz: readonly number[], to: AudioNode, volume: number, seconds: number): void {
  const gain = new GainNode(context, { gain: volume });
  gain.connect(to);
  for (const frequency of hertz) {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start();
    oscillator.stop(context.currentTime + seconds);
    oscillator.addEventListener('ended', () => gain.disconnect());
  }
}

/** Sends keys as tones in the place of the voice, one after the other, and lets them be heard here. */
export function createKeys(sender: RTCRtpSender, voice: MediaStreamTrack): { press(key: string): void } {
  let sent = Promise.resolve();
  const send = async (key: string): Promise<void> => {
    const at = keypad.indexOf(key);
    const pair = [rows[Math.floor(at / 3)] ?? 0, columns[at % 3] ?? 0];
    const context = new AudioContext();
    const outlet = context.createMediaStreamDestination();
    try {
      await sender.replaceTrack(outlet.stream.getAudioTracks()[0] ?? null);
      tone(context, pair, outlet, 0.35, toneMs / 1000);
      tone(context, pair, context.destination, 0.05, toneMs / 1000);
      await new Promise((over) => setTimeout(over, toneMs + gapMs));
    } finally {
      await sender.replaceTrack(voice);
      await context.close();
    }
  };
  return {
    press(key) {
      sent = sent.then(() => send(key)).catch(() => undefined);
    },
  };
}

/** What rings here: a German ringing tone while the other telephone rings, two notes when somebody calls. Gives back how to stop. */
export function ring(kind: 'there' | 'here'): () => void {
  const context = new AudioContext();
  const [hertz, seconds, everyMs] =
    kind === 'there' ? ([[425], 1, 5_000] as const) : ([[659, 831], 0.8, 2_500] as const);
  const once = () => tone(context, hertz, context.destination, kind === 'there' ? 0.06 : 0.15, seconds);
  once();
  const timer = setInterval(once, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
