import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = {
  noteId: z.uuid(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
};

export const noteAdded = defineEvent('timeline.noteAdded', z.strictObject({ ...about, text: z.string() }));
/** The wording before stays here. */
export const noteChanged = defineEvent(
  'timeline.noteChanged',
  z.strictObject({ ...about, from: z.string(), to: z.string() }),
);
export const noteRemoved = defineEvent('timeline.noteRemoved', z.strictObject(about));
export const noteRestored = defineEvent('timeline.noteRestored', z.strictObject(about));

/** Somebody had the whole hash chain recomputed. */
export const auditCheckStarted = defineEvent('timeline.auditCheckStarted', z.strictObject({}));
export const auditChecked = defineEvent(
  'timeline.auditChecked',
  z.strictObject({ events: z.number().int(), faults: z.number().int() }),
);
