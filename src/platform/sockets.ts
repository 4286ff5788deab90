import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import type { Actor } from './actor.ts';
import { Refusal } from './errors.ts';
import type { Ground } from './ground.ts';
import { type Allows, apiPrefix, type Identify, isForeign } from './http.ts';
import type { Permission } from './operation.ts';

/** `server`: we are shutting down; `gone`: the page, its network, or its sign-in. */
export type SocketEnd = 'gone' | 'server';

/** A page that stays connected. Texts come in the order they were sent. */
export type PageSocket = {
  readonly actor: Actor & { userId: string };
  send(message: unknown): void;
  close(): void;
};
export type SocketHandler = (socket: PageSocket) => {
  hear(text: string): void;
  ended(why: SocketEnd): void;
};
export type ServeSocket = (path: string, permission: Permission, open: SocketHandler) => void;

const maxBytes = 65_536;
const aliveMs = 15_000;

/**
 * WebSockets under the rules of every other door: signed in, allowed, and from our own page. A browser asks nobody before it opens one to a foreign site, cookies
 * and all, so the origin must be named and ours. Whoever signs out is cut off.
 */
export async function socketDoors(
  server: FastifyInstance,
  ground: Ground,
  identify: Identify,
  allows: Allows,
): Promise<ServeSocket> {
  await server.register(websocket, { options: { maxPayload: maxBytes } });
  const open = new Set<{ check: () => Promise<void>; end: (why: SocketEnd) => void }>();
  const alive = setInterval(() => {
    for (const { check } of open) void check();
  }, aliveMs);
  server.addHook('preClose', async () => {
    clearInterval(alive);
    for (const { end } of open) end('server');
  });

  const admit = async (request: FastifyRequest, permission: Permission): Promise<PageSocket['actor']> => {
    const actor = await identify(request);
    if (!actor || actor.userId === null || actor.kind !== 'user')
      throw new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.');
    if (request.headers.origin === undefined || isForeign(request))
      throw new Refusal(403, 'foreign_origin', 'Diese Anfrage kam nicht von Klinke selbst.');
    if (!allows(actor, permission)) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
    return { ...actor, userId: actor.userId };
  };

  return (path, permission, handle) => {
    const callers = new WeakMap<FastifyRequest, PageSocket['actor']>();
    server.get(
      apiPrefix + path,
      { websocket: true, onRequest: async (request) => void callers.set(request, await admit(request, permission)) },
      (socket: WebSocket, request) => {
        const actor = callers.get(request);
        if (!actor) throw new Error('a socket without a caller has come past the door');
        const { hear, ended } = handle({
          actor,
          send: (message) => socket.send(JSON.stringify(message)),
          close: () => socket.close(),
        });
        let answered = true;
        const entry = {
          check: async () => {
            const still = await admit(request, permission).catch(() => undefined);
            if (!answered || still?.workspaceId !== actor.workspaceId) return socket.terminate();
            answered = false;
            socket.ping();
          },
          end: (why: SocketEnd) => {
            if (!open.delete(entry)) return;
            if (why === 'server') socket.close(1001);
            ended(why);
          },
        };
        open.add(entry);
        socket.on('pong', () => (answered = true));
        socket.on('message', (data: RawData, isBinary) => {
          if (isBinary) return socket.close(1003);
          hear(Buffer.isBuffer(data) ? data.toString('utf8') : '');
        });
        socket.on('error', (error) => ground.log.debug({ err: error }, 'socket'));
        socket.on('close', () => entry.end('gone'));
      },
    );
  };
}
