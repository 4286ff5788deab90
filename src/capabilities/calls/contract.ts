import { z } from 'zod';
import { PermitRequest, Purpose } from '#consent/contract';
import { Click } from '#telephony/contract';
import { defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';

export * from './contract/board.ts';
export * from './contract/dialer.ts';
export * from './contract/line-calls.ts';
export * from './contract/own-talk.ts';

export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof Direction>;

/** What a disposition means to the machine, whatever a team calls it. */
export const DispositionMeaning = z.enum([
  'connected',
  'no_answer',
  'busy',
  'voicemail',
  'callback',
  'appointment',
  'refused',
  'wrong_number',
  'objected',
]);
export type DispositionMeaning = z.infer<typeof DispositionMeaning>;

export const StepKind = z.enum(['call', 'meeting', 'message', 'task']);
export type StepKind = z.infer<typeof StepKind>;

/** The next step a disposition suggests; 0 days: still today. */
export const SuggestedStep = z.strictObject({ kind: StepKind, afterDays: z.number().int().min(0).max(365) });
export type SuggestedStep = z.infer<typeof SuggestedStep>;

export const DispositionView = z.strictObject({
  id: Id,
  name: z.string(),
  meaning: DispositionMeaning,
  next: SuggestedStep.nullable(),
  /** From 1; also the number key in Heute. */
  position: z.number().int(),
  archivedAt: Instant.nullable(),
  version: z.number().int(),
});
export type DispositionView = z.infer<typeof DispositionView>;

const dispositionParams = z.strictObject({ dispositionId: Id });

export const listDispositions = defineOperation({
  name: 'calls.listDispositions',
  method: 'GET',
  path: '/dispositions',
  summary: 'How a call can end, in the order of the number keys',
  permission: 'calls.read',
  query: z.strictObject({ archived: z.stringbool().default(false) }),
  output: z.strictObject({ items: z.array(DispositionView) }),
});

export const AddDisposition = z.strictObject({
  name: Line(60),
  meaning: DispositionMeaning,
  next: SuggestedStep.nullable().default(null),
});
export type AddDisposition = z.infer<typeof AddDisposition>;
export const addDisposition = defineOperation({
  name: 'calls.addDisposition',
  method: 'POST',
  path: '/dispositions',
  summary: 'Add a way a call can end',
  permission: 'calls.manage',
  body: AddDisposition,
  output: DispositionView,
  refusals: ['disposition_exists'],
});

/** The meaning stands: calls already logged were counted by it. */
export const ChangeDisposition = z.strictObject({
  name: Line(60).optional(),
  next: SuggestedStep.nullable().optional(),
  archived: z.boolean().optional(),
});
export type ChangeDisposition = z.infer<typeof ChangeDisposition>;
export const changeDisposition = defineOperation({
  name: 'calls.changeDisposition',
  method: 'PATCH',
  path: '/dispositions/:dispositionId',
  summary: 'Rename a disposition, change what it suggests, archive it or bring it back',
  permission: 'calls.manage',
  params: dispositionParams,
  body: ChangeDisposition,
  output: DispositionView,
  refusals: ['stale', 'disposition_exists', 'last_objection'],
});

export const orderDispositions = defineOperation({
  name: 'calls.orderDispositions',
  method: 'PUT',
  path: '/dispositions/order',
  summary: 'Put the dispositions into another order',
  permission: 'calls.manage',
  body: z.strictObject({ ids: z.array(Id).min(1).max(100) }),
  output: z.strictObject({ items: z.array(DispositionView) }),
  refusals: ['order_incomplete'],
});

/** Which answer of the gate allowed an outgoing call; kept with the call as its evidence. */
export const Permit = z.strictObject({
  /** Calls from before permits had a ledger of their own have none. */
  id: Id.optional(),
  purpose: Purpose,
  basis: z.string(),
  norm: z.string(),
  ruleVersion: z.string(),
  /** The entry of the consent ledger it rests on. */
  entryId: Id.nullable(),
  /** For a requested call: when the person asked, and about what. */
  request: PermitRequest.optional(),
  at: Instant,
});
export type Permit = z.infer<typeof Permit>;

export const CallView = z.strictObject({
  id: Id,
  contactId: Id,
  contactName: z.string(),
  dealId: Id.nullable(),
  userId: Id,
  direction: Direction,
  /** E.164; null when an incoming call showed none. */
  number: z.string().nullable(),
  permit: Permit.nullable(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  durationSeconds: z.number().int().nullable(),
  /** Null while nobody has said how it ended. */
  disposition: DispositionView.pick({ id: true, name: true, meaning: true }).nullable(),
  /** How it ended by the line's own word, as long as nobody has said. */
  meant: DispositionMeaning.nullable(),
  note: z.string().nullable(),
  removedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type CallView = z.infer<typeof CallView>;

const callParams = z.strictObject({ callId: Id });

export const listCalls = defineOperation({
  name: 'calls.list',
  method: 'GET',
  path: '/calls',
  summary: 'Calls, newest first',
  permission: 'calls.read',
  query: z.strictObject({
    ...PageQuery,
    contactId: Id.optional(),
    dealId: Id.optional(),
    userId: Id.optional(),
    direction: Direction.optional(),
    dispositionId: Id.optional(),
    /** Only calls of which nobody has said how they ended, or only the others. */
    unfinished: z.stringbool().optional(),
    from: Instant.optional(),
    to: Instant.optional(),
  }),
  output: Page(CallView),
});

export const getCall = defineOperation({
  name: 'calls.get',
  method: 'GET',
  path: '/calls/:callId',
  summary: 'One call',
  permission: 'calls.read',
  params: callParams,
  output: CallView,
});

/** E.164, as contacts keep it. */
export const PhoneNumber = z.string().regex(/^\+[1-9]\d{5,14}$/);

const whom = {
  contactId: Id,
  dealId: Id.optional(),
  /** One of the contact's or the company's numbers; left out: the main one. */
  number: PhoneNumber.optional(),
  purpose: Purpose.default('advertising'),
  request: PermitRequest.optional(),
};

export const StartCall = z.strictObject({
  ...whom,
  /** From a dialer: only if the person is still held for this user. Whose page slept may have lost them to a colleague, who has rung and let them go since. */
  held: z.literal(true).optional(),
  /** Order it as well, as calls.dial does, on a line that Klinke can let ring; calls.dial then tells what became of it. The click whose page will say that it can be heard. */
  ring: Click.optional(),
});
export type StartCall = z.infer<typeof StartCall>;

/** The only place a `tel:` link comes from. */
export const StartedCall = z.strictObject({
  call: CallView,
  dial: z.templateLiteral(['tel:', PhoneNumber]),
  /** What the user dials on: `callback` with calls.dial, `browser` with the page's own telephone. Null: whatever opens the link. */
  line: z.strictObject({ id: Id, name: z.string(), dials: z.enum(['browser', 'callback']) }).nullable(),
});
export type StartedCall = z.infer<typeof StartedCall>;

const gateRefusals = ['contact_not_allowed', 'address_suppressed', 'no_number', 'number_not_theirs', 'number_wrong'];

export const startCall = defineOperation({
  name: 'calls.start',
  method: 'POST',
  path: '/calls',
  summary: 'Start an outgoing call: asks whether it is allowed now, keeps the permit, and gives the number to dial',
  permission: 'calls.write',
  body: StartCall,
  output: StartedCall,
  refusals: [...gateRefusals, 'deal_of_another', 'contact_claimed'],
});

const ending = {
  durationSeconds: z.number().int().min(0).max(86_400).optional(),
  dispositionId: Id.optional(),
  note: Text(20_000).optional(),
};

export const LogCall = z.discriminatedUnion('direction', [
  z.strictObject({
    direction: z.literal('inbound'),
    contactId: Id,
    dealId: Id.optional(),
    number: PhoneNumber.optional(),
    startedAt: Instant,
    ...ending,
  }),
  z.strictObject({ direction: z.literal('outbound'), ...whom, startedAt: Instant, ...ending }),
]);
export type LogCall = z.infer<typeof LogCall>;

export const logCall = defineOperation({
  name: 'calls.log',
  method: 'POST',
  path: '/calls/past',
  summary: 'Log a call that took place; an outgoing one must have been allowed when it was made',
  permission: 'calls.write',
  body: LogCall,
  output: CallView,
  refusals: [...gateRefusals, 'in_the_future', 'disposition_archived', 'deal_of_another'],
});

export const ChangeCall = z.strictObject({
  durationSeconds: z.number().int().min(0).max(86_400).nullable().optional(),
  dispositionId: Id.optional(),
  note: Text(20_000).nullable().optional(),
  dealId: Id.nullable().optional(),
});
export type ChangeCall = z.infer<typeof ChangeCall>;

export const changeCall = defineOperation({
  name: 'calls.change',
  method: 'PATCH',
  path: '/calls/:callId',
  summary: 'Say how a call ended, or mend what was noted about it',
  permission: 'calls.write',
  params: callParams,
  body: ChangeCall,
  output: CallView,
  refusals: ['stale', 'disposition_archived', 'call_removed', 'deal_of_another'],
});

export const removeCall = defineOperation({
  name: 'calls.remove',
  method: 'DELETE',
  path: '/calls/:callId',
  summary: 'Take a call off the record; it can be restored',
  permission: 'calls.write',
  params: callParams,
  output: CallView,
  refusals: ['stale'],
});

export const restoreCall = defineOperation({
  name: 'calls.restore',
  method: 'POST',
  path: '/calls/:callId/restoration',
  summary: 'Bring a removed call back',
  permission: 'calls.write',
  params: callParams,
  output: CallView,
  status: 200,
});
