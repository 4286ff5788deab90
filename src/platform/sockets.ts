import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
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
  /** Which window of theirs: a word it makes up and comes back with when its connection broke, or when it is loaded anew; null: it says none. */
  readonly window: string | null;
  send(message: unknown): void;
  close(): void;
};
export type SocketHandler = (socket: PageSocket) => {
  hear(text: string): void;
  ended(why: SocketEnd): void;
};
export type ServeSocket = (path: string, permission: Permission, open: SocketHandler) => void;

/** A page of somebody who is not signed in. What it says first must tell what it may do here. */
export type OpenPageSocket = Omit<PageSocket, 'actor' | 'window'>;
export type OpenSocketHandler = (socket: OpenPageSocket) => ReturnType<SocketHandler>;
export type Sockets = {
  serveSocket: ServeSocket;
  serveOpenSocket: (path: string, open: OpenSocketHandler) => void;
};

const maxBytes = 65_536;
const aliveMs = 15_000;
/** Of strangers: so many at once over one address, behind which a whole office may sit. */
const mostOfAddress = 40;
/** So long a stranger may stay silent at first. */
const firstWordMs = 10_000;

/**
 * WebSockets under the rules of every other door: signed in, allowed, and from our own page. A browser asks nobody before it opens one to a foreign site, cookies
 * and all, so the origin must be named and ours. Whoever signs out is cut off. Strangers come in by doors of their own, where nothing is known of them.
 */
export async function socketDoors(
  server: FastifyInstance,
  ground: Ground,
  identify: Identify,
  allows: Allows,
): Promise<Sockets> {
  await server.register(websocket, { options: { maxPayload: maxBytes } });
  const open = new Set<{ check: () => void; end: (why: SocketEnd) => void }>();
  const alive = setInterval(() => {
    for (const { check } of open) check();
  }, aliveMs);
  server.addHook('preClose', async () => {
    clearInterval(alive);
    for (const { end } of open) end('server');
  });

  /** `stillWelcome`: whether whoever was let in may stay. */
  const attend = (
    socket: WebSocket,
    stillWelcome: () => Promise<boolean>,
    handle: (page: OpenPageSocket) => ReturnType<SocketHandler>,
  ): void => {
    const { hear, ended } = handle({
      send: (message) => socket.send(JSON.stringify(message)),
      close: () => socket.close(),
    });
    const entry = {
      check: watch(socket, stillWelcome),
      end: (why: SocketEnd) => {
        if (!open.delete(entry)) return;
        if (why === 'server') socket.close(1001);
        ended(why);
      },
    };
    open.add(entry);
    socket.on('message', (data: RawData, isBinary) => {
      if (isBinary) return socket.close(1003);
      hear(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    });
    socket.on('error', (error) => ground.log.debug({ err: error }, 'socket'));
    socket.on('close', () => entry.end('gone'));
  };

  const refuseForeign = (request: FastifyRequest): void => {
    if (request.headers.origin === undefined || isForeign(request))
      throw new Refusal(403, 'foreign_origin', 'Diese Anfrage kam nicht von Klinke selbst.');
  };
  const admit = async (request: FastifyRequest, permission: Permission): Promise<PageSocket['actor']> => {
    const actor = await identify(request);
    if (!actor || actor.userId === null || actor.kind !== 'user')
      throw new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.');
    refuseForeign(request);
    if (!allows(actor, permission)) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
    return { ...actor, userId: actor.userId };
  };

  const serveSocket: ServeSocket = (path, permission, handle) => {
    const callers = new WeakMap<FastifyRequest, PageSocket['actor']>();
    server.get(
      apiPrefix + path,
      { websocket: true, onRequest: async (request) => void callers.set(request, await admit(request, permission)) },
      (socket: WebSocket, request) => {
        const actor = callers.get(request);
        if (!actor) throw new Error('a socket without a caller has come past the door');
        const same = async () => (await admit(request, permission)).workspaceId === actor.workspaceId;
        const window = windowOf(request);
        attend(socket, same, (page) => handle({ ...page, actor, window }));
      },
    );
  };

  const ofAddress = new Map<string, number>();
  const serveOpenSocket: Sockets['serveOpenSocket'] = (path, handle) => {
    const onRequest = async (request: FastifyRequest): Promise<void> => {
      refuseForeign(request);
      if ((ofAddress.get(request.ip) ?? 0) >= mostOfAddress)
        throw new Refusal(429, 'too_many_tries', 'Von Ihrem Anschluss sind gerade zu viele Seiten offen.');
    };
    server.get(apiPrefix + path, { websocket: true, onRequest }, (socket: WebSocket, { ip }) => {
      ofAddress.set(ip, (ofAddress.get(ip) ?? 0) + 1);
      const silent = setTimeout(() => socket.terminate(), firstWordMs);
      socket.once('message', () => clearTimeout(silent));
      socket.once('close', () => {
        clearTimeout(silent);
        const left = (ofAddress.get(ip) ?? 1) - 1;
        if (left > 0) ofAddress.set(ip, left);
        else ofAddress.delete(ip);
      });
      attend(socket, async () => true, handle);
    });
  };

  return { serveSocket, serveOpenSocket };
}

/**
 * To be called every now and then: cuts off whoever is not there any more, or has no business here any more. A database that does not answer says neither; and however long it takes, the
 * other end has the whole time between two calls for its sign of life.
 */
export function watch(
  socket: Pick<WebSocket, 'ping' | 'terminate' | 'on'>,
  stillWelcome: () => Promise<boolean>,
): () => void {
  let [answered, asking] = [true, false];
  socket.on('pong', () => (answered = true));
  const ask = async (): Promise<void> => {
    asking = true;
    const welcome = await stillWelcome().catch((error: unknown) => !(error instanceof Refusal));
    asking = false;
    if (!welcome) socket.terminate();
  };
  return () => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    if (!asking) void ask();
  };
}

function windowOf({ query }: FastifyRequest): string | null {
  const named = z.object({ window: z.string().regex(/^[0-9a-f]{32}$/) }).safeParse(query);
  return named.success ? named.data.window : null;
}
