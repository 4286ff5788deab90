import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { CalendarKind } from './contract.ts';

/** Of the actor's own; where it is stays theirs. */
export const calendarAdded = defineEvent(
  'meetings.calendarAdded',
  z.strictObject({ calendarId: z.uuid(), name: z.string(), kind: CalendarKind }),
);
/** Meetings are written into it from now on, or no longer. */
export const calendarWritten = defineEvent(
  'meetings.calendarWritten',
  z.strictObject({ calendarId: z.uuid(), name: z.string(), on: z.boolean() }),
);
export const calendarRemoved = defineEvent(
  'meetings.calendarRemoved',
  z.strictObject({ calendarId: z.uuid(), name: z.string() }),
);
