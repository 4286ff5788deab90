import { createHash, timingSafeEqual } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type Actor, sightOf } from './actor.ts';
import { dbOf, type Ground } from './ground.ts';
import { notFound, Refusal } from './errors.ts';
import { repeatsKey } from './json-keys.ts';
import { answerSchema, inputSchema } from './json-schema.ts';
import { Download, type Operation, type Permission, type Problem, Upload } from './operation.ts';
import type { PlatformTables } from './schema.ts';

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

export function createServer(ground: Ground): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = ground.log;
  const server = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // As many hops as the operator says stand in front of us; with none, X-Forwarded-* is a stranger's claim.
    trustProxy: (_address, hop) => hop < ground.config.proxies,
    bodyLimit: 1_048_576,
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // Whoever was refused before all of the request had arrived gets no second answer for its broken rest: a proxy could take that for the answer to somebody else's.
    clientErrorHandler: ({ code }, socket) => {
      const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
      if (socket.writable && socket.bytesWritten === 0) {
        socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      }
      socket.destroy();
    },
    // An address that can't even be decoded is refused before any route and its hooks.
    frameworkErrors: (error, request, reply) => {
      void sendProblem(ground, request, reply.headers(securityHeaders), error);
    },
  });
  // What a form of another site can send without asking first; nobody here takes it.
  server.removeContentTypeParser('text/plain');
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    // The default parser calls back at once.
    void parse(request, text, (error, parsed) => {
      if (error) done(error);
      else if (repeatsKey(text, parsed))
        done(new Refusal(400, 'key_repeated', 'Ein Feld steht zweimal in der Anfrage.'));
      else done(null, parsed);
    });
  });
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

  server.setErrorHandler((error, request, reply) => sendProblem(ground, request, reply, error));
  server.setNotFoundHandler((request, reply) => sendProblem(ground, request, reply, notFound()));
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const isData = /json/.test(String(reply.getHeader('content-type')));
    for (const [name, value] of isData ? headersOfData : headersOfPages)
      if (!reply.hasHeader(name)) reply.header(name, value);
    done();
  });
  return server;
}

const headersOfAll = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};
/** What no browser shows as a page needs no rules for what a page may do. */
const headersOfData = Object.entries({
  ...headersOfAll,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
});
// Inline style attributes are how virtual lists and popovers are placed; no inline script and no foreign host, anywhere.
const securityHeaders = {
  ...headersOfAll,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(self), camera=(self), display-capture=(self)',
};
const headersOfPages = Object.entries(securityHeaders);

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
    const parts = { params: operation.params, querystring: operation.query, body: operation.body };
    const upload = (operation.body as z.ZodType) === Upload;
    const download = (operation.output as z.ZodType) === Download;
    server.route({
      method: operation.method,
      url: apiPrefix + operation.path,
      onRequest: onRequest ? [onRequest] : [],
      ...(upload && { bodyLimit: 8 * 1024 ** 3 }),
      schema: {
        operationId: operation.name,
        summary: operation.summary,
        tags: [operation.name.split('.')[0] ?? ''],
        params: inputSchema(operation.params),
        querystring: inputSchema(operation.query),
        ...(operation.method !== 'GET' &&
          operation.method !== 'DELETE' &&
          !upload && { body: inputSchema(operation.body) }),
        response: download
          ? {}
          : { [operation.status]: operation.status === 204 ? { type: 'null' } : answerSchema(operation.output) },
      },
      config: { operation } as object,
      // Unknown fields are refused, not dropped: the shapes are strict, and nothing else checks the input.
      validatorCompiler:
        ({ httpPart }) =>
        (data) => {
          const shape = parts[httpPart as keyof typeof parts];
          const read = shape.safeParse(data ?? {});
          return read.success ? { value: read.data } : { error: new InvalidInput(httpPart ?? '', read.error) };
        },
      handler: async (request, reply) => {
        const answer = await handle(request, reply);
        if (request.method !== 'GET') committed();
        if (download) return sendFile(reply, answer as FileAnswer);
        const version =
          answer !== null && typeof answer === 'object' && 'version' in answer ? answer.version : undefined;
        if (typeof version === 'number') reply.header('etag', `"${version}"`);
        return reply
          .code(reply.statusCode === 200 ? operation.status : reply.statusCode)
          .send(operation.status === 204 ? undefined : answer);
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

  const callers = new WeakMap<FastifyRequest, Actor & { userId: string }>();
  const admit = async (request: FastifyRequest, permission: Permission): Promise<void> => {
    const actor = await identify(request);
    if (!actor || actor.userId === null) throw new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.');
    if (actor.kind === 'user') refuseForeignOrigin(request);
    if (!allows(actor, permission)) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
    callers.set(request, { ...actor, userId: actor.userId });
  };
  const callerOf = (request: FastifyRequest): Actor & { userId: string } => {
    const actor = callers.get(request);
    if (!actor) throw new Error('a request without a caller has come past the door');
    return actor;
  };

  const serve: Serve<Tables> = (operation, handler) => {
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const actor = callerOf(request);
      const call = { ...openCall<never, never, never>(request, reply), actor, ifMatch: readIfMatch(request) };
      const db = dbOf<Tables>(ground, sightOf(actor));
      const key = request.headers['idempotency-key'];
      if (!operation.creates || typeof key !== 'string') return handler({ ...call, db });
      return once(db, call, operation, key, reply, (trx) => handler({ ...call, db: trx })) as ReturnType<
        typeof handler
      >;
    };
    // Before the input is so much as read: what is wrong with it is nobody's business who has none here.
    mount(operation, handle, (request) => admit(request, operation.permission));
  };

  return { serve, serveOpen };
}

/**
 * One effect for each key: the answer is kept in the transaction of the create itself. A second request with the key waits at the key's row for the first
 * one's end, then gets the same answer; with another content it is refused.
 */
async function once<Tables, T>(
  db: Kysely<Tables>,
  call: { actor: { workspaceId: string; userId: string }; params: unknown; query: unknown; body: unknown; now: Date },
  operation: Operation,
  key: string,
  reply: FastifyReply,
  create: (trx: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  if (key.length < 8 || key.length > 200)
    throw new Refusal(400, 'idempotency_key_invalid', 'Der Idempotency-Key braucht 8 bis 200 Zeichen.');
  const requestHash = createHash('sha256')
    .update(JSON.stringify([call.params, call.query, call.body]))
    .digest();
  return db.transaction().execute(async (trx) => {
    const keys = trx as unknown as Kysely<PlatformTables>;
    const id = { workspaceId: call.actor.workspaceId, userId: call.actor.userId, key };
    const claimed = await keys
      .insertInto('idempotencyKey')
      .values({ ...id, operation: operation.name, requestHash, status: 0, response: 'null', createdAt: call.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!claimed) {
      const row = await keys
        .selectFrom('idempotencyKey')
        .selectAll()
        .where('workspaceId', '=', id.workspaceId)
        .where('userId', '=', id.userId)
        .where('key', '=', id.key)
        .executeTakeFirstOrThrow();
      if (row.operation !== operation.name || !timingSafeEqual(row.requestHash, requestHash)) {
        throw new Refusal(422, 'idempotency_key_reused', 'Dieser Idempotency-Key gehört zu einer anderen Anfrage.');
      }
      reply.header('idempotency-replayed', 'true');
      return row.response as T;
    }
    const answer = await create(trx);
    await keys
      .updateTable('idempotencyKey')
      .set({ status: operation.status, response: JSON.stringify(answer ?? null) })
      .where('workspaceId', '=', id.workspaceId)
      .where('userId', '=', id.userId)
      .where('key', '=', id.key)
      .execute();
    return answer;
  });
}

/** A browser names its origin on every state-changing request; ours is the only one with business here. */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && URL.parse(origin)?.host !== request.host);
  // A form of another site can't set this header, whatever the browser's age.
  if (foreign || (request.headers['x-klinke'] === undefined && site === undefined && origin === undefined)) {
    throw new Refusal(403, 'foreign_origin', 'Diese Anfrage kam nicht von Klinke selbst.');
  }
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

class InvalidInput extends Error {
  readonly part: string;
  readonly issues: { path: string; message: string }[];

  constructor(part: string, error: z.ZodError) {
    super('invalid input');
    this.part = part;
    this.issues = error.issues.map((issue) => ({ path: [part, ...issue.path].join('.'), message: issue.message }));
  }
}

function sendProblem(ground: Ground, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500)
    ground.log.error(
      { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
      'request failed',
    );
  if (problem.status === 429 && typeof problem.details?.['retryAfterSeconds'] === 'number') {
    reply.header('retry-after', problem.details['retryAfterSeconds']);
  }
  if (problem.status === 503) reply.header('retry-after', 2);
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/**
 * "Not now" rather than "never": PostgreSQL's classes for a lost connection, starting up, shutting down, too many connections; and what the system says of
 * a connection that is gone or can't be made.
 */
const passing = /^(08|57P|53|ECONNREFUSED$|ECONNRESET$|EPIPE$|ENOENT$)/;

/** A text that no column can hold (NUL), a number or a time beyond its type: the input's fault, found late. */
const unstorable = new Set(['22021', '22P05', '22003', '22007', '22008', '22009']);

/** Half a character (a lone surrogate) inside of JSON. */
function halfCharacter(code: string, error: Error): boolean {
  return code === '22P02' && 'detail' in error && /surrogate/.test(String(error.detail));
}

function toProblem(error: unknown): Problem {
  const make = (
    status: number,
    code: string,
    title: string,
    detail: string,
    details?: Record<string, unknown>,
  ): Problem => ({
    type: 'about:blank',
    title,
    status,
    code,
    detail,
    ...(details && Object.keys(details).length > 0 && { details }),
  });
  if (error instanceof Refusal) return make(error.status, error.code, error.code, error.message, error.details);
  if (error instanceof InvalidInput) {
    return make(
      400,
      'invalid',
      'invalid',
      'Die Angaben stimmen nicht: ' +
        error.issues
          .map((issue) => `${issue.path}: ${issue.message}`)
          .join('; ')
          .slice(0, 1000),
      {
        issues: error.issues.slice(0, 50),
      },
    );
  }
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (passing.test(code) || /Connection terminated|not queryable|Connection ended/.test(error.message)) {
      return make(
        503,
        'database_unavailable',
        'unavailable',
        'Die Datenbank ist gerade nicht erreichbar. Es ist nichts verloren; bitte gleich noch einmal versuchen.',
      );
    }
    if (unstorable.has(code) || halfCharacter(code, error))
      return make(
        400,
        'invalid',
        'invalid',
        'Die Angaben enthalten Zeichen, Zahlen oder Zeiten, die nicht gespeichert werden können.',
      );
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status >= 400 && status < 500) {
      const clientErrors: Record<number, [string, string]> = {
        413: ['too_large', 'Das ist zu groß.'],
        415: ['unsupported_media_type', 'Diesen Inhaltstyp verstehen wir hier nicht.'],
      };
      const [name, words] = clientErrors[status] ?? ['invalid', 'Die Anfrage ist nicht lesbar.'];
      return make(status, name, name, words);
    }
  }
  return make(500, 'internal', 'internal', 'Da ist bei uns etwas schiefgegangen. Es wurde nichts gespeichert.');
}
