import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Text } from '#platform/operation';

/** When the person invited us, what about, and what proves it. */
export const Invitation = z.strictObject({ at: Instant, about: Line(200), proof: Line(500) });

export const Spot = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const VisitView = z.strictObject({
  meetingId: Id,
  contactId: Id,
  contactName: z.string(),
  phone: z.string().nullable(),
  title: z.string(),
  address: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(['planned', 'held', 'no_show', 'cancelled']),
  invitation: Invitation,
  /** As the gate says now: somebody may have taken the invitation back. */
  allowed: z.boolean(),
  spot: Spot.nullable(),
  /** As the crow flies; null for the first stop, and where nobody knows where it is. */
  kmFromLast: z.number().nullable(),
  saidAt: Instant.nullable(),
  note: z.string().nullable(),
});
export type VisitView = z.infer<typeof VisitView>;

export const listVisits = defineOperation({
  name: 'meetings.listVisits',
  method: 'GET',
  path: '/visits',
  summary:
    'The visits of the asker on a day, in the order of a short way by distances as the crow flies; those without coordinates last',
  permission: 'meetings.read',
  query: z.strictObject({ on: Day }),
  output: z.strictObject({
    items: z.array(VisitView),
    /** The next day after it on which the asker is to visit somebody. */
    next: Day.nullable(),
  }),
});

export const PlanVisit = z.strictObject({
  contactId: Id,
  title: Line(200),
  address: Line(300),
  startsAt: Instant,
  endsAt: Instant,
  invitation: Invitation,
  spot: Spot.optional(),
});
export type PlanVisit = z.infer<typeof PlanVisit>;

export const planVisit = defineOperation({
  name: 'meetings.planVisit',
  method: 'POST',
  path: '/visits',
  summary: 'Plan a visit at the person’s, on their invitation; the gate is asked',
  permission: 'meetings.write',
  body: PlanVisit,
  output: VisitView,
  refusals: ['contact_not_allowed', 'invitation_in_future', 'meeting_too_long'],
});

export const SayVisit = z.strictObject({
  state: z.enum(['held', 'no_show']),
  note: Text(5000),
  /** When it was entered. What is entered later counts; the same once more changes nothing. */
  at: Instant,
});
export type SayVisit = z.infer<typeof SayVisit>;

export const sayVisit = defineOperation({
  name: 'meetings.sayVisit',
  method: 'PUT',
  path: '/visits/:meetingId/outcome',
  summary: 'Say how a visit went; may be sent again, and later than it was entered',
  permission: 'meetings.write',
  params: z.strictObject({ meetingId: Id }),
  body: SayVisit,
  output: VisitView,
  refusals: ['meeting_not_planned', 'meeting_not_begun'],
});
