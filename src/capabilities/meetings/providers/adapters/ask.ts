import type { z } from 'zod';
import { askOutside, type OutboundAnswer, OutboundError } from '#platform/outbound';
import { ProviderError } from '../provider.ts';

/** How far we may go, and what time it is there. */
export type Reach = { privateHosts: readonly string[]; signal?: AbortSignal; timeoutMs?: number; now: Date };

type Order = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  authorization?: string;
  json?: object;
  form?: Record<string, string>;
};

/** So long may a provider think. */
const patienceMs = 10_000;
const mostBytes = 2 * 1024 * 1024;

/** Whatever comes back short of a failure of theirs: what a status means, depends on what was asked. */
export async function askProvider(address: string, order: Order, reach: Reach): Promise<OutboundAnswer> {
  const { method, authorization, json, form } = order;
  const body = json ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const answer = await askOutside(new URL(address), {
    method,
    headers: {
      accept: 'application/json',
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
    privateHosts: reach.privateHosts,
    mostBytes,
    timeoutMs: reach.timeoutMs ?? patienceMs,
    ...(reach.signal && { signal: reach.signal }),
  }).catch((error: unknown) => {
    throw error instanceof OutboundError ? new ProviderError(error.problem) : error;
  });
  const { status, headers } = answer;
  if (status === 429) throw new ProviderError('busy', secondsIn(headers['retry-after'], reach.now));
  if (status >= 500) throw new ProviderError('server_trouble', secondsIn(headers['retry-after'], reach.now));
  return answer;
}

/** Seconds or a date (RFC 9110). */
function secondsIn(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

/** An answer of this shape, or the reason why there is none. */
export function read<Shape extends z.ZodType>(shape: Shape, answer: OutboundAnswer): z.output<Shape> {
  refuseFailed(answer);
  const parsed = shape.safeParse(jsonIn(answer));
  if (!parsed.success) throw new ProviderError('odd_answer');
  return parsed.data;
}

export function refuseFailed({ status }: OutboundAnswer): void {
  if (status === 401) throw new ProviderError('login_refused');
  if (status === 403) throw new ProviderError('forbidden');
  if (status === 404 || status === 410) throw new ProviderError('gone');
  if (status >= 400) throw new ProviderError('refused');
  if (status < 200 || status >= 300) throw new ProviderError('odd_answer');
}

export function jsonIn({ body }: { body: Buffer }): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Where one asks for a token, every no means that we are not taken in. */
export function readToken<Shape extends z.ZodType>(shape: Shape, answer: OutboundAnswer): z.output<Shape> {
  if (answer.status >= 400) throw new ProviderError('login_refused');
  return read(shape, answer);
}
