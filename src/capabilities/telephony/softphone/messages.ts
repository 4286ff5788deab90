import { z } from 'zod';
import { endings } from '../janus/endings.ts';
import { Click } from './click.ts';

/** Of one end of the sound to the other; what browsers call a session description. */
const Sdp = z.string().min(1).max(30_000);

/** A colleague, by their line; or a number, which is not dialled past the gate. */
export const PassOnTo = z.union([
  z.strictObject({ lineId: z.uuid() }),
  z.strictObject({ number: z.string().min(1).max(40) }),
]);
export type PassOnTo = z.infer<typeof PassOnTo>;

/** What a page asks of the user's telephone. Dialling is no part of it: a call begins with the gate (calls.start, calls.dial). */
export const TelephoneWish = z.discriminatedUnion('do', [
  /** Somebody is about to dial: what takes its time is done while the gate is asked. */
  z.strictObject({ do: z.literal('prepare'), click: Click }),
  /** The microphone of who is about to dial is open, or did not open: nobody is rung before. */
  z.strictObject({ do: z.literal('voice'), click: Click, open: z.boolean() }),
  z.strictObject({ do: z.literal('join'), offer: Sdp }),
  z.strictObject({ do: z.literal('answer') }),
  z.strictObject({ do: z.literal('hangUp') }),
  z.strictObject({ do: z.literal('hold'), on: z.boolean() }),
  /** A tone that both sides hear: from now on it is recorded. */
  z.strictObject({ do: z.literal('announce') }),
  z.strictObject({ do: z.literal('press'), keys: z.string().regex(/^[0-9*#]{1,32}$/) }),
  z.strictObject({ do: z.literal('transfer'), to: PassOnTo }),
  z.strictObject({ do: z.literal('consult'), to: PassOnTo }),
  z.strictObject({ do: z.literal('handOver') }),
  z.strictObject({ do: z.literal('takeBack') }),
  /** The other person knows who listens in, and agrees. */
  z.strictObject({ do: z.literal('admit') }),
  /** Nobody listens in, or not any longer. */
  z.strictObject({ do: z.literal('dismiss') }),
  /** The ear for what only we are to hear. */
  z.strictObject({ do: z.literal('joinAside'), offer: Sdp }),
]);
export type TelephoneWish = z.infer<typeof TelephoneWish>;

/** In which language a no is said. */
const locale = z.enum(['de', 'en']).default('de');

export const TelephoneRequest = z.strictObject({ id: z.number().int(), locale, wish: TelephoneWish });

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

/** `listen`: hears both; `whisper`: is heard by who telephones, and by nobody else; `join`: is heard by all. */
export const ListenMode = z.enum(['listen', 'whisper', 'join']);
export type ListenMode = z.infer<typeof ListenMode>;

/** The third person: a lead who listens in. */
export const Listener = z.strictObject({
  userId: z.uuid(),
  name: z.string(),
  /** `asks`: waits to be let in, and hears nothing. */
  mode: z.enum(['asks', ...ListenMode.options]),
  since: Instant,
  /** What the other person is to be told, word for word. */
  notice: z.string(),
});
export type Listener = z.infer<typeof Listener>;

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
  listener: Listener.nullable(),
});
export type TelephoneState = z.infer<typeof TelephoneState>;

export const TelephoneNews = z.union([
  z.strictObject({ state: TelephoneState.nullable() }),
  z.strictObject({ reply: z.number(), sdp: z.string().optional() }),
  z.strictObject({ reply: z.number(), problem: z.strictObject({ code: z.string(), detail: z.string() }) }),
]);
export type TelephoneNews = z.infer<typeof TelephoneNews>;

/** What the page of a lead asks, who wants to hear a conversation of the team. */
export const ListenWish = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('ask'), userId: z.uuid() }),
  z.strictObject({ do: z.literal('join'), offer: Sdp }),
  z.strictObject({ do: z.literal('joinAside'), offer: Sdp }),
  z.strictObject({ do: z.literal('mode'), mode: ListenMode }),
]);
export type ListenWish = z.infer<typeof ListenWish>;
export const ListenRequest = z.strictObject({ id: z.number().int(), locale, wish: ListenWish });

/** `dismissed`: they said no, or no longer; `over`: the call has ended. */
export const listenEndings = ['dismissed', 'over', 'left'] as const;
export const ListenState = z.strictObject({
  mode: Listener.shape.mode.nullable(),
  /** Why nobody listens any more. */
  ended: z.enum(listenEndings).nullable(),
});
export type ListenState = z.infer<typeof ListenState>;
export type ListenNews = { state: ListenState } | Exclude<TelephoneNews, { state: unknown }>;
