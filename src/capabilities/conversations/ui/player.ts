import { downloadTrack, listen, type Party, Party as Parties, type Track } from '#conversations/contract';
import { addressOf, ApiRefusal, call } from '#web/api.ts';
import { t } from '@lingui/core/macro';

export type Player = {
  /** Without the pauses. */
  readonly seconds: number;
  /** At which second there was one. */
  readonly pauses: readonly number[];
  subscribe(listener: () => void): () => void;
  shown(): { playing: boolean; seconds: number };
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  setVolume(party: Party, share: number): void;
  close(): void;
};

type Stretch = { number: number; from: number; seconds: number; tracks: Track[] };

/** Speech; what came over a telephone line has no more. */
const sampleRate = 16_000;

/** Both tracks on one clock: decoded, not streamed, so that they stay together to the sample and every second can be gone to. */
export async function openPlayer(recordingId: string): Promise<Player> {
  const { id: listeningId, tracks } = await call(listen, { params: { recordingId } });
  const context = new AudioContext({ sampleRate });
  const gains = Object.fromEntries(
    Parties.options.map((party) => {
      const gain = new GainNode(context);
      gain.connect(context.destination);
      return [party, gain];
    }),
  ) as Record<Party, GainNode>;
  const stretches = stretchesOf(tracks);
  const total = stretches.reduce((sum, { seconds }) => sum + seconds, 0);
  const decoded = new Map<string, Promise<AudioBuffer>>();
  const listeners = new Set<() => void>();
  let position = 0;
  let playing = false;
  /** Where on the clock of the context second 0 would be. */
  let zeroAt = 0;
  let turn = 0;
  let sources: AudioBufferSourceNode[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = { playing, seconds: position };

  const soundOf = (track: Track): Promise<AudioBuffer> => {
    const key = `${track.segment} ${track.party}`;
    const known = decoded.get(key);
    if (known) return known;
    const fetched = fetchTrack(recordingId, listeningId, track).then((bytes) => context.decodeAudioData(bytes));
    decoded.set(key, fetched);
    return fetched;
  };
  const tell = (): void => {
    now = { playing, seconds: Math.min(total, position) };
    for (const listener of listeners) listener();
  };
  const hush = (): void => {
    turn += 1;
    clearInterval(timer);
    for (const source of sources) source.stop();
    sources = [];
  };
  const run = async (): Promise<void> => {
    hush();
    const mine = turn;
    const stretch = stretches.find(({ from, seconds }) => position < from + seconds);
    if (!stretch || !playing) {
      playing = false;
      if (!stretch) position = 0;
      return tell();
    }
    const sounds = await Promise.all(stretch.tracks.map(async (track) => [track.party, await soundOf(track)] as const));
    await context.resume();
    if (mine !== turn) return;
    const into = Math.max(0, position - stretch.from);
    const startAt = context.currentTime + 0.05;
    zeroAt = startAt - position;
    sources = sounds.flatMap(([party, buffer]) => {
      if (into >= buffer.duration) return [];
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(gains[party]);
      source.start(startAt, into);
      return [source];
    });
    timer = setInterval(() => {
      position = Math.max(position, context.currentTime - zeroAt);
      if (position >= stretch.from + stretch.seconds) {
        position = stretch.from + stretch.seconds;
        void run();
      }
      tell();
    }, 200);
    tell();
  };

  return {
    seconds: total,
    pauses: stretches.slice(1).map(({ from }) => from),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => now,
    play() {
      playing = true;
      tell();
      void run().catch(() => {
        playing = false;
        tell();
      });
    },
    pause() {
      playing = false;
      hush();
      tell();
    },
    seek(seconds) {
      position = Math.max(0, Math.min(total, seconds));
      if (playing) void run();
      else tell();
    },
    setVolume: (party, share) => gains[party].gain.setValueAtTime(share, context.currentTime),
    close() {
      hush();
      void context.close();
    },
  };
}

function stretchesOf(tracks: readonly Track[]): Stretch[] {
  let from = 0;
  return [...Map.groupBy(tracks, ({ segment }) => segment)].flatMap(([number, ofSegment]) => {
    const seconds = (ofSegment[0]?.durationMs ?? 0) / 1000;
    if (seconds <= 0) return [];
    const stretch = { number, from, seconds, tracks: ofSegment };
    from += seconds;
    return [stretch];
  });
}

async function fetchTrack(recordingId: string, listeningId: string, track: Track): Promise<ArrayBuffer> {
  const { segment, party } = track;
  const response = await fetch(addressOf(downloadTrack, { params: { recordingId, listeningId, segment, party } }));
  if (response.ok) return response.arrayBuffer();
  throw new ApiRefusal({ status: response.status, code: 'not_found', detail: t`Diese Aufnahme ist nicht mehr da.` });
}
