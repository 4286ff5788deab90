import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { apiPrefix } from './http.ts';
import { answerSchema, inputSchema } from './json-schema.ts';
import { Download, type Operation, Problem, takesJson } from './operation.ts';

/** /api/v1/openapi.json and the page for people, /api/docs; both from the operations as mounted. Register before the routes. */
export async function mountDocumentation(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Klinke',
        version: '1',
        description:
          'Refusals are application/problem+json with a stable `code`, and a `detail` in German, or in English where `Accept-Language` begins with it. Lists are paged by an opaque `cursor`. Send `Idempotency-Key` with creates and `If-Match` with changes. Unknown fields are refused.',
        license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-klinke' },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const operation = (route.config as { operation?: Operation } | undefined)?.operation;
      if (!operation) return { schema: { hide: true } as typeof schema, url };
      const isPublic = operation.permission === 'public';
      const refusals = [
        ...(isPublic ? [] : ['not_signed_in', 'forbidden', 'not_found']),
        'invalid',
        ...operation.refusals,
      ];
      return {
        url,
        schema: {
          ...schema,
          ...shapesOf(operation),
          operationId: operation.name,
          summary: operation.summary,
          tags: [operation.name.split('.')[0] ?? ''],
          description: `Permission: \`${operation.permission}\`. Refusals: ${refusals.map((code) => `\`${code}\``).join(', ')}.`,
          security: isPublic ? [] : [{ session: [] }, { key: [] }],
          headers: requestHeaders(operation),
          response: {
            [operation.status]: answerOf(operation),
            default: { description: 'A refusal', content: { 'application/problem+json': { schema: problemSchema } } },
          },
        } as typeof schema,
      };
    },
  });
  server.get(`${apiPrefix}/openapi.json`, async (_request, reply) => reply.send(server.swagger()));
  server.get('/api/docs.css', async (_request, reply) => reply.type('text/css').send(css));
  server.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(server.swagger() as unknown as Document)),
  );
}

const { $schema: _, ...problemSchema } = z.toJSONSchema(Problem);

function shapesOf(operation: Operation): object {
  return {
    params: inputSchema(operation.params),
    querystring: inputSchema(operation.query),
    ...(takesJson(operation) && { body: inputSchema(operation.body) }),
  };
}

function answerOf({ output, status }: Operation): object {
  if (output === Download) return { description: 'The bytes of the file', type: 'string', format: 'binary' };
  return status === 204 ? { type: 'null' } : answerSchema(output);
}

function requestHeaders(operation: Operation): object {
  return {
    type: 'object',
    properties: {
      ...(operation.creates && {
        'idempotency-key': { type: 'string', minLength: 8, maxLength: 200, description: 'One effect for each key' },
      }),
      ...(operation.method === 'PATCH' && {
        'if-match': { type: 'string', description: 'ETag of the record as last seen; 412 when it has changed since' },
      }),
    },
  };
}

type Document = { info: { description: string }; paths: Record<string, Record<string, Described>> };
type Described = {
  operationId: string;
  summary: string;
  description: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: object; description?: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

function page(document: Document): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const groups = Map.groupBy(all, (operation) => operation.tags?.[0] ?? '');
  const nav = [...groups.keys()].map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' ');
  const body = [...groups]
    .map(([tag, operations]) => `<h2 id="${text(tag)}">${text(tag)}</h2>${operations.map(section).join('')}`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Klinke API</title><link rel="stylesheet" href="/api/docs.css"></head><body><main><h1>Klinke API</h1><p>${inline(document.info.description)} Machine-readable: <a href="/api/v1/openapi.json">openapi.json</a>.</p><p>Authenticate with <code>Authorization: Bearer klk_…</code> (<code>klinke key create</code> or Settings).</p><nav>${nav}</nav>${body}</main></body></html>`;
}

function section(operation: Described & { path: string; method: string }): string {
  const parameters = (operation.parameters ?? [])
    .map(
      (one) =>
        `<tr><td><code>${text(one.name)}</code></td><td>${text(one.in)}${one.required ? ', required' : ''}</td><td><code>${text(JSON.stringify(one.schema))}</code> ${text(one.description ?? '')}</td></tr>`,
    )
    .join('');
  const [request] = Object.values(operation.requestBody?.content ?? {});
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status !== 'default')
    .map(([status, answer]) => shape(`Answer ${status}`, Object.values(answer.content ?? {})[0]?.schema))
    .join('');
  return `<section id="${text(operation.operationId)}"><h3><b>${text(operation.method.toUpperCase())}</b> <code>${text(operation.path)}</code></h3><p>${text(operation.summary)}</p><p>${inline(operation.description)}</p>${parameters && `<table>${parameters}</table>`}${shape('Body', request?.schema)}${answers}</section>`;
}

const shape = (name: string, schema: object | undefined): string =>
  schema ? `<details><summary>${name}</summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>` : '';
const text = (raw: string): string =>
  raw.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');
const inline = (raw: string): string => text(raw).replace(/`([^`]+)`/g, '<code>$1</code>');

const css = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}main{max-width:60rem;margin:2rem auto;padding:0 1rem}nav a{margin-right:.75rem}
section{border-top:1px solid #8884;padding:.75rem 0}h3{margin:0;font-size:1rem}h3 b{display:inline-block;min-width:4rem}pre{overflow:auto;max-height:24rem;background:#8881;padding:.75rem;border-radius:6px}
table{border-collapse:collapse;font-size:.9rem}td{padding:.2rem .75rem .2rem 0;vertical-align:top;overflow-wrap:anywhere}code{font-size:.9em}`;
