import { askOutside, type OutboundAnswer, OutboundError } from '#platform/outbound';
import type { CalendarProblem } from '../contract.ts';

/** A calendar elsewhere with what opens it. */
export type OpenCalendar = { address: string; userName?: string | undefined; password?: string | undefined };

/** How far we may go: into our own network only where the admin says so. */
export type Reach = { privateHosts: readonly string[]; signal?: AbortSignal; timeoutMs?: number };

export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly problem: CalendarProblem;

  constructor(problem: CalendarProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Five thousand entries are two of them. */
const mostBytes = 25 * 1024 * 1024;

/** Answers for good or ill come back; what says no for us all (sign in, not here, broken) is thrown. */
export async function ask(
  address: URL,
  { userName, password }: OpenCalendar,
  reach: Reach,
  request: { method: string; headers?: Record<string, string>; body?: string },
): Promise<OutboundAnswer> {
  const login =
    userName !== undefined && password !== undefined
      ? { authorization: `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}` }
      : {};
  const answer = await askOutside(address, {
    ...request,
    headers: { ...request.headers, ...login },
    privateHosts: reach.privateHosts,
    mostBytes,
    timeoutMs: reach.timeoutMs ?? 15_000,
    ...(reach.signal && { signal: reach.signal }),
  }).catch((error: unknown) => {
    throw error instanceof OutboundError ? new CalendarError(error.problem) : error;
  });
  const { status } = answer;
  if (status === 401 || status === 403) throw new CalendarError('login_refused');
  if (status === 404 || status === 410) throw new CalendarError('not_there');
  if (status === 429 || status >= 500) throw new CalendarError('server_trouble');
  return answer;
}

/** `webcal:` is how calendars are offered for subscription; https is meant. `undefined`: no address of a calendar. */
export function readAddress(text: string, privateHosts: readonly string[]): URL | undefined {
  const address = text.trim().replace(/^webcals?:/i, 'https:');
  const complete =
    /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^/]+:\d+(\/|$)/.test(address) ? address : `https://${address}`;
  if (!URL.canParse(complete)) return undefined;
  const url = new URL(complete);
  const isPrivate = privateHosts.includes(url.hostname.replace(/^\[|\]$/g, ''));
  if (url.protocol !== 'https:' && !(isPrivate && url.protocol === 'http:')) return undefined;
  // A login belongs into its own fields, where it is kept apart.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  url.hash = '';
  return url;
}
