import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { pageId: z.uuid(), title: z.string() };

export const bookingPageOpened = defineEvent('meetings.pageOpened', z.strictObject(about));
export const bookingPageChanged = defineEvent(
  'meetings.pageChanged',
  z.strictObject({ ...about, changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })) }),
);
/** Somebody says anew when people can meet them. */
export const hoursSet = defineEvent('meetings.hoursSet', z.strictObject({ userId: z.uuid() }));
