import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';
import {
  Cents,
  closingOverdue,
  closingUndated,
  CurrencyCode,
  DealSort,
  DealState,
  Probability,
  Sum,
} from './shapes.ts';

const Named = z.strictObject({ id: Id, name: z.string() });

/** What a card and a row of a list show. */
export const DealItem = z.strictObject({
  id: Id,
  title: z.string(),
  contact: Named.nullable(),
  company: Named.nullable(),
  pipelineId: Id,
  stageId: Id,
  stageSince: Instant,
  /** Days in this stage, as people count them; for an ended deal, until it ended. */
  daysInStage: z.number().int(),
  /** Open, and longer in its stage than the stage allows. */
  stale: z.boolean(),
  probability: Probability,
  valueCents: z.number().int(),
  /** Value times probability. */
  weightedCents: z.number().int(),
  currency: z.string(),
  closeOn: Day.nullable(),
  /** Open, and the day it was to close has passed. */
  overdue: z.boolean(),
  ownerId: Id.nullable(),
  state: DealState,
  endedAt: Instant.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type DealItem = z.infer<typeof DealItem>;

export const DealView = DealItem.extend({
  source: z.string().nullable(),
  note: z.string().nullable(),
  externalId: z.string().nullable(),
  endedBy: Id.nullable(),
  lossReason: Named.nullable(),
  lossNote: z.string().nullable(),
  importId: Id.nullable(),
  updatedAt: Instant,
});
export type DealView = z.infer<typeof DealView>;

export const DealFilter = z.strictObject({
  pipelineId: Id.optional(),
  stageId: Id.optional(),
  ownerId: z.union([Id, z.literal('none')]).optional(),
  state: z.union([DealState, z.literal('all')]).default('open'),
  contactId: Id.optional(),
  companyId: Id.optional(),
  /** A month (2026-11), `overdue` or `undated`. */
  closing: z
    .union([z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/), z.literal(closingOverdue), z.literal(closingUndated)])
    .optional(),
  /** Only deals that are longer in their stage than it allows. */
  stale: z.stringbool().default(false),
  importId: Id.optional(),
});
export type DealFilter = z.infer<typeof DealFilter>;

export const listDeals = defineOperation({
  name: 'deals.list',
  method: 'GET',
  path: '/deals',
  summary: 'Deals, filtered and sorted, page by page',
  permission: 'deals.read',
  query: DealFilter.extend({ sort: DealSort.default('-createdAt'), ...PageQuery }),
  output: Page(DealItem),
  refusals: ['cursor_invalid'],
});

export const searchDeals = defineOperation({
  name: 'deals.search',
  method: 'GET',
  path: '/search/deals',
  summary: 'Deals while typing: by the words of their title, or by the name of the person or company; open ones first',
  permission: 'deals.read',
  query: z.strictObject({ q: Line(200), limit: z.coerce.number().int().min(1).max(20).default(8) }),
  output: z.strictObject({ items: z.array(DealItem) }),
});

export const BoardColumn = z.strictObject({
  stageId: Id,
  /** One for each currency, the workspace's first; always at least that one. */
  sums: z.array(Sum).min(1),
  stale: z.number().int(),
  cards: z.array(DealItem),
  /** Goes on in deals.list with this stage and sort=-stageSince. */
  next: z.string().nullable(),
});
export type BoardColumn = z.infer<typeof BoardColumn>;

export const getBoard = defineOperation({
  name: 'deals.board',
  method: 'GET',
  path: '/pipelines/:pipelineId/board',
  summary: 'The open deals of a pipeline in columns: count, sum and weighted sum of each stage, and its latest cards',
  permission: 'deals.read',
  params: z.strictObject({ pipelineId: Id }),
  query: z.strictObject({
    ownerId: DealFilter.shape.ownerId,
    cards: z.coerce.number().int().min(1).max(200).default(30),
  }),
  output: z.strictObject({ pipelineId: Id, columns: z.array(BoardColumn) }),
});

const params = z.strictObject({ dealId: Id });

export const getDeal = defineOperation({
  name: 'deals.get',
  method: 'GET',
  path: '/deals/:dealId',
  summary: 'One deal',
  permission: 'deals.read',
  params,
  output: DealView,
});

const fields = {
  title: Line(200),
  contactId: Id.nullable(),
  companyId: Id.nullable(),
  valueCents: Cents,
  currency: CurrencyCode,
  closeOn: Day.nullable(),
  ownerId: Id.nullable(),
  source: Line(160).nullable(),
  note: Text(10_000).nullable(),
};

/** A contact, company or stage that is not there (or not to be seen) is 404, as in an address. Without `stageId`: the first stage of the pipeline; without both: of the first pipeline. Without `ownerId`: who creates it. */
export const CreateDeal = z
  .strictObject({ ...fields, externalId: Line(200).nullable(), pipelineId: Id, stageId: Id })
  .partial()
  .extend({ title: Line(200) });
export type CreateDeal = z.infer<typeof CreateDeal>;

const writeRefusals = ['owner_unknown', 'owner_out_of_sight'];

export const createDeal = defineOperation({
  name: 'deals.create',
  method: 'POST',
  path: '/deals',
  summary: 'Add a deal',
  permission: 'deals.write',
  body: CreateDeal,
  output: DealView,
  refusals: ['stage_archived', ...writeRefusals],
});

/** Only what is given is changed; null empties a field. */
export const ChangeDeal = z.strictObject(fields).partial();
export type ChangeDeal = z.infer<typeof ChangeDeal>;

export const changeDeal = defineOperation({
  name: 'deals.change',
  method: 'PATCH',
  path: '/deals/:dealId',
  summary: 'Change a deal',
  permission: 'deals.write',
  params,
  body: ChangeDeal,
  output: DealView,
  refusals: ['stale', ...writeRefusals],
});

/** A stage of any pipeline. */
export const MoveDeal = z.strictObject({ stageId: Id });
export type MoveDeal = z.infer<typeof MoveDeal>;

export const moveDeal = defineOperation({
  name: 'deals.moveStage',
  method: 'POST',
  path: '/deals/:dealId/moves',
  summary: 'Move an open deal to another stage, also of another pipeline',
  permission: 'deals.write',
  params,
  body: MoveDeal,
  output: DealView,
  refusals: ['stale', 'deal_not_open', 'stage_archived'],
});

export const StageMoveView = z.strictObject({
  id: Id,
  from: Named.nullable(),
  to: Named,
  /** Days it had been in `from`. */
  afterDays: z.number().int().nullable(),
  movedBy: Id.nullable(),
  movedAt: Instant,
});
export type StageMoveView = z.infer<typeof StageMoveView>;

export const dealMoves = defineOperation({
  name: 'deals.moves',
  method: 'GET',
  path: '/deals/:dealId/moves',
  summary: 'The way of a deal through the stages, latest first',
  permission: 'deals.read',
  params,
  output: z.strictObject({ items: z.array(StageMoveView) }),
});

/** With `valueCents`: what it was sold for in the end. */
export const WinDeal = z.strictObject({ valueCents: Cents.optional() });
export type WinDeal = z.infer<typeof WinDeal>;

export const winDeal = defineOperation({
  name: 'deals.win',
  method: 'POST',
  path: '/deals/:dealId/win',
  summary: 'The deal is won',
  permission: 'deals.write',
  params,
  body: WinDeal,
  output: DealView,
  refusals: ['stale', 'deal_not_open'],
});

/** The reason may not be missing; it is optional here so that its absence gets an answer in words. */
export const LoseDeal = z.strictObject({ lossReasonId: Id.optional(), note: Text(2000).nullable().optional() });
export type LoseDeal = z.infer<typeof LoseDeal>;

export const loseDeal = defineOperation({
  name: 'deals.lose',
  method: 'POST',
  path: '/deals/:dealId/loss',
  summary: 'The deal is lost, and why',
  permission: 'deals.write',
  params,
  body: LoseDeal,
  output: DealView,
  refusals: ['stale', 'deal_not_open', 'loss_reason_required', 'loss_reason_unknown'],
});

export const reopenDeal = defineOperation({
  name: 'deals.reopen',
  method: 'POST',
  path: '/deals/:dealId/reopening',
  summary: 'Open a won or lost deal again, in its stage or in another one',
  permission: 'deals.write',
  params,
  body: MoveDeal.partial(),
  output: DealView,
  status: 200,
  refusals: ['stale', 'deal_open', 'stage_archived'],
});

export const removeDeal = defineOperation({
  name: 'deals.remove',
  method: 'DELETE',
  path: '/deals/:dealId',
  summary: 'Remove a deal; it can be brought back',
  permission: 'deals.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['stale'],
});

export const restoreDeal = defineOperation({
  name: 'deals.restore',
  method: 'POST',
  path: '/deals/:dealId/restoration',
  summary: 'Bring a removed deal back',
  permission: 'deals.write',
  params,
  output: DealView,
  status: 200,
});

/** Give a contact or a company, not both. A company's deals include those of its people that name the company. */
export const dealSummary = defineOperation({
  name: 'deals.summary',
  method: 'GET',
  path: '/deal-summary',
  summary: 'The deals of a contact or a company: what is open, what was won and lost',
  permission: 'deals.read',
  query: z
    .strictObject({ contactId: Id.optional(), companyId: Id.optional() })
    .refine((query) => (query.contactId === undefined) !== (query.companyId === undefined), 'contactId or companyId'),
  output: z.strictObject({
    open: z.array(Sum).min(1),
    won: z.array(Sum).min(1),
    lost: z.number().int(),
    /** Open ones first, then the latest; at most twenty. */
    items: z.array(DealItem),
  }),
});
