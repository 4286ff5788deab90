import { z } from 'zod';
import { defineEvent } from '#platform/events';

/** A person asked to be called; `wording` is what they read when they did. */
export const callWished = defineEvent(
  'meetings.callWished',
  z.strictObject({
    wishId: z.uuid(),
    pageId: z.uuid(),
    contactId: z.uuid(),
    hostId: z.uuid(),
    title: z.string(),
    wording: z.string(),
  }),
);
