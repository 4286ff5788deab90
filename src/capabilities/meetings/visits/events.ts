import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { meetingId: z.uuid(), contactId: z.uuid(), dealId: z.uuid().nullable(), title: z.string() };

export const visitInvited = defineEvent(
  'meetings.visitInvited',
  z.strictObject({ ...about, invitedAt: z.iso.datetime(), invitedAbout: z.string(), proof: z.string() }),
);
export const visitSaid = defineEvent(
  'meetings.visitSaid',
  z.strictObject({ ...about, state: z.enum(['held', 'no_show']), note: z.string(), saidAt: z.iso.datetime() }),
);
