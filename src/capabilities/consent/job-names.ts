import { z } from 'zod';
import { Channel } from './contract.ts';

/** What commands put into the queue; jobs.ts does the work. */
export const summaryCount = {
  name: 'consent.summary',
  payload: z.strictObject({ workspaceId: z.uuid(), channel: Channel }),
  attempts: 5,
};
