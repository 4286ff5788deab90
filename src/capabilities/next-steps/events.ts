import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = {
  nextStepId: z.uuid(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
  title: z.string(),
};

export const nextStepCreated = defineEvent(
  'next-steps.created',
  z.strictObject({
    ...about,
    kind: z.enum(['call', 'meeting', 'message', 'task']),
    ownerId: z.uuid(),
    dueOn: z.iso.date(),
    dueAt: z.iso.datetime().nullable(),
    promised: z.boolean(),
  }),
);
export const nextStepChanged = defineEvent(
  'next-steps.changed',
  z.strictObject({ ...about, changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })) }),
);
export const nextStepDone = defineEvent('next-steps.done', z.strictObject({ ...about, callId: z.uuid().nullable() }));
export const nextStepDropped = defineEvent('next-steps.dropped', z.strictObject(about));
export const nextStepReopened = defineEvent('next-steps.reopened', z.strictObject(about));
