import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type Actor, sightOf } from './actor.ts';
import { dbOf, type Ground } from './ground.ts';
import { Refusal } from './errors.ts';
import { once } from './http/idempotency.ts';
import { inShape, json, taken } from './http/shapes.ts';
import { mountTogether, type Read } from './http/together.ts';
import { Download, type Operation, type Permission, takesJson, Upload } from './operation.ts';

export { createServer } from './http/server.ts';

/** Who is calling, or undefined. Throws a Refusal for a credential that is there but no good. */
export type Identify = (request: FastifyRequest) => Promise<Actor | undefined>;
/** May this actor do this at all? Which records they see is the database's affair. */
export type Allows = (actor: Actor, permission: Permission) => boolean;

export type OpenCall<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  now: Date;
  ground: Ground;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type Call<Tables, P, Q, B> = OpenCall<P, Q, B> & {
  actor: Actor & { userId: string };
  /** Inside the caller's workspace, seeing what the caller may see. For a create with an Idempotency-Key: an open transaction. */
  db: Kysely<Tables>;
  /** The version of the record that the caller saw last, from If-Match. */
  ifMatch: number | undefined;
  /** Work that begins when everything written here stands. Nobody waits for it, so it keeps its own failures. */
  after(work: () => void): void;
};

/** The bytes of a file as an answer. */
export type FileAnswer = { name: string; mediaType: string; content: Readable };

type Out<O extends z.ZodType> = O extends typeof Download ? FileAnswer : z.input<O>;
type In<B extends z.ZodType> = B extends typeof Upload ? Readable : z.output<B>;

/** Mounts operations whose handlers touch `Tables`. */
export type Serve<Tables> = {
  <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
    operation: Operation<P, Q, B, O>,
    handler: (call: Call<Tables, z.output<P>, z.output<Q>, In<B>>) => Promise<Out<O>>,
  ): void;
};
/** Mounts operations that need no sign-in. */
export type ServeOpen = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  operation: Operation<P, Q, B, O>,
  handler: (call: OpenCall<z.output<P>, z.output<Q>, In<B>>) => Promise<Out<O>>,
) => void;

export const apiPrefix = '/api/v1';

/** The two ways to mount an operation on a server. */
export function doors<Tables>(
  server: FastifyInstance,
  ground: Ground,
  identify: Identify,
  allows: Allows,
  committed: () => void,
): { serve: Serve<Tables>; serveOpen: ServeOpen } {
  const mount = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
    operation: Operation<P, Q, B, O>,
    handle: (request: FastifyRequest, reply: FastifyReply) => Promise<Out<O>>,
    onRequest?: (request: FastifyRequest) => Promise<void>,
  ): void => {
    const download = (operation.output as z.ZodType) === Download;
    server.route({
      method: operation.method,
      url: apiPrefix + operation.path,
      onRequest: onRequest ? [onRequest] : [],
      ...((operation.body as z.ZodType) === Upload && { bodyLimit: 8 * 1024 ** 3 }),
      config: { operation } as object,
      handler: async (request, reply) => {
        request.params = taken('params', operation.params, request.params);
        request.query = taken('querystring', operation.query, request.query);
        if (takesJson(operation)) request.body = taken('body', operation.body, request.body);
        const answer = await handle(request, reply);
        if (request.method !== 'GET') committed();
        if (download) return sendFile(reply, answer as FileAnswer);
        const version =
          answer !== null && typeof answer === 'object' && 'version' in answer ? answer.version : undefined;
        if (typeof version === 'number') reply.header('etag', `"${version}"`);
        reply.code(reply.statusCode === 200 ? operation.status : reply.statusCode);
        if (operation.status === 204) return reply.send();
        return reply.type(json).send(inShape(reply, operation, answer));
      },
    });
  };

  const openCall = <P, Q, B>(request: FastifyRequest, reply: FastifyReply): OpenCall<P, Q, B> => ({
    params: request.params as P,
    query: request.query as Q,
    body: (request.body ?? {}) as B,
    now: ground.ports.clock(),
    ground,
    request,
    reply,
  });

  const serveOpen: ServeOpen = (operation, handler) =>
    mount(operation, (request, reply) => {
      refuseForeignOrigin(request);
      return handler(openCall(request, reply));
    });

  type Caller = Actor & { userId: string };
  const callers = new WeakMap<FastifyRequest, Caller>();
  const admit = async (request: FastifyRequest): Promise<Caller> => {
    const actor = await identify(request);
    if (!actor || actor.userId === null) throw new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.');
    if (actor.kind === 'user') refuseForeignOrigin(request);
    return { ...actor, userId: actor.userId };
  };
  const refuseWithout = (actor: Actor, permission: Permission): void => {
    if (!allows(actor, permission)) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
  };
  const callerOf = (request: FastifyRequest): Caller => {
    const actor = callers.get(request);
    if (!actor) throw new Error('a request without a caller has come past the door');
    return actor;
  };

  const reads = new Map<string, Read<Caller>>();
  mountTogether(server, ground, `${apiPrefix}/together`, reads, {
    admit,
    mayRead: (actor, { permission }) => refuseWithout(actor, permission),
    sightOf,
  });

  const serve: Serve<Tables> = (operation, handler) => {
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const actor = callerOf(request);
      const works: (() => void)[] = [];
      const call = {
        ...openCall<never, never, never>(request, reply),
        actor,
        ifMatch: readIfMatch(request),
        after: (work: () => void) => void works.push(work),
      };
      const db = dbOf<Tables>(ground, sightOf(actor));
      const key = request.headers['idempotency-key'];
      const answer = await (operation.creates && typeof key === 'string'
        ? (once(db, call, operation, key, reply, (trx, body) =>
            handler({ ...call, body: body as never, db: trx }),
          ) as ReturnType<typeof handler>)
        : handler({ ...call, db }));
      for (const work of works) work();
      return answer;
    };
    // Before the input is so much as read: what is wrong with it is nobody's business who has none here.
    mount(operation, handle, async (request) => {
      const actor = await admit(request);
      refuseWithout(actor, operation.permission);
      callers.set(request, actor);
    });
    if (operation.method !== 'GET' || (operation.output as z.ZodType) === Download) return;
    reads.set(operation.name, {
      operation,
      answer: (actor, params, query, { request, reply, db }) =>
        handler({
          ...openCall<never, never, never>(request, reply),
          params: params as never,
          query: query as never,
          body: {} as never,
          actor,
          ifMatch: undefined,
          after() {
            throw new Error('a read leaves nothing to be done after it');
          },
          db: db as unknown as Kysely<Tables>,
        }),
    });
  };

  return { serve, serveOpen };
}

/** A browser names its origin on every state-changing request; ours is the only one with business here. */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  // A form of another site can't set this header, whatever the browser's age.
  if (isForeign(request) || (request.headers['x-klinke'] === undefined && site === undefined && origin === undefined)) {
    throw new Refusal(403, 'foreign_origin', 'Diese Anfrage kam nicht von Klinke selbst.');
  }
}

/** Says itself, or lets its browser say, that it comes from another site's page. */
export function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  return (
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && URL.parse(origin)?.host !== request.host)
  );
}

function readIfMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Refusal(400, 'if_match_invalid', 'If-Match muss der ETag des Datensatzes sein.');
  return Number(version);
}

/** Throws 412 when someone else was faster. Call it with the row locked or guard the same in SQL. */
export function refuseStale(current: number, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== current) {
    throw new Refusal(
      412,
      'stale',
      'Jemand anderes hat das inzwischen geändert. Ihre Eingabe ist noch da; bitte prüfen Sie den neuen Stand.',
      {
        currentVersion: current,
      },
    );
  }
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const ascii = file.name.normalize('NFKD').replace(/[^\w. -]/g, '_');
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .send(file.content);
}
