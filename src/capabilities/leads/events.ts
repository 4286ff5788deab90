import { z } from 'zod';
import { defineEvent } from '#platform/events';

/** Someone stood at the door; it happened when the log says. */
export const visitRecorded = defineEvent(
  'leads.visitRecorded',
  z.strictObject({
    visitId: z.uuid(),
    contactId: z.uuid(),
    result: z.string(),
    resultRaw: z.string().nullable(),
    visitedBy: z.string().nullable(),
    count: z.number().int().nullable(),
    note: z.string().nullable(),
    dayOnly: z.boolean(),
    importId: z.uuid().nullable(),
  }),
);

const about = { importId: z.uuid(), name: z.string() };
export const importStarted = defineEvent('leads.importStarted', z.strictObject({ ...about, onMatch: z.string() }));
export const importFinished = defineEvent(
  'leads.importFinished',
  z.strictObject({
    ...about,
    state: z.enum(['done', 'cancelled', 'failed']),
    created: z.number().int(),
    updated: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
);
export const importUndone = defineEvent(
  'leads.importUndone',
  z.strictObject({
    ...about,
    contacts: z.number().int(),
    companies: z.number().int(),
    deals: z.number().int(),
    visits: z.number().int(),
    restored: z.number().int(),
    kept: z.number().int(),
  }),
);
