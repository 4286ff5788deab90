import { z } from 'zod';
import type { Permit } from '#consent';
import { LineKind } from './contract.ts';
import type { LineRow } from './schema.ts';

/** An extension, a direct number, a user's id or name: whatever a carrier calls somebody. */
const Words = z.array(z.string().max(200)).max(10);

/** What a carrier told about one call, in our words. */
export const CallEvent = z.strictObject({
  provider: LineKind,
  /** The carrier's name for the call. */
  externalId: z.string().min(1).max(200),
  /** The call this one came from, when it was passed on. */
  parentId: z.string().max(200).optional(),
  /** `ended`: there was a conversation; `missed`, `failed`: there was none. */
  type: z.enum(['ringing', 'answered', 'ended', 'missed', 'failed', 'recording_ready']),
  direction: z.enum(['inbound', 'outbound']),
  /** E.164; null: not shown, or none that exists. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  at: z.iso.datetime(),
  /** Why it ended, in the carrier's word. */
  cause: z.string().max(100).optional(),
  /** Whom of us it rings at, or who of us calls: each with the words the carrier has for them. */
  agents: z.array(Words).max(50).optional(),
  /** Who of us took it, in the same words. */
  answeredBy: Words.optional(),
  /** Our end of it, as the carrier writes it: a number, an extension. */
  ownNumber: z.string().max(200).optional(),
  /** The same for every repetition of one message. */
  dedupeKey: z.string().min(1).max(300),
});
export type CallEvent = z.infer<typeof CallEvent>;

/** A line together with its password or token. Never leaves the server. */
export type OpenLine = LineRow & { readonly secret: string | null };

export type OutgoingCall = {
  /** Ours; the same call is started once, however often it is asked for. */
  callId: string;
  /** Whom, at which number: the gate's yes, and nothing else. */
  permit: Permit<'phone'>;
  /** Who will speak. */
  userId: string;
  /** Ordered before the page of this click has said that it can be heard: nobody is rung until it does. */
  click?: string | undefined;
};

export type WebhookRequest = {
  /** As the carrier called it, with scheme, host and query. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  rawBody: Buffer;
  now: Date;
};
export type Webhook = {
  events: CallEvent[];
  /** What is to be done at the carrier now, once for each message. */
  followUp?: () => Promise<void>;
  /** What the carrier wants to hear back; nothing: an empty 204. */
  answer?: { mediaType: string; body: string };
};

/**
 * A carrier behind one face. `startCall` takes a permit of the gate and nothing weaker, so a call without one can't be written down. What it can't do, it has no
 * function for.
 */
export type CallProvider = {
  readonly kind: LineKind;
  /** No name: the carrier gives it one with its first word. `open`: the line with its secret, for who needs it. */
  startCall?(call: OutgoingCall, open: () => Promise<OpenLine>): Promise<{ externalId: string | null }>;
  /** Throws a refusal when the carrier does not take us in; rings nowhere. */
  check?(line: OpenLine): Promise<void>;
  hangup?(line: OpenLine, externalId: string): Promise<void>;
  sendDtmf?(line: OpenLine, externalId: string, digits: string): Promise<void>;
  hold?(line: OpenLine, externalId: string, on: boolean): Promise<void>;
  /** Blind: to a number; attended: joins the other call, which has been spoken to already. */
  transfer?(line: OpenLine, externalId: string, to: { number: string } | { externalId: string }): Promise<void>;
  /** Throws a ForgedWebhook when it can't have come from the carrier. */
  parseWebhook?(line: OpenLine, request: WebhookRequest): Webhook;
};

/** Nothing a carrier of this kind would say. */
export class MalformedWebhook extends Error {
  override readonly name = 'MalformedWebhook';
}

/** Somebody other than the carrier, or somebody between the carrier and us. */
export class ForgedWebhook extends Error {
  override readonly name = 'ForgedWebhook';
}
