import { z } from 'zod';
import {
  type CallEvent,
  type CallProvider,
  MalformedWebhook,
  type OpenLine,
  type WebhookRequest,
} from '../provider.ts';
import { toE164 } from '../rules/numbers.ts';

/** A group that rings has several of each, side by side. */
const Several = z
  .union([z.string().max(200), z.array(z.string().max(200)).max(50)])
  .optional()
  .transform((given) => [given ?? []].flat());

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
  user: Several,
  userId: Several,
  fullUserId: Several,
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
    ...usOf(told),
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

/** Who of us: with a new call all at whom it rings, later the one who took it. */
function usOf(told: Told): Pick<CallEvent, 'agents' | 'answeredBy' | 'ownNumber'> {
  const { event, user, userId, fullUserId, answeringNumber, from, to } = told;
  const wordsOf = (index: number) => [user, userId, fullUserId].flatMap((words) => words[index] ?? []);
  const ownNumber = told.direction === 'in' ? to : from;
  const own = ownNumber === undefined ? {} : { ownNumber };
  if (event === 'newCall') {
    const most = Math.max(user.length, userId.length, fullUserId.length);
    return { ...own, ...(most > 0 && { agents: Array.from({ length: most }, (_, index) => wordsOf(index)) }) };
  }
  const answeredBy = [...(answeringNumber === undefined ? [] : [answeringNumber]), ...wordsOf(0)];
  // The other side's number, where we called.
  return { ...own, ...(told.direction === 'in' && answeredBy.length > 0 && { answeredBy }) };
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
  const read = Told.safeParse(given);
  if (!read.success) throw new MalformedWebhook(read.error.issues.map((issue) => issue.path.join('.')).join(', '));
  return { told: read.data, form };
}

function fieldsOf(text: string): object {
  const fields = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) =>
      name.endsWith('[]') ? [name.slice(0, -2), fields.getAll(name)] : [name, fields.getAll(name).at(-1)],
    ),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedWebhook('JSON');
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
