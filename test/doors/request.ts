import { type z } from 'zod';
import { apiPrefix } from '#platform/http';
import { type Operation, Upload } from '#platform/operation';
import { type Client, type TestApp } from '../setup/house.ts';
import type { Input } from './inputs.ts';

export type Answer = { status: number; text: string; headers: Record<string, unknown>; code: string | undefined };

/** One request as it stands, without the help of a client. */
export async function send(
  app: TestApp,
  by: Pick<Client, 'headers'> | undefined,
  operation: Operation,
  input: Input,
  extra: { headers?: Record<string, string>; search?: string; payload?: string } = {},
): Promise<Answer> {
  const withBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  const upload = (operation.body as z.ZodType) === Upload;
  const answer = await app.running.server.inject({
    method: operation.method,
    url:
      apiPrefix + pathOf(operation, input.params) + (searchOf(input.query) + (extra.search ?? '')).replace(/^&/, '?'),
    headers: {
      host: 'localhost',
      'x-klinke': '1',
      ...by?.headers,
      ...(withBody && { 'content-type': upload ? 'application/octet-stream' : 'application/json' }),
      ...extra.headers,
    },
    ...(withBody && { payload: extra.payload ?? (upload ? (input.bytes ?? '') : JSON.stringify(input.body ?? {})) }),
  });
  const json = String(answer.headers['content-type']).includes('problem+json')
    ? (answer.json() as { code: string })
    : undefined;
  return { status: answer.statusCode, text: answer.body, headers: answer.headers, code: json?.code };
}

/** Many reads of one operation in one request. */
export async function sendTogether(
  app: TestApp,
  by: Pick<Client, 'headers'>,
  operation: Operation,
  inputs: readonly Input[],
): Promise<{ status: number; body: unknown }[]> {
  const asks = inputs.map(({ params, query }) => ({
    operation: operation.name,
    params: Object.fromEntries(Object.entries(params as object).map(([name, value]) => [name, String(value)])),
    query: searchOf(query).slice(1),
  }));
  const headers = { host: 'localhost', 'x-klinke': '1', ...by.headers };
  const answer = await app.running.server.inject({
    method: 'POST',
    url: `${apiPrefix}/together`,
    headers,
    payload: { asks },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}

export function pathOf(operation: Operation, params: unknown): string {
  return operation.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    // Half characters cannot be written into an address; a browser replaces them too.
    encodeURIComponent(String((params as Record<string, unknown>)[name]).toWellFormed()),
  );
}

function searchOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  return search.size > 0 ? `?${search.toString()}` : '';
}
