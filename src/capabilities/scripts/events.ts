import { z } from 'zod';
import { defineEvent } from '#platform/events';

const script = { scriptId: z.uuid(), name: z.string() };

export const scriptCreated = defineEvent('scripts.created', z.strictObject(script));
export const scriptChanged = defineEvent(
  'scripts.changed',
  z.strictObject({
    ...script,
    version: z.number().int(),
    changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
  }),
);

const run = { runId: z.uuid(), callId: z.uuid(), contactId: z.uuid(), ...script };

/** A script is being read in a call, in the wording of this version. */
export const runBegun = defineEvent('scripts.begun', z.strictObject({ ...run, version: z.number().int() }));
/** One step on; `said` is what the person answered, null where there was nothing to answer. */
export const runAnswered = defineEvent(
  'scripts.answered',
  z.strictObject({ ...run, step: z.string(), said: z.string().nullable() }),
);
/** The person objected, and whoever calls looked up what to say. */
export const objectionHeard = defineEvent('scripts.objected', z.strictObject({ ...run, title: z.string() }));
export const objectionTakenBack = defineEvent(
  'scripts.objectionTakenBack',
  z.strictObject({ ...run, title: z.string() }),
);
export const runSteppedBack = defineEvent('scripts.steppedBack', z.strictObject({ ...run, step: z.string() }));
