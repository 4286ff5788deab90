import type { Place } from '../run.ts';

/** Over the API of the running server, as the owner. */
export async function ask<T>({ ours, apiKey }: Place, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${ours}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
