import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { ownerId: z.uuid().nullable() };

export const forecastSubmitted = defineEvent(
  'forecasts.submitted',
  z.strictObject({
    ...about,
    submissionId: z.uuid(),
    period: z.string(),
    commitCents: z.number().int(),
    bestCaseCents: z.number().int(),
    note: z.string().nullable(),
  }),
);

export const quotaSet = defineEvent(
  'forecasts.quotaSet',
  z.strictObject({
    ...about,
    month: z.string(),
    fromCents: z.number().int().nullable(),
    toCents: z.number().int().nullable(),
  }),
);
