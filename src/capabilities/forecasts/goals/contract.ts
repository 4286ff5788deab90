import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Text } from '#platform/operation';
import { Period } from '../outlook/contract.ts';

const Cents = z.number().int().min(0).max(100_000_000_000);
/** Null: the whole team. */
const whose = { ownerId: Id.nullable() };

export const SubmissionView = z.strictObject({
  id: Id,
  period: Period,
  commitCents: z.number().int(),
  bestCaseCents: z.number().int(),
  note: z.string().nullable(),
  submittedBy: Id.nullable(),
  submittedAt: Instant,
});
export type SubmissionView = z.infer<typeof SubmissionView>;

export const GoalRow = z.strictObject({
  period: Period,
  /** A quarter's is that of its months; null: none is set. */
  quotaCents: z.number().int().nullable(),
  wonCents: z.number().int(),
  /** The share of the period's days that are over. */
  elapsed: z.number(),
  /** The latest; null: nobody has said anything. */
  submission: SubmissionView.nullable(),
  versions: z.number().int(),
});
export type GoalRow = z.infer<typeof GoalRow>;

export const GoalsView = z.strictObject({
  today: Day,
  currency: z.string(),
  rows: z.array(GoalRow),
  /** May this person submit here. */
  maySubmit: z.boolean(),
});
export type GoalsView = z.infer<typeof GoalsView>;

export const getGoals = defineOperation({
  name: 'forecasts.goals',
  method: 'GET',
  path: '/forecast/goals',
  summary:
    'Of a person or the team: quota, what is won of it, and what was submitted, for the month and the quarter and the next two of each',
  permission: 'forecasts.read',
  query: z.strictObject({ ownerId: Id.optional() }),
  output: GoalsView,
});

export const submitForecast = defineOperation({
  name: 'forecasts.submit',
  method: 'POST',
  path: '/forecast/submissions',
  summary:
    'Says what one commits to and what may come at best, for oneself; a lead also for others and for the team. Former versions stay',
  permission: 'forecasts.write',
  body: z.strictObject({
    ...whose,
    period: Period,
    commitCents: Cents,
    bestCaseCents: Cents,
    note: Text(1000).nullable().default(null),
  }),
  output: SubmissionView,
  refusals: ['not_yours_to_submit', 'period_over', 'best_below_commit'],
});

export const listSubmissions = defineOperation({
  name: 'forecasts.submissions',
  method: 'GET',
  path: '/forecast/submissions',
  summary: 'All versions of what was submitted for a period, the latest first; at most a hundred',
  permission: 'forecasts.read',
  query: z.strictObject({ ownerId: Id.optional(), period: Period }),
  output: z.strictObject({ items: z.array(SubmissionView) }),
});

export const QuotaView = z.strictObject({ ownerId: Id.nullable(), month: z.string(), amountCents: z.number().int() });
export type QuotaView = z.infer<typeof QuotaView>;

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

export const listQuotas = defineOperation({
  name: 'forecasts.quotas',
  method: 'GET',
  path: '/forecast/quotas',
  summary: 'Quotas of the team and of each person from a month on, for twelve months',
  permission: 'forecasts.read',
  query: z.strictObject({ from: Month }),
  output: z.strictObject({ items: z.array(QuotaView) }),
});

export const setQuota = defineOperation({
  name: 'forecasts.setQuota',
  method: 'PUT',
  path: '/forecast/quotas',
  summary: 'Sets the quota of a person or of the team for a month; null takes it away',
  permission: 'forecasts.manage',
  body: z.strictObject({ ...whose, month: Month, amountCents: Cents.nullable() }),
  output: z.strictObject({ ownerId: Id.nullable(), month: Month, amountCents: z.number().int().nullable() }),
});
