import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export type LossyWay = {
  port: number;
  /** Of what the browsers sent. */
  counts(): { sent: number; lost: number };
  /** From now on: this share of what is sent is lost; 1 is a network that is gone. */
  lose(share: number): void;
} & AsyncDisposable;

/**
 * A bad network for UDP: stands before a server on this machine, passes on what comes to it, and what the server answers, and loses a share of what is sent. Each sender has a
 * socket of its own towards the server, as behind a router. Answers arrive, so that between two who both go this way the same share is lost in either direction.
 */
export async function openLossyWay(toPort: number, lossShare: number): Promise<LossyWay> {
  const chance = seeded(20_261_129);
  const ways = new Map<string, Socket>();
  const counts = { sent: 0, lost: 0 };
  let share = lossShare;
  const front = createSocket('udp4');
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');

  const wayOf = (port: number, address: string): Socket => {
    const name = `${address} ${port}`;
    const known = ways.get(name);
    if (known) return known;
    const way = createSocket('udp4');
    way.on('message', (answer) => {
      if (share < 1) front.send(answer, port, address);
    });
    // A server that is away is nobody's fault here.
    way.on('error', () => undefined);
    ways.set(name, way);
    return way;
  };
  front.on('message', (packet, { port, address }) => {
    counts.sent += 1;
    if (chance() < share) counts.lost += 1;
    else wayOf(port, address).send(packet, toPort, '127.0.0.1');
  });
  front.on('error', () => undefined);

  return {
    port: front.address().port,
    counts: () => ({ ...counts }),
    lose: (next) => void (share = next),
    async [Symbol.asyncDispose]() {
      const all = [front, ...ways.values()];
      await Promise.all(all.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
    },
  };
}

/** The same losses each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
