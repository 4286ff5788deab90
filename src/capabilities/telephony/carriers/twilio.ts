import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  type CallEvent,
  type CallProvider,
  ForgedWebhook,
  MalformedWebhook,
  type OpenLine,
  type Webhook,
  type WebhookRequest,
} from '../provider.ts';
import { toE164 } from '../rules/numbers.ts';
import { askCarrier, basic } from './ask.ts';

const Told = z.object({
  CallSid: z.string().min(1).max(150),
  ParentCallSid: z.string().max(150).optional(),
  CallStatus: z.enum([
    'queued',
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'no-answer',
    'canceled',
    'failed',
  ]),
  /** How the leg to the other one ended, once it has. */
  DialCallStatus: z.string().max(40).optional(),
  Direction: z.string().max(40).optional(),
  From: z.string().max(100).optional(),
  To: z.string().max(100).optional(),
  Timestamp: z.string().max(60).optional(),
});
type Told = z.infer<typeof Told>;

/**
 * A Twilio call has a leg for each side. The first leg gives the call its name; what counts is what the second one does: with an incoming call our telephone, with ours the
 * person called.
 */
export function twilio(address: string, hookUrlOf: (line: OpenLine) => string | undefined): CallProvider {
  return {
    kind: 'twilio',
    parseWebhook: hear,
    async startCall({ permit }, open) {
      const line = await open();
      const { accountSid = '', agentNumber = '' } = line.settings;
      const hook = hookUrlOf(line);
      const form = new URLSearchParams({
        To: agentNumber,
        From: line.number,
        Twiml: ringing(line, permit.address, hook),
      });
      if (hook) form.append('StatusCallback', `${hook}?leg=customer`);
      const order = { authorization: basic(accountSid, line.secret ?? ''), form };
      const answer = await askCarrier(address, `${accountOf(accountSid)}/Calls.json`, order);
      return { externalId: z.object({ sid: z.string().max(150) }).parse(answer).sid };
    },
    async check({ settings: { accountSid = '' }, secret }) {
      await askCarrier(address, `${accountOf(accountSid)}.json`, { authorization: basic(accountSid, secret ?? '') });
    },
  };
}

const accountOf = (sid: string): string => `/2010-04-01/Accounts/${encodeURIComponent(sid)}`;

/** Once the user has picked up: the person, who sees the number of the line. */
function ringing(line: OpenLine, number: string, hook: string | undefined): string {
  const events = hook
    ? ` statusCallback="${escaped(`${hook}?leg=customer`)}" statusCallbackEvent="ringing answered completed"`
    : '';
  return `<Response><Dial callerId="${line.number}"><Number${events}>${number}</Number></Dial></Response>`;
}

function hear(line: OpenLine, request: WebhookRequest): Webhook {
  const fields = new URLSearchParams(request.rawBody.toString('utf8'));
  refuseForged(line, request, fields);
  const read = Told.safeParse(Object.fromEntries(fields));
  if (!read.success) throw new MalformedWebhook(read.error.issues.map((issue) => issue.path.join('.')).join(', '));
  const told = read.data;
  const event = eventOf(told, line, request);
  return { events: event ? [event] : [], ...answerTo(told, line, request) };
}

/** HMAC-SHA1 over the address and the sorted fields, keyed with the account's token; without a token nothing is believed. */
function refuseForged(line: OpenLine, { headers, url }: WebhookRequest, fields: URLSearchParams): void {
  const signature = headers['x-twilio-signature'];
  if (typeof signature !== 'string') throw new ForgedWebhook('Die Unterschrift fehlt.');
  if (line.secret === null) throw new ForgedWebhook('Das Token des Kontos fehlt.');
  const names = [...new Set(fields.keys())].toSorted();
  const signed = url + names.map((name) => name + [...new Set(fields.getAll(name))].toSorted().join(name)).join('');
  const [given, right] = [
    Buffer.from(signature, 'base64'),
    createHmac('sha1', line.secret).update(signed, 'utf8').digest(),
  ];
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new ForgedWebhook('Die Unterschrift passt nicht zum Token.');
}

const ends = {
  completed: 'ended',
  busy: 'missed',
  'no-answer': 'missed',
  canceled: 'missed',
  failed: 'missed',
} as const;

function eventOf(told: Told, line: OpenLine, request: WebhookRequest): CallEvent | undefined {
  const direction = isIncoming(told, request) ? 'inbound' : 'outbound';
  const type = typeOf(told, direction);
  if (!type) return undefined;
  const at = told.Timestamp === undefined ? request.now : new Date(told.Timestamp);
  const [from, to] = [toE164(told.From, line.number), toE164(told.To, line.number)];
  return {
    provider: 'twilio',
    externalId: told.ParentCallSid ?? told.CallSid,
    type,
    direction,
    // The leg to our own telephone carries the caller's number or ours.
    from: direction === 'inbound' ? from : line.number,
    to: direction === 'inbound' ? line.number : to,
    at: (Number.isNaN(at.getTime()) ? request.now : at).toISOString(),
    ...(type !== 'ringing' && type !== 'answered' && { cause: told.DialCallStatus ?? told.CallStatus }),
    ...usOf(told, line, direction),
    dedupeKey: [told.CallSid, told.CallStatus, told.DialCallStatus ?? ''].join(' '),
  };
}

/** It rings at the one telephone of the line; whoever calls by a number of ours stands in the first leg. */
function usOf({ ParentCallSid: parent, From, To }: Told, line: OpenLine, direction: CallEvent['direction']) {
  const { agentNumber } = line.settings;
  const ownNumber = parent !== undefined ? undefined : direction === 'inbound' ? To : From;
  return {
    ...(direction === 'inbound' && agentNumber !== undefined && { agents: [[agentNumber]] }),
    ...(ownNumber !== undefined && { ownNumber }),
  };
}

/** The legs we ask for carry the word in their address. */
function isIncoming({ Direction }: Told, { url }: WebhookRequest): boolean {
  const leg = new URL(url).searchParams.get('leg');
  return leg === null ? Direction === 'inbound' : leg === 'agent';
}

function typeOf(told: Told, direction: CallEvent['direction']): CallEvent['type'] | undefined {
  const { CallStatus: status, DialCallStatus: dialled } = told;
  const second = told.ParentCallSid !== undefined;
  if (direction === 'inbound') {
    if (second) return status === 'in-progress' ? 'answered' : undefined;
    if (dialled !== undefined) return dialled === 'completed' || dialled === 'answered' ? 'ended' : 'missed';
    if (status === 'ringing' || status === 'queued') return 'ringing';
    // Whether anyone spoke, the second leg has told; a caller who hangs up while it rings has no second word.
    return status === 'completed' || status === 'in-progress' ? undefined : ends[status as keyof typeof ends];
  }
  const end = ends[status as keyof typeof ends];
  if (second) {
    if (status === 'ringing') return 'ringing';
    if (status === 'in-progress') return 'answered';
    return end === undefined ? undefined : end === 'ended' ? 'ended' : 'failed';
  }
  // The first leg is our own telephone: when it is done and nobody spoke, nothing came of it.
  return end === undefined ? undefined : 'failed';
}

/** Whoever calls the number asks what to do: ring our telephone. */
function answerTo(told: Told, line: OpenLine, request: WebhookRequest): Pick<Webhook, 'answer'> {
  const first = told.ParentCallSid === undefined && told.Direction === 'inbound';
  if (!first) return {};
  const ring = told.DialCallStatus === undefined && told.CallStatus === 'ringing' && line.settings.agentNumber;
  const here = new URL(request.url);
  here.searchParams.set('leg', 'agent');
  const dial = ring
    ? `<Dial answerOnBridge="true" timeout="25" action="${escaped(request.url)}"><Number statusCallback="${escaped(here.href)}" statusCallbackEvent="answered">${ring}</Number></Dial>`
    : '';
  return {
    answer: { mediaType: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${dial}</Response>\n` },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
