import { z } from 'zod';
import { Id, Instant } from '#platform/operation';

/**
 * `deal_win`: an open deal is won. `lead_win`: a contact without a deal gets one that is won within 180 days. `reach`: a person answers the next call to the contact.
 */
export const Target = z.enum(['deal_win', 'lead_win', 'reach']);
export type Target = z.infer<typeof Target>;

/** One part of the logit: what stood there, and what it adds. A stage is told by its name. */
export const Reason = z.strictObject({ feature: z.string(), value: z.string(), logit: z.number() });
export type Reason = z.infer<typeof Reason>;

export const ScoreView = z.strictObject({
  target: Target,
  subjectId: Id,
  probability: z.number(),
  /** Four of five times the share among such cases lies within. */
  low: z.number(),
  high: z.number(),
  /** The strongest first, at most five. */
  reasons: z.array(Reason),
  /** So many cases it was learned from. */
  cases: z.number().int(),
  /** `learned` from this workspace's own past, or a `rule` of thumb while there is too little of it. */
  basis: z.enum(['learned', 'rule']),
  modelId: Id.nullable(),
  computedAt: Instant,
});
export type ScoreView = z.infer<typeof ScoreView>;

/** Why there is no score. */
export const NoScore = z.enum([
  /** The person has objected to profiling. */
  'objected',
  /** Too little has ended so far to learn from, and no rule would tell one from the other. */
  'too_little',
  /** What we know tells no more than the rate of all. */
  'no_better',
  /** An owner has yet to approve what was learned. */
  'not_approved',
  /** It is being worked out. */
  'not_yet',
  /** It has ended, has no number or is a customer already: there is nothing to ask. */
  'not_asked',
]);
export type NoScore = z.infer<typeof NoScore>;

export const Verdict = z.enum(['useful', 'weak', 'no better than the base rate']);

export const Group = z.strictObject({
  by: z.enum(['region', 'kind', 'source']),
  group: z.string(),
  rows: z.number().int(),
  /** Mean of what was said of them by what had not seen them. */
  said: z.number(),
  /** The share it happened to. */
  happened: z.number(),
});
export type Group = z.infer<typeof Group>;

export const CalibrationBin = z.strictObject({
  rows: z.number().int(),
  said: z.number(),
  happened: z.number(),
  upTo: z.number(),
});

export const Card = z.strictObject({
  used: z.array(z.string()),
  ignored: z.array(z.strictObject({ column: z.string(), why: z.string() })),
  suspectedLeaks: z.array(z.strictObject({ column: z.string(), why: z.string(), auc: z.number() })),
  barred: z.array(z.string()),
  validation: z.strictObject({ auc: z.number(), logLoss: z.number(), brier: z.number(), ece: z.number() }).nullable(),
  warnings: z.array(z.string()),
  calibration: z.array(CalibrationBin),
  groups: z.array(Group),
  seed: z.number().int(),
  engine: z.string(),
  /** People who have objected to profiling, and whose cases were left out. */
  objectors: z.number().int(),
  /** The hour for which a person is said to answer. */
  slot: z.strictObject({ weekday: z.number().int(), hour: z.number().int() }).nullable(),
  /** Both on cases that neither had seen; null: the first of its kind, or too few of them. */
  against: z.strictObject({ rows: z.number().int(), logLoss: z.number(), before: z.number() }).nullable(),
});
export type Card = z.infer<typeof Card>;
