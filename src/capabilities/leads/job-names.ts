import { z } from 'zod';

const payload = z.strictObject({ workspaceId: z.uuid(), importId: z.uuid() });

/** What commands put into the queue; jobs.ts does the work. */
export const importCount = { name: 'leads.count', payload, attempts: 3 };
export const importRun = { name: 'leads.import', payload, attempts: 25 };
export const importUndo = { name: 'leads.undo', payload, attempts: 25 };
