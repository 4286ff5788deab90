import { t } from '@lingui/core/macro';
import type { TelephoneState, TelephoneWish } from '#telephony/contract';
import type { Telephone } from '#web/telephone.ts';
import { toast } from '#web/components/toast.tsx';
import { microphoneGiven, openMicrophone, watchMicrophonePermission } from '#web/devices.ts';
import { createLine, type Line } from './line.ts';
import { microphoneWords } from './microphone-words.ts';
import { openSound, type Sound } from './sound.ts';
import { notice, ring } from './tones.ts';

export type Shown = {
  state: TelephoneState;
  aheadMs: number;
  /** Of the server; sound may go on without it. */
  connected: boolean;
  muted: boolean;
  /** False: the browser wants a click before it lets anything be heard. */
  audible: boolean;
  /** What is heard in this page; null: nothing now. The same as long as it comes the same way. */
  tracks: ReturnType<Sound['tracks']>;
  /** The way of the sound is being built anew. */
  mending: boolean;
  /** The conversation is this page's, or it is on its way to have its sound. */
  mine: boolean;
};

export type Softphone = Telephone & {
  /** The conversation is held on our server: somebody can be asked before it is passed on, and it can be left to a greeting. */
  readonly onServer: boolean;
  subscribe(listener: () => void): () => void;
  /** Undefined until the server has spoken, and where this user has no line. */
  shown(): Shown | undefined;
  answer(): Promise<void>;
  /** Takes the conversation from another page of this user. */
  takeHere(): Promise<void>;
  /** `false`: it could not be; why has been said. */
  ask(wish: TelephoneWish): Promise<boolean>;
  mute(on: boolean): void;
  play(): void;
  forgetLast(): void;
  connect(): void;
  close(): void;
};

/** This page had the conversation: after a reload it takes it up again. */
const mine = 'klinke.telephone.mine';

export function createSoftphone(): Softphone {
  const listeners = new Set<() => void>();
  const overs = new Map<string, () => void>();
  let prepared: MediaStream | undefined;
  let sound: Promise<Sound> | undefined;
  let open: Sound | undefined;
  let muted = false;
  let mending = false;
  let forgotten: string | undefined;
  let aside: Promise<Sound> | undefined;
  let listening: string | undefined;
  let ringing: { kind: 'here' | 'there'; stop: () => void } | undefined;
  let now: Shown | undefined;

  const tell = (): void => {
    const state = line.state();
    const last = state?.last?.talk.id === forgotten ? null : (state?.last ?? null);
    now = state
      ? {
          state: { ...state, last },
          aheadMs: line.aheadMs(),
          connected: line.connected(),
          muted,
          audible: open?.audible() ?? true,
          tracks: mending ? null : (open?.tracks() ?? null),
          mending,
          mine: sessionStorage.getItem(mine) !== null,
        }
      : undefined;
    for (const listener of listeners) listener();
  };

  const join = (): Promise<Sound> => {
    sessionStorage.setItem(mine, '1');
    closeSound();
    const opening = (async () => {
      const microphone = prepared ?? (await openMicrophone());
      prepared = undefined;
      return openSound(microphone, (offer) => line.ask({ do: 'join', offer }), { change: tell, lost: mend });
    })();
    sound = opening;
    opening.then(
      (it) => {
        if (sound !== opening) return it.close();
        open = it;
        it.mute(muted);
        mending = false;
        tell();
      },
      () => {
        if (sound === opening) sound = undefined;
      },
    );
    return opening;
  };
  const closeSound = (): void => {
    void sound?.then((it) => it.close()).catch(() => undefined);
    sound = undefined;
    open = undefined;
  };
  /** The network went another way. The other person hears a pause; we come back by a new one. */
  const mend = (): void => {
    mending = true;
    tell();
    if (!line.connected()) return;
    join().catch(() => setTimeout(() => mending && mend(), 1_000));
  };

  /** What a lead whispers comes by a way of its own, so that nobody else can hear it. */
  const hearAside = (wanted: boolean): void => {
    if (wanted === (aside !== undefined)) return;
    if (!wanted) {
      void aside?.then((it) => it.close()).catch(() => undefined);
      aside = undefined;
      return;
    }
    const again = (): void => {
      if (aside !== opening) return;
      hearAside(false);
      setTimeout(keepUp, 1_000);
    };
    const opening = openSound(undefined, (offer) => line.ask({ do: 'joinAside', offer }), {
      change: tell,
      lost: again,
    });
    aside = opening;
    opening.then((it) => aside === opening || it.close(), again);
  };
  const noticeListener = (state: TelephoneState | null | undefined): void => {
    const listener = state?.listener ?? null;
    hearAside(listener !== null && listener.mode !== 'asks' && state?.sound === 'here' && line.connected());
    const now = listener ? `${listener.userId} ${listener.mode}` : undefined;
    if (now !== undefined && now !== listening && state?.sound !== 'elsewhere') notice();
    listening = now;
  };

  const keepUp = (): void => {
    const state = line.state();
    if (state && line.connected()) {
      const { talk, sound: where } = state;
      for (const [id, over] of overs) {
        if (talk?.id === id || state.last?.talk.id !== id) continue;
        overs.delete(id);
        // How that one ended has been said with it.
        if (state.last.ending !== 'message_left') over();
      }
      const spoken = talk !== null && (talk.direction === 'outbound' || talk.state === 'talking');
      if (!talk) {
        closeSound();
        muted = false;
        mending = false;
        // Not while one is being dialled from here.
        if (overs.size === 0) sessionStorage.removeItem(mine);
      } else if (where === 'elsewhere') {
        closeSound();
        sessionStorage.removeItem(mine);
      } else if (spoken && (where === 'nowhere' ? !sound || open : !sound) && sessionStorage.getItem(mine)) mend();
    }
    ringAsNeeded(state?.talk ?? null);
    noticeListener(state);
    tell();
  };
  const ringAsNeeded = (talk: TelephoneState['talk']): void => {
    const kind = talk?.state !== 'ringing' ? undefined : talk.direction === 'inbound' ? 'here' : 'there';
    if (ringing?.kind === kind) return;
    ringing?.stop();
    ringing = kind && (kind === 'here' || sessionStorage.getItem(mine)) ? { kind, stop: ring(kind) } : undefined;
  };
  const line: Line = createLine(keepUp, () => t`Die Verbindung zu Klinke ist gerade unterbrochen.`);

  const refused = (error: unknown): void =>
    toast({
      message: error instanceof Error && error.name === 'TelephoneProblem' ? error.message : microphoneWords(error),
      tone: 'refused',
    });

  return {
    onServer: true,
    async ready(click) {
      // What the exchange has to say to it, it says when the number is dialled.
      line.ask({ do: 'prepare', click }).catch(() => undefined);
      try {
        prepared ??= await openMicrophone();
        await line.ask({ do: 'voice', click, open: true });
        return true;
      } catch (error) {
        line.ask({ do: 'voice', click, open: false }).catch(() => undefined);
        refused(error);
        return false;
      }
    },
    holds: microphoneGiven,
    ring({ id: callId }, over) {
      sessionStorage.setItem(mine, '1');
      overs.clear();
      overs.set(callId, over);
      // It may ring already.
      keepUp();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => now,
    async answer() {
      try {
        await join();
        await line.ask({ do: 'answer' });
      } catch (error) {
        refused(error);
      }
    },
    async takeHere() {
      await join().catch(refused);
    },
    async ask(wish) {
      try {
        await line.ask(wish);
        return true;
      } catch (error) {
        refused(error);
        return false;
      }
    },
    mute(on) {
      muted = on;
      open?.mute(on);
      tell();
    },
    play: () => open?.play(),
    forgetLast() {
      forgotten = line.state()?.last?.talk.id;
      tell();
    },
    connect() {
      watchMicrophonePermission();
      line.connect();
    },
    close() {
      ringing?.stop();
      closeSound();
      hearAside(false);
      for (const track of prepared?.getTracks() ?? []) track.stop();
      line.close();
    },
  };
}
