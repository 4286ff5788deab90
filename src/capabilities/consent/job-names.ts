import { z } from 'zod';
import { roles } from '#platform/actor';
import { Channel } from './contract.ts';

/** What commands put into the queue; jobs.ts does the work. */
export const summaryCount = {
  name: 'consent.summary',
  payload: z.strictObject({ workspaceId: z.uuid(), channel: Channel }),
  attempts: 5,
  // Of a million people it takes both processors seconds: not before a list that is to come in.
  patient: true as const,
};

export const lettersWriting = {
  name: 'consent.letters',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    batchId: z.uuid(),
    // Who made them sees what they may see, then as now.
    userId: z.uuid(),
    role: z.enum(roles),
    seesOnlyOwn: z.boolean(),
  }),
  attempts: 5,
};

/** All contacts of the workspace, or those an import wrote about. */
export const objectorsListed = {
  name: 'consent.suppressObjectors',
  payload: z.strictObject({ workspaceId: z.uuid(), importId: z.uuid().optional() }),
  attempts: 10,
};
