import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { inLanguage, localeOf } from '../catalogue.ts';
import { isCollision } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Ground } from '../ground.ts';
import type { Problem } from '../operation.ts';

export class InvalidInput extends Error {
  readonly part: string;
  readonly issues: { path: string; message: string }[];

  constructor(part: string, error: z.ZodError) {
    super('invalid input');
    this.part = part;
    this.issues = error.issues.map((issue) => ({ path: [part, ...issue.path].join('.'), message: issue.message }));
  }
}

export function sendProblem(
  ground: Ground,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const answer = judge(ground, request, error);
  if (answer.status === 429 && typeof answer.details?.['retryAfterSeconds'] === 'number') {
    reply.header('retry-after', answer.details['retryAfterSeconds']);
  }
  if (answer.status === 503) reply.header('retry-after', 2);
  return reply
    .code(answer.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(answer);
}

/** What went wrong, in words for who asked, in their language; and in the log, where it was our fault. */
export function judge(ground: Ground, request: FastifyRequest, error: unknown, operation?: string): Problem {
  const found = toProblem(error);
  if (found.status >= 500)
    ground.log.error(
      { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url, operation },
      'request failed',
    );
  return { ...found, detail: inLanguage(localeOf(request), found.detail) };
}

/**
 * "Not now" rather than "never": PostgreSQL's classes for a lost connection, starting up, shutting down, too many connections; and what the system says of
 * a connection that is gone or can't be made.
 */
const passing = /^(08|57P|53|ECONNREFUSED$|ECONNRESET$|EPIPE$)/;
/** Where PostgreSQL has no socket yet; a file of ours that is missing is another matter. */
const noSocket = (code: string, error: Error): boolean =>
  code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';

/** A text that no column can hold (NUL), a number or a time beyond its type: the input's fault, found late. */
const unstorable = new Set(['22021', '22P05', '22003', '22007', '22008', '22009']);

/** Half a character (a lone surrogate) inside of JSON. */
function halfCharacter(code: string, error: Error): boolean {
  return code === '22P02' && 'detail' in error && /surrogate/.test(String(error.detail));
}

function toProblem(error: unknown): Problem {
  if (error instanceof Refusal) return problem(error.status, error.code, error.message, error.details);
  if (error instanceof InvalidInput) {
    const issues = error.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return problem(400, 'invalid', `Die Angaben stimmen nicht: ${issues.slice(0, 1000)}`, {
      issues: error.issues.slice(0, 50),
    });
  }
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (
      passing.test(code) ||
      noSocket(code, error) ||
      /Connection terminated|not queryable|Connection ended/.test(error.message)
    )
      return problem(
        503,
        'database_unavailable',
        'Die Datenbank ist gerade nicht erreichbar. Es ist nichts verloren; bitte gleich noch einmal versuchen.',
      );
    if (isCollision(error))
      return problem(
        503,
        'collision',
        'Dasselbe wurde gerade von anderer Seite geändert. Es wurde nichts gespeichert; bitte gleich noch einmal versuchen.',
      );
    if (unstorable.has(code) || halfCharacter(code, error))
      return problem(
        400,
        'invalid',
        'Die Angaben enthalten Zeichen, Zahlen oder Zeiten, die nicht gespeichert werden können.',
      );
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status === 413) return problem(status, 'too_large', 'Das ist zu groß.');
    if (status === 415) return problem(status, 'unsupported_media_type', 'Diesen Inhaltstyp verstehen wir hier nicht.');
    if (status >= 400 && status < 500) return problem(status, 'invalid', 'Die Anfrage ist nicht lesbar.');
  }
  return problem(500, 'internal', 'Da ist bei uns etwas schiefgegangen. Es wurde nichts gespeichert.');
}

function problem(status: number, code: string, detail: string, details: Record<string, unknown> = {}): Problem {
  return {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    ...(Object.keys(details).length > 0 && { details }),
  };
}
