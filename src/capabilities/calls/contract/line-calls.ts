import { z } from 'zod';
import { MayContactAnswer } from '#consent/contract';
import { defineOperation, Id, Instant } from '#platform/operation';

/** Rises only: created → ringing → answered → one of the three ends. */
export const LineCallState = z.enum(['created', 'ringing', 'answered', 'ended', 'missed', 'failed']);
export type LineCallState = z.infer<typeof LineCallState>;

/** A person in a few words, for who has seconds to read them. */
export const CallerStory = z.strictObject({
  id: Id,
  name: z.string(),
  kind: z.enum(['private', 'business']),
  companyName: z.string().nullable(),
  city: z.string().nullable(),
  ownerId: Id.nullable(),
  lastCall: z
    .strictObject({ at: Instant, userId: Id, disposition: z.string().nullable(), note: z.string().nullable() })
    .nullable(),
  deal: z
    .strictObject({
      id: Id,
      title: z.string(),
      stageName: z.string(),
      valueCents: z.number().int(),
      currency: z.string(),
    })
    .nullable(),
  /** May we call them, now and for advertising? */
  phone: MayContactAnswer.nullable(),
});
export type CallerStory = z.infer<typeof CallerStory>;

export const IncomingCall = z.strictObject({
  id: Id,
  lineName: z.string(),
  /** E.164; null: not shown. */
  number: z.string().nullable(),
  state: LineCallState,
  rangAt: Instant,
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The conversation, once it is known with whom it is and who has it. */
  callId: Id.nullable(),
  userId: Id.nullable(),
  /** Whom it may be: one, several to choose from, or nobody we know. */
  callers: z.array(CallerStory),
});
export type IncomingCall = z.infer<typeof IncomingCall>;

export const listIncoming = defineOperation({
  name: 'calls.listIncoming',
  method: 'GET',
  path: '/incoming-calls',
  summary: 'Who is calling me now',
  permission: 'calls.read',
  output: z.strictObject({ items: z.array(IncomingCall) }),
});

const lineCallParams = z.strictObject({ lineCallId: Id });

/** Names the person, where the number alone did not. */
export const TakeCall = z.strictObject({ contactId: Id });
export const takeCall = defineOperation({
  name: 'calls.take',
  method: 'POST',
  path: '/incoming-calls/:lineCallId/taking',
  summary: 'Take an incoming call of this person',
  permission: 'calls.write',
  params: lineCallParams,
  body: TakeCall,
  output: z.strictObject({ callId: Id }),
  refusals: ['call_taken', 'call_missed'],
});

export const dialCall = defineOperation({
  name: 'calls.dial',
  method: 'POST',
  path: '/calls/:callId/dialling',
  summary: 'Let the line ring for a started call',
  permission: 'calls.write',
  params: z.strictObject({ callId: Id }),
  output: z.strictObject({ lineCallId: Id, state: LineCallState }),
  status: 200,
  refusals: [
    'permit_expired',
    'no_line',
    'line_cannot_dial',
    'call_finished',
    'call_removed',
    'carrier_login_failed',
    'carrier_refused',
    'carrier_busy',
    'carrier_silent',
    'carrier_unreachable',
  ],
});

export const leaveMessage = defineOperation({
  name: 'calls.leaveMessage',
  method: 'POST',
  path: '/calls/:callId/message',
  summary:
    'Leave it to my greeting to speak on the mailbox I have reached: it is said to its end, then the call is hung up, and I am free. How the call ended is said apart',
  permission: 'calls.write',
  params: z.strictObject({ callId: Id }),
  output: z.strictObject({ callId: Id }),
  status: 200,
  refusals: [
    'call_removed',
    'not_answered',
    'permit_expired',
    'no_greeting',
    'line_cannot_speak',
    'telephone_refused',
    'telephone_unreachable',
  ],
});
