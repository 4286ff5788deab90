import { knownAt, type StoryEvent } from './story.ts';

/** The industry of a company as it was known just before a moment; null: none was. */
export type IndustryOf = (companyId: string | null, at: Date) => string | null;

/** What is known of companies now, and what was told about them since; changes that came to be known later are taken back. */
export function industriesOf(
  now: ReadonlyMap<string, string | null>,
  told: ReadonlyMap<string, readonly StoryEvent[]>,
): IndustryOf {
  return (companyId, at) => {
    if (companyId === null) return null;
    const later = (told.get(companyId) ?? [])
      .filter((event) => knownAt(event) >= at.getTime())
      .toSorted((a, b) => knownAt(b) - knownAt(a) || (a.id < b.id ? 1 : -1));
    return later.reduce<string | null>(
      (industry, { payload }) => {
        const change = changeOf(payload, 'industry');
        return change ? (change.from as string | null) : industry;
      },
      now.get(companyId) ?? null,
    );
  };
}

/** All companies that a story names, also as the one before. */
export function companiesIn(events: readonly StoryEvent[]): string[] {
  return events
    .flatMap(({ payload }) => [payload['companyId'], changeOf(payload, 'companyId')?.from])
    .filter((id) => typeof id === 'string');
}

const changeOf = (payload: Record<string, unknown>, field: string): { from: unknown } | undefined =>
  (payload['changed'] as Record<string, { from: unknown }> | null | undefined)?.[field];
