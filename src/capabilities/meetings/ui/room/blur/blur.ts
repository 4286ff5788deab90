import folder from 'virtual:blur-files';

export type Begin = {
  folder: string;
  readable: ReadableStream<VideoFrame>;
  writable: WritableStream<VideoFrame>;
};
/** `slow`: so many pictures a second. */
export type Said = 'ready' | { slow: number } | { failed: string };

export type BlurFault = 'BlurTooSlow' | 'BlurFailed';
export type Blurred = { track: MediaStreamTrack; close: () => void };

// Known to Chromium alone so far, and not to TypeScript.
declare class MediaStreamTrackProcessor {
  constructor(from: { track: MediaStreamTrack });
  readonly readable: ReadableStream<VideoFrame>;
}
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(of: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

/** What is fetched at first weighs a megabyte. */
const readyMs = 30_000;

/** The same picture with what is behind the person unsharp. `onFault`, later on: it can't go on. Works also while another window is in front. */
export function blur(source: MediaStreamTrack, onFault: (fault: BlurFault) => void): Promise<Blurred | BlurFault> {
  const worker = new Worker(new URL('./wasm-segmenter.ts', import.meta.url));
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const { readable } = new MediaStreamTrackProcessor({ track: source });
  const begin: Begin = { folder, readable, writable: track.writable };
  const close = (): void => {
    source.stop();
    track.stop();
    worker.terminate();
  };
  source.addEventListener('ended', () => track.dispatchEvent(new Event('ended')));
  return new Promise((resolve) => {
    let settled = false;
    const fail = (fault: BlurFault): void => {
      close();
      if (settled) onFault(fault);
      settled = true;
      resolve(fault);
    };
    const late = setTimeout(() => {
      if (!settled) fail('BlurFailed');
    }, readyMs);
    worker.addEventListener('error', () => fail('BlurFailed'));
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      clearTimeout(late);
      if (data !== 'ready') return fail('slow' in data ? 'BlurTooSlow' : 'BlurFailed');
      settled = true;
      resolve({ track, close });
    });
    worker.postMessage(begin, [begin.readable, begin.writable]);
  });
}
