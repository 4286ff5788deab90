import { z } from 'zod';
import { defineEvent } from '#platform/events';

const meeting = { teamMeetingId: z.uuid() };
const point = { ...meeting, pointId: z.uuid(), title: z.string() };

export const teamMeetingBegun = defineEvent(
  'team-meetings.begun',
  z.strictObject({ ...meeting, points: z.number().int() }),
);
export const teamMeetingEnded = defineEvent(
  'team-meetings.ended',
  z.strictObject({ ...meeting, decisions: z.number().int(), tasks: z.number().int() }),
);
export const teamMeetingReopened = defineEvent('team-meetings.reopened', z.strictObject(meeting));
export const pointAdded = defineEvent('team-meetings.pointAdded', z.strictObject(point));
export const pointDiscussed = defineEvent(
  'team-meetings.pointDiscussed',
  z.strictObject({ ...point, discussed: z.boolean() }),
);
/** Stands on the timeline of the record. `before`: the wording that it takes the place of. */
export const decided = defineEvent(
  'team-meetings.decided',
  z.strictObject({
    ...point,
    dealId: z.uuid().nullable(),
    contactId: z.uuid().nullable(),
    companyId: z.uuid().nullable(),
    decision: z.string(),
    before: z.string().nullable(),
  }),
);
/** The next step itself is announced by whose it is. */
export const taskAgreed = defineEvent(
  'team-meetings.taskAgreed',
  z.strictObject({ ...point, nextStepId: z.uuid(), task: z.string() }),
);
