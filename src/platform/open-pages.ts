import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inLanguage, localeOf } from './catalogue.ts';
import { Refusal } from './errors.ts';
import type { Ground } from './ground.ts';
import { html } from './html.ts';
import { refuseForeignOrigin } from './http.ts';
import { openPage, stylePath, withStatement } from './open-pages/shell.ts';
import { style } from './open-pages/style.ts';
import { workspaceNamedIn } from './public-key.ts';

export { openPage, statementPath } from './open-pages/shell.ts';

/**
 * Pages for people who are not signed in and perhaps never heard of us: whole in the first answer, without a script, readable by any browser.
 * Everything else is the browser app.
 */
export type OpenPageCall = {
  params: Readonly<Record<string, string>>;
  /** What the form of the page sent. */
  fields: URLSearchParams;
  locale: 'de' | 'en';
  now: Date;
  ground: Ground;
  request: FastifyRequest;
};
export type OpenPageAnswer =
  | {
      html: string;
      status?: number;
      /** Sites that may show the page in a frame of theirs, as origins; none unless it says so. */
      framedBy?: readonly string[];
      /** Whose page it is, where the address does not say it. */
      workspaceId?: string;
    }
  | { goTo: string };
export type ServePage = (
  method: 'GET' | 'POST',
  path: string,
  handler: (call: OpenPageCall) => Promise<OpenPageAnswer>,
  /** A POST that also programs send, without the marks of a browser: its address alone is the right to it, and no cookie counts. */
  more?: { fromPrograms: true },
) => void;

/** Scripts, foreign hosts and frames have no business here; a form goes nowhere but to us. */
const policyFor = (framedBy: readonly string[] = []): string =>
  `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors ${framedBy.length > 0 ? framedBy.join(' ') : "'none'"}`;

export async function mountOpenPages(
  server: FastifyInstance,
  ground: Ground,
  committed: () => void,
  mount: (serve: ServePage) => void,
): Promise<void> {
  // A scope of its own: only here is the body of a plain HTML form understood.
  await server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 65_536 },
      (_request, text, done) => done(null, new URLSearchParams(String(text))),
    );
    scope.setErrorHandler((error, request, reply) => {
      const status = statusOf(error);
      if (status >= 500) ground.log.error({ err: error, route: request.routeOptions.url }, 'page failed');
      const locale = localeOf(request);
      const words = error instanceof Refusal ? inLanguage(locale, error.message) : plainWords[locale];
      return reply.code(status).headers(headersFor()).type('text/html; charset=utf-8').send(errorPage(locale, words));
    });
    scope.get(stylePath, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
    );
    mount((method, path, handler, more) => {
      scope.route({
        method,
        url: path,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          if (!more?.fromPrograms) refuseForeignOrigin(request);
          const answer = await handler({
            params: request.params as Record<string, string>,
            fields: request.body instanceof URLSearchParams ? request.body : new URLSearchParams(),
            locale: localeOf(request),
            now: ground.ports.clock(),
            ground,
            request,
          });
          if (method === 'POST') committed();
          if ('goTo' in answer) return reply.headers(headersFor()).redirect(answer.goTo, 303);
          const { key, workspace } = request.params as Record<string, string>;
          const whose = workspace ?? answer.workspaceId?.replaceAll('-', '') ?? workspaceIn(key);
          return reply
            .code(answer.status ?? 200)
            .headers(headersFor(answer.framedBy))
            .type('text/html; charset=utf-8')
            .send(withStatement(answer.html, localeOf(request), whose));
        },
      });
    });
  });
}

const headersFor = (framedBy?: readonly string[]) => ({
  'content-security-policy': policyFor(framedBy),
  'x-robots-tag': 'noindex, nofollow',
});

/** Of the workspace whose page it is, without its dashes. */
const workspaceIn = (key: string | undefined): string | undefined => workspaceNamedIn(key)?.replaceAll('-', '');

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

const plainWords = {
  de: 'Da ist etwas schiefgegangen. Es wurde nichts gespeichert; bitte versuchen Sie es noch einmal.',
  en: 'Something went wrong. Nothing was saved; please try again.',
};

function errorPage(locale: 'de' | 'en', words: string): string {
  return openPage(locale, 'Klinke', html`<h1>${words}</h1>`);
}
