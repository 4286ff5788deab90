import type { TimelineGroup } from './contract.ts';

/** Which events belong to which group of the stream, by the beginning of their type. What no group knows is a change. */
const prefixes: Record<Exclude<TimelineGroup, 'changes'>, readonly string[]> = {
  calls: ['calls.', 'conversations.', 'scripts.'],
  meetings: ['meetings.', 'team-meetings.'],
  visits: ['leads.visit', 'meetings.visit'],
  deals: ['deals.', 'offers.', 'scoring.class', 'scoring.care', 'scoring.expense'],
  consent: ['consent.', 'scoring.profiling'],
  nextSteps: ['next-steps.'],
  notes: ['timeline.note'],
};

export function groupOf(type: string): TimelineGroup {
  const hit = Object.entries(prefixes).find(([, begins]) => begins.some((begin) => type.startsWith(begin)));
  return (hit?.[0] as TimelineGroup | undefined) ?? 'changes';
}

/** Beginnings of types that a stream narrowed to these groups shows; for `changes` those of the records themselves. */
export function beginningsOf(groups: readonly TimelineGroup[]): string[] {
  return groups.flatMap((group) => (group === 'changes' ? ['contacts.'] : prefixes[group]));
}
