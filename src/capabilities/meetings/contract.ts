import { z } from 'zod';
import { defineOperation, Id, Instant, Line, Page, PageQuery } from '#platform/operation';
import { MeetingState, MeetingView } from './contract/meeting.ts';
import { MeetingWay, Where } from './contract/shapes.ts';

export * from './booking/contract.ts';
export * from './calendars/contract.ts';
export * from './contract/meeting.ts';
export * from './contract/shapes.ts';
export * from './providers/contract.ts';
export * from './places/contract.ts';
export * from './visits/contract.ts';
export * from './hosts/contract.ts';

const meetingParams = z.strictObject({ meetingId: Id });

export const listMeetings = defineOperation({
  name: 'meetings.list',
  method: 'GET',
  path: '/meetings',
  summary: 'Meetings by their beginning',
  permission: 'meetings.read',
  query: z.strictObject({
    ...PageQuery,
    contactId: Id.optional(),
    dealId: Id.optional(),
    /** One of the hosts. */
    userId: Id.optional(),
    state: MeetingState.optional(),
    way: MeetingWay.optional(),
    /** Those that end after this. */
    from: Instant.optional(),
    /** Those that begin before this. */
    to: Instant.optional(),
    sort: z.enum(['startsAt', '-startsAt']).default('startsAt'),
  }),
  output: Page(MeetingView),
});

export const getMeeting = defineOperation({
  name: 'meetings.get',
  method: 'GET',
  path: '/meetings/:meetingId',
  summary: 'One meeting',
  permission: 'meetings.read',
  params: meetingParams,
  output: MeetingView,
});

/** What else a host has at that time. By hand that is allowed, and worth a word. */
export const MeetingOverlap = z.strictObject({ userId: Id, startsAt: Instant, endsAt: Instant });
export type MeetingOverlap = z.infer<typeof MeetingOverlap>;

export const PlannedMeeting = z.strictObject({ meeting: MeetingView, overlaps: z.array(MeetingOverlap) });
export type PlannedMeeting = z.infer<typeof PlannedMeeting>;

const hosts = z.array(Id).min(1).max(20);

export const CreateMeeting = z.strictObject({
  contactId: Id,
  dealId: Id.optional(),
  title: Line(200),
  where: Where,
  /** The showroom to which the person comes; its address holds then, and it must have a seat. */
  placeId: Id.nullable().optional(),
  startsAt: Instant,
  endsAt: Instant,
  /** Left out: who plans it. */
  hostIds: hosts.optional(),
  /** Mails the person an invitation, and what changes. */
  invite: z.boolean().optional(),
});
export type CreateMeeting = z.infer<typeof CreateMeeting>;

const planRefusals = [
  'meeting_too_long',
  'host_unknown',
  'deal_of_another',
  'no_email_address',
  'contact_not_allowed',
  'provider_unknown',
  'place_unknown',
  'place_full',
];

export const createMeeting = defineOperation({
  name: 'meetings.create',
  method: 'POST',
  path: '/meetings',
  summary: 'Plan a meeting with a person; tells what else its hosts have at that time',
  permission: 'meetings.write',
  body: CreateMeeting,
  output: PlannedMeeting,
  refusals: planRefusals,
});

export const ChangeMeeting = CreateMeeting.omit({ contactId: true, dealId: true })
  .partial()
  .extend({ dealId: Id.nullable().optional() });
export type ChangeMeeting = z.infer<typeof ChangeMeeting>;

export const changeMeeting = defineOperation({
  name: 'meetings.change',
  method: 'PATCH',
  path: '/meetings/:meetingId',
  summary: 'Move a planned meeting or change what it is about',
  permission: 'meetings.write',
  params: meetingParams,
  body: ChangeMeeting,
  output: PlannedMeeting,
  refusals: ['stale', 'meeting_not_planned', ...planRefusals],
});

export const cancelMeeting = defineOperation({
  name: 'meetings.cancel',
  method: 'POST',
  path: '/meetings/:meetingId/cancellation',
  summary: 'Cancel a planned meeting',
  permission: 'meetings.write',
  params: meetingParams,
  output: MeetingView,
  status: 200,
  refusals: ['meeting_not_planned'],
});

export const SayOutcome = z.strictObject({
  /** `planned` takes a word said by mistake back. */
  state: z.enum(['held', 'no_show', 'planned']),
});
export type SayOutcome = z.infer<typeof SayOutcome>;

export const sayOutcome = defineOperation({
  name: 'meetings.sayOutcome',
  method: 'POST',
  path: '/meetings/:meetingId/outcome',
  summary: 'Say whether a meeting took place or the person did not come',
  permission: 'meetings.write',
  params: meetingParams,
  body: SayOutcome,
  output: MeetingView,
  status: 200,
  refusals: ['meeting_not_planned', 'meeting_not_begun'],
});

export * from './room/contract.ts';
