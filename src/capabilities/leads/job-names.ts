import { z } from 'zod';

const payload = z.strictObject({ workspaceId: z.uuid(), importId: z.uuid() });

/** What commands put into the queue; jobs.ts does the work. */
/** Who waits for the list itself needs no number of its rows. */
export const importCount = { name: 'leads.count', payload, attempts: 3, patient: true as const };
export const importRun = { name: 'leads.import', payload, attempts: 25 };
export const importUndo = { name: 'leads.undo', payload, attempts: 25 };
