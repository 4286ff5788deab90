import { cellsOf, drawn, personFeatures, storyFeatures } from './features.ts';
import type { IndustryOf } from './industry.ts';
import type { PersonFacts } from './person.ts';
import { daysBetween, knownBefore, type StoryEvent, storyOf } from './story.ts';

/** So long a lead has time to become a won deal. */
export const leadDays = 180;
const time = leadDays * 86_400_000;

/** From when to ask: when the person came in, and before each call to them, as long as there is no deal; one of these is learned from. */
export function leadMoment(events: readonly StoryEvent[], contactId: string, createdAt: Date): Date | undefined {
  const calls = events
    .filter(({ type, payload }) => type === 'calls.logged' && payload['direction'] === 'outbound')
    .map(({ occurredAt }) => occurredAt)
    .filter((startedAt) => startedAt > createdAt && startedAt.getTime() < createdAt.getTime() + time)
    .toSorted((a, b) => a.getTime() - b.getTime());
  const firstDeal = firstDealAt(events);
  const moments = [new Date(createdAt.getTime() + 1), ...calls].filter(
    (at) => firstDeal === undefined || at < firstDeal,
  );
  return drawn(moments, contactId);
}

function firstDealAt(events: readonly StoryEvent[]): Date | undefined {
  return events
    .filter(({ type }) => type === 'deals.created')
    .map(({ occurredAt }) => occurredAt)
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** Was a deal won within the time from that moment on? */
export function leadWon(events: readonly StoryEvent[], at: Date): boolean {
  return events.some(
    ({ type, occurredAt }) => type === 'deals.won' && occurredAt >= at && occurredAt.getTime() <= at.getTime() + time,
  );
}

/** What was known of a lead just before a moment. */
export function leadRow(
  events: readonly StoryEvent[],
  person: PersonFacts,
  { createdAt, at, industryOf }: { createdAt: Date; at: Date; industryOf: IndustryOf },
): string[] {
  return cellsOf('lead_win', {
    ...personFeatures(person),
    industry: industryOf(person.companyId, at) ?? '',
    ...storyFeatures(storyOf(knownBefore(events, at), at)),
    age_days: String(daysBetween(createdAt, at)),
  });
}
