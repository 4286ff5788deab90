import { z } from 'zod';
import { defineEvent } from '#platform/events';

export const mailsChosen = defineEvent(
  'meetings.mailsChosen',
  z.strictObject({ userId: z.uuid(), wanted: z.boolean() }),
);
