import { localDay, morningOf } from '#workspace';
import { type Changed, changesIn } from '#platform/events';
import type { DealFacts } from './events.ts';
import type { DealRow, StageRow } from './schema.ts';
import type { DealState } from './contract.ts';

/** A value times a chance in percent, to the cent; half a cent counts as one. The sums of boards and forecasts are sums of these. */
export function weightedCents(valueCents: number, probability: number): number {
  return Math.floor((valueCents * probability + 50) / 100);
}

export function stateOf(deal: Pick<DealRow, 'wonAt' | 'lostAt'>): DealState {
  if (deal.wonAt) return 'won';
  return deal.lostAt ? 'lost' : 'open';
}

/** The day it is, and where. */
export type Today = { today: string; zone: string };

/** Days as people count them: from the day it came into the stage until today, or until the day it ended. */
export function daysInStage(deal: Pick<DealRow, 'stageSince' | 'wonAt' | 'lostAt'>, { today, zone }: Today): number {
  const ended = deal.wonAt ?? deal.lostAt;
  const until = Temporal.PlainDate.from(ended ? localDay(ended, zone) : today);
  return Math.max(0, Temporal.PlainDate.from(localDay(deal.stageSince, zone)).until(until).days);
}

/** What came into its stage before this moment has been there longer than the stage allows; null: nothing ever has. */
export function staleBefore(maxAgeDays: StageRow['maxAgeDays'], { today, zone }: Today): Date | null {
  if (maxAgeDays === null) return null;
  return morningOf(Temporal.PlainDate.from(today).subtract({ days: maxAgeDays }).toString(), zone);
}

/** Longer in its stage than the stage allows. An ended deal rests. */
export function isStale(
  deal: Pick<DealRow, 'stageSince' | 'wonAt' | 'lostAt'>,
  maxAgeDays: StageRow['maxAgeDays'],
  at: Today,
): boolean {
  const before = staleBefore(maxAgeDays, at);
  return before !== null && stateOf(deal) === 'open' && deal.stageSince < before;
}

/** Still open on a day after the one it was to close. */
export function isOverdue(deal: Pick<DealRow, 'closeOn' | 'wonAt' | 'lostAt'>, today: string): boolean {
  return stateOf(deal) === 'open' && deal.closeOn !== null && deal.closeOn < today;
}

/** A move taken back so soon was a slip of the hand: the deal is as old in its stage as before, and the way it went shows neither. */
export function takesBack(
  latest: { fromStageId: string | null; toStageId: string; movedBy: string | null; movedAt: Date } | undefined,
  move: { toStageId: string; movedBy: string | null },
  now: Date,
): boolean {
  return (
    latest !== undefined &&
    latest.fromStageId === move.toStageId &&
    latest.movedBy === move.movedBy &&
    now.getTime() - latest.movedAt.getTime() <= 60_000
  );
}

export function factsOf(deal: DealRow): DealFacts {
  return {
    pipelineId: deal.pipelineId,
    stageId: deal.stageId,
    valueCents: deal.valueCents,
    currency: deal.currency,
    closeOn: deal.closeOn,
    ownerId: deal.ownerId,
    state: deal.removedAt ? 'removed' : stateOf(deal),
    endedAt: (deal.wonAt ?? deal.lostAt)?.toISOString() ?? null,
  };
}

const told = ['title', 'contactId', 'companyId', 'source', 'note'] as const;

/** What differs between two states of a deal: every fact, and what people wrote. */
export function changedBetween(before: DealRow, after: DealRow): Changed {
  const pair = (row: DealRow): Record<string, unknown> => ({
    ...Object.fromEntries(told.map((field) => [field, row[field]])),
    ...factsOf(row),
  });
  return changesIn(pair(before), pair(after));
}

/** What a deal was before a change; the other direction of `changedBetween`. */
export function factsBefore(after: DealFacts, changed: Changed): DealFacts {
  const fields = Object.keys(after).filter((field) => field in changed);
  return { ...after, ...Object.fromEntries(fields.map((field) => [field, changed[field]?.from])) };
}

/** The new order of all, if it names each one in use once; those of the archive that it leaves out come last. */
export function orderOf(
  ids: readonly string[],
  known: readonly { id: string; archivedAt: Date | null }[],
): string[] | undefined {
  const rest = known.filter(({ id }) => !ids.includes(id));
  const whole =
    new Set(ids).size === ids.length &&
    ids.every((id) => known.some((one) => one.id === id)) &&
    rest.every(({ archivedAt }) => archivedAt !== null);
  return whole ? [...ids, ...rest.map(({ id }) => id)] : undefined;
}

/** Two of a name are one too many, except that the archive doesn't count. */
export function isNameTaken(others: readonly { name: string; archivedAt: Date | null }[], name: string): boolean {
  const plain = (text: string): string => text.trim().toLocaleLowerCase('de');
  return others.some((other) => other.archivedAt === null && plain(other.name) === plain(name));
}

export const defaultPipeline = {
  name: 'Verkauf',
  stages: [
    { name: 'Neu', probability: 10, maxAgeDays: 7, exitCriterion: 'Erstes Gespräch geführt' },
    {
      name: 'Qualifiziert',
      probability: 25,
      maxAgeDays: 14,
      exitCriterion: 'Bedarf, Budget und Entscheider sind bekannt',
    },
    { name: 'Termin', probability: 40, maxAgeDays: 14, exitCriterion: 'Beratung hat stattgefunden' },
    { name: 'Angebot', probability: 60, maxAgeDays: 21, exitCriterion: 'Angebot ist besprochen' },
    { name: 'Zusage', probability: 90, maxAgeDays: 14, exitCriterion: 'Auftrag ist unterschrieben' },
  ],
} as const;

export const defaultLossReasons = [
  'zu teuer',
  'kein Bedarf',
  'Wettbewerb',
  'kein Budget',
  'nicht erreicht',
  'Zeitpunkt passt nicht',
] as const;
