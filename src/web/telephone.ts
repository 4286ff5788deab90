import { useSyncExternalStore } from 'react';

/** A telephone in the page, where this user has one. Who dials asks here first; without one the number goes to the computer's own program. */
export type Telephone = {
  /** Whether it can be spoken into; asks for the microphone the first time, and says why not. `click`: the one that is about to dial. */
  ready(click: string): Promise<boolean>;
  /** A call may be ordered while `ready` is under way: it will ring nobody before, and the user is asked nothing. */
  holds(): boolean;
  /** Is there for a call that was started and is about to ring; `over` when it has ended, however. */
  ring(call: { id: string; number: string | null }, over: () => void): void;
  /** The order to let it ring stands; for a telephone that rings by itself. */
  dialled?(callId: string): void;
};

/** Somebody may press "call" before the page knows whether it is a telephone; so long it is waited for. */
const knownWithinMs = 10_000;

let known = Promise.withResolvers<Telephone | undefined>();

/** Undefined: this user has none. */
export function installTelephone(telephone: Telephone | undefined): void {
  // Whoever waits gets this one, and so does whoever asks later.
  known.resolve(telephone);
  known = Promise.withResolvers();
  known.resolve(telephone);
}

export function telephoneIfAny(): Promise<Telephone | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, knownWithinMs));
  return Promise.race([known.promise, late]);
}

/** An incoming call on a line of ours. */
export type CallInTelephone = { lineName: string; number: string | null };

let inTelephone: CallInTelephone | undefined;
const watchers = new Set<() => void>();

/** Said by the telephone, so that the call is not announced a second time beside it. */
export function showInTelephone(call: CallInTelephone | undefined): void {
  inTelephone = call;
  for (const watcher of watchers) watcher();
}

export function useCallInTelephone(): CallInTelephone | undefined {
  return useSyncExternalStore(watch, () => inTelephone);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
