import { z } from 'zod';
import { defineEvent } from '#platform/events';

export const experimentStarted = defineEvent(
  'next-steps.experimentStarted',
  z.strictObject({ experimentId: z.uuid() }),
);
export const experimentEnded = defineEvent('next-steps.experimentEnded', z.strictObject({ experimentId: z.uuid() }));
/** A call was made from Heute while an experiment ran; `arm`: in which order the person stood there. */
export const touchNoted = defineEvent(
  'next-steps.touchNoted',
  z.strictObject({ callId: z.uuid(), experimentId: z.uuid(), arm: z.enum(['expected', 'random']) }),
);
