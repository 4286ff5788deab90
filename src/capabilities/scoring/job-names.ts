import { z } from 'zod';
import { Target } from './contract/shapes.ts';

/** What commands put into the queue; jobs.ts does the work. */
export const training = {
  name: 'scoring.train',
  payload: z.strictObject({ workspaceId: z.uuid(), target: Target }),
  attempts: 5,
  patient: true as const,
};
export const rescoring = {
  name: 'scoring.rescore',
  payload: z.strictObject({ workspaceId: z.uuid(), subject: z.enum(['deal', 'contact']), askedAt: z.iso.datetime() }),
  attempts: 25,
  patient: true as const,
};
export const dueScoring = {
  name: 'scoring.due',
  payload: z.strictObject({ workspaceId: z.uuid() }),
  attempts: 10,
  patient: true as const,
};
