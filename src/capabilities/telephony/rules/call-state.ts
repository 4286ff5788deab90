import type { CallEvent } from '../provider.ts';

/** Rises only: created → ringing → answered → one of the three ends. */
export type CallState = 'created' | 'ringing' | 'answered' | 'ended' | 'missed' | 'failed';

export type CallProgress = {
  state: CallState;
  rangAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  /** Why it ended, in the carrier's word. */
  cause: string | null;
};

export const created: CallProgress = { state: 'created', rangAt: null, answeredAt: null, endedAt: null, cause: null };

const rank: Record<CallState, number> = { created: 0, ringing: 1, answered: 2, ended: 3, missed: 3, failed: 3 };

/**
 * What is known of a call after one more message; the same object when it is nothing new. Carriers repeat themselves and their messages overtake each other, so the order
 * in which they come must not matter: each adds the time it tells of, the earliest counts, and what has ended has ended. Whoever was spoken to was not missed, also when we hear of the
 * answer last.
 */
export function advance(before: CallProgress, event: Pick<CallEvent, 'type' | 'at' | 'cause'>): CallProgress {
  const at = new Date(event.at);
  switch (event.type) {
    case 'recording_ready':
      return before;
    case 'ringing':
      return isKnown(before.rangAt, at) ? before : settle({ ...before, rangAt: at }, 'ringing');
    case 'answered':
      return isKnown(before.answeredAt, at) ? before : settle({ ...before, answeredAt: at }, 'answered');
    case 'ended':
    case 'missed':
    case 'failed': {
      const end = isKnown(before.endedAt, at) ? {} : { endedAt: at, cause: event.cause ?? null };
      const spoken = event.type === 'ended' && before.state !== 'ended';
      return 'endedAt' in end || spoken ? settle({ ...before, ...end }, event.type) : before;
    }
    default:
      return event.type satisfies never;
  }
}

const isKnown = (known: Date | null, at: Date): boolean => known !== null && known <= at;

function settle(progress: CallProgress, told: CallState): CallProgress {
  if (progress.state === 'ended') return progress;
  const state = rank[told] >= rank[progress.state] ? told : progress.state;
  return { ...progress, state: isOver(state) && progress.answeredAt !== null ? 'ended' : state };
}

export function isOver(state: CallState): boolean {
  return rank[state] === rank.ended;
}
