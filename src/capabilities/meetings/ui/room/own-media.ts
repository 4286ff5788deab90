import type { Shows } from '#meetings/contract';
import { openCamera, openMicrophone } from '#web/devices.ts';
import { rememberBlur, wantsBlur } from './blur/choice.ts';

export type Kind = 'sound' | 'camera' | 'screen';
export const kinds = ['sound', 'camera', 'screen'] as const;

/** Why there is no picture or no sound from here: what the browser said, or that it was taken away in the middle. */
export type Trouble = { name: string };

/** Pages of ours that are shown. */
export type Presented = NonNullable<Shows['pages']>;

export type Own = {
  tracks: Readonly<Record<Kind, MediaStreamTrack | null>>;
  muted: boolean;
  /** What goes where a screen would go are pages of ours, which we see as well. */
  presents: Presented | null;
  /** What is behind us is unsharp, as soon as there is a picture. */
  blur: boolean;
  /** What should be on, whether it is there or not. */
  wanted: Readonly<Record<'sound' | 'camera', boolean>>;
  trouble: Readonly<Partial<Record<Kind, Trouble>>>;
};

/** What this page sends, before and in the talk. */
export type OwnMedia = {
  subscribe(listener: () => void): () => void;
  own(): Own;
  /** What there is of both. */
  openBoth(): Promise<void>;
  open(kind: 'sound' | 'camera'): Promise<void>;
  close(kind: Kind): void;
  mute(muted: boolean): void;
  /** From now on, and the next time. */
  blur(on: boolean): Promise<void>;
  shareScreen(): Promise<void>;
  /** In place of a screen. */
  present(track: MediaStreamTrack, pages: Presented): void;
  /** Another page, or another one who may turn. */
  turned(pages: Presented): void;
  closeAll(): void;
};

export function createOwnMedia(): OwnMedia {
  const listeners = new Set<() => void>();
  const opening = new Map<Kind, Promise<void>>();
  /** What stands behind a picture that was made of another one. */
  const behind = new WeakMap<MediaStreamTrack, () => void>();
  const stop = (track: MediaStreamTrack | null): void => {
    if (!track) return;
    track.stop();
    behind.get(track)?.();
  };
  let own: Own = {
    tracks: { sound: null, camera: null, screen: null },
    muted: false,
    presents: null,
    blur: wantsBlur(),
    wanted: { sound: true, camera: true },
    trouble: {},
  };
  const set = (change: Partial<Own>): void => {
    own = { ...own, ...change };
    for (const listener of listeners) listener();
  };
  const withTrouble = (kind: Kind, trouble: Trouble | undefined): Own['trouble'] => {
    const { [kind]: _, ...rest } = own.trouble;
    return trouble ? { ...rest, [kind]: trouble } : rest;
  };
  const put = (
    kind: Kind,
    track: MediaStreamTrack | null,
    trouble?: Trouble,
    presented: Presented | null = null,
  ): void => {
    const before = own.tracks[kind];
    if (before !== track) stop(before);
    if (track) {
      if (kind === 'sound') track.enabled = !own.muted;
      // Taken away: unplugged, covered by the system, or ended with the browser's own button.
      track.addEventListener('ended', () => {
        if (own.tracks[kind] !== track) return;
        put(kind, null, kind === 'screen' ? undefined : { name: 'TakenAway' });
      });
    }
    const presents = kind === 'screen' ? presented : own.presents;
    set({ tracks: { ...own.tracks, [kind]: track }, presents, trouble: withTrouble(kind, trouble) });
  };

  /** Where it does not work nothing is shown: what is behind somebody is not to be seen by surprise. */
  const blurred = async (track: MediaStreamTrack | null): Promise<MediaStreamTrack | null> => {
    if (!track) return null;
    const made = await import('./blur/blur.ts')
      .then(({ blur }) =>
        blur(track, (name) => {
          if (typeof made === 'object' && own.tracks.camera === made.track) put('camera', null, { name });
        }),
      )
      .catch(() => 'BlurFailed' as const);
    if (typeof made === 'object') {
      behind.set(made.track, made.close);
      return made.track;
    }
    track.stop();
    throw Object.assign(new Error(), { name: made });
  };

  const ask = async (kind: 'sound' | 'camera'): Promise<void> => {
    try {
      const stream = kind === 'sound' ? await openMicrophone() : await openCamera();
      const [opened = null] = stream.getTracks();
      const track = kind === 'camera' && own.blur ? await blurred(opened) : opened;
      // Whoever has gone or changed their mind meanwhile is not filmed.
      if (own.wanted[kind]) put(kind, track);
      else stop(track);
    } catch (error) {
      if (own.wanted[kind]) put(kind, null, { name: error instanceof Error ? error.name : '' });
    }
  };
  const open = (kind: 'sound' | 'camera'): Promise<void> => {
    set({ wanted: { ...own.wanted, [kind]: true } });
    const asked = opening.get(kind) ?? ask(kind).finally(() => opening.delete(kind));
    opening.set(kind, asked);
    return asked;
  };
  const close = (kind: Kind): void => {
    if (kind !== 'screen') set({ wanted: { ...own.wanted, [kind]: false } });
    put(kind, null);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    own: () => own,
    open,
    async openBoth() {
      await Promise.all([open('sound'), open('camera')]);
    },
    close,
    mute(muted) {
      if (own.tracks.sound) own.tracks.sound.enabled = !muted;
      set({ muted });
    },
    async blur(on) {
      rememberBlur(on);
      set({ blur: on });
      await opening.get('camera');
      if (own.wanted.camera) await open('camera');
    },
    async shareScreen() {
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({
          video: { frameRate: { max: 15 } },
          audio: false,
        });
        const [track] = stream.getVideoTracks();
        // Text must stay sharp; it may come slower for it.
        if (track) track.contentHint = 'detail';
        put('screen', track ?? null);
      } catch (error) {
        // Whoever looks at the list and closes it wanted nothing.
        const name = error instanceof Error ? error.name : '';
        put('screen', null, name === 'NotAllowedError' ? undefined : { name });
      }
    },
    present: (track, pages) => put('screen', track, undefined, pages),
    turned: (presents) => set({ presents }),
    closeAll() {
      for (const kind of kinds) close(kind);
    },
  };
}
