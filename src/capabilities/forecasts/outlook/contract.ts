import { z } from 'zod';
import { Day, defineOperation, Id, Instant } from '#platform/operation';

/** A month or a quarter: 2026-11, 2026-Q4. */
export const Period = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2]|Q[1-4])$/);

const Cents = z.number().int();

/** What comes in 50, 80 and 95 of 100 cases, as past forecasts of this team missed. */
export const Ranges = z.strictObject({ lo50: Cents, hi50: Cents, lo80: Cents, hi80: Cents, lo95: Cents, hi95: Cents });
export type Ranges = z.infer<typeof Ranges>;

export const PeriodOutlook = z.strictObject({
  period: Period,
  wonCents: Cents,
  wonDeals: z.number().int(),
  /** Open deals that are to close in it, at the chances of their stages. */
  weightedCents: Cents,
  /** From deals that are open, by the model; null: nothing was ever won. */
  openCents: Cents.nullable(),
  openRanges: Ranges.nullable(),
  /** From deals that do not exist yet; null: too few months to tell. */
  newCents: Cents.nullable(),
  /** Won, open and new; null: what is new is not known, and the period has not begun. */
  expectedCents: Cents.nullable(),
  ranges: Ranges.nullable(),
  /** Past weeks at which the same forecast was tried. */
  moments: z.number().int(),
});
export type PeriodOutlook = z.infer<typeof PeriodOutlook>;

/** What has come by the end of a day, from the first of the month on. Up to the day of the snapshot it is what was won. */
export const FanPoint = z.strictObject({
  day: Day,
  cents: Cents.nullable(),
  /** Without what does not exist yet. */
  openCents: Cents.nullable(),
  ranges: Ranges.nullable(),
});
export type FanPoint = z.infer<typeof FanPoint>;

/** What a range still needs, at least. */
export const Missing = z.strictObject({ wins: z.number().int(), weeks: z.number().int() });
export type Missing = z.infer<typeof Missing>;

export const OutlookView = z.strictObject({
  today: Day,
  currency: z.string(),
  /** Null: nothing has been computed yet. */
  snapshot: z
    .strictObject({
      takenOn: Day,
      computedAt: Instant,
      openDeals: z.number().int(),
      /** Deals won so far, of the whole team: what the model learns from. */
      wonDeals: z.number().int(),
      /** The month and the next two, the quarter and the next two. */
      periods: z.array(PeriodOutlook.extend({ missing: Missing.nullable() })),
      fan: z.array(FanPoint),
    })
    .nullable(),
});
export type OutlookView = z.infer<typeof OutlookView>;

const whose = { ownerId: Id.optional() };

/** Days before today with which today can be compared. */
export const reachDays = 92;

/** A forecast as it was frozen, for whoever compares with it. */
export const Snapshot = z.strictObject({
  takenOn: Day,
  /** What had happened by then is in it. One that was made afterwards, for a day that had passed: the morning of that day. */
  knownUntil: Instant,
  /** None where the share asked for is none that forecasts are made for. */
  periods: z.array(PeriodOutlook),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const SnapshotItem = Snapshot.omit({ periods: true });
export type SnapshotItem = z.infer<typeof SnapshotItem>;

export const listSnapshots = defineOperation({
  name: 'forecasts.snapshots',
  method: 'GET',
  path: '/forecast/snapshots',
  summary: 'The kept forecasts of the last quarter with which one may compare, the latest first',
  permission: 'forecasts.read',
  query: z.strictObject(whose),
  output: z.strictObject({ items: z.array(SnapshotItem) }),
});

export const getOutlook = defineOperation({
  name: 'forecasts.outlook',
  method: 'GET',
  path: '/forecast/outlook',
  summary:
    'What the next three months and quarters will bring, by a model that learned from the events of all deals, with ranges from what the same forecast missed in past weeks; as last computed',
  permission: 'forecasts.read',
  query: z.strictObject(whose),
  output: OutlookView,
});

export const OutlookDeal = z.strictObject({
  dealId: Id,
  title: z.string(),
  ownerId: Id.nullable(),
  closeOn: Day.nullable(),
  stage: z.string(),
  valueCents: Cents,
  /** What it brings if it is won, by what wins brought of the value that was written down. */
  worthCents: Cents,
  /** Chance to be won within the period. */
  chance: z.number(),
  expectedCents: Cents,
});
export type OutlookDeal = z.infer<typeof OutlookDeal>;

export const OutlookDealsView = z.strictObject({
  period: Period,
  owners: z.array(z.strictObject({ ownerId: Id.nullable(), deals: z.number().int(), expectedCents: Cents })),
  items: z.array(OutlookDeal),
});
export type OutlookDealsView = z.infer<typeof OutlookDealsView>;

export const listOutlookDeals = defineOperation({
  name: 'forecasts.outlookDeals',
  method: 'GET',
  path: '/forecast/outlook/deals',
  summary: 'Which open deals carry the forecast of a month or quarter: by owner, and the fifty that count most',
  permission: 'forecasts.read',
  query: z.strictObject({ ...whose, period: Period }),
  output: OutlookDealsView,
});

export const computeOutlook = defineOperation({
  name: 'forecasts.compute',
  method: 'POST',
  path: '/forecast/computations',
  summary: 'Computes the forecast anew in the background; it is also done every night and after every ten ended deals',
  permission: 'forecasts.write',
  output: z.strictObject({ askedAt: Instant }),
  status: 202,
});

/** How far a forecast was off. `null`: it was not made. */
export const BacktestRow = z.strictObject({
  period: Period,
  /** As computed for its first day, from what was known by then. */
  predictedCents: Cents.nullable(),
  ranges: Ranges.nullable(),
  weightedCents: Cents.nullable(),
  /** The last word by the end of its first day. */
  commitCents: Cents.nullable(),
  cameCents: Cents,
  held80: z.boolean().nullable(),
});
export type BacktestRow = z.infer<typeof BacktestRow>;

export const BacktestView = z.strictObject({
  currency: z.string(),
  kind: z.enum(['month', 'quarter']),
  /** The latest first. */
  rows: z.array(BacktestRow),
  held: z.strictObject({
    of: z.number().int(),
    in50: z.number().int(),
    in80: z.number().int(),
    in95: z.number().int(),
  }),
  /** Σ of what was missed, as a share of Σ of what came, where all three were made. */
  errors: z.strictObject({
    periods: z.number().int(),
    model: z.number().nullable(),
    weighted: z.number().nullable(),
    commit: z.number().nullable(),
  }),
});
export type BacktestView = z.infer<typeof BacktestView>;

export const getBacktest = defineOperation({
  name: 'forecasts.backtest',
  method: 'GET',
  path: '/forecast/backtest',
  summary:
    'How good past forecasts were: of the last twelve months or quarters, what was predicted on the first day, and what came',
  permission: 'forecasts.read',
  query: z.strictObject({ ...whose, kind: z.enum(['month', 'quarter']).default('month') }),
  output: BacktestView,
});
