import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Ground } from './ground.ts';

/** A message from another machine: the bytes as they came, and where they came to. */
export type HookRequest = {
  params: Record<string, string>;
  /** As the sender wrote it: with our public address, path and query. */
  url: string;
  headers: FastifyRequest['headers'];
  rawBody: Buffer;
  now: Date;
};
export type HookAnswer = { status: 200 | 204; mediaType?: string; body?: string };
export type ServeHook = (path: string, handle: (request: HookRequest) => Promise<HookAnswer>) => void;

/** So much may a machine tell at once. */
const mostBytes = 64 * 1024;

/**
 * Doors for machines, which have no session and no origin: whoever opens one must find out by its path and signature who is speaking. The body is not looked at before,
 * because signatures are over bytes.
 */
export function hookDoors(server: FastifyInstance, ground: Ground, committed: () => void): ServeHook {
  return (path, handle) => {
    void server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
        done(null, body),
      );
      scope.post(path, { schema: { hide: true } as object }, async (request, reply) => {
        const answer = await handle({
          params: request.params as Record<string, string>,
          url: (ground.config.publicUrl ?? `${request.protocol}://${request.host}`) + request.url,
          headers: request.headers,
          rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          now: ground.ports.clock(),
        });
        committed();
        if (answer.mediaType) reply.type(answer.mediaType);
        return reply.code(answer.status).send(answer.body);
      });
    });
  };
}
