import { z } from 'zod';
import { Changed, defineEvent } from '#platform/events';
import { Outcome, RunProblem } from './contract.ts';

const run = { runId: z.uuid(), outcome: Outcome };

export const runAsked = defineEvent('audiences.runAsked', z.strictObject({ ...run, fields: z.array(z.string()) }));
export const runFinished = defineEvent(
  'audiences.runFinished',
  z.strictObject({
    ...run,
    problem: RunProblem.nullable(),
    customers: z.number().int(),
    groups: z.array(z.strictObject({ avatarId: z.uuid(), size: z.number().int() })),
    separation: z.enum(['strong', 'weak']).nullable(),
  }),
);

const avatar = { avatarId: z.uuid(), name: z.string().nullable() };

export const avatarDrawn = defineEvent('audiences.avatarDrawn', z.strictObject({ ...avatar, changed: Changed }));
export const avatarLookedThrough = defineEvent('audiences.avatarLookedThrough', z.strictObject(avatar));
export const pictureSet = defineEvent('audiences.pictureSet', z.strictObject({ ...avatar, bytes: z.number().int() }));
export const pictureRemoved = defineEvent('audiences.pictureRemoved', z.strictObject(avatar));

const audience = { audienceId: z.uuid(), name: z.string() };

export const audienceCreated = defineEvent('audiences.created', z.strictObject(audience));
export const audienceChanged = defineEvent('audiences.changed', z.strictObject({ ...audience, changed: Changed }));
export const audienceRemoved = defineEvent('audiences.removed', z.strictObject(audience));
export const audienceRestored = defineEvent('audiences.restored', z.strictObject(audience));
