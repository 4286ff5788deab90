import type { StepKind, TodayReason } from '../contract.ts';
import { addDays, daysBetween } from './due.ts';

/** Now, and the day it is in the workspace. */
export type Moment = { now: Date; today: string };

/** What the day's list is made of: one thing that speaks for one person (or for a company or deal without one). */
export type Candidate = {
  code: TodayReason;
  /** Whom or what the row is about; candidates of one subject become one row. */
  subject: string;
  /** The step, call, contact or deal behind it. */
  id: string;
  /** Smaller comes first within one reason: the time it is due or since when it waits, in milliseconds. */
  urgency: number;
  /** May be done now; what has to wait (the phone is quiet until eight) stands behind what need not. */
  waits: boolean;
};

export type OrderedRow<C extends Candidate> = { subject: string; reason: C; others: C[] };

const strength: Record<TodayReason, number> = {
  call_unfinished: 0,
  callback_due: 1,
  promise_overdue: 2,
  meeting_today: 3,
  promise_today: 4,
  step_overdue: 5,
  step_today: 6,
  new_lead: 7,
  deal_stuck: 8,
  deal_without_step: 9,
};

/**
 * The order of the day: one row for each person with the strongest reason to turn to them, the others beside it. Total and
 * independent of the order of the input, so that the list never jumps under the hands.
 */
export function orderToday<C extends Candidate>(candidates: readonly C[]): OrderedRow<C>[] {
  const bySubject = Map.groupBy(candidates, (candidate) => candidate.subject);
  return [...bySubject.values()]
    .flatMap((group) => {
      const [reason, ...rest] = group.toSorted(before);
      if (!reason) return [];
      const others = rest.filter((other) => other.id !== reason.id || other.code !== reason.code);
      return [{ subject: reason.subject, reason, others: unique(others) }];
    })
    .toSorted((a, b) => before(a.reason, b.reason));
}

function before(a: Candidate, b: Candidate): number {
  return (
    strength[a.code] - strength[b.code] ||
    Number(a.waits) - Number(b.waits) ||
    a.urgency - b.urgency ||
    compare(a.id, b.id) ||
    compare(a.subject, b.subject)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function unique<C extends Candidate>(candidates: readonly C[]): C[] {
  const seen = new Set<string>();
  return candidates.filter(({ code, id }) => {
    const key = `${code} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}

export type DueStep = { kind: StepKind; promised: boolean; dueOn: string; dueAt: Date | null };

/** Minutes before an agreed time at which the call comes to the top: time to read the story. */
const ahead = 5 * 60_000;

/** Why an open step is in today's list; `undefined` while its day has not come. */
export function reasonOfStep(step: DueStep, { now, today }: Moment): TodayReason | undefined {
  if (step.dueOn > today) return undefined;
  const overdue = step.dueOn < today;
  if (step.kind === 'call' && (step.promised || step.dueAt !== null)) {
    const timeHasCome = step.dueAt === null || step.dueAt.getTime() - ahead <= now.getTime();
    if (overdue || timeHasCome) return 'callback_due';
  }
  if (step.kind === 'meeting' && !overdue) return 'meeting_today';
  if (step.promised) return overdue ? 'promise_overdue' : 'promise_today';
  return overdue ? 'step_overdue' : 'step_today';
}

/** Somebody is sitting at the phone now: an agreed time within this hour goes before what has been late for days. */
export function isAgreedForNow({ dueAt }: Pick<DueStep, 'dueAt'>, now: Date): boolean {
  return dueAt !== null && Math.abs(now.getTime() - dueAt.getTime()) <= freshFor;
}

const freshFor = 60 * 60_000;
const beforeEverything = -1e15;

export function urgencyOfStep(step: DueStep, { now }: Moment): number {
  if (step.dueAt) return step.dueAt.getTime() + (isAgreedForNow(step, now) ? beforeEverything : 0);
  // Without a time: after everything of that day that has one.
  return Date.parse(`${addDays(step.dueOn, 1)}T00:00:00Z`);
}

export type AgeingDeal = { stageSinceOn: string; maxAgeDays: number | null };

/** So many days ahead a planned step counts as "it is being taken care of". */
const soon = 7;

/** Why an open deal needs a look: past the age of its stage with nothing planned soon, or nothing planned at all. */
export function reasonOfDeal(
  deal: AgeingDeal,
  nextDueOn: string | undefined,
  { today }: Moment,
): { code: 'deal_stuck'; days: number } | { code: 'deal_without_step' } | undefined {
  const over = deal.maxAgeDays === null ? 0 : daysBetween(deal.stageSinceOn, today) - deal.maxAgeDays;
  const planned = nextDueOn !== undefined && nextDueOn <= addDays(today, soon);
  if (over > 0 && !planned) return { code: 'deal_stuck', days: over };
  return nextDueOn === undefined ? { code: 'deal_without_step' } : undefined;
}
