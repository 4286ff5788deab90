import { z } from 'zod';
import { endings } from '../janus/endings.ts';

/** Of one end of the sound to the other; what browsers call a session description. */
const Sdp = z.string().min(1).max(30_000);

/** What a page asks of the user's telephone. Dialling is no part of it: a call begins with the gate (calls.start, calls.dial). */
export const TelephoneWish = z.discriminatedUnion('do', [
  /** Somebody is about to dial: what takes its time is done while the gate is asked. */
  z.strictObject({ do: z.literal('prepare') }),
  z.strictObject({ do: z.literal('join'), offer: Sdp }),
  z.strictObject({ do: z.literal('answer') }),
  z.strictObject({ do: z.literal('hangUp') }),
  z.strictObject({ do: z.literal('hold'), on: z.boolean() }),
  /** A tone that both sides hear: from now on it is recorded. */
  z.strictObject({ do: z.literal('announce') }),
  z.strictObject({ do: z.literal('press'), keys: z.string().regex(/^[0-9*#]{1,32}$/) }),
  /** To a colleague, by their line; nobody else's number is dialled past the gate. */
  z.strictObject({ do: z.literal('transfer'), lineId: z.uuid() }),
  z.strictObject({ do: z.literal('consult'), lineId: z.uuid() }),
  z.strictObject({ do: z.literal('handOver') }),
  z.strictObject({ do: z.literal('takeBack') }),
]);
export type TelephoneWish = z.infer<typeof TelephoneWish>;

export const TelephoneRequest = z.strictObject({ id: z.number().int(), wish: TelephoneWish });

const Instant = z.iso.datetime();
export const TelephoneTalk = z.strictObject({
  /** Of a call we made: the call's. */
  id: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** E.164; null: not shown. */
  number: z.string().nullable(),
  state: z.enum(['dialling', 'ringing', 'early', 'talking', 'ended']),
  held: z.boolean(),
  startedAt: Instant,
  answeredAt: Instant.nullable(),
});
export type TelephoneTalk = z.infer<typeof TelephoneTalk>;

export const TelephoneState = z.strictObject({
  /** By the server's clock, as all times here. */
  at: Instant,
  line: z.strictObject({
    name: z.string(),
    number: z.string(),
    state: z.enum(['connecting', 'ready', 'refused', 'unreachable']),
  }),
  talk: TelephoneTalk.nullable(),
  consult: TelephoneTalk.nullable(),
  /** Whether this page has the sound, another one of this user's, or none. */
  sound: z.enum(['here', 'elsewhere', 'nowhere']),
  /** How the latest conversation ended. */
  last: z.strictObject({ talk: TelephoneTalk, ending: z.enum(endings) }).nullable(),
  /** Whom one was to be passed on to did not take it. */
  transferRefused: z.boolean(),
});
export type TelephoneState = z.infer<typeof TelephoneState>;

export const TelephoneNews = z.union([
  z.strictObject({ state: TelephoneState.nullable() }),
  z.strictObject({ reply: z.number(), sdp: z.string().optional() }),
  z.strictObject({ reply: z.number(), problem: z.strictObject({ code: z.string(), detail: z.string() }) }),
]);
export type TelephoneNews = z.infer<typeof TelephoneNews>;

export const telephonePath = '/telephone';
