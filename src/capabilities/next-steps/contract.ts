import { z } from 'zod';
import { CallView, DispositionMeaning, PhoneNumber, StepKind } from '#calls/contract';
import { MayContactAnswer, Purpose, PermitRequest } from '#consent/contract';
import { RowReach, TodayOrder } from './reach/contract.ts';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';

export { StepKind } from '#calls/contract';
export * from './reach/contract.ts';

/** A time of day in the workspace's time zone. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const NextStepView = z.strictObject({
  id: Id,
  kind: StepKind,
  title: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  dealId: Id.nullable(),
  dealTitle: z.string().nullable(),
  ownerId: Id,
  dueOn: Day,
  /** Set when a time was agreed. */
  dueTime: TimeOfDay.nullable(),
  dueAt: Instant.nullable(),
  /** The customer was told. */
  promised: z.boolean(),
  note: z.string().nullable(),
  doneAt: Instant.nullable(),
  doneBy: Id.nullable(),
  droppedAt: Instant.nullable(),
  createdBy: Id.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type NextStepView = z.infer<typeof NextStepView>;

const params = z.strictObject({ nextStepId: Id });

export const listNextSteps = defineOperation({
  name: 'next-steps.list',
  method: 'GET',
  path: '/next-steps',
  summary: 'Next steps by due day; of a contact, a company, a deal or an owner',
  permission: 'next-steps.read',
  query: z.strictObject({
    ...PageQuery,
    contactId: Id.optional(),
    companyId: Id.optional(),
    dealId: Id.optional(),
    ownerId: Id.optional(),
    state: z.enum(['open', 'closed', 'all']).default('open'),
    dueFrom: Day.optional(),
    dueTo: Day.optional(),
  }),
  output: Page(NextStepView),
});

export const getNextStep = defineOperation({
  name: 'next-steps.get',
  method: 'GET',
  path: '/next-steps/:nextStepId',
  summary: 'One next step',
  permission: 'next-steps.read',
  params,
  output: NextStepView,
});

const promise = {
  kind: StepKind,
  title: Line(200),
  dueOn: Day,
  dueTime: TimeOfDay.nullable().default(null),
  promised: z.boolean().default(false),
  note: Text(5_000).nullable().default(null),
  /** Left out: the person who asks. */
  ownerId: Id.optional(),
};

export const CreateNextStep = z
  .strictObject({ ...promise, contactId: Id.optional(), companyId: Id.optional(), dealId: Id.optional() })
  .refine((step) => step.contactId ?? step.companyId ?? step.dealId, {
    error: 'contactId, companyId or dealId is needed',
  });
export type CreateNextStep = z.infer<typeof CreateNextStep>;

export const createNextStep = defineOperation({
  name: 'next-steps.create',
  method: 'POST',
  path: '/next-steps',
  summary: 'Promise or plan something, with an owner and a due day',
  permission: 'next-steps.write',
  body: CreateNextStep,
  output: NextStepView,
  refusals: ['owner_unknown'],
});

/** A new due day moves it; a new day alone keeps the time of day. */
export const ChangeNextStep = z.strictObject({
  kind: StepKind.optional(),
  title: Line(200).optional(),
  dueOn: Day.optional(),
  dueTime: TimeOfDay.nullable().optional(),
  promised: z.boolean().optional(),
  note: Text(5_000).nullable().optional(),
  ownerId: Id.optional(),
});
export type ChangeNextStep = z.infer<typeof ChangeNextStep>;

export const changeNextStep = defineOperation({
  name: 'next-steps.change',
  method: 'PATCH',
  path: '/next-steps/:nextStepId',
  summary: 'Change or move a next step',
  permission: 'next-steps.write',
  params,
  body: ChangeNextStep,
  output: NextStepView,
  refusals: ['stale', 'step_closed', 'owner_unknown'],
});

export const completeNextStep = defineOperation({
  name: 'next-steps.complete',
  method: 'POST',
  path: '/next-steps/:nextStepId/completion',
  summary: 'Mark a next step as done',
  permission: 'next-steps.write',
  params,
  output: NextStepView,
  status: 200,
  refusals: ['stale', 'step_closed'],
});

export const dropNextStep = defineOperation({
  name: 'next-steps.drop',
  method: 'POST',
  path: '/next-steps/:nextStepId/drop',
  summary: 'Let a next step go undone',
  permission: 'next-steps.write',
  params,
  output: NextStepView,
  status: 200,
  refusals: ['stale', 'step_closed'],
});

export const reopenNextStep = defineOperation({
  name: 'next-steps.reopen',
  method: 'POST',
  path: '/next-steps/:nextStepId/reopening',
  summary: 'Open a done or dropped next step again',
  permission: 'next-steps.write',
  params,
  output: NextStepView,
  status: 200,
  refusals: ['stale', 'step_open'],
});

/** What was called: one started through `calls.start`, or one that took place elsewhere and is logged now. */
export const OutcomeCall = z.union([
  z.strictObject({ callId: Id }),
  z.strictObject({
    contactId: Id,
    direction: z.literal('inbound'),
    startedAt: Instant,
    number: PhoneNumber.optional(),
  }),
  z.strictObject({
    contactId: Id,
    direction: z.literal('outbound'),
    startedAt: Instant,
    number: PhoneNumber.optional(),
    purpose: Purpose.default('advertising'),
    request: PermitRequest.optional(),
  }),
]);

export const LogOutcome = z.strictObject({
  call: OutcomeCall,
  dispositionId: Id,
  note: Text(20_000).optional(),
  durationSeconds: z.number().int().min(0).max(86_400).optional(),
  dealId: Id.optional(),
  /** The step this call came from; it is done by it. */
  closesStepId: Id.optional(),
  nextStep: z.strictObject(promise).optional(),
  /** The deal moves on. */
  move: z.strictObject({ dealId: Id, stageId: Id }).optional(),
});
export type LogOutcome = z.infer<typeof LogOutcome>;

export const OutcomeView = z.strictObject({
  call: CallView,
  closedStep: NextStepView.nullable(),
  nextStep: NextStepView.nullable(),
  /** Where the deal stood before, for taking the move back. */
  moved: z.strictObject({ dealId: Id, fromStageId: Id, toStageId: Id }).nullable(),
});
export type OutcomeView = z.infer<typeof OutcomeView>;

export const logOutcome = defineOperation({
  name: 'next-steps.logOutcome',
  method: 'POST',
  path: '/outcomes',
  summary: 'At once: say how a call ended, close the step it came from, set the next one, move the deal',
  permission: 'next-steps.write',
  body: LogOutcome,
  output: OutcomeView,
  refusals: [
    'contact_not_allowed',
    'no_number',
    'number_not_theirs',
    'number_wrong',
    'in_the_future',
    'disposition_archived',
    'deal_of_another',
    'call_finished',
    'step_closed',
    'owner_unknown',
  ],
});

export const undoOutcome = defineOperation({
  name: 'next-steps.undoOutcome',
  method: 'POST',
  path: '/outcomes/:callId/undoing',
  summary: 'Take an outcome back: the call is open again, its step too, the new step is gone',
  permission: 'next-steps.write',
  params: z.strictObject({ callId: Id }),
  body: z.strictObject({ move: z.strictObject({ dealId: Id, stageId: Id }).optional() }),
  output: CallView,
  status: 200,
  refusals: ['objection_stands', 'call_unfinished'],
});

/** Why a row is in Heute, strongest first. */
export const TodayReason = z.enum([
  'call_unfinished',
  'callback_due',
  'promise_overdue',
  'meeting_today',
  'promise_today',
  'step_overdue',
  'step_today',
  'new_lead',
  'deal_stuck',
  'deal_without_step',
]);
export type TodayReason = z.infer<typeof TodayReason>;

/** What the sentence on the screen needs beside the code. */
export const TodayFacts = z.strictObject({
  code: TodayReason,
  dueOn: Day.optional(),
  dueAt: Instant.optional(),
  /** Whole days over the due day, or beyond the age of the stage. */
  days: z.number().int().optional(),
  stepTitle: z.string().optional(),
  stageName: z.string().optional(),
  dealTitle: z.string().optional(),
  since: Instant.optional(),
});
export type TodayFacts = z.infer<typeof TodayFacts>;

export const LastWords = z.strictObject({
  at: Instant,
  userId: Id,
  disposition: z.strictObject({ name: z.string(), meaning: DispositionMeaning }).nullable(),
  note: z.string().nullable(),
});

export type LastWords = z.infer<typeof LastWords>;

export const TodayRow = z.strictObject({
  /** Stable for one contact (or for a step or deal without one). */
  key: z.string(),
  reason: TodayFacts,
  others: z.array(TodayFacts),
  contact: z
    .strictObject({
      id: Id,
      name: z.string(),
      kind: z.enum(['private', 'business']),
      companyName: z.string().nullable(),
      city: z.string().nullable(),
      phone: z.string().nullable(),
      ownerId: Id.nullable(),
    })
    .nullable(),
  company: z.strictObject({ id: Id, name: z.string() }).nullable(),
  /** May we call now? Null: there is no number, or nobody to call. */
  phone: MayContactAnswer.nullable(),
  /** What the call would be about: a promised call-back is a requested call. */
  purpose: Purpose,
  request: PermitRequest.nullable(),
  step: NextStepView.nullable(),
  /** The step is about somebody who called from this number and is nobody we know: only once they are a person, the gate can allow a call. */
  unknownNumber: z.string().nullable(),
  deal: z
    .strictObject({
      id: Id,
      title: z.string(),
      valueCents: z.number().int(),
      currency: z.string(),
      pipelineId: Id,
      stageId: Id,
      stageName: z.string(),
      stageSince: Instant,
    })
    .nullable(),
  /** The call that has no disposition yet. */
  openCall: z.strictObject({ id: Id, startedAt: Instant, number: z.string().nullable() }).nullable(),
  lastWords: LastWords.nullable(),
  /** When they are reached best and what a call is expected to bring; null where nothing is known. */
  reach: RowReach.nullable(),
});
export type TodayRow = z.infer<typeof TodayRow>;

export const TodayView = z.strictObject({
  on: Day,
  items: z.array(TodayRow),
  counts: z.strictObject({
    open: z.number().int(),
    doneToday: z.number().int(),
    callsToday: z.number().int(),
    /** New contacts whom nobody may call yet; `more`: at least so many. */
    notCallable: z.strictObject({ count: z.number().int(), more: z.boolean() }),
  }),
  /** There is more for one of the reasons than one day's list takes. */
  more: z.boolean(),
  order: TodayOrder,
});
export type TodayView = z.infer<typeof TodayView>;

export const getToday = defineOperation({
  name: 'next-steps.today',
  method: 'GET',
  path: '/today',
  summary: 'The work list of the person who asks: whom next, why, and whether the phone is allowed now',
  permission: 'next-steps.read',
  output: TodayView,
});
