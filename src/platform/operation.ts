import { z } from 'zod';

/**
 * What one door of the product takes, gives and refuses, said once. The HTTP API, its documentation, the typed web client and the
 * generated tests all read it. Isomorphic: no server import may come here.
 */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = {
  /** capability.verb, stable. */
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below /api/v1, with :params. */
  path: string;
  summary: string;
  permission: Permission;
  params: Params;
  query: Query;
  body: Body;
  output: Output;
  status: 200 | 201 | 202 | 204;
  /** Codes of the refusals beyond the general ones (not_signed_in, forbidden, not_found, invalid). */
  refusals: readonly string[];
  /** A POST that makes something honours Idempotency-Key. */
  creates: boolean;
};

/**
 * `public`: no sign-in. `self`: any signed-in person about themselves. Otherwise `<capability>.<level>`; the levels rise from read (everyone) over write
 * (not read-only), manage (lead and up), admin to owner. API keys carry the same words as scopes.
 */
export type Permission = 'public' | 'self' | `${string}.${Level}`;
export type Level = 'read' | 'write' | 'manage' | 'admin' | 'owner';

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export function defineOperation<
  Output extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(operation: {
  name: string;
  method: Operation['method'];
  path: string;
  summary: string;
  permission: Permission;
  params?: Params;
  query?: Query;
  body?: Body;
  output: Output;
  status?: Operation['status'];
  refusals?: readonly string[];
}): Operation<Params, Query, Body, Output> {
  return {
    params: nothing as unknown as Params,
    query: nothing as unknown as Query,
    body: nothing as unknown as Body,
    status: operation.method === 'POST' ? 201 : 200,
    refusals: [],
    creates: operation.method === 'POST' && (operation.status ?? 201) !== 200,
    ...operation,
  };
}

export const Id = z.uuid();
/** 2026-11-23 */
export const Day = z.iso.date();
/** An instant with offset, as in 2026-11-23T14:30:00Z. */
export const Instant = z.iso.datetime({ offset: true });
/** One line of human text. Control characters other than tab have no business in it. */
// oxlint-disable-next-line no-control-regex -- NUL and its neighbours are what is refused here.
const plain = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;
/** No half characters either: no database and no other program would keep them. */
const whole = (text: string): boolean => text.isWellFormed();
export const Line = (max: number) => z.string().trim().min(1).max(max).regex(plain).refine(whole);
export const Text = (max: number) => z.string().max(max).regex(plain).refine(whole);

/** Keyset paging: `next` is opaque; null on the last page. */
export const Page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });
export const PageQuery = {
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
};

/** The body of every refusal (RFC 9457). `code` is stable, `detail` is for people. */
export const Problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** As `body`: the request's bytes as they come (application/octet-stream). */
export const Upload = z.unknown().meta({ description: 'The bytes of a file (application/octet-stream).' });
/** As `output`: a file. */
export const Download = z.unknown().meta({ description: 'The bytes of a file.' });

/** Whether its body is JSON of its own shape. */
export function takesJson({ method, body }: Operation): boolean {
  return method !== 'GET' && method !== 'DELETE' && body !== Upload;
}
