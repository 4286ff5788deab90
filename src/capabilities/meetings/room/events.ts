import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { meetingId: z.uuid(), contactId: z.uuid() };

export const guestLinkMade = defineEvent('meetings.guestLinkMade', z.strictObject({ ...about, linkId: z.uuid() }));
export const guestLinkRevoked = defineEvent(
  'meetings.guestLinkRevoked',
  z.strictObject({ ...about, linkId: z.uuid() }),
);
/** Somebody waits at the door, and nobody of us is there. */
export const guestWaits = defineEvent('meetings.guestWaits', z.strictObject(about));
/** By the name they gave themselves. */
export const guestLetIn = defineEvent('meetings.guestLetIn', z.strictObject({ ...about, name: z.string() }));
