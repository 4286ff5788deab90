import { i18n } from '@lingui/core';

/** A no of the server, in its words. */
export class TelephoneProblem extends Error {
  override readonly name = 'TelephoneProblem';
}

type News<State> =
  | { state: State }
  | { reply: number; sdp?: string | undefined }
  | { reply: number; problem: { code: string; detail: string } };

export type Wire<Wish> = {
  connected(): boolean;
  ask(wish: Wish): Promise<string | undefined>;
  close(): void;
};

const answerWithinMs = 10_000;

/** One connection to the server, over which wishes go and states come; which of both, the path says. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- nobody else can name what comes over a path
export function openWire<State, Wish>(
  path: string,
  on: { open(): void; state(state: State): void; closed(): void },
  lostWords: () => string,
): Wire<Wish> {
  const address = new URL(`/api/v1${path}`, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve: (sdp: string | undefined) => void; reject: (error: Error) => void }>();
  let lastId = 0;

  socket.addEventListener('open', () => on.open());
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new TelephoneProblem(lostWords()));
    waiting.clear();
    on.closed();
  });
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const news = JSON.parse(data) as News<State>;
    if ('state' in news) return on.state(news.state);
    const asked = waiting.get(news.reply);
    waiting.delete(news.reply);
    if ('problem' in news) asked?.reject(new TelephoneProblem(news.problem.detail));
    else asked?.resolve(news.sdp);
  });

  return {
    connected: () => socket.readyState === WebSocket.OPEN,
    ask: (wish) =>
      new Promise((resolve, reject) => {
        if (socket.readyState > WebSocket.OPEN) return reject(new TelephoneProblem(lostWords()));
        const id = (lastId += 1);
        const limit = setTimeout(() => waiting.delete(id) && reject(new TelephoneProblem(lostWords())), answerWithinMs);
        const settled = () => clearTimeout(limit);
        waiting.set(id, {
          resolve: (sdp) => (settled(), resolve(sdp)),
          reject: (error) => (settled(), reject(error)),
        });
        const send = (): void => socket.send(JSON.stringify({ id, wish, locale: i18n.locale }));
        // Somebody may press "call" while the page still connects; wishes go in the order in which they came.
        if (socket.readyState === WebSocket.OPEN) send();
        else socket.addEventListener('open', send);
      }),
    close: () => socket.close(),
  };
}
