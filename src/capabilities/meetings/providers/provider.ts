import type { ProviderKind, ProviderProblem } from '../contract/shapes.ts';
import type { ProviderRow } from './schema.ts';

/** A provider together with what opens it. Never leaves the server. */
export type OpenProvider = Pick<ProviderRow, 'workspaceId' | 'id' | 'kind' | 'settings'> & {
  readonly secret: string | null;
  readonly hookSecret: string | null;
};

/** Our meeting as it is to stand there. */
export type WantedMeeting = { meetingId: string; title: string; startsAt: Date; endsAt: Date; organizer: string };

/** What is known of it there; without its id it may have been made, and nobody heard. */
export type KnownMeeting = Pick<WantedMeeting, 'meetingId' | 'organizer'> & { externalId: string | null };

/** No link of its own: whoever enters gets one made for them. */
export type MadeMeeting = { externalId: string; joinUrl: string | null };

export type Visitor = { id: string; name: string | null; role: 'host' | 'guest'; until: Date };

export type ProviderEvent = {
  /** The same for every repetition of one message. */
  dedupeKey: string;
  externalId: string;
  type: 'host_came' | 'guest_came' | 'ended';
  at: Date;
};
export type HookMessage = {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  rawBody: Buffer;
  now: Date;
};
export type Told = { events: ProviderEvent[]; answer?: object };

/**
 * A provider behind one face. However often a meeting is made, there is one: by an id of ours where the provider takes one, else by looking first.
 * What it can't do, it has no function for.
 */
export type MeetingProvider = {
  readonly kind: ProviderKind;
  /** `askedBefore`: somebody may have made it already. */
  make(open: OpenProvider, meeting: WantedMeeting, askedBefore: boolean): Promise<MadeMeeting>;
  change?(open: OpenProvider, externalId: string, meeting: WantedMeeting): Promise<void>;
  /** What is gone already is gone. */
  remove?(open: OpenProvider, known: KnownMeeting): Promise<void>;
  /** Where one goes in, for one person. */
  entry?(open: OpenProvider, externalId: string, visitor: Visitor): string;
  /** Where making a meeting would prove nothing. */
  check?(open: OpenProvider): Promise<void>;
  /** Throws a ForgedMessage when it can't have come from the provider. */
  hear?(open: OpenProvider, message: HookMessage): Told;
};

export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly problem: ProviderProblem;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProviderProblem, retryAfterSeconds?: number) {
    super(problem);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** It may go well by itself the next time. */
const passing: readonly ProviderProblem[] = [
  'busy',
  'server_trouble',
  'not_ready',
  'odd_answer',
  'unreachable',
  'too_slow',
];
export const isPassing = (problem: ProviderProblem): boolean => passing.includes(problem);

/** Somebody other than the provider. */
export class ForgedMessage extends Error {
  override readonly name = 'ForgedMessage';
}

/** Nothing a provider of this kind would say. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}
