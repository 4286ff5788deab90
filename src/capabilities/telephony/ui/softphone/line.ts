import { type TelephoneNews, type TelephoneState, type TelephoneWish, telephonePath } from '#telephony/contract';

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

/** The telephone's "no", in the server's words. */
export class TelephoneProblem extends Error {
  override readonly name = 'TelephoneProblem';
}

const againAfterMs = [300, 1_000, 2_000, 5_000];
const answerWithinMs = 10_000;

export function createLine(onChange: () => void, lostWords: () => string): Line {
  let socket: WebSocket | undefined;
  let state: TelephoneState | null | undefined;
  let failures = 0;
  let closed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;
  let aheadMs = 0;
  const waiting = new Map<number, { resolve: (sdp: string | undefined) => void; reject: (error: Error) => void }>();

  const connect = (): void => {
    const address = new URL(`/api/v1${telephonePath}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const mine = new WebSocket(address);
    socket = mine;
    mine.addEventListener('open', () => (failures = 0));
    mine.addEventListener('message', ({ data }: MessageEvent<string>) => hear(data));
    mine.addEventListener('close', () => {
      if (socket !== mine) return;
      socket = undefined;
      for (const { reject } of waiting.values()) reject(new TelephoneProblem(lostWords()));
      waiting.clear();
      onChange();
      if (!closed && state !== null)
        again = setTimeout(connect, againAfterMs[Math.min(failures++, againAfterMs.length - 1)]);
    });
  };
  const hear = (text: string): void => {
    const news = JSON.parse(text) as TelephoneNews;
    if ('state' in news) {
      state = news.state;
      if (state) aheadMs = Date.now() - Date.parse(state.at);
      // No line for this user: nothing to wait for.
      if (state === null) socket?.close();
      onChange();
      return;
    }
    const asked = waiting.get(news.reply);
    waiting.delete(news.reply);
    if ('problem' in news) asked?.reject(new TelephoneProblem(news.problem.detail));
    else asked?.resolve(news.sdp);
  };
  const online = (): void => {
    if (socket || closed || state === null) return;
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
    connected: () => socket?.readyState === WebSocket.OPEN,
    ask: (wish) =>
      new Promise((resolve, reject) => {
        if (socket?.readyState !== WebSocket.OPEN) return reject(new TelephoneProblem(lostWords()));
        const id = (lastId += 1);
        const limit = setTimeout(() => waiting.delete(id) && reject(new TelephoneProblem(lostWords())), answerWithinMs);
        const settled = () => clearTimeout(limit);
        waiting.set(id, {
          resolve: (sdp) => (settled(), resolve(sdp)),
          reject: (error) => (settled(), reject(error)),
        });
        socket.send(JSON.stringify({ id, wish }));
      }),
    close() {
      closed = true;
      clearTimeout(again);
      window.removeEventListener('online', online);
      socket?.close();
      socket = undefined;
    },
  };
}
