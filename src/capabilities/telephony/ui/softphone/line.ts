import { type TelephoneState, type TelephoneWish, telephonePath } from '#telephony/contract';
import { randomKey } from '#web/random-key.ts';
import { openWire, TelephoneProblem, type Wire } from './wire.ts';

/** The page's connection to the user's telephone on the server. Comes back by itself. */
export type Line = {
  state(): TelephoneState | null | undefined;
  connected(): boolean;
  /** How far this computer's clock is ahead of the server's. */
  aheadMs(): number;
  ask(wish: TelephoneWish): Promise<string | undefined>;
  connect(): void;
  close(): void;
};

const againAfterMs = [300, 1_000, 2_000, 5_000];

export function createLine(onChange: () => void, lostWords: () => string): Line {
  let wire: Wire<TelephoneWish> | undefined;
  let state: TelephoneState | null | undefined;
  let failures = 0;
  let closed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let aheadMs = 0;
  const path = `${telephonePath}?window=${nameOfWindow()}`;

  const connect = (): void => {
    const mine: Wire<TelephoneWish> = openWire<TelephoneState | null, TelephoneWish>(
      path,
      {
        open: () => (failures = 0),
        state: hear,
        closed() {
          if (wire !== mine) return;
          wire = undefined;
          onChange();
          if (!closed && state !== null)
            again = setTimeout(connect, againAfterMs[Math.min(failures++, againAfterMs.length - 1)]);
        },
      },
      lostWords,
    );
    wire = mine;
  };
  const hear = (next: TelephoneState | null): void => {
    state = next;
    if (state) aheadMs = Date.now() - Date.parse(state.at);
    // No line for this user: nothing to wait for.
    else wire?.close();
    onChange();
  };
  const online = (): void => {
    if (wire || closed || state === null) return;
    clearTimeout(again);
    connect();
  };

  return {
    connect() {
      closed = false;
      window.addEventListener('online', online);
      connect();
    },
    state: () => state,
    aheadMs: () => aheadMs,
    connected: () => wire?.connected() ?? false,
    ask: (wish) => wire?.ask(wish) ?? Promise.reject(new TelephoneProblem(lostWords())),
    close() {
      closed = true;
      clearTimeout(again);
      window.removeEventListener('online', online);
      const leaving = wire;
      wire = undefined;
      leaving?.close();
    },
  };
}

const nameKept = 'klinke.telephone.window';
/** Kept from the end of a page to its beginning alone: a window that is duplicated takes the storage with it, and is another one. */
function nameOfWindow(): string {
  const name = sessionStorage.getItem(nameKept) ?? randomKey();
  sessionStorage.removeItem(nameKept);
  window.addEventListener('pagehide', () => sessionStorage.setItem(nameKept, name));
  return name;
}
