import type { DealFacts } from '#deals';
import { cellsOf, drawn, personFeatures, storyFeatures } from './features.ts';
import type { IndustryOf } from './industry.ts';
import { type PersonFacts } from './person.ts';
import { daysBetween, knownBefore, type StoryEvent, storyOf } from './story.ts';

const week = 7 * 86_400_000;
/** A deal that lies for years gets no more. */
const mostWeeks = 52;

/**
 * The moments at which somebody looked at the deal and asked how it would end: when it began, when it came to another stage, and each full week it lay in one, all before it ended.
 */
export function momentsOf(events: readonly StoryEvent[], dealId: string, endedAt: Date): Date[] {
  const starts = events
    .filter((event) => event.dealId === dealId && ['deals.created', 'deals.stageChanged'].includes(event.type))
    .map(({ occurredAt }) => occurredAt.getTime())
    .toSorted((a, b) => a - b);
  return starts
    .flatMap((from, at) => {
      const to = Math.min(starts[at + 1] ?? Infinity, endedAt.getTime());
      const weeks = Math.min(mostWeeks, Math.floor(Math.max(0, to - from - 1) / week));
      // Just behind the event that made the moment, so that it is known.
      return Array.from({ length: weeks + 1 }, (_, weeksOn) => from + 1 + weeksOn * week).filter(
        (moment) => moment < to,
      );
    })
    .map((moment) => new Date(moment));
}

/** The moment from which this deal is learned. */
export function momentOf(events: readonly StoryEvent[], dealId: string, endedAt: Date): Date | undefined {
  return drawn(momentsOf(events, dealId, endedAt), dealId);
}

/** What was known of a deal just before a moment; undefined where the deal was not known, or not open. */
export function dealRow(
  events: readonly StoryEvent[],
  dealId: string,
  person: PersonFacts | undefined,
  { at, industryOf }: { at: Date; industryOf: IndustryOf },
): string[] | undefined {
  const known = knownBefore(events, at);
  const own = known.filter((event) => event.dealId === dealId && event.type.startsWith('deals.'));
  const created = own.find(({ type }) => type === 'deals.created');
  const last = latest(own);
  if (!created || !last || last.facts.state !== 'open') return undefined;
  const moves = own.filter(({ type }) => type === 'deals.stageChanged');
  const stageSince = (moves.at(-1) ?? created).occurredAt;
  const { facts, companyId } = last;
  const source = (created.payload['source'] as string | null) ?? undefined;
  return cellsOf('deal_win', {
    ...personFeatures(person),
    ...(source !== undefined && { source }),
    industry: industryOf(companyId ?? person?.companyId ?? null, at) ?? '',
    ...storyFeatures(storyOf(known, at)),
    age_days: String(daysBetween(created.occurredAt, at)),
    stage: facts.stageId,
    stage_days: String(daysBetween(stageSince, at)),
    stage_moves: String(moves.length),
    value: String(Math.round(facts.valueCents / 100)),
    pushes: String(own.filter(isPush).length),
    days_left: facts.closeOn === null ? '' : String(daysUntil(facts.closeOn, at)),
  });
}

type Told = { version: number; facts: DealFacts; companyId?: string | null };

/** By version, whatever the clocks of several processes said. */
function latest(own: readonly StoryEvent[]): Told | undefined {
  return own
    .map(({ payload }) => payload as unknown as Told)
    .reduce<Told | undefined>(
      (best, one) => (best === undefined || one.version > best.version ? one : best),
      undefined,
    );
}

function isPush({ payload }: StoryEvent): boolean {
  const change = (payload['changed'] as Record<string, { from: unknown; to: unknown }> | undefined)?.['closeOn'];
  return typeof change?.from === 'string' && typeof change.to === 'string' && change.to > change.from;
}

function daysUntil(day: string, at: Date): number {
  return Math.round((Date.parse(day) - at.getTime()) / 86_400_000);
}
