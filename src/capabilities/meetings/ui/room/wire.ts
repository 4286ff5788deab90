import type { RoomNews, RoomWish } from '#meetings/contract';

/** The page's connection to the room on the server. Comes back by itself. */
export type Wire = {
  say(wish: RoomWish): void;
  close(): void;
};

const againAfterMs = [300, 1_000, 2_000, 5_000];

export function openWire(
  path: string,
  /** What is said first on each connection. */
  enter: () => object,
  on: { news: (news: RoomNews) => void; connected: (connected: boolean) => void },
): Wire {
  let socket: WebSocket | undefined;
  let failures = 0;
  let closed = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const connect = (): void => {
    const address = new URL(`/api/v1${path}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const mine = new WebSocket(address);
    socket = mine;
    mine.addEventListener('open', () => {
      mine.send(JSON.stringify(enter()));
      on.connected(true);
    });
    mine.addEventListener('message', ({ data }: MessageEvent<string>) => {
      failures = 0;
      on.news(JSON.parse(data) as RoomNews);
    });
    mine.addEventListener('close', () => {
      if (socket !== mine) return;
      socket = undefined;
      if (closed) return;
      on.connected(false);
      again = setTimeout(connect, againAfterMs[Math.min(failures++, againAfterMs.length - 1)]);
    });
  };
  const online = (): void => {
    if (socket || closed) return;
    clearTimeout(again);
    connect();
  };
  window.addEventListener('online', online);
  connect();

  return {
    say(wish) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(wish));
    },
    close() {
      closed = true;
      clearTimeout(again);
      window.removeEventListener('online', online);
      socket?.close();
      socket = undefined;
    },
  };
}
