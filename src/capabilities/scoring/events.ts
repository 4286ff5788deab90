import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { Objection, Target } from './contract.ts';

const model = { target: Target, modelId: z.uuid() };

export const modelTrained = defineEvent(
  'scoring.modelTrained',
  z.strictObject({ ...model, verdict: z.string(), rows: z.number().int(), because: z.string() }),
);
export const modelApproved = defineEvent(
  'scoring.modelApproved',
  z.strictObject({ ...model, because: z.enum(['approved', 'rolled_back']) }),
);
/** Learned anew and no worse on cases that neither had seen; nobody had to approve it again. */
export const modelReplaced = defineEvent('scoring.modelReplaced', z.strictObject(model));
/** Nothing scores this target any more. */
export const modelEnded = defineEvent(
  'scoring.modelEnded',
  z.strictObject({ ...model, because: z.enum(['no_better', 'barred']) }),
);
export const featuresBarred = defineEvent(
  'scoring.featuresBarred',
  z.strictObject({ features: z.array(z.string()), before: z.array(z.string()) }),
);

export const profilingObjected = defineEvent(
  'scoring.profilingObjected',
  z.strictObject({
    contactId: z.uuid(),
    objectionId: z.uuid(),
    objectedAt: z.iso.datetime(),
    way: Objection.shape.way,
  }),
);
export const profilingObjectionWithdrawn = defineEvent(
  'scoring.profilingObjectionWithdrawn',
  z.strictObject({ contactId: z.uuid(), objectionId: z.uuid() }),
);
