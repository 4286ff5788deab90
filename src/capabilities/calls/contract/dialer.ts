import { z } from 'zod';
import { MayContactAnswer, PermitRequest, Purpose, RefusedBecause } from '#consent/contract';
import { defineOperation, Id, Instant, Line } from '#platform/operation';

/** Why nobody rings: the gate's reason, or there is no number that reaches them. */
export const PassedBecause = z.enum([...RefusedBecause.options, 'no_number', 'number_wrong']);
export type PassedBecause = z.infer<typeof PassedBecause>;

export const DialerPerson = z.strictObject({
  contactId: Id,
  name: z.string(),
  kind: z.enum(['private', 'business']),
  companyName: z.string().nullable(),
  jobTitle: z.string().nullable(),
  city: z.string().nullable(),
  /** E.164; the number that `calls.start` would dial. */
  phone: z.string().nullable(),
  /** Where it rings, for the time of day there. */
  timeZone: z.string(),
  answer: MayContactAnswer,
  purpose: Purpose,
  request: PermitRequest.nullable(),
  /** The call with them that has begun and has no disposition yet. */
  openCall: z.strictObject({ id: Id, startedAt: Instant, number: z.string().nullable() }).nullable(),
  /** The setter has called them since they are held; without an open call they are done with. */
  called: z.boolean(),
});
export type DialerPerson = z.infer<typeof DialerPerson>;

export const DialerSession = z.strictObject({
  id: Id,
  name: z.string(),
  startedAt: Instant,
  pausedAt: Instant.nullable(),
  /** Seconds between a result and the next call; null: each call is started by hand. */
  paceSeconds: z.number().int().nullable(),
  /** How far the list is, whoever of the team works on it. */
  counts: z.strictObject({
    people: z.number().int(),
    open: z.number().int(),
    called: z.number().int(),
    skipped: z.number().int(),
    /** `again`: when the first of them may be called after all. */
    refused: z.array(z.strictObject({ because: PassedBecause, people: z.number().int(), again: Instant.nullable() })),
    /** Open, but a colleague has them right now. */
    elsewhere: z.number().int(),
  }),
});
export type DialerSession = z.infer<typeof DialerSession>;

export const DialerView = z.strictObject({ session: DialerSession.nullable(), person: DialerPerson.nullable() });
export type DialerView = z.infer<typeof DialerView>;

/** Null: preview, every call is started by hand. */
const Pace = z.number().int().min(1).max(120).nullable();

export const StartDialer = z.strictObject({
  name: Line(120),
  paceSeconds: Pace.default(5),
  people: z.discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('list'),
      /** The filters and the order of `contacts.list`, as a saved view keeps them. */
      filters: z.record(Line(60), z.union([z.string().max(500), z.number(), z.boolean()])).default({}),
      sort: Line(60).default('name'),
    }),
    z.strictObject({
      from: z.literal('named'),
      contacts: z
        .array(
          z.strictObject({ contactId: Id, purpose: Purpose.default('advertising'), request: PermitRequest.optional() }),
        )
        .min(1)
        .max(500),
    }),
  ]),
});
export type StartDialer = z.infer<typeof StartDialer>;

export const startDialer = defineOperation({
  name: 'calls.startDialer',
  method: 'POST',
  path: '/dialer',
  summary:
    'Begin to call a list of people one after the other; who begins with a list that the team is at, joins in. Ends the own one before',
  permission: 'calls.write',
  body: StartDialer,
  output: DialerView,
  refusals: ['filters_unknown'],
});

export const getDialer = defineOperation({
  name: 'calls.getDialer',
  method: 'GET',
  path: '/dialer',
  summary: 'The dialer of the person who asks: the list, how far it is, and whom they have',
  permission: 'calls.read',
  output: DialerView,
});

export const ChangeDialer = z.strictObject({ paused: z.boolean(), paceSeconds: Pace }).partial();
export type ChangeDialer = z.infer<typeof ChangeDialer>;
export const changeDialer = defineOperation({
  name: 'calls.changeDialer',
  method: 'PATCH',
  path: '/dialer',
  summary: 'Pause, go on, or change the pace; who pauses gives back a person not yet called',
  permission: 'calls.write',
  body: ChangeDialer,
  output: DialerView,
});

export const NextInDialer = z.strictObject({
  /** Whom the setter is done with: called, or passed over. Left out: just whom they have, or the first. */
  leaving: Id.optional(),
  /** A call-back that is due now goes before the list. */
  callback: z.strictObject({ contactId: Id, purpose: Purpose, request: PermitRequest.optional() }).optional(),
});
export type NextInDialer = z.infer<typeof NextInDialer>;
export const nextInDialer = defineOperation({
  name: 'calls.nextInDialer',
  method: 'POST',
  path: '/dialer/next',
  summary: 'The next person who may be called now, held for this setter alone; nobody is rung before `calls.start`',
  permission: 'calls.write',
  body: NextInDialer,
  output: DialerView,
  status: 200,
  refusals: ['dialer_paused'],
});

export const holdInDialer = defineOperation({
  name: 'calls.holdInDialer',
  method: 'POST',
  path: '/dialer/hold',
  summary: 'The open page is still there: the person stays held for another while',
  permission: 'calls.write',
  output: z.strictObject({ contactId: Id.nullable() }),
  status: 200,
});

export const endDialer = defineOperation({
  name: 'calls.endDialer',
  method: 'DELETE',
  path: '/dialer',
  summary: 'End the own dialer; the rest of the list stays for the others, and for later that day',
  permission: 'calls.write',
  output: DialerView,
});
