import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { DeletedBecause } from './contract.ts';

export const recordingPolicyChanged = defineEvent(
  'conversations.recordingPolicyChanged',
  z.strictObject({ on: z.boolean(), keepDays: z.number().int() }),
);

const about = { recordingId: z.uuid(), callId: z.uuid(), contactId: z.uuid() };
/** `entryId`, `agreementId`: the words of both sides that it lives on. */
export const recordingStarted = defineEvent(
  'conversations.recordingStarted',
  z.strictObject({ ...about, entryId: z.uuid(), agreementId: z.uuid() }),
);
export const recordingResumed = defineEvent(
  'conversations.recordingResumed',
  z.strictObject({ ...about, segment: z.number().int() }),
);
export const recordingStopped = defineEvent('conversations.recordingStopped', z.strictObject(about));
/** All of it has arrived and lies in the file store. */
export const recordingKept = defineEvent(
  'conversations.recordingKept',
  z.strictObject({ ...about, seconds: z.number().int() }),
);
export const recordingDeleted = defineEvent(
  'conversations.recordingDeleted',
  z.strictObject({ ...about, because: DeletedBecause }),
);
/** `person`: named so because the story of a contact need not tell who listened; the audit log does. */
export const recordingHeard = defineEvent(
  'conversations.recordingHeard',
  z.strictObject({ recordingId: z.uuid(), callId: z.uuid(), person: z.uuid() }),
);
