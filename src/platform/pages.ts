import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from './errors.ts';
import { pagePolicy } from './http/server.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = [join(here, 'web'), join(here, '../../dist/web')].find((folder) => existsSync(join(folder, 'index.html')));

/** Of a worker whose name says that it computes with WebAssembly; no page of ours may. */
const wasmPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/**
 * The browser app. Every address that is not an API or a file is one of its pages; `small` are pages for people without an account, with a bundle of their own: path → file.
 * `reach`: whom the pages of whoever asks may connect to beyond ourselves.
 */
export async function mountPages(
  server: FastifyInstance,
  reach: (request: FastifyRequest) => Promise<readonly string[]>,
  small: Readonly<Record<string, string>>,
): Promise<void> {
  if (root === undefined) return;
  const page = await readFile(join(root, 'index.html'));
  await server.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    preCompressed: true,
    // Names under assets/ carry a hash of their content.
    setHeaders: (reply, path) => {
      if (/\/assets\/wasm-[^/]+\.js/.test(path)) reply.header('content-security-policy', wasmPolicy);
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // Behind a sign-in or a link that is meant for one person: nothing here is for search engines.
  const send = (reply: FastifyReply, content: Buffer) =>
    reply
      .headers({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(content);
  server.get('/*', async (request, reply) => {
    const [path = ''] = request.url.split('?');
    if (/^\/+api\//i.test(path) || /\.[a-z0-9]{2,5}$/i.test(path)) throw notFound();
    reply.header('content-security-policy', pagePolicy(await reach(request)));
    return send(reply, page);
  });
  for (const [path, file] of Object.entries(small)) {
    const content = await readFile(join(root, file));
    server.get(path, (_request, reply) => send(reply, content));
  }
}
