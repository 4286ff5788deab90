import { STATUS_CODES } from 'node:http';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { notFound, Refusal } from '../errors.ts';
import type { Ground } from '../ground.ts';
import { repeatsKey } from '../json-keys.ts';
import { sendProblem } from './problem.ts';

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
const securityHeaders = {
  ...headersOfAll,
  'content-security-policy': pagePolicy([]),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(self), camera=(self), display-capture=(self)',
};
const headersOfPages = Object.entries(securityHeaders);

/** Inline style attributes are how virtual lists and popovers are placed; no inline script, and no foreign host but those that somebody's own telephone needs. */
export function pagePolicy(reach: readonly string[]): string {
  const connect = ["'self'", ...reach].join(' ');
  return `default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src ${connect}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}
