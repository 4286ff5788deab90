import { z } from 'zod';
import {
  type CallEvent,
  type CallProvider,
  MalformedWebhook,
  type OpenLine,
  type WebhookRequest,
} from '../provider.ts';
import { toE164 } from '../rules/numbers.ts';

/** What sipgate's push API and Zammad's CTI interface have in common; most German telephone systems can post one of them. */
const Told = z.object({
  event: z.enum(['newCall', 'answer', 'hangup']),
  callId: z.string().min(1).max(150),
  origCallId: z.string().max(150).optional(),
  direction: z.enum(['in', 'out']),
  from: z.string().max(100).optional(),
  to: z.string().max(100).optional(),
  cause: z.string().max(100).optional(),
  answeringNumber: z.string().max(100).optional(),
  user: z.string().max(200).optional(),
});
type Told = z.infer<typeof Told>;

/** A telephone system that tells of its calls. It signs nothing: the address it posts to is the secret. */
export const pbx: CallProvider = { kind: 'pbx', parseWebhook: hearPbx };

export function hearPbx(
  line: OpenLine,
  request: WebhookRequest,
): ReturnType<NonNullable<CallProvider['parseWebhook']>> {
  const { told, form } = read(request);
  // An outgoing call that was passed on, or a conference, is a new one with a parent.
  const parentId = told.origCallId !== undefined && told.origCallId !== told.callId ? told.origCallId : undefined;
  const direction = told.direction === 'in' ? 'inbound' : 'outbound';
  const agentRef = told.answeringNumber ?? told.user;
  const event: CallEvent = {
    provider: line.kind,
    externalId: told.callId,
    ...(parentId && { parentId }),
    type: typeOf(told),
    direction,
    from: toE164(told.from, line.number),
    to: toE164(told.to, line.number),
    at: request.now.toISOString(),
    ...(told.cause && { cause: told.cause }),
    ...(agentRef && { agentRef }),
    dedupeKey: `${told.callId} ${told.event}`,
  };
  // Whoever asked in the form of the push API wants to be told where answer and hangup go; without it they stay silent.
  const url = escaped(request.url);
  const answer = {
    mediaType: 'application/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response onAnswer="${url}" onHangup="${url}"/>\n`,
  };
  return { events: [event], ...(form && told.event === 'newCall' && { answer }) };
}

/** Causes after which two people had spoken. */
const spoken = new Set(['normalClearing', 'normal', 'answered']);

function typeOf({ event, direction, cause }: Told): CallEvent['type'] {
  if (event === 'newCall') return 'ringing';
  if (event === 'answer') return 'answered';
  if (cause === undefined || spoken.has(cause)) return 'ended';
  // Passed on: it rings elsewhere under another name, and nobody has to call back.
  return direction === 'in' && cause !== 'forwarded' ? 'missed' : 'failed';
}

function read({ headers, rawBody }: WebhookRequest): { told: Told; form: boolean } {
  const text = rawBody.toString('utf8');
  const form = !/json/i.test(String(headers['content-type'])) && !/^\s*\{/.test(text);
  const given: unknown = form ? fieldsOf(text) : parseJson(text);
  const read = Told.safeParse(typeof given === 'object' && given !== null ? withOneUser(given) : given);
  if (!read.success) throw new MalformedWebhook(read.error.issues.map((issue) => issue.path.join('.')).join(', '));
  return { told: read.data, form };
}

function fieldsOf(text: string): object {
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name.replace(/\[\]$/, ''), value]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedWebhook('JSON');
  }
}

/** A group that rings has several; the first speaks for it. */
function withOneUser(given: object): object {
  const { user, ...rest } = given as { user?: unknown };
  const one: unknown = Array.isArray(user) ? user[0] : user;
  return typeof one === 'string' ? { ...rest, user: one } : rest;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
