import { t } from '@lingui/core/macro';
import { i18n } from '@lingui/core';
import type { z } from 'zod';
import type { Operation, Problem } from '#platform/operation';
import { randomKey } from './random-key.ts';

/** The server's "no", in its own words. `code` is stable; `details` depend on it. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  /** 0: the server was not reached. */
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail' | 'details'>) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.details = problem.details ?? {};
  }
}

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- the empty type is meant: what asks for nothing accepts it
type Nothing = Record<never, never>;
type Part<Name extends string, Shape extends z.ZodType> =
  Nothing extends z.input<Shape> ? { [K in Name]?: z.input<Shape> } : { [K in Name]: z.input<Shape> };

/** What an operation wants: params of the path, query, body; parts without required fields may be left out. */
export type InputOf<O extends Operation> = Part<'params', O['params']> &
  Part<'query', O['query']> &
  Part<'body', O['body']>;
export type OutputOf<O extends Operation> = z.output<O['output']>;

/** `input` may be left out where nothing in it is required. */
export type InputArguments<O extends Operation> =
  Nothing extends InputOf<O> ? [input?: InputOf<O>] : [input: InputOf<O>];

export type CallOptions = {
  /** The `version` of the record as it was read; the server refuses with 412 `stale` when someone else was faster. */
  ifMatch?: number | undefined;
  /** Only where one effect must be bound to more than one call; every create gets a key of its own anyway. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/** Asks the server; reads that are asked for in the same moment travel in one request. Records carry their `version`; give it back as `ifMatch` when changing them. */
export async function call<O extends Operation>(
  operation: O,
  input?: InputOf<O>,
  options: CallOptions = {},
): Promise<OutputOf<O>> {
  // Whoever is not signed in has nothing to ask for together.
  if (operation.method === 'GET' && operation.permission !== 'public')
    return read(operation, input, options.signal) as Promise<OutputOf<O>>;
  return callAlone(operation, input, options);
}

async function callAlone<O extends Operation>(
  operation: O,
  input: InputOf<O> | undefined,
  options: CallOptions,
): Promise<OutputOf<O>> {
  const headers: Record<string, string> = languages();
  const body = (input as { body?: unknown } | undefined)?.body;
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  if (hasBody) headers['content-type'] = 'application/json';
  if (operation.method !== 'GET') headers['x-klinke'] = '1';
  if (operation.creates) headers['idempotency-key'] = options.idempotencyKey ?? randomKey();
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;

  const request: RequestInit = {
    method: operation.method,
    headers,
    credentials: 'same-origin',
    ...(hasBody && { body: JSON.stringify(body ?? {}) }),
    ...(options.signal && { signal: options.signal }),
  };
  const response = await reach(addressOf(operation, input), request, operation.creates);
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? null : await response.json()) as OutputOf<O>;
}

type Read = {
  operation: Operation;
  input: { params?: Record<string, unknown>; query?: Record<string, unknown> } | undefined;
  signal: AbortSignal | undefined;
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
};

let breath: Read[] = [];
/** The server takes no more at once. */
const mostReads = 20;

/** A page that has just been drawn asks panel by panel, all of it before a microtask gets its turn. */
function read(operation: Operation, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (breath.length === 0) queueMicrotask(exhale);
    breath.push({ operation, input: input as Read['input'], signal, resolve, reject });
  });
}

function exhale(): void {
  const reads = breath;
  breath = [];
  for (let at = 0; at < reads.length; at += mostReads) void readTogether(reads.slice(at, at + mostReads));
}

async function readTogether(reads: readonly Read[]): Promise<void> {
  const [only] = reads;
  if (only && reads.length === 1) {
    const { operation, input, signal } = only;
    return callAlone(operation, input as never, signal ? { signal } : {}).then(only.resolve, only.reject);
  }
  const unwanted = new AbortController();
  for (const { signal, reject } of reads) {
    signal?.addEventListener('abort', () => {
      reject(signal.reason);
      if (reads.every((one) => one.signal?.aborted)) unwanted.abort();
    });
  }
  const asks = reads.map(({ operation, input }) => ({
    operation: operation.name,
    params: Object.fromEntries(Object.entries(input?.params ?? {}).map(([name, value]) => [name, String(value)])),
    query: searchOf(input?.query).toString(),
  }));
  try {
    const headers = { ...languages(), 'content-type': 'application/json', 'x-klinke': '1' };
    const request = { method: 'POST', headers, body: JSON.stringify({ asks }), signal: unwanted.signal } as const;
    const response = await reach('/api/v1/together', request, false);
    if (!response.ok) throw await refusalOf(response);
    const answers = (await response.json()) as { status: number; body: unknown }[];
    for (const [at, { status, body }] of answers.entries()) {
      if (status < 400) reads[at]?.resolve(body);
      else reads[at]?.reject(new ApiRefusal(body as Problem));
    }
  } catch (error) {
    for (const { reject } of reads) reject(error);
  }
}

/** The address of an operation, for links to downloads. */
export function addressOf<O extends Operation>(operation: O, input?: InputOf<O>): string {
  const { params = {}, query = {} } = (input ?? {}) as {
    params?: Record<string, unknown>;
    query?: Record<string, unknown>;
  };
  const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = searchOf(query);
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

function searchOf(query: Record<string, unknown> = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value])
      search.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one));
  }
  return search;
}

const languages = () => ({ accept: 'application/json', 'accept-language': i18n.locale || 'de' });

/** Sends a file's bytes to an operation whose body is `Upload`; `progress` runs from 0 to 1. */
export function upload<O extends Operation>(
  operation: O,
  input: Omit<InputOf<O>, 'body'>,
  file: Blob,
  { progress, signal }: { progress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<OutputOf<O>> {
  return new Promise((resolve, reject) => {
    // fetch can't tell how much of a request has left.
    const request = new XMLHttpRequest();
    request.open(operation.method, addressOf(operation, input as InputOf<O>));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', i18n.locale || 'de');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-klinke', '1');
    if (operation.creates) request.setRequestHeader('idempotency-key', randomKey());
    request.upload.addEventListener('progress', ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0));
    const finish = async (): Promise<void> => {
      const response = new Response(request.responseText, { status: request.status === 204 ? 200 : request.status });
      if (response.ok) resolve((request.responseText ? JSON.parse(request.responseText) : null) as OutputOf<O>);
      else reject(await refusalOf(response));
    };
    request.addEventListener('load', () => void finish());
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Runs when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

let signedOut = (): void => {};

/** A create that got no answer is tried once more under the same key: it happens once all the same. */
async function reach(address: string, request: RequestInit, mayRepeat: boolean): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    if (mayRepeat) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      return reach(address, request, false);
    }
    throw unreachable();
  }
}

export function unreachable(): ApiRefusal {
  return new ApiRefusal({
    status: 0,
    code: 'offline',
    detail: t`Klinke ist gerade nicht erreichbar. Ihre Eingabe ist noch da; versuchen Sie es gleich noch einmal.`,
  });
}

async function refusalOf(response: Response): Promise<ApiRefusal> {
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  if (!problem || typeof problem.code !== 'string') {
    // A proxy that answers for us while we start.
    if ([502, 503, 504].includes(response.status)) return unreachable();
    const detail = t`Der Server hat nicht so geantwortet, wie er sollte (${response.status}). Versuchen Sie es gleich noch einmal.`;
    return new ApiRefusal({ status: response.status, code: 'internal', detail });
  }
  const refusal = new ApiRefusal(problem);
  if (refusal.code === 'not_signed_in') signedOut();
  return refusal;
}
