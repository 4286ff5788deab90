import { z } from 'zod';
import { defineOperation, Id, Instant, Text } from '#platform/operation';
import { Card, NoScore, ScoreView, Target, Verdict } from './contract/shapes.ts';

export { CareView, CareWay, ChangeCare, changeCare, endCare, getCare, getCareEffect } from './care/contract.ts';
export {
  changeClassPolicy,
  ClassPolicy,
  ClassRun,
  ClassSum,
  ClassSummary,
  computeClasses,
  confirmClass,
  CustomerClass,
  CustomerPoint,
  CustomerView,
  getClassPolicy,
  getClassSummary,
  getCustomerOf,
  listClasses,
  listCustomerPoints,
  listCustomers,
  listDueCustomers,
  releaseClass,
  SetClass,
  setClass,
} from './classes/contract.ts';
export {
  ChangeExpense,
  changeExpense,
  CreateExpense,
  createExpense,
  ExpenseKind,
  ExpenseView,
  listExpenses,
  removeExpense,
  restoreExpense,
} from './expenses/contract.ts';
export * from './contract/shapes.ts';

export const listScores = defineOperation({
  name: 'scoring.list',
  method: 'GET',
  path: '/scores',
  summary: 'The scores of up to two hundred deals or contacts; those without one are not among them',
  permission: 'scoring.read',
  query: z.strictObject({
    target: Target,
    /** Ids, separated by commas. */
    ids: z
      .string()
      .max(8_000)
      .transform((ids) => ids.split(',').filter(Boolean))
      .pipe(z.array(Id).max(200)),
  }),
  /** `none`: why the others have none, where it is for all of them that nothing is said yet. */
  output: z.strictObject({ items: z.array(ScoreView), none: NoScore.nullable() }),
});

export const SubjectScore = z.strictObject({ score: ScoreView.nullable(), none: NoScore.nullable() });
export type SubjectScore = z.infer<typeof SubjectScore>;

export const getDealScore = defineOperation({
  name: 'scoring.ofDeal',
  method: 'GET',
  path: '/deals/:dealId/score',
  summary: 'How likely a deal is to be won, with range and reasons, or why nothing is said',
  permission: 'scoring.read',
  params: z.strictObject({ dealId: Id }),
  output: SubjectScore,
});

export const Objection = z.strictObject({
  id: Id,
  objectedAt: Instant,
  way: z.enum(['phone', 'mail', 'letter', 'personally', 'other']),
  note: z.string().nullable(),
  recordedBy: Id.nullable(),
  recordedAt: Instant,
});
export type Objection = z.infer<typeof Objection>;

export const ContactScores = z.strictObject({
  lead: SubjectScore,
  reach: SubjectScore,
  /** Standing objection to profiling (Art. 21 GDPR). */
  objection: Objection.nullable(),
});
export type ContactScores = z.infer<typeof ContactScores>;

const contactParams = z.strictObject({ contactId: Id });

export const getContactScores = defineOperation({
  name: 'scoring.ofContact',
  method: 'GET',
  path: '/contacts/:contactId/scores',
  summary:
    'How likely a lead becomes a won deal and a person answers, or why nothing is said; and whether they have objected',
  permission: 'scoring.read',
  params: contactParams,
  output: ContactScores,
});

export const recordProfilingObjection = defineOperation({
  name: 'scoring.object',
  method: 'POST',
  path: '/contacts/:contactId/profiling-objection',
  summary: 'Record that a person objects to profiling: their scores are deleted, and none is made any more',
  permission: 'scoring.write',
  params: contactParams,
  body: z.strictObject({
    objectedAt: Instant,
    way: Objection.shape.way,
    note: Text(2_000).optional(),
  }),
  output: Objection,
  refusals: ['in_the_future'],
});

export const withdrawProfilingObjection = defineOperation({
  name: 'scoring.withdrawObjection',
  method: 'DELETE',
  path: '/contacts/:contactId/profiling-objection',
  summary: 'The person has taken their objection to profiling back',
  permission: 'scoring.manage',
  params: contactParams,
  output: z.strictObject({}),
  refusals: ['not_objected'],
});

export const ModelView = z.strictObject({
  id: Id,
  target: Target,
  trainedAt: Instant,
  because: z.enum(['first', 'asked', 'outcomes', 'drift']),
  rows: z.number().int(),
  outcomes: z.number().int(),
  baseRate: z.number(),
  verdict: Verdict,
  card: Card,
  approvedAt: Instant.nullable(),
  approvedBy: Id.nullable(),
  /** In use now. */
  active: z.boolean(),
});
export type ModelView = z.infer<typeof ModelView>;

export const UseView = z.strictObject({
  id: Id,
  target: Target,
  modelId: Id,
  from: Instant,
  by: Id.nullable(),
  because: z.enum(['approved', 'retrained', 'rolled_back']),
  until: Instant.nullable(),
});

export const DriftView = z.strictObject({
  /** Ended while the model in use had said something of them, the latest 250. */
  outcomes: z.number().int(),
  said: z.number().nullable(),
  happened: z.number().nullable(),
  /** Distance of both in standard deviations. */
  z: z.number().nullable(),
  /** Population stability index of the scores, now against when it came into use. */
  psi: z.number().nullable(),
  alarm: z.boolean(),
});

export const TargetView = z.strictObject({
  target: Target,
  /** Ended cases to learn from, counted up to a few thousand. */
  ended: z.number().int(),
  endedSince: z.number().int(),
  training: z.strictObject({ askedAt: Instant, problem: z.string().nullable() }).nullable(),
  models: z.array(ModelView),
  uses: z.array(UseView),
  drift: DriftView.nullable(),
});
export type TargetView = z.infer<typeof TargetView>;

export const RunView = z.strictObject({
  subject: z.enum(['deal', 'contact']),
  startedAt: Instant,
  done: z.number().int(),
  total: z.number().int(),
  changed: z.number().int(),
  finishedAt: Instant.nullable(),
});

export const ModelsView = z.strictObject({
  targets: z.array(TargetView),
  runs: z.array(RunView),
  /** Features that no score may be made of, by the owner's word. */
  barred: z.array(z.string()),
  objectors: z.number().int(),
});
export type ModelsView = z.infer<typeof ModelsView>;

export const getModels = defineOperation({
  name: 'scoring.models',
  method: 'GET',
  path: '/score-models',
  summary: 'What was learned: model cards with history, drift, and how far the scoring in the background is',
  permission: 'scoring.read',
  output: ModelsView,
});

export const trainModel = defineOperation({
  name: 'scoring.train',
  method: 'POST',
  path: '/score-models/training',
  summary: 'Learn anew from what has ended so far, in the background',
  permission: 'scoring.manage',
  body: z.strictObject({ target: Target }),
  output: z.strictObject({}),
  status: 202,
});

const modelParams = z.strictObject({ modelId: Id });

export const approveModel = defineOperation({
  name: 'scoring.approve',
  method: 'POST',
  path: '/score-models/:modelId/approval',
  summary: 'Let a model score from now on; an earlier one, too, to go back to it',
  permission: 'scoring.owner',
  params: modelParams,
  body: z.strictObject({}),
  output: ModelView,
  status: 200,
  refusals: ['model_useless'],
});

export const barFeatures = defineOperation({
  name: 'scoring.bar',
  method: 'PUT',
  path: '/score-models/barred',
  summary: 'Say which features no score may be made of; what was learned with one of them ends at once',
  permission: 'scoring.owner',
  body: z.strictObject({ features: z.array(z.string().max(40)).max(60) }),
  output: z.strictObject({ features: z.array(z.string()) }),
  refusals: ['feature_unknown'],
});
