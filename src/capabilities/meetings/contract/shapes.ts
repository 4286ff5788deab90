import { z } from 'zod';
import { Id, Line } from '#platform/operation';

/** `video` is our own room or a provider's, `link` somebody else's. */
export const MeetingWay = z.enum(['video', 'phone', 'place', 'link']);
export type MeetingWay = z.infer<typeof MeetingWay>;

/** Nothing that a browser would run: it stands behind a button. */
const Link = z.url({ protocol: /^https?$/ }).max(1000);

/** `usual`: what the workspace has chosen; `own`: our own room; else the provider with this id. */
export const VideoAt = z.union([z.enum(['usual', 'own']), Id]);
export type VideoAt = z.infer<typeof VideoAt>;

export const Where = z.discriminatedUnion('way', [
  /** Left out: as it is, and of a new one as usual. */
  z.strictObject({ way: z.literal('video'), at: VideoAt.optional() }),
  z.strictObject({ way: z.literal('phone') }),
  z.strictObject({ way: z.literal('place'), location: Line(300) }),
  z.strictObject({ way: z.literal('link'), location: Link }),
]);
export type Where = z.infer<typeof Where>;

/** What the person answered on a booking page. */
export const BookingAnswer = z.strictObject({ label: z.string(), answer: z.string() });
export type BookingAnswer = z.infer<typeof BookingAnswer>;

export const ProviderKind = z.enum(['zoom', 'meet', 'teams', 'jitsi', 'livekit']);
export type ProviderKind = z.infer<typeof ProviderKind>;

/** Why a provider could not do it. `not_ready`: it has made the meeting, and has no link yet. */
export const ProviderProblem = z.enum([
  'login_refused',
  'forbidden',
  'organizer_unknown',
  'refused',
  'gone',
  'busy',
  'server_trouble',
  'not_ready',
  'odd_answer',
  'secret_unreadable',
  'address_refused',
  'unreachable',
  'insecure',
  'too_slow',
  'too_large',
  'redirected',
]);
export type ProviderProblem = z.infer<typeof ProviderProblem>;

/** Where a meeting takes place elsewhere. */
export const MeetingAt = z.strictObject({
  id: Id,
  kind: ProviderKind,
  name: z.string(),
  /** By which everybody comes in; null until the provider has made it. */
  joinUrl: z.string().nullable(),
  /** `failed`: the provider could not, and it takes place in our own room. */
  state: z.enum(['awaited', 'made', 'failed']),
  /** Where it has been made: why what changed is not there yet. */
  problem: ProviderProblem.nullable(),
});
export type MeetingAt = z.infer<typeof MeetingAt>;
