import { z } from 'zod';
import { DealState } from '#deals/contract';
import { Day, defineOperation, Id } from '#platform/operation';
import { Snapshot } from './outlook/contract.ts';

export {
  getGoals,
  type GoalRow,
  type GoalsView,
  listQuotas,
  listSubmissions,
  type QuotaView,
  setQuota,
  submitForecast,
  type SubmissionView,
} from './goals/contract.ts';
export { type DealHealth, type HealthLevel, HealthReason, type HealthView, listDealHealth } from './health/contract.ts';
export {
  type BacktestRow,
  type BacktestView,
  computeOutlook,
  type FanPoint,
  getBacktest,
  getOutlook,
  listSnapshots,
  listOutlookDeals,
  type Missing,
  type OutlookDeal,
  type OutlookDealsView,
  type OutlookView,
  type PeriodOutlook,
  type Ranges,
  reachDays,
  type SnapshotItem,
} from './outlook/contract.ts';

/** A calendar month: 2026-11. */
export const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

/**
 * The number of this first storey is a weighted sum and nothing more: each open deal's value times the chance that its stage is given in the
 * settings, plus what is won. It has no range, knows no season, and a few large deals make it jump. It says what the pipeline holds,
 * not what will come.
 */
export const Expected = z.strictObject({
  deals: z.number().int(),
  /** Unweighted. */
  valueCents: z.number().int(),
  weightedCents: z.number().int(),
});
export type Expected = z.infer<typeof Expected>;

export const MonthRow = Expected.extend({
  month: Month,
  /** Won in this month so far, whatever day it was to close; only the current month can have any. */
  wonDeals: z.number().int(),
  wonCents: z.number().int(),
  /** Won plus weighted. */
  expectedCents: z.number().int(),
});
export type MonthRow = z.infer<typeof MonthRow>;

const share = { pipelineId: Id.optional(), ownerId: Id.optional() };

export const ForecastView = z.strictObject({
  today: Day,
  currency: z.string(),
  /** The current month and the five after it. A deal belongs to the month in which it is to close, from today on. */
  months: z.array(MonthRow),
  /** To close after the last of the months. */
  later: Expected,
  /** The day has passed and the deal is open: in no month, and not forgotten. */
  overdue: Expected,
  /** Nobody has said when. */
  undated: Expected,
  /** All rows together. */
  total: MonthRow.omit({ month: true }),
  /** Open or won deals in other currencies; not part of any figure here. */
  otherCurrencies: z.array(z.strictObject({ currency: z.string(), deals: z.number().int() })),
});
export type ForecastView = z.infer<typeof ForecastView>;

export const getForecast = defineOperation({
  name: 'forecasts.overview',
  method: 'GET',
  path: '/forecast',
  summary:
    "Per month: open deals times their stage's chance, and what is won so far. A weighted sum, no prediction and no range; overdue and undated deals stand apart",
  permission: 'forecasts.read',
  query: z.strictObject(share),
  output: ForecastView,
});

/** Why the number moved. The first eight are things people did; `overdue` is time, `revalued` a changed setting. */
export const ChangeKind = z.enum([
  'won',
  'lost',
  'new',
  'moved',
  'grew',
  'shrank',
  'dateMoved',
  'reopened',
  'removed',
  'transferred',
  'overdue',
  'revalued',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** What a deal was at one end of the change. */
const Was = z.strictObject({
  stageId: Id,
  stage: z.string(),
  valueCents: z.number().int(),
  closeOn: Day.nullable(),
  ownerId: Id.nullable(),
  state: z.union([DealState, z.literal('removed')]),
});
export type Was = z.infer<typeof Was>;

export const ForecastChange = z.strictObject({
  dealId: Id,
  title: z.string(),
  contactName: z.string().nullable(),
  kind: ChangeKind,
  /** What it counted before and after; null: it did not count. */
  fromCents: z.number().int().nullable(),
  toCents: z.number().int().nullable(),
  cents: z.number().int(),
  /** Null: the deal was not there. */
  from: Was.nullable(),
  to: Was,
});
export type ForecastChange = z.infer<typeof ForecastChange>;

export const ChangesView = z.strictObject({
  since: Day,
  /** The snapshot that it is compared with; null: the morning of that day. */
  snapshot: Snapshot.nullable(),
  /** Without a month, what was won from this day on counts at both ends: the first of the month of `since`. */
  wonFrom: Day,
  currency: z.string(),
  month: Month.nullable(),
  fromCents: z.number().int(),
  toCents: z.number().int(),
  /** The bridge: `fromCents` plus all of these is `toCents`, to the cent. Kinds without a change are left out. */
  steps: z.array(z.strictObject({ kind: ChangeKind, deals: z.number().int(), cents: z.number().int() })),
  /** Stages that were given another chance since, and what that did to the deals that were there. */
  revalued: z.array(
    z.strictObject({
      stageId: Id,
      stage: z.string(),
      fromProbability: z.number().int(),
      toProbability: z.number().int(),
      cents: z.number().int(),
    }),
  ),
  /** Deal by deal, of the kind asked for, the largest first; at most two hundred. A deal that grew and moved is here twice. */
  items: z.array(ForecastChange),
  /** Changes of that kind that are not among the items. */
  more: z.number().int(),
});
export type ChangesView = z.infer<typeof ChangesView>;

export const forecastChanges = defineOperation({
  name: 'forecasts.changes',
  method: 'GET',
  path: '/forecast/changes',
  summary:
    'What changed in the forecast since the morning of a day or since a kept snapshot: deal by deal, and the bridge from the old number to the new one, as it was known then',
  permission: 'forecasts.read',
  /** Without `month`: everything open, and what is won from the first of the month of `since` on. With it: that month's row of the forecast. */
  query: z.strictObject({
    ...share,
    since: Day,
    from: z.enum(['morning', 'snapshot']).default('morning'),
    month: Month.optional(),
    kind: ChangeKind.optional(),
  }),
  output: ChangesView,
  refusals: ['since_out_of_reach', 'snapshot_missing', 'month_out_of_reach'],
});
