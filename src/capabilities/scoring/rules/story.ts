import type { ActorKind } from '#platform/schema';

/** An event as features see it. */
export type StoryEvent = {
  id: string;
  type: string;
  occurredAt: Date;
  recordedAt: Date;
  actorKind: ActorKind;
  dealId: string | null;
  /** Without notes and texts that people wrote. */
  payload: Record<string, unknown>;
};

const day = 86_400_000;

/**
 * When we came to know it. What was told within a week of happening was known when it was told, so that a call logged in the evening is not known at noon; what is older when it is told is history that was brought in, and counts
 * from when it happened.
 */
export function knownAt({ occurredAt, recordedAt, actorKind }: StoryEvent): number {
  const told = recordedAt.getTime() - occurredAt.getTime();
  return actorKind === 'import' || told > 7 * day
    ? occurredAt.getTime()
    : Math.max(occurredAt.getTime(), recordedAt.getTime());
}

/** What was known just before a moment, in the order in which it happened. The only way from events to features. */
export function knownBefore(events: readonly StoryEvent[], at: Date): StoryEvent[] {
  return events
    .filter((event) => knownAt(event) < at.getTime())
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
}

const answering = new Set(['connected', 'callback', 'appointment', 'refused', 'objected']);
const unanswered = new Set(['no_answer', 'busy', 'voicemail']);

/** Did a person answer? undefined: it does not tell, as with a wrong number. */
export function wasAnswered(meaning: string | undefined): boolean | undefined {
  if (meaning === undefined) return undefined;
  return answering.has(meaning) ? true : unanswered.has(meaning) ? false : undefined;
}

/** What has happened with somebody so far. */
export type Story = {
  calls: number;
  answered: number;
  /** Calls since the last one that was answered. */
  inVain: number;
  minutes: number;
  incoming: number;
  visits: number;
  mails: number;
  meetingsHeld: number;
  meetingsMissed: number;
  meetingAhead: boolean;
  stepOpen: boolean;
  consent: 'granted' | 'denied' | 'unknown';
  silentDays: number | null;
  sinceCallDays: number | null;
  sinceAnswerDays: number | null;
};

/** `known`: as knownBefore gives them. */
export function storyOf(known: readonly StoryEvent[], at: Date): Story {
  const takenBack = new Set(known.filter(({ type }) => type === 'calls.removed').map(idOf('callId')));
  const [calls, answers, touches, steps, meetings] = [
    [] as Date[],
    [] as Date[],
    [] as Date[],
    new Set<string>(),
    new Map<string, { state: string; startsAt: number }>(),
  ];
  const story = { inVain: 0, minutes: 0, incoming: 0, visits: 0, mails: 0, consent: 'unknown' as Story['consent'] };
  for (const event of known) {
    const { type, payload, occurredAt } = event;
    switch (type) {
      case 'calls.logged': {
        if (takenBack.has(idOf('callId')(event))) break;
        touches.push(occurredAt);
        story.minutes += Number(payload['durationSeconds'] ?? 0) / 60;
        if (payload['direction'] === 'inbound') {
          story.incoming += 1;
          break;
        }
        calls.push(occurredAt);
        const answered = wasAnswered(meaningOf(payload));
        if (answered === true) {
          answers.push(occurredAt);
          story.inVain = 0;
        } else if (answered === false) story.inVain += 1;
        break;
      }
      case 'calls.missed':
        story.incoming += 1;
        touches.push(occurredAt);
        break;
      case 'leads.visitRecorded':
        story.visits += 1;
        touches.push(occurredAt);
        break;
      case 'consent.mailWritten':
        story.mails += 1;
        touches.push(occurredAt);
        break;
      case 'consent.recorded':
        if (payload['channel'] === 'phone' && payload['purpose'] === undefined) story.consent = consentOf(payload);
        break;
      // The language of a neighbour downstream, which we may not import: its events are read by their names.
      case 'next-steps.created':
      case 'next-steps.reopened':
        steps.add(idOf('nextStepId')(event));
        break;
      case 'next-steps.done':
      case 'next-steps.dropped':
        steps.delete(idOf('nextStepId')(event));
        break;
      default:
        if (!type.startsWith('meetings.') || payload['startsAt'] === undefined) break;
        meetings.set(idOf('meetingId')(event), {
          state: type.slice('meetings.'.length),
          startsAt: Date.parse(textOf(payload['startsAt'])),
        });
        if (type === 'meetings.held') touches.push(occurredAt);
    }
  }
  const met = [...meetings.values()];
  return {
    ...story,
    calls: calls.length,
    answered: answers.length,
    minutes: Math.round(story.minutes),
    meetingsHeld: met.filter(({ state }) => state === 'held').length,
    meetingsMissed: met.filter(({ state }) => state === 'missed').length,
    meetingAhead: met.some(({ state, startsAt }) => ['planned', 'changed'].includes(state) && startsAt >= at.getTime()),
    stepOpen: steps.size > 0,
    silentDays: daysSince(touches, at),
    sinceCallDays: daysSince(calls, at),
    sinceAnswerDays: daysSince(answers, at),
  };
}

const idOf =
  (field: string) =>
  ({ payload }: StoryEvent): string =>
    textOf(payload[field]);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function meaningOf(payload: Record<string, unknown>): string | undefined {
  return (payload['disposition'] as { meaning?: string } | null | undefined)?.meaning;
}

function consentOf({ state }: Record<string, unknown>): Story['consent'] {
  return state === 'granted' || state === 'denied' ? state : 'unknown';
}

function daysSince(times: readonly Date[], at: Date): number | null {
  const last = times.at(-1);
  return last ? daysBetween(last, at) : null;
}

/** Whole days. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / day));
}
