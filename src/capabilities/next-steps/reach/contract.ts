import { z } from 'zod';
import { Day, defineOperation, Id, Instant } from '#platform/operation';

/** ISO weekday and whole hours on the clock of the workspace. */
export const ReachWindow = z.strictObject({
  weekday: z.number().int().min(1).max(7),
  from: z.number().int(),
  to: z.number().int(),
});
export type ReachWindow = z.infer<typeof ReachWindow>;

/** How likely a call is answered, with the middle 80 % of what is believed of it. */
export const ReachChance = z.strictObject({
  chance: z.number(),
  low: z.number(),
  high: z.number(),
  /** Calls it was learned from, the team's among them. */
  cases: z.number().int(),
  /** Those made to this person. */
  own: z.number().int(),
});
export type ReachChance = z.infer<typeof ReachChance>;

/** `calls`: those of the group at these hours. */
export const BestTime = ReachChance.extend({ window: ReachWindow, calls: z.number().int() });
export type BestTime = z.infer<typeof BestTime>;

/** Expected value per hour of calling: P(reached) · P(won | reached) · value ÷ minutes · 60, with its parts. */
export const RowWorth = z.strictObject({
  centsPerHour: z.number().int(),
  reached: ReachChance,
  /** By a score, by the chance set for the stage, or by how many people bought whom the team reached for the first time. */
  win: z.strictObject({
    chance: z.number(),
    by: z.enum(['score', 'stage', 'team']),
    cases: z.number().int().nullable(),
  }),
  /** Of the deal, or what deals brought that were won. */
  value: z.strictObject({ cents: z.number().int(), by: z.enum(['deal', 'won']), cases: z.number().int().nullable() }),
  /** Of a call in vain, and of all calls and meetings with somebody who is reached, by their chances. */
  minutes: z.number(),
  /** People behind the minutes. */
  minutesFrom: z.number().int(),
});
export type RowWorth = z.infer<typeof RowWorth>;

export const RowReach = z.strictObject({
  best: BestTime.nullable(),
  worth: RowWorth.nullable(),
  /** While an experiment runs: in which order the row stands. */
  arm: z.enum(['expected', 'random']).nullable(),
});
export type RowReach = z.infer<typeof RowReach>;

export const TodayOrder = z.strictObject({
  /** What comes first among people with the same reason to be called. */
  by: z.enum(['worth', 'time']),
  /** Why it is not by worth. */
  because: z.enum(['few_calls', 'no_effort', 'no_values']).nullable(),
  calls: z.number().int(),
  enough: z.number().int(),
  experiment: z.boolean(),
});

export const ContactReach = z.strictObject({
  /** Outgoing calls of the last year that were learned from. */
  calls: z.number().int(),
  /** From so many on something is said. */
  enough: z.number().int(),
  /** The share that was answered, of all calls of the team. */
  overall: z.number().nullable(),
  /** If it were called in this hour. */
  now: ReachChance.nullable(),
  /** Only where it is known to be better than all calls together. */
  best: BestTime.nullable(),
  /** Who of us this person answered most, where it is known to be more than others. */
  by: z.strictObject({ userId: Id, tries: z.number().int(), answered: z.number().int() }).nullable(),
  /** They have objected to profiling: nothing of their own calls is in what is said. */
  objects: z.boolean(),
  /** Calls in vain since the last that was answered. */
  misses: z.number().int(),
  advice: z.strictObject({
    /** Call now; call at another time; write; plan a meeting; or leave them in peace. */
    do: z.enum(['call', 'call_at', 'mail', 'meeting', 'rest']),
    because: z.enum([
      'allowed_now',
      'good_now',
      'better_then',
      'opens_then',
      'not_answering',
      'phone_refused',
      'no_number',
      'spoken_often',
      'meeting_ahead',
      'too_often',
      'no_way',
    ]),
    at: Instant.nullable(),
  }),
});
export type ContactReach = z.infer<typeof ContactReach>;

export const getContactReach = defineOperation({
  name: 'next-steps.contactReach',
  method: 'GET',
  path: '/contacts/:contactId/reach',
  summary: 'When, over which channel and by whom a person is reached best, and what to do next, through the gate',
  permission: 'next-steps.read',
  params: z.strictObject({ contactId: Id }),
  output: ContactReach,
});

export const noteTouch = defineOperation({
  name: 'next-steps.noteTouch',
  method: 'POST',
  path: '/today/touches',
  summary: 'Note that a call was made from Heute, for an experiment that runs; once for each call',
  permission: 'next-steps.write',
  body: z.strictObject({ callId: Id }),
  status: 204,
  output: z.null(),
});

const Share = z.strictObject({
  tries: z.number().int(),
  hits: z.number().int(),
  rate: z.number(),
  /** 95 %, Wilson. */
  low: z.number(),
  high: z.number(),
});
const Difference = z.strictObject({
  difference: z.number(),
  /** 95 %, Newcombe. */
  low: z.number(),
  high: z.number(),
  /** Nothing is not within the interval. */
  shown: z.boolean(),
  /** Calls in the smaller arm in all, for a difference as now to be shown four times in five; null: there is none, or it is shown. */
  needed: z.number().int().nullable(),
});

export const OrderExperimentView = z.strictObject({
  /** The one that runs, or else the last. */
  id: Id.nullable(),
  startedAt: Instant.nullable(),
  startedBy: Id.nullable(),
  endedAt: Instant.nullable(),
  /** In each order: calls from Heute whose end is known, those that were answered, and people who bought afterwards. */
  arms: z.array(z.strictObject({ arm: z.enum(['expected', 'random']), reached: Share, won: Share })),
  /** Expected minus random; null while one arm has no call. */
  reached: Difference.nullable(),
  won: Difference.nullable(),
});
export type OrderExperimentView = z.infer<typeof OrderExperimentView>;

export const getOrderExperiment = defineOperation({
  name: 'next-steps.orderExperiment',
  method: 'GET',
  path: '/today/experiment',
  summary: 'Whether the order of Heute does any good: reached and won in that order and in an order of chance',
  permission: 'next-steps.read',
  output: OrderExperimentView,
});

export const startOrderExperiment = defineOperation({
  name: 'next-steps.startOrderExperiment',
  method: 'POST',
  path: '/today/experiment',
  summary:
    'Put a tenth of the people in Heute into an order of chance from now on; where that is so already it stays so',
  permission: 'next-steps.owner',
  status: 200,
  output: OrderExperimentView,
});

export const endOrderExperiment = defineOperation({
  name: 'next-steps.endOrderExperiment',
  method: 'POST',
  path: '/today/experiment/ending',
  summary: 'End the experiment; its figures stay',
  permission: 'next-steps.owner',
  status: 200,
  output: OrderExperimentView,
});

const Cell = z.strictObject({
  weekday: z.number().int(),
  hour: z.number().int(),
  tries: z.number().int(),
  answered: z.number().int(),
  /** As believed: drawn towards what the hour, the day and the group lead to expect, the fewer calls the more. */
  rate: z.number(),
  low: z.number(),
  high: z.number(),
});

export const ReachGroup = z.strictObject({
  group: z.enum(['team', 'private', 'business']),
  tries: z.number().int(),
  answered: z.number().int(),
  overall: z.number(),
  /** Only where it is known to be better than all calls together. */
  best: BestTime.nullable(),
  /** Hours in which calls are allowed or were made. */
  cells: z.array(Cell),
});
export type ReachGroup = z.infer<typeof ReachGroup>;

export const ReachView = z.strictObject({
  learnedAt: Instant.nullable(),
  from: Day.nullable(),
  to: Day.nullable(),
  calls: z.number().int(),
  enough: z.number().int(),
  groups: z.array(ReachGroup),
  /** Whoever sees only their own records sees themselves. */
  users: z.array(
    z.strictObject({
      userId: Id,
      tries: z.number().int(),
      answered: z.number().int(),
      rate: z.number(),
      low: z.number(),
      high: z.number(),
      best: BestTime.nullable(),
    }),
  ),
});
export type ReachView = z.infer<typeof ReachView>;

export const getReach = defineOperation({
  name: 'next-steps.reach',
  method: 'GET',
  path: '/reach',
  summary:
    'When people answer the telephone: by hour of the week, for private and business people, and by who of us calls',
  permission: 'next-steps.read',
  output: ReachView,
});
