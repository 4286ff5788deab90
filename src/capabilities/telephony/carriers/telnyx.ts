import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import {
  type CallEvent,
  type CallProvider,
  ForgedWebhook,
  MalformedWebhook,
  type OpenLine,
  type WebhookRequest,
} from '../provider.ts';
import { toE164 } from '../rules/numbers.ts';
import { askCarrier } from './ask.ts';

const Told = z.object({
  data: z.object({
    id: z.string().min(1).max(200),
    event_type: z.string().max(100),
    occurred_at: z.iso.datetime({ offset: true }),
    payload: z.object({
      call_session_id: z.string().min(1).max(200),
      from: z.string().max(200).optional(),
      to: z.string().max(200).optional(),
      direction: z.enum(['incoming', 'outgoing', 'inbound', 'outbound']).optional(),
      hangup_cause: z.string().max(100).optional(),
      call_control_id: z.string().max(200).optional(),
      client_state: z.string().max(400).optional(),
    }),
  }),
});
type Payload = z.infer<typeof Told>['data']['payload'];

export function telnyx(address: string, hookUrlOf: (line: OpenLine) => string | undefined): CallProvider {
  const login = (line: OpenLine) => `Bearer ${line.secret ?? ''}`;
  return {
    kind: 'telnyx',
    parseWebhook(line, request) {
      refuseForged(line, request);
      const { event, passOn } = read(line, request);
      if (!passOn) return { events: event ? [event] : [] };
      // Our own telephone was picked up: now the person.
      const path = `/v2/calls/${encodeURIComponent(passOn.leg)}/actions/transfer`;
      const json = { to: passOn.number, from: line.number };
      return {
        events: event ? [event] : [],
        followUp: async () => void (await askCarrier(address, path, { authorization: login(line), json })),
      };
    },
    async startCall({ permit }, open) {
      const line = await open();
      const { connectionId, agentNumber } = line.settings;
      const hook = hookUrlOf(line);
      const json = {
        connection_id: connectionId,
        to: agentNumber,
        from: line.number,
        // Comes back with every message about our own leg, under their signature.
        client_state: Buffer.from(permit.address).toString('base64'),
        ...(hook && { webhook_url: hook }),
      };
      const answer = await askCarrier(address, '/v2/calls', { authorization: login(line), json });
      return { externalId: Started.parse(answer).data.call_session_id };
    },
    async check(line) {
      await askCarrier(address, '/v2/balance', { authorization: login(line) });
    },
  };
}

const Started = z.object({ data: z.object({ call_session_id: z.string().min(1).max(200) }) });

type Heard = { event: CallEvent | undefined; passOn?: { leg: string; number: string } };

function read(line: OpenLine, request: WebhookRequest): Heard {
  const read = Told.safeParse(parseJson(request.rawBody));
  if (!read.success) throw new MalformedWebhook(read.error.issues.map((issue) => issue.path.join('.')).join(', '));
  const { id, event_type, occurred_at, payload } = read.data.data;
  const direction = directionOf(payload, line);
  const number = payload.client_state && Buffer.from(payload.client_state, 'base64').toString();
  // The leg to our own telephone, of a call we have started.
  const own =
    direction === 'outbound' && number !== undefined && toE164(payload.to, line.number) === line.settings.agentNumber;
  const type = own ? typeOfOwnLeg(event_type) : typeOf(event_type, payload, direction);
  if (!type) return { event: undefined };
  const event: CallEvent = {
    provider: 'telnyx',
    // The legs of one call share it.
    externalId: payload.call_session_id,
    type,
    direction,
    from: toE164(payload.from, line.number),
    to: toE164(own ? number : payload.to, line.number),
    at: new Date(occurred_at).toISOString(),
    ...(payload.hangup_cause && { cause: payload.hangup_cause }),
    ...usOf(payload, direction, type),
    dedupeKey: id,
  };
  const leg = payload.call_control_id;
  return own && event_type === 'call.answered' && leg && number ? { event, passOn: { leg, number } } : { event };
}

/** A leg that goes out of an incoming call ends at one of us. */
function usOf({ from, to }: Payload, direction: CallEvent['direction'], type: CallEvent['type']) {
  const ownNumber = direction === 'inbound' ? to : from;
  return {
    ...(ownNumber !== undefined && { ownNumber }),
    ...(direction === 'outbound' && type === 'answered' && to !== undefined && { answeredBy: [to] }),
  };
}

/** Nobody rings at the person before we have picked up; and when we hang up it is over. */
function typeOfOwnLeg(told: string): CallEvent['type'] | undefined {
  if (told === 'call.answered') return 'ringing';
  return told === 'call.hangup' ? 'failed' : undefined;
}

/** Older than this is somebody who has listened and plays it again. */
const mostSeconds = 300;

/** Ed25519 over "timestamp|body"; without a public key nothing is believed. */
function refuseForged(line: OpenLine, { headers, rawBody, now }: WebhookRequest): void {
  const [timestamp, signature] = [headers['telnyx-timestamp'], headers['telnyx-signature-ed25519']];
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp))
    throw new ForgedWebhook('Die Unterschrift fehlt.');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > mostSeconds)
    throw new ForgedWebhook('Die Nachricht ist zu alt, oder unsere Uhr geht falsch.');
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), rawBody]);
  if (!isSigned(line.settings.publicKey ?? '', signed, Buffer.from(signature, 'base64')))
    throw new ForgedWebhook('Die Unterschrift passt nicht zum öffentlichen Schlüssel.');
}

/** The 32 bytes of the key, in the wrapping that all Ed25519 keys have (RFC 8410). */
const wrapping = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned(publicKey: string, signed: Buffer, signature: Buffer): boolean {
  const bytes = Buffer.from(publicKey, 'base64');
  if (bytes.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([wrapping, bytes]), format: 'der', type: 'spki' });
  return verify(null, signed, key, signature);
}

/** Not every message says it. */
function directionOf({ direction, from }: Payload, line: OpenLine): CallEvent['direction'] {
  if (direction !== undefined) return direction.startsWith('in') ? 'inbound' : 'outbound';
  return toE164(from, line.number) === line.number ? 'outbound' : 'inbound';
}

function typeOf(told: string, { hangup_cause: cause }: Payload, direction: CallEvent['direction']) {
  if (told === 'call.initiated') return 'ringing';
  if (told === 'call.answered') return 'answered';
  if (told === 'call.recording.saved') return 'recording_ready';
  if (told !== 'call.hangup') return undefined;
  if (cause === undefined || cause === 'normal_clearing') return 'ended';
  return direction === 'inbound' ? 'missed' : 'failed';
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new MalformedWebhook('JSON');
  }
}
