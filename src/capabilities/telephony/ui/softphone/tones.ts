export const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

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

/** Two short high notes: somebody has come in, or does something else now. */
export function notice(): void {
  const context = new AudioContext();
  tone(context, [1000], context.destination, 0.1, 0.12);
  setTimeout(() => tone(context, [1000], context.destination, 0.1, 0.12), 180);
  setTimeout(() => void context.close(), 600);
}
