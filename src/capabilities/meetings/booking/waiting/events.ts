import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { entryId: z.uuid(), pageId: z.uuid(), contactId: z.uuid(), title: z.string() };

export const waitingBegun = defineEvent('meetings.waitingBegun', z.strictObject(about));
/** A time has come free. */
export const waitingTold = defineEvent('meetings.waitingTold', z.strictObject(about));
export const waitingLeft = defineEvent('meetings.waitingLeft', z.strictObject(about));
